"""What ends a pause by itself: discharge and return, beside release."""

from typing import Any

from django.db import migrations

from cases.models import CodeList
from cases.services.codes import SEED

NEW = ("discharge", "return")


def fill(apps: Any, schema_editor: Any) -> None:
    item = apps.get_model("cases", "CodeItem")
    entries = SEED[CodeList.TRIGGER]
    item.objects.using(schema_editor.connection.alias).bulk_create(
        [item(list=CodeList.TRIGGER, code=code, label=entries[code], order=list(entries).index(code)) for code in NEW],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0028_triggers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
