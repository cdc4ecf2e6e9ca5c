"""Ready reasons for a strand of a plan that has no action."""

from typing import Any

from django.db import migrations, models

from cases.models import CodeList
from cases.services.codes import SEED

READY = (CodeList.NO_PSYCHOLOGICAL, CodeList.NO_SOCIAL, CodeList.NO_LEGAL)


def fill(apps: Any, schema_editor: Any) -> None:
    item = apps.get_model("cases", "CodeItem")
    item.objects.using(schema_editor.connection.alias).bulk_create(
        [
            item(list=name, code=code, label=label, order=order)
            for name in READY
            for order, (code, label) in enumerate(SEED[name].items(), start=1)
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0026_redaction_refused")]

    operations = [
        migrations.AlterField("codeitem", "list", models.CharField(max_length=20, choices=CodeList.choices)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
