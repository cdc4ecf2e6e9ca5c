"""Makes alarms, whom they call, and whom somebody spoke to about one."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0016_page_draft"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("red_flag", "A red flag was raised"),
                            ("urgent_referral", "A referral says that somebody is in danger now"),
                            ("breach", "An order was broken"),
                            ("release", "Release, or a change of bail"),
                            ("emergency_route", "The emergency route was used"),
                            ("not_screened", "A referral was not screened in time"),
                            ("not_decided", "A red flag was not decided in time"),
                        ],
                        max_length=20,
                    ),
                ),
                ("subject_id", models.UUIDField()),
                ("is_victim_side", models.BooleanField()),
                ("raised_at", models.DateTimeField()),
                ("raised_by_name", models.CharField(max_length=150)),
                ("rung", models.PositiveIntegerField(default=0)),
                ("rings_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("taken_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(models.F("case"), models.F("raised_at"), name="alarm_of_case"),
                    models.Index(condition=models.Q(("taken_at", None)), fields=["rings_at"], name="alarm_open"),
                    models.Index(fields=["taken_by", "taken_at"], name="alarm_of_taker"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "subject_id"), name="alarm_is_raised_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "red_flag",
                                    "urgent_referral",
                                    "breach",
                                    "release",
                                    "emergency_route",
                                    "not_screened",
                                    "not_decided",
                                ],
                            )
                        ),
                        name="alarm_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_victim_side", True), ("kind", "emergency_route")),
                            models.Q(("is_victim_side", False), models.Q(("kind", "emergency_route"), _negated=True)),
                            _connector="OR",
                        ),
                        name="alarm_of_the_victims_side_is_so_by_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at", None), ("taken_by", None), ("taken_by_name", "")),
                            models.Q(
                                ("taken_at__gte", models.F("raised_at")),
                                ("taken_by__isnull", False),
                                models.Q(("taken_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="alarm_is_taken_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlarmCall",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("ring", models.PositiveIntegerField()),
                ("called_at", models.DateTimeField()),
                (
                    "alarm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="cases.alarm"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("alarm", "ring", "user"), name="alarm_calls_once_a_ring")
                ]
            },
        ),
        migrations.CreateModel(
            name="SpokenTo",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                ("words", models.TextField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
                    ),
                ),
                (
                    "alarm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spoken_to", to="cases.alarm"
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
                        name="spokento_struck_whole",
                    )
                ]
            },
        ),
        *[Tripwire(f"cases_{row}") for row in ("alarm", "alarmcall", "spokento")],
        *[SameCase(f"cases_{child}", "alarm_id", "cases_alarm") for child in ("alarmcall", "spokento")],
        AppendOnly("cases_alarmcall"),
    ]
