"""A copy that may not be handed over any more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_documents"),
    ]

    operations = [
        migrations.AddField(
            model_name="generateddocument",
            name="withheld_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
