"""The trail's seals: what was written until a moment, bound to everything before, so that no line changes unseen."""

from django.db import migrations

FORWARDS = """
-- Transaction numbers begin anew where a dump is restored, and part ways where an earlier moment is: a new epoch begins.
CREATE TABLE audit_epoch (
  number   int         PRIMARY KEY CHECK (number > 0),
  cluster  bigint      NOT NULL,
  timeline int         NOT NULL,
  began_at timestamptz NOT NULL
);

CREATE TABLE audit_seal (
  epoch     int         NOT NULL REFERENCES audit_epoch,
  number    bigint      NOT NULL CHECK (number > 0),
  from_xid  xid8        NOT NULL,
  to_xid    xid8        NOT NULL,
  lines     int         NOT NULL CONSTRAINT audit_seal_lines CHECK (lines > 0 AND length(leaves) = lines * 48),
  leaves    bytea       NOT NULL,
  previous  bytea       NOT NULL CONSTRAINT audit_seal_previous CHECK (length(previous) = 32),
  root      bytea       NOT NULL CONSTRAINT audit_seal_root CHECK (length(root) = 32),
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (epoch, number),
  CONSTRAINT audit_seal_range CHECK (from_xid < to_xid)
);

CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_seal FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_emptying BEFORE TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_epoch FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_no_emptying BEFORE TRUNCATE ON audit_epoch FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE FUNCTION audit_cluster(OUT cluster bigint, OUT timeline int) LANGUAGE sql STABLE AS
  $$ SELECT s.system_identifier, c.timeline_id FROM pg_control_system() s, pg_control_checkpoint() c $$;

CREATE FUNCTION audit_begin_epoch() RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here record;
  newest audit_epoch;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_seal'));
  SELECT * INTO here FROM audit_cluster();
  SELECT * INTO newest FROM audit_epoch ORDER BY number DESC LIMIT 1;
  IF newest.cluster = here.cluster AND newest.timeline = here.timeline THEN
    RETURN newest.number;
  END IF;
  INSERT INTO audit_epoch VALUES (coalesce(newest.number, 0) + 1, here.cluster, here.timeline, clock_timestamp());
  RETURN coalesce(newest.number, 0) + 1;
END $$;

CREATE FUNCTION audit_current_epoch() RETURNS int
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  $$ SELECT max(number) FROM audit_epoch $$;

SELECT audit_begin_epoch();

ALTER TABLE audit_event ADD COLUMN epoch int NOT NULL DEFAULT 1;
ALTER TABLE audit_event ALTER COLUMN epoch SET DEFAULT audit_current_epoch();
CREATE INDEX audit_event_written ON audit_event (epoch, xid);

-- Every transaction below this number has ended, or is of another database: it holds a lock there, and who is connected
-- there writes nothing here. So a long job next door keeps no line of ours unsealed.
CREATE FUNCTION audit_horizon() RETURNS xid8
  LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH held AS MATERIALIZED (SELECT * FROM pg_locks),
       us AS (SELECT oid FROM pg_database WHERE datname = current_database()),
       elsewhere AS (
         SELECT DISTINCT owned.transactionid
         FROM held owned JOIN held other USING (virtualtransaction), us
         WHERE owned.locktype = 'transactionid' AND owned.mode = 'ExclusiveLock' AND owned.granted
           AND other.locktype = 'relation' AND other.database NOT IN (0, us.oid)
       )
  SELECT coalesce(
    (SELECT open FROM pg_snapshot_xip(snapshot) open
     WHERE open::xid NOT IN (SELECT transactionid FROM elsewhere) ORDER BY open LIMIT 1),
    pg_snapshot_xmax(snapshot))
  FROM pg_current_snapshot() snapshot
$$;

-- A leaf is a line's key and hash. The root binds the root before, the numbers of this seal and its leaves.
CREATE FUNCTION audit_seal(most int DEFAULT 100000) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here record;
  of_epoch audit_epoch;
  newest audit_seal;
  made audit_seal;
  cut xid8;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_seal'));
  SELECT * INTO here FROM audit_cluster();
  SELECT * INTO of_epoch FROM audit_epoch ORDER BY number DESC LIMIT 1;
  IF of_epoch.cluster IS DISTINCT FROM here.cluster OR of_epoch.timeline IS DISTINCT FROM here.timeline THEN
    RAISE EXCEPTION 'this database was restored, and no epoch of its trail was begun'
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Run the command audit_epoch as the owner.';
  END IF;
  SELECT * INTO newest FROM audit_seal ORDER BY epoch DESC, number DESC LIMIT 1;
  made.epoch := of_epoch.number;
  made.number := CASE WHEN newest.epoch = made.epoch THEN newest.number + 1 ELSE 1 END;
  made.from_xid := CASE WHEN newest.epoch = made.epoch THEN newest.to_xid ELSE '0'::xid8 END;
  made.to_xid := audit_horizon();
  -- No transaction is cut in two: the one in which the number is reached is sealed whole.
  SELECT xid INTO cut FROM audit_event
    WHERE epoch = made.epoch AND xid >= made.from_xid AND xid < made.to_xid ORDER BY xid OFFSET most - 1 LIMIT 1;
  IF FOUND THEN
    made.to_xid := (cut::text::bigint + 1)::text::xid8;
  END IF;
  SELECT count(*), string_agg(uuid_send(id) || hash, ''::bytea ORDER BY id) INTO made.lines, made.leaves
    FROM audit_event WHERE epoch = made.epoch AND xid >= made.from_xid AND xid < made.to_xid;
  IF made.lines = 0 THEN
    RETURN 0;
  END IF;
  made.previous := coalesce(newest.root, decode(repeat('00', 32), 'hex'));
  made.sealed_at := clock_timestamp();
  made.root := sha256(
    made.previous || int8send(made.epoch) || int8send(made.number)
    || int8send(made.from_xid::text::bigint) || int8send(made.to_xid::text::bigint)
    || int8send((extract(epoch FROM made.sealed_at) * 1000000)::bigint) || int8send(made.lines) || made.leaves);
  INSERT INTO audit_seal SELECT made.*;
  RETURN made.lines;
END $$;

REVOKE ALL ON audit_epoch, audit_seal FROM su_app;
REVOKE EXECUTE ON FUNCTION audit_begin_epoch() FROM su_app;
GRANT SELECT ON audit_epoch, audit_seal TO su_audit_reader;
"""

BACKWARDS = """
ALTER TABLE audit_event DROP COLUMN epoch;
DROP FUNCTION audit_seal(int);
DROP FUNCTION audit_horizon();
DROP FUNCTION audit_current_epoch();
DROP FUNCTION audit_begin_epoch();
DROP FUNCTION audit_cluster();
DROP TABLE audit_seal;
DROP TABLE audit_epoch;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_event")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
