"""More ways in which an attempt to reach a victim ends, and what is asked when nobody gets through."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cases.models import CodeList
from cases.services.codes import SEED
from stalking_unit.db.operations import SameCase, StrikeOnly, Tripwire

NEW = "contact-lost"


def fill(apps: Any, schema_editor: Any) -> None:
    item = apps.get_model("cases", "CodeItem")
    entries = SEED[CodeList.TRIGGER]
    new = item(list=CodeList.TRIGGER, code=NEW, label=entries[NEW], order=list(entries).index(NEW) + 1)
    item.objects.using(schema_editor.connection.alias).bulk_create([new], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0031_more_lists"),
        ("interventions", "0005_action_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="supportcontact",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("spoken", "We spoke or wrote to each other"),
                    ("no_reply", "No reply"),
                    ("attempted", "Tried, and could not get through"),
                    ("wrong", "Somebody else answered"),
                    ("not_safe", "It was not safe to talk, and we stopped"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="LostContact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("is_opinion", models.BooleanField(default=False)),
                ("struck_at", models.DateTimeField(editable=False, null=True)),
                ("struck_reason", models.TextField(blank=True, editable=False)),
                (
                    "with_suspect",
                    models.CharField(
                        choices=[
                            ("yes", "Yes, that is possible"),
                            ("not_known", "We do not know"),
                            ("no", "No, and we know why"),
                        ],
                        max_length=10,
                    ),
                ),
                ("known", models.TextField()),
                ("done", models.TextField()),
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
                    "case_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lost_contacts",
                        to="cases.caseperson",
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
                        name="lostcontact_struck_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("with_suspect__in", ["yes", "not_known", "no"])),
                        name="lost_contact_answer_known",
                    ),
                ],
            },
        ),
        Tripwire("interventions_lostcontact"),
        SameCase("interventions_lostcontact", "case_person_id", "cases_caseperson"),
        StrikeOnly("interventions_lostcontact"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
