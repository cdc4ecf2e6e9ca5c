"""Ready advice by behaviour, as a unit starts with it."""

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from cases.services.advice_texts import SEED


def fill(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    items = apps.get_model("cases", "CodeItem").objects.using(alias).filter(list="behaviour", code__in=SEED)
    text = apps.get_model("cases", "AdviceText")
    text.objects.using(alias).bulk_create(text(behaviour=item, text=SEED[item.code]) for item in items.order_by("pk"))


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_sharing_views")]

    operations = [
        migrations.CreateModel(
            "AdviceText",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "behaviour",
                    models.ForeignKey("cases.CodeItem", django.db.models.deletion.PROTECT, related_name="+"),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField()),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["behaviour", "version"],
                "constraints": [
                    models.UniqueConstraint(fields=["behaviour", "version"], name="advice_version_once"),
                    models.UniqueConstraint(
                        condition=Q(ends_on=None), fields=["behaviour"], name="advice_current_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                        name="advice_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
