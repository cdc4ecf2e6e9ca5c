"""Every entry of every list that a unit starts with: red flags and types of stalking came after the lists were filled."""

from typing import Any

from django.db import migrations

from cases.services.codes import SEED


def fill(apps: Any, schema_editor: Any) -> None:
    item = apps.get_model("cases", "CodeItem")
    item.objects.using(schema_editor.connection.alias).bulk_create(
        [
            item(list=name, code=code, label=label, order=order)
            for name, entries in SEED.items()
            for order, (code, label) in enumerate(entries.items(), start=1)
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0030_again")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
