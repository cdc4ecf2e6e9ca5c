"""The least that each job can cost: the same rows read or written by prepared statements, with no program around them.

Each is one transaction that names its actor, as role app with row security on, and leaves the same line in the trail.
They know the rules of the invented country and nothing else, so they are a floor and not another policy.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, LiteralString

import psycopg
from django.db import connection

Row = tuple[Any, ...]
ACT: LiteralString = "SELECT set_config('app.user', %s, true)"
# What a list shows of a case; `page` is the first 25, with how many there are.
SHOWN: LiteralString = """
SELECT page.id, page.total, page.reference, page.code_name, page.level, page.state, page.review_on,
  page.is_red_flagged, page.is_restricted, page.is_paused, area.name, people.names
FROM page
LEFT JOIN accounts_area AS area ON area.id = page.area_id
CROSS JOIN LATERAL (
  SELECT string_agg(name.given || ' ' || name.family, ' and ' ORDER BY part.party DESC) AS names
  FROM cases_caseperson AS part
  JOIN cases_personname AS name ON name.case_person_id = part.id AND name.is_primary
  WHERE part.case_id = page.id
) AS people
ORDER BY page.review_on NULLS LAST, page.created_at DESC, page.id
"""
OWN_LIST: LiteralString = """
WITH page AS MATERIALIZED (
  SELECT cases.*, count(*) OVER () AS total FROM cases_case AS cases
  WHERE cases.id IN (
    SELECT held.content_object_id FROM cases_casegrant AS held
    JOIN cases_teammember AS place ON place.case_id = held.content_object_id AND place.user_id = held.user_id
    WHERE held.user_id = %(user)s AND held.starts_at <= %(now)s AND (held.ends_at IS NULL OR held.ends_at > %(now)s)
      AND place.starts_at <= %(now)s AND (place.ends_at IS NULL OR place.ends_at > %(now)s)
      AND NOT EXISTS (SELECT FROM cases_exclusion WHERE case_id = place.case_id AND user_id = held.user_id)
  ) AND cases.state = ANY(%(open)s)
  ORDER BY cases.review_on NULLS LAST, cases.created_at DESC, cases.id LIMIT 25
)
"""
UNIT_LIST: LiteralString = """
WITH page AS MATERIALIZED (
  SELECT cases.*, count(*) OVER () AS total FROM cases_case AS cases
  WHERE cases.unit_id = ANY(%(units)s) AND NOT cases.is_restricted AND cases.state = ANY(%(open)s)
    AND NOT EXISTS (SELECT FROM cases_exclusion WHERE case_id = cases.id AND user_id = %(user)s)
  ORDER BY cases.review_on NULLS LAST, cases.created_at DESC, cases.id LIMIT 25
)
"""
UNITS: LiteralString = """
SELECT content_object_id FROM cases_unitgrant
WHERE user_id = %s AND starts_at <= %s AND (ends_at IS NULL OR ends_at > %s)
"""
OVERVIEW: LiteralString = """
SELECT json_build_object(
  'case', to_json(cases), 'unit', unit.name,
  'people', (SELECT json_agg(json_build_array(part.id, part.role, name.given || ' ' || name.family))
    FROM cases_caseperson AS part JOIN cases_personname AS name ON name.case_person_id = part.id
    WHERE part.case_id = cases.id),
  'team', (SELECT json_agg(json_build_array(person.name, place.side, place.capacity, agency.short_name))
    FROM cases_teammember AS place JOIN accounts_user AS person ON person.id = place.user_id
    JOIN accounts_agency AS agency ON agency.id = place.agency_id
    WHERE place.case_id = cases.id AND place.starts_at <= %(now)s
      AND (place.ends_at IS NULL OR place.ends_at > %(now)s)),
  'acts', (SELECT json_agg(json_build_array(act.id, act.occurred_from, act.count, act.what, (
      SELECT json_agg(item.label) FROM cases_incidentcode AS code JOIN cases_codeitem AS item ON item.id = code.item_id
      WHERE code.incident_id = act.id)))
    FROM cases_incident AS act WHERE act.case_id = cases.id),
  'notes', (SELECT json_agg(json_build_array(note.id, note.happened_at, note.text))
    FROM cases_note AS note WHERE note.case_id = cases.id),
  'actions', (SELECT json_agg(json_build_array(action.id, action.text, action.due_on, action.status, person.name))
    FROM interventions_planaction AS action JOIN accounts_user AS person ON person.id = action.owner_id
    WHERE action.case_id = cases.id),
  'orders', (SELECT json_agg(json_build_array(court.id, court.kind, court.court, court.ends_on))
    FROM interventions_order AS court WHERE court.case_id = cases.id),
  'moves', (SELECT json_agg(json_build_array(move.transition, move.happened_at, move.made_by_name))
    FROM cases_statechange AS move WHERE move.case_id = cases.id))
FROM cases_case AS cases JOIN accounts_unit AS unit ON unit.id = cases.unit_id
WHERE cases.id = %(case)s
  AND NOT EXISTS (SELECT FROM cases_exclusion WHERE case_id = cases.id AND user_id = %(user)s)
  AND EXISTS (SELECT FROM cases_casegrant AS held WHERE held.user_id = %(user)s AND held.content_object_id = cases.id
    AND held.starts_at <= %(now)s AND (held.ends_at IS NULL OR held.ends_at > %(now)s))
