"""Hearings before a court, whether the victim has been told of each, and the word for one that is near."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cases.models import CodeList
from cases.services.codes import SEED
from stalking_unit.db.operations import SameCase, StrikeOnly, Tripwire

NEW = "hearing"


def fill(apps: Any, schema_editor: Any) -> None:
    item = apps.get_model("cases", "CodeItem")
    entries = SEED[CodeList.TRIGGER]
    new = item(list=CodeList.TRIGGER, code=NEW, label=entries[NEW], order=list(entries).index(NEW) + 1)
    item.objects.using(schema_editor.connection.alias).bulk_create([new], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0031_more_lists"),
        ("interventions", "0008_sweep"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hearing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("order", "Application for an order, or to change one"),
                            ("bail", "Bail or remand"),
                            ("plea", "Plea"),
                            ("trial", "Trial"),
                            ("sentence", "Sentence"),
                            ("children", "Family court: contact with children"),
                            ("family", "Family court: something else"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("court", models.CharField(max_length=120)),
                ("about", models.CharField(blank=True, max_length=200)),
                ("attends", models.CharField(blank=True, max_length=200)),
                ("held_on", models.DateField()),
                ("held_time", models.TimeField(null=True)),
                ("is_hers", models.BooleanField()),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("held", "It took place"),
                            ("moved", "Moved to another day"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=12,
                    ),
                ),
                ("outcome", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="interventions.order",
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
            },
        ),
        migrations.CreateModel(
            name="HearingTold",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("told", "Yes, the victim has been told"),
                            ("not_yet", "Not yet"),
                            ("not_wanted", "The victim asked not to be told"),
                        ],
                        max_length=12,
                    ),
                ),
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
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="told", to="interventions.hearing"
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
            },
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(models.F("case"), models.F("held_on"), name="hearing_of_case"),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struck_at", None), ("struck_by", None), ("struck_reason", "")),
                    models.Q(
                        ("struck_at__isnull", False),
                        ("struck_by__isnull", False),
                        models.Q(("struck_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hearing_struck_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["order", "bail", "plea", "trial", "sentence", "children", "family", "other"])
                ),
                name="hearing_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearing",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["", "held", "moved", "cancelled"])), name="hearing_result_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="hearingtold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("struck_at", None), ("struck_by", None), ("struck_reason", "")),
                    models.Q(
                        ("struck_at__isnull", False),
                        ("struck_by__isnull", False),
                        models.Q(("struck_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hearingtold_struck_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="hearingtold",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["told", "not_yet", "not_wanted"])), name="hearing_told_answer_known"
            ),
        ),
        Tripwire("interventions_hearing"),
        Tripwire("interventions_hearingtold"),
        SameCase("interventions_hearing", "order_id", "interventions_order"),
        SameCase("interventions_hearingtold", "hearing_id", "interventions_hearing"),
        StrikeOnly("interventions_hearingtold"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
