"""The end of a number can be found, for somebody who has half of it."""

from django.db import migrations

import stalking_unit.db.fields


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_additions")]

    operations = [
        migrations.AddField(
            "contactpoint",
            "ending_index",
            stalking_unit.db.fields.BlindIndexField(db_index=True, null=True, purpose="ending", source="value"),
        ),
    ]
