"""A record that somebody may not see is as good as missing: same answer, same length, same number of queries."""

from __future__ import annotations

import os
import uuid
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, reset_queries
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from knox.models import AuthToken

from cases import policy
from cases.policy import Action
from stalking_unit.accounts import visits
from stalking_unit.accounts.actor import acting
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.notifications.models import Notification
from stalking_unit.reminders.models import Absence
from tests.cases.policy import paper
from tests.cases.policy.world import NOW, OF_NO_CASE, ACase, AnAction, AnAlarm, ARound, World
from tests.cases.policy.written import Stage, Written, all_of
from tests.cast import Cast
from tests.test_architecture import address, routes

# What the key in a route is the key of. A route that begins in another way fails until it is named here.
KEY_OF = {
    "actions": "interventions.PlanAction",
    "alarms": "cases.Alarm",
    "api/v1/cases": "cases.Case",
    "cases": "cases.Case",
    "conferences": "risk.ConferenceItem",
    "contacts": "interventions.SupportContact",
    "contributions": "risk.Contribution",
    "documents": "documents.GeneratedDocument",
    "emergency": "interventions.EmergencyUse",
    "hearings": "interventions.Hearing",
    "hidden": "cases.Hiding",
    "incidents": "cases.Incident",
    "inbox": "notifications.Notification",
    "inbox/settings/away": "reminders.Absence",
    "meetings": "risk.Conference",
    "moves": "cases.StateChange",
    "needs": "interventions.Need",
    "notes": "cases.Note",
    "orders": "interventions.Order",
    "people": "cases.CasePerson",
    "releases": "interventions.Release",
    "releases/prints": "documents.GeneratedDocument",
    "victim-plans": "interventions.VictimPlan",
    "victims": "cases.CasePerson",
}
KEYED = sorted(path for path, _ in routes() if "<uuid:" in path)
SEATS = ("police", "advocate", "lead", "coordinator", "auditor", "guest")
ELSEWHERE, RESTRICTED = 0, 1
MISSING = uuid.UUID("00000000-0000-4000-8000-000000000000")


@pytest.fixture
def hidden(cast: Cast) -> Written:
    """A case of another unit and a restricted one of this unit, full of records; everybody has a case of their own."""
    cast.whole_team(cast.case())
    stage = Stage.build(people=2)
    stage.units[1] = cast.unit
    elsewhere = ACase(
        actions=(AnAction(False, 0, 0), AnAction(True, 0, 0)),
        documents=(0,),
        supports=(0,),
        emergencies=(0,),
        alarms=(AnAlarm(False),),
        rounds=(ARound(False, frozenset({"police", "advocacy"})),),
    )
    for number, user in enumerate(stage.users):
        Notification.objects.create(recipient=user, key=f"{number}", kind="told", path="/", text="Told", told_at=NOW)
        Absence.objects.create(user=user, starts_on=NOW.date(), ends_on=NOW.date(), said_at=NOW)
    return Written.write(stage, World(people=(), cases=(elsewhere, replace(elsewhere, unit=1, is_restricted=True))))


class Visitor:
    """Somebody who asks for the same address twice: with the key of a hidden record, and with one of nothing."""

    def __init__(self, cast: Cast, slug: str, hidden: Written) -> None:
        self.user, self.browser, self.hidden = cast.users[slug], cast.client(slug), hidden
        self.token = {"authorization": f"Token {AuthToken.objects.create(self.user)[1]}"}
        self.refused: Counter[uuid.UUID] = Counter()

    def key(self, path: str, case: int) -> uuid.UUID:
        label = KEY_OF[path.partition("/<")[0]]
        if label == "notifications.Notification":
            others = Notification.objects.filter(recipient=self.hidden.stage.users[case])
            return others.get().pk
        if label == "reminders.Absence":
            return Absence.objects.get(user=self.hidden.stage.users[case]).pk
        if label == "risk.Conference":
            return self.hidden.rows[label, OF_NO_CASE, case * 2].pk  # of the first unit and of the third
        return self.hidden.rows[label, case, 0].pk

    def ask(self, method: str, path: str, key: uuid.UUID) -> tuple[object, ...]:
        client, token = (Client(), self.token) if path.startswith("api/") else (self.browser, {})
        reset_queries()  # the log holds so many and no more
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(client, method)(address(path, key, others=MISSING), headers=token)
        if answer.status_code == 404 and "inbox" not in path:
            self.refused[key] += 1
        headers = {name: value for name, value in answer.headers.items() if name != "Expires"}  # which says the second
        return answer.status_code, answer.content, headers, len(queries)


@pytest.mark.parametrize("slug", SEATS)
def test_no_route_tells_a_hidden_record_from_a_missing_one(
    cast: Cast, hidden: Written, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every route with a key in it, by page and API; and every refusal is on the trail, after its rollback.

    The seats share the routes, so that three of them ask each; with `POLICY_WORLDS` all of them do.
    """
    monkeypatch.setattr(visits, "MOMENT", timedelta(minutes=10))  # a visit is not kept alive between two that compare
    visitor = Visitor(cast, slug, hidden)
    visitor.browser.get("/")  # what is read once and kept is read here
    for path in KEYED if "POLICY_WORLDS" in os.environ else KEYED[SEATS.index(slug) % 2 :: 2]:
        elsewhere, restricted = (visitor.key(path, case) for case in (ELSEWHERE, RESTRICTED))
        looked, sent = visitor.ask("get", path, MISSING), visitor.ask("post", path, MISSING)
        assert visitor.ask("get", path, elsewhere) == looked, path
        assert visitor.ask("get", path, restricted) == looked, path
        assert visitor.ask("post", path, restricted) == sent, path
        assert {looked[0], sent[0]} in ({404}, {404, 405}), path
    with trail.reading():
        kept = AuditEvent.objects.filter(actor_id=visitor.user.pk, outcome="refused").values_list(
            "record_id", flat=True
        )
        assert Counter(kept) == visitor.refused


@pytest.mark.parametrize("slug", ["police", "lead", "guest"])
def test_no_action_tells_a_hidden_record_from_a_missing_one(cast: Cast, hidden: Written, slug: str) -> None:
    """Every action on every kind of record, also those that no page leads to yet; the two cases take turns."""
    for turn, line in enumerate(paper.matrix()):
        row = hidden.rows.get((line.record, (ELSEWHERE, RESTRICTED)[turn % 2], 0))
        if row is not None:
            assert told(cast, slug, line, row.pk) == told(cast, slug, line, MISSING), line.action


def told(cast: Cast, slug: str, line: paper.Line, key: uuid.UUID) -> tuple[object, ...]:
    """What the gate says of this key, and at what price."""
    reset_queries()
    with acting(cast[slug]) as actor, CaptureQueriesContext(connection) as queries, pytest.raises(Http404) as refusal:
        policy.get_or_404(actor, Action(line.action), all_of(line), key)
    return str(refusal.value), replace(refusal.value.refusal, by=None, record_id=None), len(queries)  # type: ignore[attr-defined]
