"""Makes the rota of a unit."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("telephone", models.CharField(max_length=40)),
                (
                    "hours",
                    models.CharField(
                        choices=[
                            ("working", "Working hours, 9am to 5pm on working days"),
                            ("outside", "Outside working hours: nights, weekends and bank holidays"),
                            ("all", "All hours"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("planned_at", models.DateTimeField()),
                ("planned_by_name", models.CharField(max_length=150)),
                ("called_off_at", models.DateTimeField(blank=True, null=True)),
                ("called_off_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="accounts.unit"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "ends_at"], name="turn_of_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="turn_ends_after_it_starts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__in", ["working", "outside", "all"])), name="turn_hours_are_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("telephone", ""), _negated=True), name="turn_has_a_telephone"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("called_off_at", None), ("called_off_by_name", "")),
                            models.Q(
                                ("called_off_at__isnull", False), models.Q(("called_off_by_name", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="turn_is_called_off_by_somebody",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("called_off_at", None)),
                        expressions=[
                            ("unit", "="),
                            ("user", "="),
                            (
                                models.Func(
                                    models.F("starts_at"),
                                    models.F("ends_at"),
                                    function="TSTZRANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="turn_is_held_once_at_a_time",
                    ),
                ],
            },
        ),
    ]
