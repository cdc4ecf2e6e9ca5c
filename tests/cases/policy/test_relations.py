"""Every line of the matrix, for every seat, in every relation to a case: the database answers as the paper does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

import pytest
import pytest_django
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import Http404

from cases import policy
from cases.policy import Action
from cases.services.files import case_files
from stalking_unit.accounts.actor import Actor, acting
from tests.cases.policy.oracle import Asker
from tests.cases.policy.paper import Line
from tests.cases.policy.play import BYSTANDER, MATRIX, SEATS, STATES, Play, Reader, relations_of
from tests.cases.policy.world import NOW
from tests.cases.policy.written import TODAY, Stage, Written, all_of

T = TypeVar("T")
HOLDERS = [Asker(number, seat) for number, seat in enumerate(SEATS)]
FORMER = [Asker(number) for number in range(len(SEATS), BYSTANDER)]
PRODUCT = Asker(None)


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Written]:
    """Written once for this module, which only reads, and undone after it."""
    world = Play().world
    with django_db_blocker.unblock(), transaction.atomic():
        yield Written.write(Stage.build(len(world.people), world.units), world)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reader(written: Written) -> Reader:
    return Reader(Play(), written.records)


def turns(things: list[T], number: int) -> T:
    """A different one each time, and the same ones in every run."""
    return things[number * 7 % len(things)]


def test_scope_is_the_paper(written: Written, reader: Reader) -> None:
    wrong = []
    for asker in (*HOLDERS, *FORMER, PRODUCT):
        with acting(written.actor(asker)) as actor:
            for line in MATRIX:
                found = policy.scope(actor, Action(line.action), all_of(line)).values_list("pk", flat=True)
                shown = {written.keys[line.record, pk] for pk in found} & reader.keys(line)
                wrong += [(line.action, *reader.story(asker, key)) for key in shown ^ reader.scope(asker, line)]
    assert wrong[:5] == []


def test_can_is_the_paper(written: Written, reader: Reader) -> None:
    """Of every line, for everybody, one record: in turn one that they may, and one that they may not.

    The database looks away, as it does from the product itself: the policy holds without it.
    """
    wrong = []
    for number, asker in enumerate((*HOLDERS, PRODUCT)):
        actor = written.actor(asker)
        with acting(written.actor(PRODUCT)):
            for turn, line in enumerate(MATRIX):
                may = reader.scope(asker, line)
                may_not = reader.keys(line) - may
                key = turns(sorted(may_not if (number + turn) % 2 and may_not else may or may_not), turn)
                if policy.can(actor, Action(line.action), written.rows[key]) != (key in may):
                    wrong.append((line.action, *reader.story(asker, key)))
    assert wrong[:5] == []


def test_allowed_is_the_paper(written: Written, reader: Reader) -> None:
    """For everybody, in every relation, a case in one state; the states take turns."""
    wrong = []
    of_cases = [line for line in MATRIX if line.is_of_case]
    for number, asker in enumerate((*HOLDERS, *FORMER[::5])):
        expected = {line.action: reader.scope(asker, line) for line in of_cases}
        with acting(written.actor(asker)) as actor:
            for turn, relation in enumerate(relations_of(asker)):
                key = ("cases.Case", turns(reader.cases_of(relation), number + turn), 0)
                found = policy.allowed(actor, written.rows[key])  # type: ignore[arg-type]
                if found != {action for action, keys in expected.items() if key in keys}:
                    wrong.append(reader.story(asker, key))
    assert wrong[:5] == []


def test_who_can_is_the_paper(written: Written, reader: Reader) -> None:
    """Of every line, by name, everybody who may with one record; whoever asks, the answer is the same."""
    wrong = []
    for number, line in enumerate(MATRIX):
        may = {asker: reader.scope(asker, line) for asker in HOLDERS}
        key = turns(sorted(set().union(*may.values()) or reader.keys(line)), number)
        with acting(written.actor(turns(HOLDERS, number))):
            found = policy.who_can(Action(line.action), written.rows[key], at=NOW)
        expected = [written.stage.users[asker.person] for asker in HOLDERS if key in may[asker]]  # type: ignore[index]
        if found != sorted(expected, key=lambda user: user.name):
            wrong.append((line.action, key, found, expected))
    assert wrong[:5] == []


def test_a_refusal_tells_only_those_who_may_see_the_record(written: Written, reader: Reader) -> None:
    """Of every third line, for everybody, one record: it, or 403 to whoever may view it, or 404."""
    wrong = []
    lines = {line.action: line for line in MATRIX}
    for number, asker in enumerate(HOLDERS):
        with acting(written.actor(asker)) as actor:
            for turn, line in enumerate(MATRIX[number % 3 :: 3]):
                key = turns(sorted(reader.keys(line)), number + turn)
                view = policy.subject_of(Action(line.action)).view
                is_seen = view is not None and key in reader.scope(asker, lines[view])
                expected = 200 if key in reader.scope(asker, line) else 403 if is_seen else 404
                if asked(actor, line, written.rows[key]) != expected:
                    wrong.append((line.action, *reader.story(asker, key)))
    assert wrong[:5] == []


def asked(actor: Actor, line: Line, row: Model) -> int:
    try:
        return 200 if policy.get_or_404(actor, Action(line.action), all_of(line), row.pk) == row else 0
    except PermissionDenied:
        return 403
    except Http404:
        return 404


def test_whoever_is_told_of_what_is_due_may_see_the_case(written: Written, reader: Reader) -> None:
    """A reference is a fact too: a reminder goes to nobody who would be turned away. A meeting names no case."""
    view_case = next(line for line in MATRIX if line.action == "view_case")
    people = {user.pk: number for number, user in enumerate(written.stage.users)}
    askers = {number: Asker(number, SEATS[number] if number < len(SEATS) else None) for number in people.values()}
    seen = {number: reader.scope(asker, view_case) for number, asker in askers.items()}
    known = reader.keys(view_case)
    told, wrong = Counter[str](), []
    with acting(written.actor(PRODUCT)):
        for due in (due for file in case_files() for due in file.due(TODAY)):
            for kind, _, case, _, recipient in due.rows:
                told[kind] += 1
                if ("cases.Case", case) not in written.keys:
                    assert kind == "papers"
                    continue
                key, number = written.keys["cases.Case", case], people[recipient]
                if key in known and key not in seen[number]:
                    wrong.append((kind, *reader.story(askers[number], key)))
    assert wrong[:5] == []
    assert set(told) >= {"review", "action"}


def test_every_state_on_paper_is_played() -> None:
    named = {state for line in MATRIX for cell in line.cells.values() for term in cell for state in term.states}
    assert named <= set(STATES)


def test_every_way_in_is_opened_by_a_relation_and_closed_by_another(reader: Reader) -> None:
    """Or a line of the matrix would be tested one way only."""
    for line in MATRIX:
        for asker in HOLDERS:
            opened = reader.scope(asker, line)
            terms = [term for term in line.cells[asker.column or ""] if asker.is_meant(term)]
            assert bool(opened) == bool(terms), (line.action, asker)
            assert opened < reader.keys(line), (line.action, asker)
