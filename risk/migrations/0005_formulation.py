"""What the team understands of a case: drafts written together, versions proposed, and what was agreed."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stalking_unit.db.fields
from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0028_triggers"),
        ("risk", "0004_vacant_since"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Formulation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "violence",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                (
                    "persistence",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                (
                    "recurrence",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                (
                    "psychosocial",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=10,
                    ),
                ),
                (
                    "imminence",
                    models.CharField(
                        choices=[
                            ("now", "Now"),
                            ("soon", "In days or weeks"),
                            ("not_imminent", "Not imminent"),
                            ("not_known", "Not known"),
                        ],
                        default="not_known",
                        max_length=14,
                    ),
                ),
                (
                    "hands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
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
            ],
            options={
                "ordering": ["case", "number"],
            },
        ),
        migrations.CreateModel(
            name="FormulationAgreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("agreed_at", models.DateTimeField()),
                (
                    "agreed_by",
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
                    "formulation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreement", to="risk.formulation"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="formulations",
                        to="risk.conferenceitem",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FormulationDraft",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", stalking_unit.db.fields.EncryptedTextField()),
                ("tab", models.CharField(blank=True, max_length=32)),
                ("turn", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("part", models.CharField(max_length=40)),
                ("hands", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                (
                    "begun_by",
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
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FormulationWords",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("heading", models.CharField(max_length=40)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("team", "Everybody on the case"),
                            ("victim", "The victim’s side"),
                            ("clinical", "Mental health"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_opinion", models.BooleanField(default=True)),
                ("text", models.TextField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "formulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="risk.formulation"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="formulation",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="formulation_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="formulation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("imminence__in", ["now", "soon", "not_imminent", "not_known"]),
                    ("persistence__in", ["low", "moderate", "high", "not_known"]),
                    ("psychosocial__in", ["low", "moderate", "high", "not_known"]),
                    ("recurrence__in", ["low", "moderate", "high", "not_known"]),
                    ("violence__in", ["low", "moderate", "high", "not_known"]),
                ),
                name="formulation_axes_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="formulationagreement",
            constraint=models.UniqueConstraint(fields=("item",), name="formulation_agreed_once_at_a_conference"),
        ),
        migrations.AddConstraint(
            model_name="formulationdraft",
            constraint=models.UniqueConstraint(fields=("case", "part"), name="formulation_draft_once"),
        ),
        migrations.AddConstraint(
            model_name="formulationwords",
            constraint=models.UniqueConstraint(fields=("formulation", "heading"), name="formulation_heading_once"),
        ),
        migrations.AddConstraint(
            model_name="formulationwords",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["team", "victim", "clinical"])), name="formulation_audience_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="formulationwords",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="formulation_says_something"
            ),
        ),
        *[
            Tripwire(f"risk_{table}")
            for table in ("formulation", "formulationwords", "formulationagreement", "formulationdraft")
        ],
        SameCase("risk_formulationwords", "formulation_id", "risk_formulation"),
        SameCase("risk_formulationagreement", "formulation_id", "risk_formulation"),
        SameCase("risk_formulationagreement", "item_id", "risk_conferenceitem"),
        AppendOnly("risk_formulation"),
        AppendOnly("risk_formulationwords"),
        AppendOnly("risk_formulationagreement"),
    ]
