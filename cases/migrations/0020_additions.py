"""What a referral was sent without, by when it follows, and what was added to it; a place heard from the suspect."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stalking_unit.db.fields
from stalking_unit.db.operations import SameCase, StrikeOnly, Tripwire

OWED = [
    ("suspect", "Who is doing it"),
    ("safe_contact", "When and how it is safe to contact the person in danger"),
    ("views", "What the person in danger thinks about sharing this"),
    ("crime_reference", "Crime reference, or that there is none"),
    ("more", "Something else"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0019_units_advice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            "callerdrop",
            "checked",
            models.CharField(
                choices=[
                    ("code_word", "The code word was right"),
                    ("called_back", "I called back on the agreed route"),
                    ("not_yet", "Not checked yet. I have said nothing"),
                    ("from_suspect", "Heard from the suspect, and compared with nothing"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            "referral",
            "owes",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=OWED, max_length=20), default=list, size=None
            ),
        ),
        migrations.AddField("referral", "owed_by", models.DateField(null=True)),
        migrations.AddConstraint(
            "referral",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owed_by", None), ("owes", [])),
                    models.Q(models.Q(("owes", []), _negated=True), ("owed_by__isnull", False)),
                    _connector="OR",
                ),
                name="referral_owes_by_a_date",
            ),
        ),
        migrations.CreateModel(
            name="ReferralAddition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                ("fact", models.CharField(choices=OWED, max_length=20)),
                ("text", stalking_unit.db.fields.EncryptedTextField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="additions", to="cases.referral"
                    ),
                ),
                (
                    "struck_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at", None), ("struck_by", None), ("struck_reason", "")),
                            models.Q(
                                ("struck_at__isnull", False),
                                ("struck_by__isnull", False),
                                models.Q(("struck_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="referraladdition_struck_whole",
                    )
                ],
            },
        ),
        Tripwire("cases_referraladdition"),
        SameCase("cases_referraladdition", "referral_id", "cases_referral"),
        StrikeOnly("cases_referraladdition"),
    ]
