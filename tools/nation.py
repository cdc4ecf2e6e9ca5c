"""A whole country of invented cases, made by the database itself: the same for the same number.

As the planning numbers have it: 43 forces of unlike size, a fifth of the cases open, half of those worked by a team of
three and half only watched; the rest ended within ten years. Nobody here is anybody: names are put together from parts.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.backends.utils import CursorWrapper

from tools import crowd

FORCES = 43
CASES_TO_A_WORKER = 40  # so that each has about 25 open cases, and more that have ended
DISCIPLINES = 5
WORDS = re.compile(r"\w+")
GIVEN = WORDS.findall(
    "Alder Ansel Avonlea Briar Bryn Calder Carys Clover Corin Dara Eira Elowen Ember Fenella Fern Gwilym Hale Hollis "
    "Idris Isolde Jory Juniper Kerensa Lark Linnet Lowen Maren Meadow Merryn Nesta Oriel Perran Petroc Quill Rowan "
    "Rue Saffi Sorrel Tamsin Tarn Teal Thea Tristan Vesper Wren Yarrow Ysella Zennor"
)
FAMILY = WORDS.findall(
    "Amble Bex Cobble Dun Eller Fallow Garth Hazel Inkle Jasper Kestle Lumber Mallow Nether Orme Pebble Quern Rindle "
    "Sallow Thistle Umber Vetch Wickle Yaffle Arrow Bramble Candle Dimble Fiddle Gander"
)
ENDING = WORDS.findall(
    "beck bourne bridge by combe cote croft dale den field ford gate grove ham holt hurst lake ley low mere moor mouth "
    "over pool rick shaw stead stock stow thorpe wade well wick wold worth"
)

# The biggest force has 15 in 100 of all cases and of all workers, the smallest 1.
SIZES = (
    """
    CREATE FUNCTION pg_temp.force(part float, units int) RETURNS int LANGUAGE sql IMMUTABLE
    RETURN floor(units * part * part)::int
    """,
    """
    CREATE TEMPORARY TABLE works AS
    SELECT n, force, discipline, row_number() OVER each - 1 AS place, count(*) OVER (PARTITION BY force, discipline)
      AS of_them
    FROM (
      SELECT n, pg_temp.force((n + 0.5) / %(workers)s, %(units)s) AS force, 1 + n %% 5 AS discipline
      FROM generate_series(0, %(workers)s - 1) n
    ) AS workers
    WINDOW each AS (PARTITION BY force, discipline ORDER BY n)
    """,
    """
    UPDATE accounts_membership SET unit_id = pg_temp.key('unit', force)
    FROM works WHERE id = pg_temp.key('seat', n)
    """,
    """
    CREATE TEMPORARY TABLE made AS
    SELECT *,
      CASE
        WHEN state IN ('closed', 'declined') THEN now() - make_interval(days => 300 + pg_temp.share(n, 13, 3300)::int)
        WHEN state IN ('submitted', 'screening', 'triage') THEN %(came_in)s
        ELSE now() - make_interval(days => 20 + pg_temp.share(n, 13, 280)::int)
      END AS began
    FROM (
      SELECT n, pg_temp.force(pg_temp.share(n, 1, 100000) / 100000.0, %(units)s) AS force,
        CASE
          WHEN part < 90 THEN 'plan_active'
          WHEN part < 100 THEN 'assessment'
          WHEN part < 180 THEN 'step_down'
          WHEN part < 190 THEN 'review'
          WHEN part < 192 THEN 'submitted'
          WHEN part < 193 THEN 'screening'
          WHEN part < 194 THEN 'triage'
          WHEN part < 200 THEN 'consult_advised'
          WHEN part < 600 THEN 'closed'
          ELSE 'declined'
        END AS state
      FROM (SELECT n, pg_temp.share(n, 2, 1000) AS part FROM generate_series(1, %(cases)s) n) AS numbered
    ) AS placed
    """,
    "CREATE UNIQUE INDEX ON made (n)",
    "CREATE INDEX ON works (force, discipline, place)",
    # Three seats of a case that is open, two of one that has ended: police, somebody of his side, an advocate.
    """
    CREATE TEMPORARY TABLE seated AS
    SELECT made.n, made.state, made.began, wanted.turn, works.n AS worker, works.discipline
    FROM made
    CROSS JOIN generate_series(0, 2) AS wanted (turn)
    JOIN LATERAL (
      SELECT (ARRAY[1, (ARRAY[2, 3, 5])[1 + pg_temp.share(made.n, 21, 3)], 4])[1 + wanted.turn] AS kind
    ) AS asked ON true
    JOIN works ON works.force = made.force AND works.discipline = asked.kind
      AND works.place = pg_temp.share(made.n * 3 + wanted.turn, 22, works.of_them)
    WHERE wanted.turn <> 1 OR made.state NOT IN ('closed', 'declined')
    """,
    "CREATE INDEX ON seated (n)",
    "ANALYZE made",
    "ANALYZE seated",
)
CASES = (
    """
    INSERT INTO cases_case (id, unit_id, reference, code_name, state, level, level_agreed_at, review_on, is_restricted,
      is_red_flagged, is_paused, hides_words, version, created_at)
    SELECT pg_temp.key('case', n), pg_temp.key('unit', force), 'NAT-2026-' || lpad(n::text, 7, '0'), '', state,
      CASE WHEN is_managed
        THEN ('{very_high,high,high,medium,medium,standard}'::text[])[1 + pg_temp.share(n, 6, 6)] END,
      CASE WHEN is_managed THEN now() - interval '9 days' END,
      CASE WHEN is_managed THEN %(on)s::date - 5 + pg_temp.share(n, 4, 56)::int END,
      pg_temp.share(n, 3, 50) = 0, is_managed AND pg_temp.share(n, 7, 20) = 0, false, false, 1, began
    FROM (SELECT *, state IN ('plan_active', 'step_down', 'review') AS is_managed FROM made) AS made
    """,
    """
    INSERT INTO cases_episode (id, case_id, number, source, started_at, closed_at, closure_reason)
    SELECT pg_temp.key('episode', n), pg_temp.key('case', n), 1, '', began,
      CASE WHEN state IN ('closed', 'declined') THEN began + interval '200 days' END, ''
    FROM made
    """,
    """
    INSERT INTO cases_statechange (id, case_id, episode_id, transition, from_state, to_state, made_by_name, happened_at,
      recorded_at, facts)
    SELECT pg_temp.key('move' || turn, n), pg_temp.key('case', n), pg_temp.key('episode', n),
      ('{submit,accept}'::text[])[turn], ('{draft,triage}'::text[])[turn], ('{submitted,accepted}'::text[])[turn],
      'Somebody', began + make_interval(days => turn - 1), began + make_interval(days => turn - 1), '{}'
    FROM made CROSS JOIN generate_series(1, 2) turn
    WHERE turn = 1 OR state NOT IN ('submitted', 'screening', 'triage', 'declined')
    """,
    """
    INSERT INTO cases_casegrant (user_id, permission_id, content_object_id, basis, reason, granted_by_name, starts_at)
    SELECT pg_temp.key('user', worker), permission.id, pg_temp.key('case', seated.n), 'allocated', '', 'nation', began
    FROM seated JOIN auth_permission permission ON permission.codename = 'work_case'
    """,
    """
    INSERT INTO cases_teammember (id, case_id, user_id, agency_id, discipline_id, side, capacity, reason, starts_at)
    SELECT pg_temp.key('place' || turn, n), pg_temp.key('case', n), pg_temp.key('user', worker),
      pg_temp.key('agency', worker %% 10), pg_temp.key('discipline', discipline),
      ('{both,suspect,victim}'::text[])[1 + turn], ('{officer_in_case,member,named_advocate}'::text[])[1 + turn], '',
      began
    FROM seated
    """,
    """
    INSERT INTO cases_exclusion (id, case_id, user_id, reason, declared_by_name, declared_at)
    SELECT pg_temp.key('exclusion', n), pg_temp.key('case', n), pg_temp.key('user', worker), 'Knows them', 'nation',
      now()
    FROM seated WHERE turn = 0 AND pg_temp.share(n, 23, 125) = 0
    """,
)
PEOPLE = (
    """
    INSERT INTO cases_person (id, unit_id)
    SELECT pg_temp.key('person' || turn, n), pg_temp.key('unit', force) FROM made CROSS JOIN generate_series(0, 1) turn
    """,
    """
    INSERT INTO cases_caseperson (id, case_id, person_id, role, party, code_name, is_identified, relationship, version)
    SELECT pg_temp.key('part' || turn, n), pg_temp.key('case', n), pg_temp.key('person' || turn, n),
      ('{victim,suspect}'::text[])[1 + turn], ('{victim,suspect}'::text[])[1 + turn], '', true, '', 1
    FROM made CROSS JOIN generate_series(0, 1) turn
    """,
    """
    INSERT INTO cases_personname (id, case_id, case_person_id, kind, given, family, sort_key, is_primary)
    SELECT pg_temp.key('name' || turn, n), pg_temp.key('case', n), pg_temp.key('part' || turn, n), 'legal', given,
      family, lower(family || ' ' || given), true
    FROM (
      SELECT n, turn, (%(given)s::text[])[1 + pg_temp.share(n * 2 + turn, 31, cardinality(%(given)s::text[]))] AS given,
        (%(family)s::text[])[1 + pg_temp.share(n * 2 + turn, 32, cardinality(%(family)s::text[]))] ||
        (%(ending)s::text[])[1 + pg_temp.share(n * 2 + turn, 33, cardinality(%(ending)s::text[]))] AS family
      FROM made CROSS JOIN generate_series(0, 1) turn
    ) AS named
    """,
)
RECORDS = (
    # Ten acts of a case that is worked, two of one that has ended.
    """
    INSERT INTO cases_incident (id, case_id, agency_id, author_id, against_id, occurred_from, happened_at, recorded_at,
      is_opinion, struck_reason, precision, count, what, how_known, impact, opinion, broke_order, crime_reference,
      version)
    SELECT pg_temp.key('incident' || turn, n), pg_temp.key('case', n), pg_temp.key('agency', worker %% 10),
      pg_temp.key('user', worker), pg_temp.key('part0', n), at, at, at + interval '1 hour', false, '', 'day',
      1 + pg_temp.share(n + turn, 41, 20), 'Waited outside and wrote again, although he had been told to stop.', '', '',
      '', false, '', 1
    FROM (
      SELECT seated.n, worker, turn.turn,
        least(began + make_interval(days => turn.turn * 14), now() - make_interval(days => turn.turn)) AS at
      FROM seated CROSS JOIN generate_series(1, 10) AS turn (turn)
      WHERE seated.turn = 0 AND (turn.turn <= 2 OR state NOT IN ('closed', 'declined'))
    ) AS acts
    """,
    """
    INSERT INTO cases_incidentcode (id, case_id, incident_id, item_id)
    SELECT pg_temp.key('code' || turn, n), pg_temp.key('case', n), pg_temp.key('incident' || turn, n), item.id
    FROM made CROSS JOIN generate_series(1, 10) turn
    JOIN (SELECT id, row_number() OVER (ORDER BY "order", code) - 1 AS place FROM cases_codeitem
      WHERE list = 'behaviour') AS item ON item.place = pg_temp.share(n * 10 + turn, 42, 12)
    WHERE state NOT IN ('closed', 'declined')
    """,
    """
    INSERT INTO cases_note (id, case_id, agency_id, author_id, happened_at, recorded_at, is_opinion, struck_reason,
      readers, text)
    SELECT pg_temp.key('note' || turn.turn, n), pg_temp.key('case', n), pg_temp.key('agency', worker %% 10),
      pg_temp.key('user', worker), now() - make_interval(days => turn.turn), now() - make_interval(days => turn.turn),
      false, '', 'team', 'Spoke to everybody on the case.'
    FROM seated CROSS JOIN generate_series(1, 3) AS turn (turn)
    WHERE seated.turn = 0 AND state NOT IN ('closed', 'declined')
    """,
    # One action for each seat of a case that is worked. The advocate's is for her safety, and few of them are due.
    """
    INSERT INTO interventions_planaction (id, case_id, strand, is_victim_strand, text, depends_on, owner_id, due_on,
      status, done_at, outcome, version, agency_id, author_id, happened_at, recorded_at, is_opinion, struck_reason)
    SELECT pg_temp.key('action' || turn, n), pg_temp.key('case', n), ('{c,a,v}'::text[])[1 + turn], turn = 2,
      'Speak to him about what the order asks', '', pg_temp.key('user', worker),
      %(on)s::date - 4 + pg_temp.share(n * 3 + turn, 51, 90)::int,
      CASE WHEN is_done THEN 'done' ELSE 'open' END, CASE WHEN is_done THEN now() END, '', 1,
      pg_temp.key('agency', worker %% 10), pg_temp.key('user', worker), began, began, false, ''
    FROM (SELECT *, pg_temp.share(n * 3 + turn, 52, 3) = 0 AS is_done FROM seated) AS seated
    WHERE state IN ('plan_active', 'step_down', 'review')
    """,
    """
    INSERT INTO interventions_order (id, case_id, kind, made_via, court, reference, made_on, starts_on, ends_on,
      until_further_order, sex_offender_notification, version, agency_id, author_id, happened_at, recorded_at,
      is_opinion, struck_reason, binds_id)
    SELECT pg_temp.key('order', n), pg_temp.key('case', n), 'spo_full', 'police_application', 'Nether Court',
      'NC ' || n, began::date, began::date, %(on)s::date + pg_temp.share(n, 61, 700)::int, false, false, 1,
      pg_temp.key('agency', worker %% 10), pg_temp.key('user', worker), began, began, false, '', pg_temp.key('part1', n)
    FROM seated WHERE turn = 0 AND state IN ('plan_active', 'step_down', 'review') AND pg_temp.share(n, 62, 3) = 0
    """,
)


def workers_for(cases: int, forces: int = FORCES) -> int:
    """As many of each force as of the others, before they are shared out by size."""
    return max(cases // CASES_TO_A_WORKER // forces, DISCIPLINES * 2) * forces


def came_in(on: date) -> datetime:
    """When everything was sent that waits to be screened or decided: a week before, so that its clock has run out."""
    return datetime.combine(on - timedelta(days=7), time(10), UTC)


def fill(cursor: CursorWrapper, cases: int, *, on: date, forces: int = FORCES) -> None:
    """Fill an empty database as it would stand on that day; the cursor is the owner's."""
    sizes: dict[str, Any] = {
        "cases": cases,
        "workers": workers_for(cases, forces),
        "units": forces,
        "on": on,
        "came_in": came_in(on),
        "given": GIVEN,
        "family": FAMILY,
        "ending": ENDING,
    }
    for statement in (crowd.SHARE, crowd.KEY):
        cursor.execute(statement)
    for step in (*crowd.SEATS, *SIZES, *CASES, *PEOPLE, *RECORDS, crowd.REACH):
        cursor.execute(step, sizes)
    cursor.execute("DROP TABLE works, made, seated")
