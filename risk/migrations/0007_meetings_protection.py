"""What the database refuses by itself of meetings: rows of another case, and words in minutes that are signed."""

from django.db import migrations

from stalking_unit.db.operations import AppendOnly, SameCase, StrikeOnly, Tripwire

TABLES = (
    "agendaitem",
    "attendanceexception",
    "confirmation",
    "conflictasked",
    "inroom",
    "meetingrow",
    "minuterow",
    "minutessignature",
)

# Words are taken out of signed minutes through the same door as out of everything else.
LOCKED = """
CREATE FUNCTION refuse_after_signing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE signed timestamptz;
BEGIN
  SELECT locked_at INTO signed FROM risk_conference WHERE id = NEW.conference_id FOR SHARE;
  IF TG_OP = 'INSERT' THEN
    IF (signed IS NOT NULL) <> NEW.is_addendum THEN
      RAISE EXCEPTION 'a row after the signature is an addendum, and one before it is none'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  IF current_user = 'su_owner' AND current_setting('app.taking_out', true) = NEW.id::text THEN
    RETURN NEW;
  END IF;
  IF signed IS NOT NULL THEN
    RAISE EXCEPTION 'the minutes are signed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signed BEFORE INSERT OR UPDATE ON risk_minuterow
  FOR EACH ROW EXECUTE FUNCTION refuse_after_signing();
CREATE TRIGGER signed BEFORE INSERT OR UPDATE ON risk_meetingrow
  FOR EACH ROW EXECUTE FUNCTION refuse_after_signing();

CREATE FUNCTION refuse_to_unlock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.locked_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
    RAISE EXCEPTION 'the minutes are signed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signed BEFORE UPDATE ON risk_conference FOR EACH ROW EXECUTE FUNCTION refuse_to_unlock();
"""
UNLOCKED = """
DROP TRIGGER signed ON risk_conference;
DROP FUNCTION refuse_to_unlock();
DROP TRIGGER signed ON risk_meetingrow;
DROP TRIGGER signed ON risk_minuterow;
DROP FUNCTION refuse_after_signing();
"""


class Migration(migrations.Migration):
    dependencies = [("risk", "0006_meetings"), ("cases", "0018_redaction")]

    operations = [
        *[Tripwire(f"risk_{table}") for table in TABLES],
        SameCase("risk_confirmation", "item_id", "risk_conferenceitem"),
        SameCase("risk_conflictasked", "case_person_id", "cases_caseperson"),
        AppendOnly("risk_confirmation"),
        AppendOnly("risk_minutessignature"),
        StrikeOnly("risk_minuterow"),
        StrikeOnly("risk_meetingrow"),
        migrations.RunSQL(LOCKED, UNLOCKED),
    ]
