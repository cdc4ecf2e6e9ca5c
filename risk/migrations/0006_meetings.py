"""Planned meetings: their agenda, who is in the room, minutes as rows, and the word of who was not there."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0026_redaction_refused"),
        ("risk", "0005_formulation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("place", models.PositiveIntegerField(null=True)),
                ("left_out_reason", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="AttendanceException",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=150)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("away", "Away for this case"),
                            ("conflict", "Declared a conflict of interest"),
                            ("chair", "In the chair for this case"),
                            ("guest", "There for this case only"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("police", "Police"),
                            ("health", "Mental health"),
                            ("advocacy", "Advocate"),
                        ],
                        max_length=10,
                    ),
                ),
                ("agrees", models.BooleanField()),
                ("given_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ConflictAsked",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="InRoom",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name="MeetingRow",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("text", models.TextField()),
                ("is_addendum", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(null=True)),
                ("struck_reason", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="MinuteRow",
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
                        choices=[("team", "Everyone on the case"), ("victim_side", "The victim’s side")],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                ("is_addendum", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MinutesSignature",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_chair", models.BooleanField()),
                ("signed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="conference",
            name="locked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="conference",
            name="planned_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="conference",
            name="room_known",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="conference",
            name="starts_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="conference",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("planned_by", None), ("starts_at", None)),
                    models.Q(("planned_by__isnull", False), ("starts_at__isnull", False)),
                    _connector="OR",
                ),
                name="conference_planned_by_somebody",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="added_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="agenda", to="risk.conference"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="left_out_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="talked_over_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="attendanceexception",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="attendanceexception",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="exceptions", to="risk.conference"
            ),
        ),
        migrations.AddField(
            model_name="attendanceexception",
            name="user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="confirmations", to="risk.conferenceitem"
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="conflictasked",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="conflictasked",
            name="case_person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.caseperson"
            ),
        ),
        migrations.AddField(
            model_name="conflictasked",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="conflicts_asked", to="risk.conference"
            ),
        ),
        migrations.AddField(
            model_name="inroom",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="room", to="risk.conference"
            ),
        ),
        migrations.AddField(
            model_name="inroom",
            name="user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="meetingrow",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="meetingrow",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="general_rows", to="risk.conference"
            ),
        ),
        migrations.AddField(
            model_name="meetingrow",
            name="struck_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="minuterow",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
            ),
        ),
        migrations.AddField(
            model_name="minuterow",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="minuterow",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="minuterow",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="risk.conference"
            ),
        ),
        migrations.AddField(
            model_name="minuterow",
            name="struck_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="minutessignature",
            name="conference",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="risk.conference"
            ),
        ),
        migrations.AddField(
            model_name="minutessignature",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(fields=("case", "conference"), name="case_once_per_agenda"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_out_by", None), ("left_out_reason", "")),
                    models.Q(("left_out_by__isnull", False), models.Q(("left_out_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="left_out_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendanceexception",
            constraint=models.UniqueConstraint(fields=("case", "conference", "user"), name="differs_once"),
        ),
        migrations.AddConstraint(
            model_name="attendanceexception",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["away", "conflict", "chair", "guest"])), name="difference_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.UniqueConstraint(fields=("item", "seat"), name="confirmed_once_a_seat"),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("seat__in", ["chair", "police", "health", "advocacy"])),
                name="confirmation_seat_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictasked",
            constraint=models.UniqueConstraint(fields=("conference", "case_person"), name="conflict_asked_once"),
        ),
        migrations.AddConstraint(
            model_name="inroom",
            constraint=models.UniqueConstraint(fields=("conference", "user"), name="in_the_room_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="meeting_row_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingrow",
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
                name="meeting_row_struck_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="minuterow",
            index=models.Index(
                models.F("conference"), models.F("case"), models.F("recorded_at"), name="minutes_of_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="minuterow",
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
                name="minuterow_struck_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="minuterow",
            constraint=models.CheckConstraint(
                condition=models.Q(("readers__in", ["team", "victim_side"])), name="minute_readers_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="minuterow",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="minute_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutessignature",
            constraint=models.UniqueConstraint(fields=("conference", "user"), name="minutes_signed_once"),
        ),
    ]
