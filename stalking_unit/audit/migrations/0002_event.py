"""The trail's table: a partition for each month, written by the application, changed and emptied by nobody."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

FORWARDS = """
CREATE TABLE audit_event (
  id           uuid        NOT NULL,
  recorded_at  timestamptz NOT NULL,
  happened_at  timestamptz NOT NULL,
  xid          xid8        NOT NULL DEFAULT pg_current_xact_id(),
  actor_id     uuid        NOT NULL,
  actor_name   text        NOT NULL,
  agency_id    uuid,
  agency_name  text        NOT NULL,
  role         text        NOT NULL,
  session      text        NOT NULL,
  ip           inet,
  via          text        NOT NULL,
  request_id   uuid,
  operation    text        NOT NULL CONSTRAINT audit_event_operation
                           CHECK (operation IN ('collect', 'alter', 'consult', 'disclose', 'combine', 'erase')),
  subtype      text        NOT NULL CONSTRAINT audit_event_subtype CHECK (subtype <> ''),
  case_id      uuid,
  shown        uuid[]      NOT NULL,
  record_type  text        NOT NULL,
  record_id    uuid,
  fields       text[]      NOT NULL,
  basis        text        NOT NULL,
  reason       text        NOT NULL,
  recipients   jsonb       NOT NULL,
  outcome      text        NOT NULL CONSTRAINT audit_event_outcome CHECK (outcome IN ('allowed', 'refused')),
  hash         bytea       NOT NULL CONSTRAINT audit_event_hash CHECK (length(hash) = 32),
  -- Data Protection Act 2018, section 62(3): a disclosure says to whom
  CONSTRAINT audit_event_disclosed_to CHECK (operation <> 'disclose' OR outcome = 'refused' OR recipients <> '[]'),
  PRIMARY KEY (id, recorded_at)
) PARTITION BY RANGE (recorded_at);

CREATE INDEX audit_event_case ON audit_event (case_id, recorded_at DESC);
CREATE INDEX audit_event_record ON audit_event (record_id, recorded_at DESC);
CREATE INDEX audit_event_actor ON audit_event (actor_id, recorded_at DESC);
CREATE INDEX audit_event_shown ON audit_event USING gin (shown);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_event is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_emptying BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- Partitions inherit the row trigger; the TRUNCATE trigger and the rights are given to each.
CREATE FUNCTION audit_make_partitions(months int DEFAULT 24) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  this_month date := date_trunc('month', now() AT TIME ZONE 'UTC');
  first date;
  part text;
  made int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_make_partitions'));
  FOR i IN -1..least(months, 60) LOOP
    first := this_month + make_interval(months => i);
    part := 'audit_event_' || to_char(first, 'YYYYMM');
    CONTINUE WHEN to_regclass('public.' || part) IS NOT NULL;
    -- Made first and attached after, which locks out nobody who is writing to the trail.
    EXECUTE format('CREATE TABLE public.%I (LIKE public.audit_event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
    EXECUTE format('ALTER TABLE public.audit_event ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', part,
                   first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month') AT TIME ZONE 'UTC');
    EXECUTE format('CREATE TRIGGER audit_no_emptying BEFORE TRUNCATE ON public.%I '
                   'FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refuse()', part);
    EXECUTE format('REVOKE ALL ON public.%I FROM su_app', part);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;

REVOKE ALL ON audit_event FROM su_app;
GRANT INSERT ON audit_event TO su_app;
GRANT SELECT ON audit_event TO su_audit_reader;

SELECT audit_make_partitions();
"""

BACKWARDS = """
DROP FUNCTION audit_make_partitions(int);
DROP TABLE audit_event;
DROP FUNCTION audit_refuse();
"""

EVENT = migrations.CreateModel(
    name="AuditEvent",
    fields=[
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("recorded_at", models.DateTimeField()),
        ("happened_at", models.DateTimeField()),
        ("actor_id", models.UUIDField()),
        ("actor_name", models.TextField()),
        ("agency_id", models.UUIDField(null=True)),
        ("agency_name", models.TextField()),
        ("role", models.TextField()),
        ("session", models.TextField()),
        ("ip", models.GenericIPAddressField(null=True)),
        ("via", models.TextField()),
        ("request_id", models.UUIDField(null=True)),
        ("operation", models.TextField()),
        ("subtype", models.TextField()),
        ("case_id", models.UUIDField(null=True)),
        ("shown", django.contrib.postgres.fields.ArrayField(models.UUIDField(), default=list)),
        ("record_type", models.TextField(default="")),
        ("record_id", models.UUIDField(null=True)),
        ("fields", django.contrib.postgres.fields.ArrayField(models.TextField(), default=list)),
        ("basis", models.TextField(default="")),
        ("reason", models.TextField(default="")),
        ("recipients", models.JSONField(default=list)),
        ("outcome", models.TextField(default="allowed")),
        ("hash", models.BinaryField()),
    ],
    options={"db_table": "audit_event", "managed": False},
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_roles")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS, state_operations=[EVENT])]
