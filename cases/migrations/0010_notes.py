"""Plain notes, which are written once and read by those who were chosen first."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import StrikeOnly, Tripwire


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0009_cleared_likeness"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                (
                    "readers",
                    models.CharField(
                        choices=[
                            ("agency_victim", "My own agency, on the victim’s side"),
                            ("agency_suspect", "My own agency, on the suspect’s side"),
                            ("victim_side", "The victim’s side"),
                            ("suspect_side", "The suspect’s side"),
                            ("team", "Everyone on the case"),
                            ("decision_log", "Police decision log"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
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
                "indexes": [models.Index(models.F("case"), models.F("happened_at"), name="note_of_case")],
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
                        name="note_struck_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "readers__in",
                                [
                                    "agency_victim",
                                    "agency_suspect",
                                    "victim_side",
                                    "suspect_side",
                                    "team",
                                    "decision_log",
                                ],
                            )
                        ),
                        name="note_readers_known",
                    ),
                ],
            },
        ),
        Tripwire("cases_note"),
        StrikeOnly("cases_note"),
    ]