"""
NOTE: LiteralString = """
INSERT INTO cases_note (id, case_id, agency_id, author_id, happened_at, recorded_at, is_opinion, struck_reason, readers,
  text)
SELECT %(note)s, %(case)s, %(agency)s, %(user)s, %(now)s, %(now)s, false, '', 'team', %(text)s
FROM cases_casegrant AS held WHERE held.user_id = %(user)s AND held.content_object_id = %(case)s
  AND held.starts_at <= %(now)s AND (held.ends_at IS NULL OR held.ends_at > %(now)s)
"""
LINE: LiteralString = """
INSERT INTO audit_event (id, recorded_at, happened_at, actor_id, actor_name, agency_id, agency_name, role, session, via,
  request_id, operation, subtype, case_id, shown, record_type, record_id, fields, basis, reason, recipients, outcome,
  hash)
VALUES (%(id)s, %(now)s, %(now)s, %(user)s, %(name)s, %(agency)s, 'Agency', 'Practitioner', 'floor', 'web', %(id)s,
  %(operation)s, %(subtype)s, %(case)s, %(shown)s, %(type)s, %(record)s, '{}', '', '', '[]', 'allowed', %(hash)s)
"""


@dataclass(frozen=True, slots=True)
class Floor:
    """A connection of its own for one person."""

    link: psycopg.Connection[Row]
    user: uuid.UUID
    agency: uuid.UUID
    open_states: list[str]

    @property
    def backend(self) -> int:
        return self.link.info.backend_pid

    def own_list(self, now: datetime) -> list[Row]:
        """The first page of somebody's own cases."""
        with self._acting():
            return self._listed(OWN_LIST + SHOWN, now, {})

    def unit_list(self, now: datetime) -> list[Row]:
        """The first page of the cases of whoever leads."""
        with self._acting():
            units = [row[0] for row in self._ask(UNITS, (self.user, now, now))]
            return self._listed(UNIT_LIST + SHOWN, now, {"units": units})

    def overview(self, case: uuid.UUID, now: datetime) -> Mapping[str, Any]:
        """Everything the overview is made of."""
        with self._acting():
            [(found,)] = self._ask(OVERVIEW, {"case": case, "user": self.user, "now": now})
            self._line("consult", "view_case", now, case=case, shown=[case])
        kept: Mapping[str, Any] = found
        return kept

    def note(self, case: uuid.UUID, text: str, now: datetime) -> None:
        """One note for the team."""
        with self._acting():
            key = uuid.uuid4()
            said = {"note": key, "case": case, "agency": self.agency, "user": self.user, "now": now, "text": text}
            self.link.execute(NOTE, said, prepare=True)
            self._line("collect", "write_note", now, case=case, record=key, type="cases.note")

    def _listed(self, page: LiteralString, now: datetime, more: Mapping[str, Any]) -> list[Row]:
        rows = self._ask(page, {"user": self.user, "now": now, "open": self.open_states, **more})
        self._line("consult", "list_cases", now, shown=[row[0] for row in rows])
        return rows

    def _ask(self, question: LiteralString, values: Any) -> list[Row]:
        return self.link.execute(question, values, prepare=True).fetchall()

    def _line(self, operation: str, subtype: str, now: datetime, **about: Any) -> None:
        key = uuid.uuid4()
        told = {"case": None, "shown": [], "type": "", "record": None, "name": "Somebody", **about}
        digest = hashlib.sha256(repr((key, operation, subtype, now, told)).encode()).digest()
        line = {"id": key, "now": now, "user": self.user, "agency": self.agency, "operation": operation}
        self.link.execute(LINE, {**line, "subtype": subtype, "hash": digest, **told}, prepare=True)

    @contextmanager
    def _acting(self) -> Iterator[None]:
        with self.link.transaction():
            self.link.execute(ACT, [str(self.user)], prepare=True)
            yield


def connect() -> psycopg.Connection[Row]:
    """As the application connects, with nothing of Django's on it."""
    wanted = connection.get_connection_params()
    named = {name: value for name, value in wanted.items() if name in {"dbname", "host", "port", "user", "password"}}
    return psycopg.connect(**named, autocommit=True)


