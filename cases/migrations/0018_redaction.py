"""Hidden words taken out for ever: who asked, who agreed, what stood there, and the one door to texts nobody changes."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import stalking_unit.db.fields
from stalking_unit.db.operations import AppendOnly, FilledInOnce, SameCase, Tripwire

# The door: a text is rewritten only where a second person has agreed, and in the transaction that sealed what it said.
TAKE_OUT = """
ALTER TABLE cases_sealedtext ADD COLUMN sealed_in xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE FUNCTION take_words_out(copy uuid, plain text, sealed bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE place record;
BEGIN
  SELECT replace(lower(text.model), '.', '_') AS relation, text.field, text.record_id, text.case_id INTO STRICT place
  FROM cases_sealedtext kept
  JOIN cases_hiddentext text ON text.id = kept.text_id AND text.hiding_id = kept.hiding_id
  JOIN cases_redaction asked ON asked.hiding_id = kept.hiding_id AND asked.agreed_at IS NOT NULL
  WHERE kept.id = copy AND kept.sealed_in = pg_current_xact_id();
  PERFORM set_config('app.taking_out', place.record_id::text, true);
  IF sealed IS NULL THEN
    EXECUTE format('UPDATE %I SET %I = $1 WHERE id = $2', place.relation, place.field) USING plain, place.record_id;
  ELSE
    EXECUTE format('UPDATE %I SET %I = $1 WHERE id = $2', place.relation, place.field) USING sealed, place.record_id;
  END IF;
  PERFORM set_config('app.taking_out', '', true);
END $$;
REVOKE ALL ON FUNCTION take_words_out(uuid, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION take_words_out(uuid, text, bytea) TO su_app;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_user = 'su_owner'
    AND current_setting('app.taking_out', true) = to_jsonb(OLD) ->> 'id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% only ever grows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""
SHUT = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% only ever grows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
DROP FUNCTION take_words_out(uuid, text, bytea);
ALTER TABLE cases_sealedtext DROP COLUMN sealed_in;
"""
AGENCY = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.agency")
CASE = models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case")
KEY = models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


def person(*, null: bool = False) -> models.Field:  # type: ignore[type-arg]
    return models.ForeignKey(
        null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_people"),
        ("cases", "0017_alarms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", KEY),
                ("asked_at", models.DateTimeField()),
                ("reason", models.TextField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("agency", AGENCY),
                ("agreed_by", person(null=True)),
                ("author", person()),
                ("case", CASE),
                (
                    "hiding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="redaction", to="cases.hiding"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at", None), ("agreed_by", None)),
                            models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="redaction_agreed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by", None),
                            models.Q(("agreed_by", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="redaction_takes_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="redaction_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedText",
            fields=[
                ("id", KEY),
                ("words", stalking_unit.db.fields.EncryptedTextField()),
                ("sealed_at", models.DateTimeField()),
                ("case", CASE),
                (
                    "hiding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sealed", to="cases.hiding"
                    ),
                ),
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sealed", to="cases.hiddentext"
                    ),
                ),
            ],
        ),
        Tripwire("cases_redaction"),
        Tripwire("cases_sealedtext"),
        SameCase("cases_redaction", "hiding_id", "cases_hiding"),
        SameCase("cases_sealedtext", "hiding_id", "cases_hiding"),
        SameCase("cases_sealedtext", "text_id", "cases_hiddentext"),
        FilledInOnce("cases_redaction", "agreed_by_id", "agreed_at"),
        AppendOnly("cases_sealedtext"),
        migrations.RunSQL(TAKE_OUT, SHUT),
    ]
