"""Plans made with a victim in versions, what they need, and what the advocate tells a conference."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.fields import EncryptedTextField
from stalking_unit.db.operations import AppendOnly, SameCase, StrikeOnly, Tripwire


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0031_more_lists"),
        ("interventions", "0006_lost_contact"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("safety", "Safety"),
                            ("housing", "Housing"),
                            ("money", "Money"),
                            ("health", "Health"),
                            ("coping", "Coping and counselling"),
                            ("children", "Children"),
                            ("work", "Work or study"),
                            ("law", "Police and court"),
                            ("devices", "Phones and accounts"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField()),
                ("agreed", models.TextField(blank=True)),
                ("who", models.CharField(blank=True, max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("in_hand", "In hand"),
                            ("met", "Met"),
                            ("dropped", "No longer wanted"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "case_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="cases.caseperson"
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
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
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
                        name="need_struck_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "safety",
                                    "housing",
                                    "money",
                                    "health",
                                    "coping",
                                    "children",
                                    "work",
                                    "law",
                                    "devices",
                                    "other",
                                ],
                            ),
                            ("state__in", ["open", "in_hand", "met", "dropped"]),
                        ),
                        name="need_kind_and_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportSummary",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                ("text", models.TextField()),
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
                "indexes": [models.Index(models.F("case"), models.F("recorded_at"), name="support_summary_of_case")],
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
                        name="supportsummary_struck_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VictimPlan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                (
                    "kind",
                    models.CharField(choices=[("safety", "Safety plan"), ("support", "Support plan")], max_length=8),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("review_on", models.DateField(null=True)),
                ("pocket", EncryptedTextField(blank=True)),
                ("pocket_agreed_on", models.DateField(null=True)),
                ("pocket_given", models.TextField(blank=True)),
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
                    "case_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="victim_plans", to="cases.caseperson"
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
                        name="victimplan_struck_whole",
                    ),
                    models.UniqueConstraint(fields=("case_person", "kind", "number"), name="victim_plan_numbered_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["safety", "support"])), name="victim_plan_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "safety"),
                            models.Q(("pocket_agreed_on", None), ("pocket_given", "")),
                            _connector="OR",
                        ),
                        name="pocket_version_of_a_safety_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VictimPlanPart",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=20)),
                ("text", EncryptedTextField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="interventions.victimplan"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "code"), name="victim_plan_section_once"),
                ],
            },
        ),
        Tripwire("interventions_need"),
        SameCase("interventions_need", "case_person_id", "cases_caseperson"),
        Tripwire("interventions_supportsummary"),
        StrikeOnly("interventions_supportsummary"),
        Tripwire("interventions_victimplan"),
        SameCase("interventions_victimplan", "case_person_id", "cases_caseperson"),
        StrikeOnly("interventions_victimplan"),
        Tripwire("interventions_victimplanpart"),
        SameCase("interventions_victimplanpart", "plan_id", "interventions_victimplan"),
        AppendOnly("interventions_victimplanpart"),
    ]
