"""Lets something be told again without filling the inbox: the newest of a series stands for all before it."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_withdrawn"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "notification", "series", models.CharField(blank=True, max_length=60, default=""), preserve_default=False
        ),
        migrations.AddField("notification", "superseded_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddIndex(
            "notification",
            models.Index(fields=["series", "recipient"], condition=~models.Q(series=""), name="notification_series"),
        ),
    ]
