"""What was pasted into a referral, as it came in, and the case of the unit that it names."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import stalking_unit.db.fields
from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_hiding")]

    operations = [
        migrations.AddField(
            "referral",
            "earlier_reference",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="ReceivedText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("text", stalking_unit.db.fields.EncryptedTextField()),
                ("kept_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="received_texts", to="cases.referral"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("referral", "number"), name="received_text_once")]
            },
        ),
        Tripwire("cases_receivedtext"),
        SameCase("cases_receivedtext", "referral_id", "cases_referral"),
        AppendOnly("cases_receivedtext"),
    ]
