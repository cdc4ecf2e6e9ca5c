"""Makes notices and the e-mails that go with them."""

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
            name="Notification",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=160)),
                ("kind", models.CharField(max_length=40)),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("path", models.CharField(max_length=200)),
                ("text", models.CharField(max_length=160)),
                ("told_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "notification",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="message",
                        to="notifications.notification",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(fields=["recipient", "-told_at"], name="notification_inbox"),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("opened_at", None)), fields=["recipient"], name="notification_unopened"
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.UniqueConstraint(fields=("recipient", "key"), name="notification_is_told_once"),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "^[^0-9@\\n]+$")), name="notification_states_no_fact"
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(("path__regex", "^/([^/\\\\\\s][^\\\\\\s]*)?$")), name="notification_leads_inside"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=models.Q(("sent_at", None)), fields=["due_at"], name="message_waiting"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("attempts", 0), ("refused_at", None), ("sent_at", None)),
                    models.Q(
                        ("attempts__gt", 0),
                        models.Q(("sent_at__isnull", False), ("refused_at__isnull", False), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="message_outcome_follows_an_attempt",
            ),
        ),
        Tripwire("notifications_notification"),
        Tripwire("notifications_message"),
    ]
