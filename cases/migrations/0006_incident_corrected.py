"""What an incident may say later, who corrected it last, and what it said before: kept, and never changed again."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire

PRECISION = [
    ("minute", "To the minute"),
    ("hour", "To the hour"),
    ("part_of_day", "Part of the day"),
    ("day", "The day"),
    ("month", "The month"),
    ("year", "The year"),
    ("unknown", "Not known"),
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_safe_contact_saved"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("incident", "impact", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("incident", "opinion", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("incident", "reported_on", models.DateField(blank=True, null=True)),
        migrations.AddField("incident", "saved_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(
            "incident",
            "saved_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                django.db.models.deletion.PROTECT,
                editable=False,
                null=True,
                related_name="+",
            ),
        ),
        migrations.CreateModel(
            "IncidentVersion",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("written_at", models.DateTimeField()),
                ("occurred_from", models.DateTimeField(null=True)),
                ("occurred_to", models.DateTimeField(null=True)),
                ("precision", models.CharField(choices=PRECISION, max_length=12)),
                ("count", models.PositiveIntegerField()),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=40), default=list, size=None
                    ),
                ),
                ("what", models.TextField()),
                ("how_known", models.TextField(blank=True)),
                ("impact", models.TextField(blank=True)),
                ("opinion", models.TextField(blank=True)),
                ("broke_order", models.BooleanField()),
                ("reported_on", models.DateField(null=True)),
                ("crime_reference", models.CharField(blank=True, max_length=40)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="earlier", to="cases.incident"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["incident", "number"],
                "constraints": [models.UniqueConstraint(fields=("incident", "number"), name="incident_version_once")],
            },
        ),
        Tripwire("cases_incidentversion"),
        SameCase("cases_incidentversion", "incident_id", "cases_incident"),
        AppendOnly("cases_incidentversion"),
    ]
