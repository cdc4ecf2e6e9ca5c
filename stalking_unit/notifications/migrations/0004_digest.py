"""Lets what can wait go in one e-mail each working morning."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import Tripwire


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_series"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="mail_choice",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("daily", models.BooleanField()),
                ("chosen_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="digest_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("digest_on__isnull", False), ("sent_at", None)),
                fields=["digest_on"],
                name="message_digest",
            ),
        ),
        Tripwire("notifications_mailchoice"),
    ]
