"""How an episode came out, what it taught, and how long it is kept: rules of law as rows with dates."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from interventions.services.retention_rules import RULES
from stalking_unit.db.operations import SameCase, StrikeOnly, Tripwire


def fill(apps: Any, schema_editor: Any) -> None:
    rule = apps.get_model("interventions", "RetentionRule")
    rule.objects.using(schema_editor.connection.alias).bulk_create(
        rule(code=code, holder=holder, years=years, is_review=again, basis=basis, starts_on=start)
        for code, holder, years, again, basis, start in RULES
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0027_ready_reasons"),
        ("interventions", "0003_order_question"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.SlugField(max_length=20)),
                (
                    "holder",
                    models.CharField(
                        choices=[
                            ("police", "Police force"),
                            ("health", "Health trust"),
                            ("charity", "Charity"),
                            ("council", "Council"),
                            ("probation", "Probation service"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("years", models.PositiveSmallIntegerField()),
                ("is_review", models.BooleanField()),
                ("basis", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["code", "starts_on"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "starts_on"), name="retention_rule_begins_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="retention_rule_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                ("is_candidate", models.BooleanField()),
                ("sentence", models.CharField(blank=True, max_length=300)),
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
                    "episode",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lesson", to="cases.episode"
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
                        name="lesson_struck_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_candidate", False), ("sentence", "")),
                            models.Q(("is_candidate", True), models.Q(("sentence", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="lesson_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                (
                    "abuse",
                    models.CharField(
                        choices=[
                            ("stopped", "It has stopped"),
                            ("less", "There is less of it"),
                            ("same", "It is as it was"),
                            ("worse", "It is worse"),
                            ("not_known", "Not known"),
                        ],
                        max_length=12,
                    ),
                ),
                ("contacts", models.PositiveSmallIntegerField(null=True)),
                ("safer_from", models.PositiveSmallIntegerField(null=True)),
                ("safer_to", models.PositiveSmallIntegerField(null=True)),
                (
                    "daily_life",
                    models.CharField(
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not_known", "Not known")],
                        max_length=12,
                    ),
                ),
                (
                    "knows_how_to_report",
                    models.CharField(
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not_known", "Not known")],
                        max_length=12,
                    ),
                ),
                (
                    "wants_support",
                    models.CharField(
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not_known", "Not known")],
                        max_length=12,
                    ),
                ),
                (
                    "content_with_police",
                    models.CharField(
                        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("not_known", "Not known")],
                        max_length=12,
                    ),
                ),
                (
                    "proceedings",
                    models.CharField(
                        choices=[
                            ("convicted", "Convicted"),
                            ("out_of_court", "Settled out of court"),
                            ("pending", "Still to be heard"),
                            ("ended", "Ended without a conviction"),
                            ("none", "There were none"),
                            ("not_known", "Not known"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "programme",
                    models.CharField(
                        choices=[
                            ("completed", "Completed"),
                            ("partly", "Begun and not completed"),
                            ("refused", "Offered, and refused"),
                            ("none", "Not offered"),
                            ("not_known", "Not known"),
                        ],
                        max_length=12,
                    ),
                ),
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
                    "episode",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcome", to="cases.episode"
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
                        name="outcome_struck_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("safer_from", None), ("safer_from__lte", 10), _connector="OR"),
                            models.Q(("safer_to", None), ("safer_to__lte", 10), _connector="OR"),
                        ),
                        name="outcome_safer_from_0_to_10",
                    ),
                ],
            },
        ),
        Tripwire("interventions_outcome"),
        Tripwire("interventions_lesson"),
        SameCase("interventions_outcome", "episode_id", "cases_episode"),
        SameCase("interventions_lesson", "episode_id", "cases_episode"),
        StrikeOnly("interventions_outcome"),
        StrikeOnly("interventions_lesson"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
