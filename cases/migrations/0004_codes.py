"""The code lists as a unit starts with them."""

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
    dependencies = [("cases", "0003_referral_done_now")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
