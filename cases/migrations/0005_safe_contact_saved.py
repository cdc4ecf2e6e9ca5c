"""Who last agreed the rules of safe contact, and when: whoever finds them changed needs a name to ask."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_codes"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("safecontact", "saved_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(
            "safecontact",
            "saved_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                django.db.models.deletion.PROTECT,
                editable=False,
                null=True,
                related_name="+",
            ),
        ),
    ]
