"""Comparisons of screened referrals with restricted cases, which the worker makes."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from stalking_unit.db.operations import FilledInOnce, SameCase, Tripwire


class Migration(migrations.Migration):
    dependencies = [("cases", "0024_unsent_danger_rings")]

    operations = [
        migrations.CreateModel(
            "HiddenSearch",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey("cases.Case", django.db.models.deletion.PROTECT, related_name="%(class)ss"),
                ),
                (
                    "change",
                    models.OneToOneField("cases.StateChange", django.db.models.deletion.PROTECT, related_name="+"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(made_at=None) | models.Q(made_at__gte=models.F("asked_at")),
                        name="search_made_after",
                    )
                ],
                "indexes": [models.Index(condition=models.Q(made_at=None), fields=["asked_at"], name="search_waiting")],
            },
        ),
        Tripwire("cases_hiddensearch"),
        SameCase("cases_hiddensearch", "change_id", "cases_statechange"),
        FilledInOnce("cases_hiddensearch", "made_at"),
    ]
