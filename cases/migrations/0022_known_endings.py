"""The ends of the numbers that are kept already."""

from typing import Any

from django.db import migrations


def index(apps: Any, schema_editor: Any) -> None:
    """A blind index follows from its text whenever the row is saved."""
    kept = apps.get_model("cases", "ContactPoint").objects.using(schema_editor.connection.alias)
    for point in kept.order_by("pk").iterator():
        point.save(update_fields=["ending_index"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_endings")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