# The sweep as one statement: who is due what, claimed, put in the inbox and in the outbox.
SWEEP: LiteralString = """
WITH seat AS MATERIALIZED (
  SELECT user_id, role FROM accounts_membership WHERE starts_on <= %(on)s AND (ends_on IS NULL OR ends_on >= %(on)s)
), lead AS MATERIALIZED (
  SELECT held.user_id, held.content_object_id AS unit_id
  FROM cases_unitgrant AS held JOIN auth_permission AS permission ON permission.id = held.permission_id
  WHERE permission.codename = 'lead_unit' AND held.starts_at <= %(now)s
    AND (held.ends_at IS NULL OR held.ends_at > %(now)s)
    AND EXISTS (SELECT FROM seat WHERE seat.user_id = held.user_id AND seat.role = 'team_lead')
), due (kind, subject_id, case_id, due_on, is_late) AS MATERIALIZED (
  SELECT 'review', id, id, review_on, review_on <= %(late)s FROM cases_case
  WHERE review_on <= %(on)s AND state IN ('plan_active', 'review', 'step_down')
  UNION ALL
  SELECT 'action', action.id, action.case_id, action.due_on, action.due_on <= %(late)s
  FROM interventions_planaction AS action JOIN cases_case ON cases_case.id = action.case_id
  WHERE due_on <= %(on)s AND status IN ('open', 'handed_over') AND struck_at IS NULL AND state = ANY(%(open)s)
  UNION ALL
  SELECT near.kind, court.id, court.case_id, court.ends_on, false
  FROM interventions_order AS court JOIN cases_case ON cases_case.id = court.case_id
  JOIN (VALUES ('order-end', 30), ('order-end-soon', 7)) AS near (kind, days) ON ends_on <= %(on)s + days
  WHERE ends_on >= %(on)s AND superseded_by_id IS NULL AND struck_at IS NULL AND made_on IS NOT NULL
    AND state = ANY(%(open)s)
  UNION ALL
  SELECT 'screening', id, id, CASE state WHEN 'submitted' THEN %(opened_by)s ELSE %(screened_by)s END, true
  FROM cases_case WHERE state IN ('submitted', 'screening')
  UNION ALL
  SELECT 'triage', id, id, %(decided_by)s, false FROM cases_case WHERE state = 'triage'
), named AS MATERIALIZED (
  SELECT kind, subject_id, due.case_id, due_on, place.user_id
  FROM due JOIN cases_teammember AS place ON place.case_id = due.case_id
  WHERE place.starts_at <= %(now)s AND (place.ends_at IS NULL OR place.ends_at > %(now)s)
    AND CASE kind
      WHEN 'review' THEN true
      WHEN 'screening' THEN false
      WHEN 'triage' THEN false
      WHEN 'action' THEN place.user_id = (SELECT owner_id FROM interventions_planaction WHERE id = subject_id)
      ELSE place.capacity IN ('officer_in_case', 'named_advocate')
    END
    AND EXISTS (SELECT FROM cases_casegrant AS held WHERE held.user_id = place.user_id
      AND held.content_object_id = place.case_id AND held.starts_at <= %(now)s
      AND (held.ends_at IS NULL OR held.ends_at > %(now)s))
    AND EXISTS (SELECT FROM seat WHERE seat.user_id = place.user_id)
    AND NOT EXISTS (SELECT FROM cases_exclusion AS barred
      WHERE barred.case_id = place.case_id AND barred.user_id = place.user_id)
), asked (kind, subject_id, case_id, due_on, recipient_id) AS (
  SELECT * FROM named
  UNION
  SELECT CASE WHEN told.is_late THEN 'late-' ELSE '' END || due.kind, subject_id, case_id, due_on, lead.user_id
  FROM due JOIN cases_case ON cases_case.id = case_id AND NOT is_restricted
  JOIN lead USING (unit_id)
  JOIN (VALUES (false), (true)) AS told (is_late) ON CASE
    WHEN NOT told.is_late THEN kind NOT IN ('action', 'screening')
    ELSE kind IN ('review', 'action', 'screening') AND (due.is_late OR NOT EXISTS (
      SELECT FROM named WHERE named.kind = due.kind AND named.subject_id = due.subject_id))
  END
), claimed AS (
  INSERT INTO reminders_sentreminder (id, kind, subject_id, case_id, due_on, recipient_id, told_at)
  SELECT gen_random_uuid(), asked.*, %(now)s FROM asked
  ON CONFLICT ON CONSTRAINT reminder_is_told_once DO NOTHING
  RETURNING kind, subject_id, case_id, due_on, recipient_id
), noticed AS (
  INSERT INTO notifications_notification (id, key, kind, reference, path, text, told_at, recipient_id, series)
  SELECT gen_random_uuid(), kind || ':' || subject_id || ':' || due_on, kind, reference, '/cases/' || case_id || '/',
    'Something is due.', %(now)s, recipient_id, ''
  FROM claimed JOIN cases_case ON cases_case.id = case_id
  ON CONFLICT DO NOTHING RETURNING id
), mailed AS (
  INSERT INTO notifications_message (id, notification_id, due_at, attempts)
  SELECT gen_random_uuid(), id, %(now)s, 0 FROM noticed
)
SELECT kind, subject_id, due_on, recipient_id FROM claimed
"""
SYSTEM = str(uuid.UUID(int=0))


def sweep(link: psycopg.Connection[Row], days: Mapping[str, date], now: datetime, open_states: list[str]) -> set[Row]:
    """Everything that is due on a day, claimed and told; what was claimed. Undone at its end if the caller undoes it.

    Of the days the first is the one it is `on`; the others say since when something is late or should be decided.
    """
    link.execute(ACT, [SYSTEM], prepare=True)
    values = {**days, "now": now, "open": open_states}
    return set(link.execute(SWEEP, values, prepare=True).fetchall())
