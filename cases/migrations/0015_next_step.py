"""The next step of a case, as a board keeps it: every one that was written, and on the case the last."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from stalking_unit.db.operations import AppendOnly, Tripwire

SAME_CASE = """
CREATE UNIQUE INDEX cases_nextstep_with_case ON cases_nextstep (id, case_id);
ALTER TABLE cases_case ADD CONSTRAINT cases_case_next_step_id_same_case
  FOREIGN KEY (next_step_id, id) REFERENCES cases_nextstep (id, case_id) DEFERRABLE INITIALLY DEFERRED;
"""
UNDO = """
ALTER TABLE cases_case DROP CONSTRAINT cases_case_next_step_id_same_case;
DROP INDEX cases_nextstep_with_case;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0014_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NextStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("text", models.CharField(blank=True, max_length=160)),
                ("due_on", models.DateField(null=True)),
                ("court_on", models.DateField(null=True)),
                ("set_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["case", "-number"],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="next_step",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.nextstep"
            ),
        ),
        migrations.AddIndex(
            model_name="nextstep",
            index=models.Index(models.F("owner"), models.F("due_on"), name="next_step_of_owner"),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="next_step_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="next_step_counts_from_one"),
        ),
        Tripwire("cases_nextstep"),
        AppendOnly("cases_nextstep"),
        migrations.RunSQL(SAME_CASE, UNDO),
    ]
