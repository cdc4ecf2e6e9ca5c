"""Words that were hidden in one press, and the texts each press covers."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stalking_unit.db.fields
from stalking_unit.db.operations import SameCase, Tripwire


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0011_draft"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="hides_words",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Hiding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("model", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                ("field", models.CharField(max_length=60)),
                ("words", stalking_unit.db.fields.EncryptedTextField(blank=True)),
                ("hidden_at", models.DateTimeField()),
                (
                    "safe_tonight",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes, she is safe tonight"), ("no", "No, or I do not know yet")],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_reason", models.TextField(blank=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HiddenText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("model", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                ("field", models.CharField(max_length=60)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "hiding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="cases.hiding"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="hiding",
            index=models.Index(models.F("case"), models.F("hidden_at"), name="hiding_of_case"),
        ),
        migrations.AddConstraint(
            model_name="hiding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", None), ("safe_tonight", "")),
                    models.Q(
                        ("safe_tonight__in", ["yes", "no"]),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="hiding_answered_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="hiding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at", None), ("lifted_by", None), ("lifted_reason", "")),
                    models.Q(
                        ("lifted_at__isnull", False),
                        ("lifted_by__isnull", False),
                        models.Q(("lifted_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hiding_lifted_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="hiddentext",
            constraint=models.UniqueConstraint(
                fields=("hiding", "model", "record_id", "field"), name="text_hidden_once_a_press"
            ),
        ),
        Tripwire("cases_hiding"),
        Tripwire("cases_hiddentext"),
        SameCase("cases_hiddentext", "hiding_id", "cases_hiding"),
    ]
