"""Makes the list of printed copies."""

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
            name="GeneratedDocument",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("kind", models.SlugField(max_length=40)),
                ("reference", models.CharField(max_length=40)),
                ("audience", models.CharField(max_length=160, verbose_name="made for")),
                ("requested_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[("queued", "Being made"), ("ready", "Ready"), ("failed", "Could not be made")],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("failure", models.CharField(blank=True, max_length=160)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveIntegerField(blank=True, null=True)),
                ("file_name", models.CharField(max_length=100)),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case_id", "-requested_at"], name="document_of_case"),
                    models.Index(
                        condition=models.Q(("status", "queued")), fields=["requested_at"], name="document_waiting"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("made_at__isnull", False),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("size__gt", 0),
                                ("status", "ready"),
                            ),
                            models.Q(
                                models.Q(("status", "ready"), _negated=True),
                                ("made_at", None),
                                ("sha256", ""),
                                ("size", None),
                            ),
                            _connector="OR",
                        ),
                        name="document_is_made_when_it_is_ready",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "failed"), models.Q(("failure", ""), _negated=True)),
                            models.Q(models.Q(("status", "failed"), _negated=True), ("failure", "")),
                            _connector="OR",
                        ),
                        name="document_says_why_it_failed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file_name__regex", "^[A-Za-z0-9][A-Za-z0-9-]*\\.pdf$")),
                        name="document_file_name_is_neutral",
                    ),
                ],
            },
        ),
        Tripwire("documents_generateddocument"),
    ]
