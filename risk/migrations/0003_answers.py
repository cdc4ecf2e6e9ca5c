"""A contribution is written section by section, and each answer is a row that keeps what it says."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stalking_unit.db.fields
from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire

TABLES = ("draftsection", "factanswer", "opinionanswer")
HANGS_ON = (
    ("draftsection", "contribution_id", "risk_contribution"),
    ("factanswer", "version_id", "risk_contributionversion"),
    ("opinionanswer", "opinion_id", "risk_contributionopinion"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0023_safe_tonight_rings"),
        ("risk", "0002_protection"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftSection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", stalking_unit.db.fields.EncryptedTextField()),
                ("tab", models.CharField(blank=True, max_length=32)),
                ("turn", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("section", models.CharField(max_length=40)),
                ("hands", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name="FactAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("question", models.CharField(max_length=40)),
                (
                    "known",
                    models.CharField(
                        choices=[("written", "Written"), ("nothing", "Nothing known"), ("not_known", "Not known")],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="OpinionAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("question", models.CharField(max_length=40)),
                ("words", models.TextField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="contributionversion",
            name="contribution_says_what_is_known_or_nothing",
        ),
        migrations.AddField(
            model_name="contributionversion",
            name="hands",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name="contributionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("nothing_known", False), ("known", ""), _connector="OR"),
                name="contribution_says_what_is_known_or_nothing",
            ),
        ),
        migrations.AddField(
            model_name="draftsection",
            name="begun_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="draftsection",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="draftsection",
            name="contribution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="risk.contribution"
            ),
        ),
        migrations.AddField(
            model_name="draftsection",
            name="saved_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="factanswer",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="factanswer",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="risk.contributionversion"
            ),
        ),
        migrations.AddField(
            model_name="opinionanswer",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="opinionanswer",
            name="opinion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="risk.contributionopinion"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftsection",
            constraint=models.UniqueConstraint(fields=("contribution", "section"), name="draft_section_once"),
        ),
        migrations.AddConstraint(
            model_name="factanswer",
            constraint=models.UniqueConstraint(fields=("version", "question"), name="fact_answered_once"),
        ),
        migrations.AddConstraint(
            model_name="factanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("known__in", ["written", "nothing", "not_known"])), name="fact_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="factanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("known", "written"), models.Q(("words", ""), _negated=True)),
                    models.Q(models.Q(("known", "written"), _negated=True), ("words", "")),
                    _connector="OR",
                ),
                name="fact_is_written_or_is_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionanswer",
            constraint=models.UniqueConstraint(fields=("opinion", "question"), name="opinion_answered_once"),
        ),
        migrations.AddConstraint(
            model_name="opinionanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="opinion_says_something"
            ),
        ),
        migrations.AlterField(
            model_name="contribution",
            name="status",
            field=models.CharField(
                choices=[
                    ("awaited", "Still to come"),
                    ("vacant", "Post vacant"),
                    ("submitted", "Submitted, sign-off to come"),
                    ("signed", "Answered"),
                    ("returned", "Returned for changes"),
                ],
                default="awaited",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="signoff",
            name="verdict",
            field=models.CharField(
                choices=[("agreed", "Signed off"), ("returned", "Returned for changes")], max_length=10
            ),
        ),
        *[Tripwire(f"risk_{table}") for table in TABLES],
        *[SameCase(f"risk_{child}", column, parent) for child, column, parent in HANGS_ON],
        AppendOnly("risk_factanswer"),
        AppendOnly("risk_opinionanswer"),
    ]
