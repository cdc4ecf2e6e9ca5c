"""Every row of the paper table: for the right person with the right data, and refused otherwise.

The paper is `transitions.csv`, written from the unit's agreed workflow, not from `cases.lifecycle`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from cases import case_file, grants
from cases.enums import Basis, Capacity, Grant, Level, Side, State, Transition
from cases.lifecycle import STEPS, missing, next_state
from cases.models import Case
from cases.services import lifecycle
from cases.services.errors import Changed, Incomplete, NotFromHere
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Unit
from tests.cast import Cast

OPEN = {
    "submitted",
    "screening",
    "awaiting_info",
    "triage",
    "consultation",
    "consult_advised",
    "accepted",
    "assessment",
    "conference_due",
    "conference_held",
    "plan_active",
    "review",
    "step_down",
    "transferred",
}
BEFORE = State.SCREENING  # where a case stood before it was joined, merged or cancelled
BACK_BY = {"unjoin": Transition.JOIN, "unmerge": Transition.MERGE, "restore": Transition.CANCEL}


@dataclass(frozen=True)
class Row:
    """One line of the paper."""

    number: str
    event: Transition
    sources: frozenset[State]
    to: str
    who: tuple[str, ...]
    never: tuple[str, ...]
    says: tuple[str, ...]
    needs: tuple[str, ...]


def parts(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def states(text: str) -> frozenset[State]:
    if text == "open":
        return frozenset(State(value) for value in OPEN)
    if text.startswith("any"):
        return frozenset(State) - {State(value) for value in text.removeprefix("any but").split()}
    return frozenset(State(value) for value in text.split("|"))


def paper() -> list[Row]:
    with Path(__file__).with_name("transitions.csv").open() as file:
        return [
            Row(
                line["row"],
                Transition(line["event"]),
                states(line["from"]),
                line["to"],
                parts(line["who"]),
                parts(line["not"]),
                parts(line["says"]),
                parts(line["needs"]),
            )
            for line in csv.DictReader(file)
        ]


ROWS = [pytest.param(row, id=f"{row.number} {row.event}") for row in paper()]


def test_the_table_has_the_rows_of_the_paper_and_no_other() -> None:
    assert {row.event for row in paper()} == set(STEPS)
    assert len(paper()) == len(STEPS)


@pytest.mark.parametrize("row", ROWS)
def test_a_move_starts_where_the_paper_says_and_leads_where_it_says(row: Row) -> None:
    for state in State:
        if state not in row.sources:
            with pytest.raises(ValueError, match="does not start"):
                next_state(row.event, state, before=BEFORE)
            continue
        after = next_state(row.event, state, before=BEFORE)
        assert after == {"same": state, "back": BEFORE}.get(row.to, row.to)


@pytest.mark.parametrize("row", ROWS)
def test_a_move_asks_for_what_the_paper_asks(row: Row) -> None:
    assert missing(row.event, says={}, facts={}) == (*row.says, *row.needs)
    said = dict.fromkeys(row.says, "Something.")
    given: dict[str, object] = dict.fromkeys(row.needs, False)
    assert missing(row.event, says=said, facts=given) == ()


def test_going_back_needs_a_state_to_go_back_to() -> None:
    with pytest.raises(ValueError, match="needs the state"):
        next_state(Transition.RESTORE, State.VOID)


class Play:
    """Puts a case where a row starts, and makes the move as somebody."""

    def __init__(self, cast: Cast, row: Row) -> None:
        self.cast, self.row = cast, row

    def case(self, state: State) -> Case:
        event = self.row.event
        flags: dict[str, Any] = {
            "is_red_flagged": event is Transition.CLEAR_RED_FLAG,
            "is_paused": event is Transition.RESUME,
        }
        if event in {Transition.ACCEPT_OFFER, Transition.REFUSE_OFFER}:
            flags["offered_to"] = Unit.objects.get(code="HMP")
        start = BEFORE if event.value in BACK_BY else state
        case = self.cast.case(start, **flags)
        for slug, side in (("health", Side.SUSPECT), ("outreach", Side.SUSPECT), ("advocate", Side.VICTIM)):
            self.cast.place(case, slug, side)
        self.cast.place(case, "police", Side.BOTH)
        self.cast.place(case, "coordinator", Side.HEADER, Capacity.COORDINATOR, Grant.VIEW)
        self.cast.place(case, "probation", Side.SUSPECT, Capacity.CHAIR)
        if event.value in BACK_BY:
            undone = BACK_BY[event.value]
            facts = {"joined_to": case.pk, "merged_into": case.pk}
            lifecycle.move(case, undone, by=self.cast["lead"], says={"reason": "First."}, facts=facts)
            case.refresh_from_db()
        return case

    def actor(self, who: str) -> Actor:
        if who == "system":
            return Actor.system("clock", self.cast.now)
        return self.cast[{"author": "advocate-two", "chair": "probation"}.get(who, who)]

    def facts(self, case: Case) -> dict[str, Any]:
        on = (self.cast.now + timedelta(days=14)).date()
        known: dict[str, Any] = {
            "level": Level.HIGH.value,
            "heard": ["police", "advocacy"],
            "review_on": on,
            "monitored_until": on,
            "joined_to": case.pk,
            "merged_into": case.pk,
            "offered_to": Unit.objects.get(code="HMP").pk,
        }
        return {name: known.get(name, "something") for name in self.row.needs}

    def move(self, case: Case, who: str, **less: Any) -> None:
        actor = self.actor(who)
        if who == "author":
            with acting(Actor.system("test", self.cast.now)):
                grants.give(case, self.cast.users["advocate-two"], Grant.WORK, by=actor, basis=Basis.REFERRAL)
        said = {"says": dict.fromkeys(self.row.says, "Something."), "facts": self.facts(case), **less}
        with acting(actor), transaction.atomic():
            lifecycle.move(case, self.row.event, by=actor, **said)


@pytest.fixture(autouse=True)
def _only_our_own_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    """What risk and interventions ask before a move is theirs to test."""
    monkeypatch.setattr(lifecycle, "case_files", lambda: (case_file,))


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside happens and is taken back, so that each try starts from the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", ROWS)
def test_the_right_person_with_the_right_data_makes_the_move(cast: Cast, row: Row) -> None:
    play = Play(cast, row)
    for number, state in enumerate(sorted(row.sources)):
        # A draft is its author's alone. Elsewhere everybody the paper names is tried once, then the first of them.
        for who in ("author",) if state is State.DRAFT else row.who if number == 0 else row.who[:1]:
            with undone():
                case = play.case(state)
                play.move(case, who)
                case.refresh_from_db()
                assert case.state == {"same": state, "back": BEFORE}.get(row.to, row.to), (state, who)


@pytest.mark.parametrize("row", ROWS)
def test_the_wrong_seat_is_refused(cast: Cast, row: Row) -> None:
    play = Play(cast, row)
    case = play.case(sorted(row.sources)[0])
    for who in row.never:
        with pytest.raises(PermissionDenied):
            play.move(case, who)


@pytest.mark.parametrize("row", ROWS)
def test_each_missing_answer_is_asked_for_by_name(cast: Cast, row: Row) -> None:
    play = Play(cast, row)
    case = play.case(sorted(row.sources)[0])
    who = row.who[0]
    for name in row.says:
        said = {heading: "Something." for heading in row.says if heading != name}
        with pytest.raises(Incomplete) as refused:
            play.move(case, who, says={**said, name: " "})
        assert refused.value.missing == (name,)
    for name in row.needs:
        with pytest.raises(Incomplete) as refused:
            play.move(case, who, facts={**play.facts(case), name: None})
        assert refused.value.missing == (name,)


@pytest.mark.parametrize("row", ROWS)
def test_the_wrong_state_and_a_stale_form_are_refused(cast: Cast, row: Row) -> None:
    play = Play(cast, row)
    case = play.case(sorted(row.sources)[0])
    with pytest.raises(Changed):
        play.move(case, row.who[0], version=case.version + 1)
    for state in sorted(set(State) - row.sources - {State.DRAFT}):
        with undone():
            Case.objects.filter(pk=case.pk).update(state=state)
            # Where the seat's own reach ends with the state, the seat is what is refused first.
            with pytest.raises((NotFromHere, PermissionDenied)):
                play.move(case, row.who[0])
