"""The disclosure register: what was given or told outside the team."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import SameCase, StrikeOnly, Tripwire


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0033_whereabouts_rings"),
        ("interventions", "0010_order_ending"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                ("what", models.TextField()),
                (
                    "about",
                    models.CharField(
                        choices=[("victim", "The victim"), ("suspect", "The suspect"), ("both", "Both")], max_length=12
                    ),
                ),
                (
                    "told_to",
                    models.CharField(
                        choices=[
                            ("court", "A court"),
                            ("prosecution", "The Crown Prosecution Service"),
                            ("police", "Police who are not on the case"),
                            ("prison", "A prison, or custody staff"),
                            ("probation", "Probation who are not on the case"),
                            ("health", "A health service"),
                            ("children", "Children’s or adults’ social care"),
                            ("housing", "Housing, or the council"),
                            ("work", "An employer, a school or a university"),
                            ("victim", "The victim"),
                            ("suspect", "The suspect"),
                            ("defence", "The suspect’s solicitor"),
                            ("other", "Somebody else"),
                        ],
                        max_length=16,
                    ),
                ),
                ("recipient", models.CharField(max_length=120)),
                (
                    "gateway",
                    models.CharField(
                        choices=[
                            ("crime", "To prevent or detect crime"),
                            ("safety", "To keep somebody from serious harm"),
                            ("child", "To protect a child, or an adult at risk"),
                            ("court", "Ordered by a court, or part of a case before it"),
                            ("consent", "The person it is about agreed"),
                            ("request", "The person asked for their own data"),
                            ("duty", "Another duty in law"),
                            ("none", "None. It should not have happened"),
                            ("unknown", "Not known"),
                        ],
                        max_length=16,
                    ),
                ),
                ("why", models.TextField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("spoken", "Said in person"),
                            ("meeting", "Said in a meeting"),
                            ("phone", "By phone or video"),
                            ("email", "By e-mail"),
                            ("post", "By post"),
                            ("handed", "Handed over on paper"),
                            ("shown", "Shown, or left where it could be seen"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "whereabouts",
                    models.CharField(choices=[("no", "No"), ("yes", "Yes"), ("not_known", "Not known")], max_length=12),
                ),
                ("is_hers", models.BooleanField()),
                ("cause", models.UUIDField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="interventions.order",
                    ),
                ),
                (
                    "struck_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(models.F("case"), models.F("happened_at"), name="disclosure_of_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at", None), ("struck_by", None), ("struck_reason", "")),
                            models.Q(
                                ("struck_at__isnull", False),
                                ("struck_by__isnull", False),
                                models.Q(("struck_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_struck_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about__in", ["victim", "suspect", "both"])), name="disclosure_about_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "told_to__in",
                                [
                                    "court",
                                    "prosecution",
                                    "police",
                                    "prison",
                                    "probation",
                                    "health",
                                    "children",
                                    "housing",
                                    "work",
                                    "victim",
                                    "suspect",
                                    "defence",
                                    "other",
                                ],
                            )
                        ),
                        name="disclosure_told_to_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "gateway__in",
                                ["crime", "safety", "child", "court", "consent", "request", "duty", "none", "unknown"],
                            )
                        ),
                        name="disclosure_gateway_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("method__in", ["spoken", "meeting", "phone", "email", "post", "handed", "shown"])
                        ),
                        name="disclosure_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("whereabouts__in", ["no", "yes", "not_known"])),
                        name="disclosure_whereabouts_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_hers", True), ("whereabouts", "no"), _connector="OR"),
                        name="disclosure_in_doubt_is_hers",
                    ),
                    models.UniqueConstraint(models.F("cause"), name="disclosure_made_once"),
                ],
            },
        ),
        Tripwire("interventions_disclosure"),
        SameCase("interventions_disclosure", "order_id", "interventions_order"),
        StrikeOnly("interventions_disclosure"),
    ]
