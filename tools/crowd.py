"""A crowd of people and cases made by the database itself: the same for the same number, whatever the machine.

Each worker is on about 45 cases. 2 cases in 100 are restricted, 1 grant in 5 has ended, and 2 people in 100 cases
have a conflict of interest in one they were given.
"""

from django.db.backends.utils import CursorWrapper

UNITS = 100
CASES_TO_A_WORKER = 20  # with 2 or 3 people to a case, every worker has about 45
EXCLUDED_EVERY = 125

# A fixed shuffle: the n-th thing's share of a whole, for one purpose. PostgreSQL's own hash, so no state and no order.
SHARE = """
CREATE FUNCTION pg_temp.share(n bigint, purpose bigint, whole bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
RETURN abs(hashint8extended(n, purpose) % whole)
"""
KEY = """
CREATE FUNCTION pg_temp.key(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
RETURN md5(kind || ':' || n)::uuid
"""

SEATS = (
    """
    INSERT INTO accounts_unit (id, name, code, starts_on, on_duty_phone)
    SELECT pg_temp.key('unit', n), 'Unit ' || n, 'Q' || chr(65 + n / 26) || chr(65 + n %% 26), '2020-01-01', ''
    FROM generate_series(0, %(units)s - 1) n
    """,
    """
    INSERT INTO accounts_agency (id, name, short_name, kind, starts_on, asks_countersignature)
    SELECT pg_temp.key('agency', n), 'Agency ' || n, 'A' || n, 'other', '2020-01-01', false FROM generate_series(0, 9) n
    """,
    """
    INSERT INTO accounts_discipline (id, code, name, kind)
    SELECT pg_temp.key('discipline', n), 'crowd-' || kind, kind, kind
    FROM unnest('{police,health,outreach,advocacy,probation,other}'::text[]) WITH ORDINALITY AS d (kind, n)
    """,
    """
    INSERT INTO accounts_user (id, email, name, password, is_active, is_superuser)
    SELECT pg_temp.key('user', n), 'crowd' || n || '@unit.example', 'Person ' || n, '', true, false
    FROM generate_series(0, %(workers)s + 2 * %(units)s) n
    """,
    # Workers first, then the lead and the auditor of each unit, and last somebody who has nothing.
    """
    INSERT INTO accounts_membership (id, user_id, agency_id, unit_id, discipline_id, role, starts_on)
    SELECT pg_temp.key('seat', n), pg_temp.key('user', n), pg_temp.key('agency', n %% 10),
      pg_temp.key('unit', n %% %(units)s),
      pg_temp.key('discipline', CASE
        WHEN n BETWEEN %(workers)s AND %(workers)s + 2 * %(units)s - 1 THEN 6
        ELSE 1 + n %% 5
      END),
      CASE
        WHEN n < %(workers)s OR n = %(workers)s + 2 * %(units)s THEN 'practitioner'
        WHEN n < %(workers)s + %(units)s THEN 'team_lead'
        ELSE 'auditor'
      END,
      '2020-01-01'
    FROM generate_series(0, %(workers)s + 2 * %(units)s) n
    """,
)
REACH = """
    INSERT INTO cases_unitgrant (user_id, permission_id, content_object_id, granted_by_name, starts_at)
    SELECT pg_temp.key('user', %(workers)s + n), permission.id, pg_temp.key('unit', n %% %(units)s), 'crowd',
      now() - interval '100 days'
    FROM generate_series(0, 2 * %(units)s - 1) n
    JOIN auth_permission permission
      ON permission.codename = CASE WHEN n < %(units)s THEN 'lead_unit' ELSE 'audit_unit' END
"""
CASES = (
    """
    INSERT INTO cases_case (id, unit_id, reference, code_name, state, is_restricted, is_red_flagged, is_paused,
      hides_words, review_on, version, created_at)
    SELECT pg_temp.key('case', n), pg_temp.key('unit', pg_temp.share(n, 1, %(units)s)), 'CROWD-' || n, '',
      ('{submitted,triage,assessment,plan_active,plan_active,plan_active,review,closed}'::text[])
        [1 + pg_temp.share(n, 2, 8)],
      pg_temp.share(n, 3, 50) = 0, false, false, false, '2026-01-01'::date + pg_temp.share(n, 4, 400)::int, 1,
      '2026-01-01'::timestamptz + make_interval(mins => pg_temp.share(n, 5, 400000)::int)
    FROM generate_series(1, %(cases)s) n
    """,
    # Two people to every case and a third to a quarter of them.
    """
    INSERT INTO cases_casegrant (user_id, permission_id, content_object_id, basis, reason, granted_by_name,
      starts_at, ends_at)
    SELECT pg_temp.key('user', pg_temp.share(n * 3 + turn, 6, %(workers)s)), permission.id, pg_temp.key('case', n),
      'allocated', '', 'crowd', now() - interval '100 days',
      CASE WHEN pg_temp.share(n * 3 + turn, 7, 5) = 0 THEN now() - interval '1 day' END
    FROM generate_series(1, %(cases)s) n
    CROSS JOIN generate_series(0, 2) turn
    JOIN auth_permission permission
      ON permission.codename = ('{view_case,work_case,work_case,lead_case}'::text[])[1 + pg_temp.share(n + turn, 8, 4)]
    WHERE turn < 2 OR pg_temp.share(n, 9, 4) = 0
    ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO cases_exclusion (id, case_id, user_id, reason, declared_by_name, declared_at)
    SELECT pg_temp.key('exclusion', id), content_object_id, user_id, 'Knows them', 'crowd', now()
    FROM cases_casegrant WHERE id %% %(excluded_every)s = 0
    ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO cases_incident (id, case_id, agency_id, author_id, happened_at, recorded_at, is_opinion,
      struck_reason, precision, count, what, how_known, impact, opinion, broke_order, crime_reference, version)
    SELECT pg_temp.key('incident', n), pg_temp.key('case', n), pg_temp.key('agency', 0), pg_temp.key('user', 0), now(),
      now(), false, '', 'unknown', 1, 'Followed her', '', '', '', false, '', 1
    FROM generate_series(1, %(cases)s) n
    """,
)
FILLED = (
    "accounts_membership",
    "cases_case",
    "cases_casegrant",
    "cases_exclusion",
    "cases_incident",
    "cases_unitgrant",
)


def workers_for(cases: int) -> int:
    return max(cases // CASES_TO_A_WORKER, UNITS)


def fill(cursor: CursorWrapper, cases: int) -> None:
    """Fill an empty database; the cursor is the owner's. The planner is told what is there."""
    sizes = {"cases": cases, "workers": workers_for(cases), "units": UNITS, "excluded_every": EXCLUDED_EVERY}
    for statement in (SHARE, KEY):
        cursor.execute(statement)
    for step in (*SEATS, *CASES, REACH):
        cursor.execute(step, sizes)
    for table in FILLED:
        cursor.execute(f"ANALYZE {table}")
