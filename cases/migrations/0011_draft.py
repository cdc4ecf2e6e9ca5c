"""Drafts: sealed words that the database shows to their owner and to the product, and to nobody else."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stalking_unit.db.fields

# The nil uuid is the product itself, which counts the days of a draft and cancels it.
OWNER_ALONE = """
ALTER TABLE cases_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY owner_alone ON cases_draft TO su_app
USING ((SELECT app_user()) IN (owner_id, '00000000-0000-0000-0000-000000000000'))
WITH CHECK ((SELECT app_user()) IN (owner_id, '00000000-0000-0000-0000-000000000000'));
"""
PURPOSES = [("referral", "Referral"), ("again", "Referral of the same people"), ("call", "Telephone call")]


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_notes"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(choices=PURPOSES, max_length=10)),
                ("subject_id", models.UUIDField()),
                ("words", stalking_unit.db.fields.EncryptedTextField()),
                ("is_urgent", models.BooleanField(default=False)),
                ("tab", models.CharField(blank=True, max_length=32)),
                ("turn", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(models.F("purpose"), models.F("saved_at"), name="draft_left_alone")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "purpose", "subject_id"), name="draft_once"),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", [code for code, _ in PURPOSES])), name="draft_purpose_known"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            OWNER_ALONE, "DROP POLICY owner_alone ON cases_draft; ALTER TABLE cases_draft DISABLE ROW LEVEL SECURITY;"
        ),
    ]
