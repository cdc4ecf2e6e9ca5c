"""What an action waits for, whether the victim may be told of it, and each step of its life."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0029_ends_of_a_pause"),
        ("interventions", "0004_outcomes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="planaction",
            name="depends_on",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="planaction",
            name="tell_victim",
            field=models.BooleanField(null=True),
        ),
        migrations.CreateModel(
            name="ActionChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("added", "Added"),
                            ("reworded", "Changed"),
                            ("put_off", "Given another day"),
                            ("offered", "Offered"),
                            ("accepted", "Accepted"),
                            ("declined", "Not accepted"),
                            ("done", "Done"),
                            ("dropped", "No longer needed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("due_on", models.DateField(null=True)),
                ("words", models.TextField(blank=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="interventions.planaction",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["action", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("action", "number"), name="action_change_numbered_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                ["added", "reworded", "put_off", "offered", "accepted", "declined", "done", "dropped"],
                            )
                        ),
                        name="action_step_known",
                    ),
                ],
            },
        ),
        Tripwire("interventions_actionchange"),
        SameCase("interventions_actionchange", "action_id", "interventions_planaction"),
        AppendOnly("interventions_actionchange"),
    ]
