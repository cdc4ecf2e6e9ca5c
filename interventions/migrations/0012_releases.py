"""Words released for a copy that goes to the suspect, and the answer of the victim's side."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import AppendOnly, FilledInOnce, SameCase, Tripwire

ANSWER = (
    "state", "checked_by_id", "checked_at", "reason", "withdrawn_by_id", "withdrawn_at", "version",
    "struck_at", "struck_by_id", "struck_reason",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0032_sweep"),
        ("interventions", "0011_register"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("bound", "The person it binds"),
                            ("solicitor", "The solicitor of the person it binds"),
                            ("custody", "Prison or custody staff, for the person it binds"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Held until the victim’s side has read it"),
                            ("released", "Released"),
                            ("not_released", "Not released"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="held",
                        max_length=12,
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="interventions.order"
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
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReleasedWords",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="interventions.ordercondition"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="interventions.release"
                    ),
                ),
            ],
            options={
                "ordering": ["condition__kind", "condition_id"],
            },
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(models.F("case"), models.F("recorded_at"), name="release_of_case"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struck_at", None), ("struck_by", None), ("struck_reason", "")),
                    models.Q(
                        ("struck_at__isnull", False),
                        ("struck_by__isnull", False),
                        models.Q(("struck_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="release_struck_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["bound", "solicitor", "custody"])), name="release_audience_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at", None), ("checked_by", None), ("state", "held")),
                    models.Q(
                        ("state__in", ["released", "not_released"]),
                        ("checked_at__isnull", False),
                        ("checked_by__isnull", False),
                    ),
                    ("state", "withdrawn"),
                    _connector="OR",
                ),
                name="release_state_is_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_by", None), models.Q(("checked_by", models.F("author")), _negated=True), _connector="OR"
                ),
                name="release_checked_by_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "not_released"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "not_released"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="release_refused_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_at", None), ("withdrawn_by", None)
                    ),
                    _connector="OR",
                ),
                name="release_withdrawn_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasedwords",
            constraint=models.UniqueConstraint(fields=("release", "condition"), name="release_words_a_condition_once"),
        ),
        Tripwire("interventions_release"),
        SameCase("interventions_release", "order_id", "interventions_order"),
        FilledInOnce("interventions_release", *ANSWER),
        Tripwire("interventions_releasedwords"),
        SameCase("interventions_releasedwords", "release_id", "interventions_release"),
        SameCase("interventions_releasedwords", "condition_id", "interventions_ordercondition"),
        AppendOnly("interventions_releasedwords"),
    ]
