"""Lets the second person refuse that hidden words are taken out, with a reason, and lets it be asked again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import FilledInOnce


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_hidden_search"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterField(
            "redaction",
            "hiding",
            models.ForeignKey("cases.Hiding", django.db.models.deletion.PROTECT, related_name="redactions"),
        ),
        migrations.AddField("redaction", "refused_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "redaction",
            "refused_by",
            models.ForeignKey(settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, null=True, related_name="+"),
        ),
        migrations.AddField(
            "redaction", "refused_reason", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddConstraint(
            "redaction",
            models.UniqueConstraint(
                fields=["hiding"], condition=models.Q(refused_at=None), name="redaction_asked_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            "redaction",
            models.CheckConstraint(
                condition=models.Q(refused_by=None, refused_at=None, refused_reason="")
                | (
                    models.Q(refused_by__isnull=False, refused_at__isnull=False, agreed_at=None)
                    & ~models.Q(refused_reason="")
                    & ~models.Q(refused_by=models.F("author"))
                ),
                name="redaction_refused_whole",
            ),
        ),
        FilledInOnce("cases_redaction", "agreed_by_id", "agreed_at", "refused_by_id", "refused_at", "refused_reason"),
    ]
