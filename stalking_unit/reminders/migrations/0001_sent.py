"""Makes the claims that keep a reminder from being told twice."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import Tripwire


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SentReminder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("due_on", models.DateField()),
                ("told_at", models.DateTimeField()),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "subject_id", "due_on", "recipient"), name="reminder_is_told_once"
                    )
                ],
            },
        ),
        Tripwire("reminders_sentreminder"),
    ]
