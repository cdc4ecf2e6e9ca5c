"""That somebody who works here is not the person on a case who bears their name."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import SameCase, Tripwire


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_advice"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            "ClearedLikeness",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("cleared_by_name", models.CharField(max_length=150)),
                ("cleared_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey("cases.Case", django.db.models.deletion.PROTECT, related_name="%(class)ss"),
                ),
                (
                    "case_person",
                    models.ForeignKey("cases.CasePerson", django.db.models.deletion.PROTECT, related_name="+"),
                ),
                (
                    "user",
                    models.ForeignKey(settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, related_name="+"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["case_person", "user"], name="likeness_cleared_once")],
            },
        ),
        Tripwire("cases_clearedlikeness"),
        SameCase("cases_clearedlikeness", "case_person_id", "cases_caseperson"),
    ]
