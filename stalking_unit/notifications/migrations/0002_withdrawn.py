"""A notice can be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
