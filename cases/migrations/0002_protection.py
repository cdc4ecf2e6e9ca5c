"""What the database itself refuses: rows without an actor, cases that are not yours, children of another case, edits of history."""

from django.db import migrations

from stalking_unit.db.operations import AppendOnly, SameCase, Tripwire

CASE_ROWS = (
    "casegrant",
    "caseperson",
    "contactpoint",
    "episode",
    "exclusion",
    "identifier",
    "incident",
    "incidentcode",
    "location",
    "persondetail",
    "personname",
    "referral",
    "safecontact",
    "statechange",
    "statement",
    "teammember",
)
HANGS_ON = (
    ("contactpoint", "case_person_id", "caseperson"),
    ("identifier", "case_person_id", "caseperson"),
    ("incident", "against_id", "caseperson"),
    ("incident", "place_id", "location"),
    ("incidentcode", "incident_id", "incident"),
    ("location", "case_person_id", "caseperson"),
    ("persondetail", "case_person_id", "caseperson"),
    ("personname", "case_person_id", "caseperson"),
    ("referral", "episode_id", "episode"),
    ("safecontact", "case_person_id", "caseperson"),
    ("statechange", "episode_id", "episode"),
    ("statement", "change_id", "statechange"),
    ("teammember", "for_person_id", "caseperson"),
)

# The nil uuid is the product itself. A sub-select is worked out once for the statement, not once for each row.
CASE_TRIPWIRE = """
ALTER TABLE cases_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY tripwire ON cases_case TO su_app
USING (
  (SELECT app_user()) = '00000000-0000-0000-0000-000000000000'
  OR (
    (SELECT app_user()) IS NOT NULL
    AND NOT EXISTS (
      SELECT 1 FROM cases_exclusion x WHERE x.case_id = cases_case.id AND x.user_id = (SELECT app_user())
    )
    AND (
      NOT is_restricted
      OR EXISTS (
        SELECT 1 FROM cases_casegrant g
        WHERE g.content_object_id = cases_case.id AND g.user_id = (SELECT app_user())
          AND g.starts_at <= clock_timestamp() AND (g.ends_at IS NULL OR g.ends_at > clock_timestamp())
      )
    )
  )
)
WITH CHECK ((SELECT app_user()) IS NOT NULL);
"""

REFUSE_CHANGE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% only ever grows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_cases"), ("audit", "0001_roles")]

    operations = [
        migrations.RunSQL(
            CASE_TRIPWIRE, "DROP POLICY tripwire ON cases_case; ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY;"
        ),
        *[Tripwire(f"cases_{row}") for row in CASE_ROWS],
        *[SameCase(f"cases_{child}", column, f"cases_{parent}") for child, column, parent in HANGS_ON],
        migrations.RunSQL(REFUSE_CHANGE, "DROP FUNCTION refuse_change();"),
        AppendOnly("cases_statechange"),
        AppendOnly("cases_statement"),
    ]
