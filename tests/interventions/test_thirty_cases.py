"""A conference of thirty cases costs its unit no more than 120 entries, counted on the pages as they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from cases.enums import Level, State, Transition
from cases.models import Case
from cases.services import moves
from interventions.models import Plan, PlanAction
from risk.enums import DecisionKind
from risk.models import Attendance, Conference, ConferenceItem, ConflictAsked, Decision
from tests.cast import Cast
from tests.interventions.test_meetings import ROOM, day_in, with_a_plan

MOST = 120
WITHOUT_CHANGE, NEEDING_TALK = 22, 8


class Boxes(HTMLParser):
    """What stands in the boxes of the form that a page would send, by the name of each box."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.forms: list[dict[str, list[str]]] = []
        self.select = self.textarea = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.found = {}
            self.forms.append(self.found)
        elif tag == "input" and name:
            if given.get("type") not in {"checkbox", "radio"}:
                self.found.setdefault(name, []).append(given.get("value", ""))
            elif "checked" in given:
                self.found.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "select":
            self.select = name
            self.found.setdefault(name, [""])
        elif tag == "option" and "selected" in given:
            self.found[self.select] = [given.get("value", "")]
        elif tag == "textarea":
            self.textarea = name
            self.found.setdefault(name, [""])

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.found[self.textarea] = [self.found[self.textarea][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            text = self.found[self.textarea][0]
            self.found[self.textarea], self.textarea = [text.strip("\r\n")], ""

    def form_with(self, name: str) -> dict[str, list[str]]:
        return next(form for form in self.forms if name in form)


@dataclass
class Hands:
    """Somebody at a keyboard: every box changed, and every button, is an entry."""

    client: Client
    entries: int = 0

    def send(self, path: str, named: str, **differs: str | list[str]) -> str:
        """Fill in what differs from what the page has already, press, and go where it leads."""
        page = self.client.get(path).content.decode()
        boxes = Boxes(page).form_with(named)
        sent = {**boxes}
        for name, value in differs.items():
            wanted = value if isinstance(value, list) else [value]
            before = set(boxes.get(name, []))
            self.entries += len(before ^ set(wanted)) if isinstance(value, list) else int(before != set(wanted))
            sent[name] = wanted
        self.entries += 1
        answer = self.client.post(path, sent)
        assert answer.status_code == 303, answer.content.decode()[:4000]
        return str(answer.headers["Location"])


def test_thirty_cases_in_a_hundred_and_twenty_entries(cast: Cast) -> None:
    unchanged = [with_a_plan(cast) for _ in range(WITHOUT_CHANGE)]
    talk = [changed(cast, number) for number in range(NEEDING_TALK - 3)] + [first(cast) for _ in range(3)]
    hands = Hands(cast.client("lead"))
    today = cast.now.astimezone()
    path = hands.send(
        "/meetings/plan/",
        "chair",
        **{"held_on-day": str(today.day), "held_on-month": str(today.month), "held_on-year": str(today.year)},
        starts="10am",
    )
    hands.send(f"{path}room/", "guests", people=[str(cast.users[slug].pk) for slug in ROOM])
    hands.send(f"{path}conflicts/", "asked", nobody="on")
    assert f"{NEEDING_TALK} need talk, {WITHOUT_CHANGE} have not changed" in hands.client.get(path).content.decode()
    hands.send(f"{path}no-change/", "read")
    taken = 0
    where = first_to_talk(hands.client, path)
    while "/cases/" in where:
        where = hands.send(where, "reason", **said(cast, where))
        taken += 1
    assert taken == NEEDING_TALK
    hands.client.post(f"{path}minutes/sign/")
    hands.entries += 1
    assert hands.entries <= MOST
    written_down(cast, unchanged, talk)


def said(cast: Cast, where: str) -> dict[str, Any]:
    """A level, a reason, the order, the strands, an action and a day, for one case; what stands stays."""
    case = Case.objects.get(pk=where.split("/")[2])
    due = day_in(cast, 7)
    action = {
        "c-1-text": "Interview him, and take it to the court",
        "c-1-owner": str(cast.users["police"].pk),
        "c-1-due-day": str(due.day),
        "c-1-due-month": str(due.month),
        "c-1-due-year": str(due.year),
    }
    new = {"a-reason": "No sign of illness", "b-reason": "He has housing and work"}
    order = {"order_answer": "sought", "order_considered": "Sought: the file is with the court"}
    return {
        "level": Level.VERY_HIGH,
        "reason": "He was seen outside her work",
        **action,
        **order,
        **(new if case.state == State.CONFERENCE_DUE else {}),
    }


def first_to_talk(client: Client, path: str) -> str:
    return str(client.get(path).context["talk"][0].link.href)


def changed(cast: Cast, number: int) -> Case:
    case = with_a_plan(cast, review_in=20)
    moves.make(
        case,
        Transition.TRIGGER_REVIEW,
        by=cast["police"],
        says={"reason": f"He was seen outside, for the {number}. time"},
        facts={"trigger": "breach"},
        happened_at=cast.now - timedelta(days=1),
    )
    return case


def first(cast: Cast) -> Case:
    case = cast.case(State.CONFERENCE_DUE, level=Level.HIGH)
    cast.whole_team(case)
    return case


def written_down(cast: Cast, unchanged: list[Case], talk: list[Case]) -> None:
    meeting = Conference.objects.get(starts_at__isnull=False)
    assert ConferenceItem.objects.filter(conference=meeting).count() == 30
    assert Attendance.objects.filter(item__conference=meeting).count() == 30 * (len(ROOM) + 1)
    assert ConflictAsked.objects.filter(conference=meeting).count() == 60
    for case in unchanged:
        case.refresh_from_db()
        assert (case.state, case.level, case.review_on) == (State.PLAN_ACTIVE, Level.HIGH, day_in(cast, 14))
    for case in talk:
        case.refresh_from_db()
        item = ConferenceItem.objects.get(conference=meeting, case=case)
        plan = Plan.objects.get(item=item)
        assert (case.state, case.level, case.review_on) == (State.PLAN_ACTIVE, Level.VERY_HIGH, day_in(cast, 7))
        assert PlanAction.objects.filter(plan=plan, strand="c").count() == 1
        kinds = set(Decision.objects.filter(item=item).values_list("kind", flat=True))
        assert kinds == {DecisionKind.LEVEL, DecisionKind.LEGAL}
    meeting.refresh_from_db()
    assert meeting.locked_at is not None
