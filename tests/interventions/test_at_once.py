"""Two people save at the same instant, in two connections that commit: every character is kept or shown for choice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.db import connections, transaction
from django.http import HttpResponse

from cases.enums import State
from cases.models import Case
from interventions.enums import Strand
from interventions.models import PlanAction
from interventions.services import planning
from risk.models import Contribution, DraftSection, MinuteRow
from risk.services import meetings, rounds
from stalking_unit.accounts.models import Discipline
from tests.cast import Cast
from tests.interventions.test_meetings import planned, with_a_plan
from tests.interventions.test_pages import day

FIRST = "She said: “never <again>”.\r\nTwo calls & a letter."
SECOND = "Seen twice at the gate.\r\nThe neighbour’s camera has it."
Save = Callable[[str, str], tuple[str, dict[str, str]]]

pytestmark = pytest.mark.committed


def a_part(cast: Cast) -> tuple[Save, Callable[[], list[str]], tuple[str, str]]:
    case = cast.case(State.ACCEPTED)
    cast.whole_team(case)
    cast.place(case, "police-supervisor")
    rounds.start(case, by=cast["lead"], disciplines=[Discipline.objects.get(code="police")])
    place = Contribution.objects.get(case=case)

    def save(slug: str, text: str) -> tuple[str, dict[str, str]]:
        return f"/contributions/{place.pk}/write/history/", {"version": "0", "crimes": text, "do": "save"}

    return save, lambda: [row.words for row in DraftSection.objects.all()], ("police", "police-supervisor")


def an_action(cast: Cast) -> tuple[Save, Callable[[], list[str]], tuple[str, str]]:
    case = with_a_plan(cast)
    due_on = date(2037, 1, 4)
    action = planning.add(
        case, by=cast["lead"], strand=Strand.LEGAL, text="Ask", owner=cast.users["police"], due_on=due_on
    )

    def save(slug: str, text: str) -> tuple[str, dict[str, str]]:
        return f"/actions/{action.pk}/change/", {"version": str(action.version), "text": text, **day("due_on", due_on)}

    return save, lambda: [row.text for row in PlanAction.objects.filter(pk=action.pk)], ("police", "lead")


def minutes(cast: Cast) -> tuple[Save, Callable[[], list[str]], tuple[str, str]]:
    case: Case = with_a_plan(cast)
    meeting = meetings.enter(planned(cast), by=cast["lead"], people=[cast.users["police"], cast.users["coordinator"]])

    def save(slug: str, text: str) -> tuple[str, dict[str, str]]:
        return f"/meetings/{meeting.pk}/minutes/", {"about": str(case.pk), "readers": "team", "text": text}

    return save, lambda: [row.text for row in MinuteRow.objects.all()], ("police", "coordinator")


@pytest.mark.parametrize("edited", [a_part, an_action, minutes])
def test_every_character_of_both_is_there(
    cast: Cast, edited: Callable[[Cast], tuple[Save, Callable[[], list[str]], tuple[str, str]]]
) -> None:
    with transaction.atomic():
        save, kept, people = edited(cast)
        clients = {slug: cast.client(slug) for slug in people}
    together, answers = threading.Barrier(2), dict[str, HttpResponse]()

    def press(slug: str, text: str) -> None:
        path, typed = save(slug, text)
        together.wait(timeout=10)
        answers[text] = clients[slug].post(path, typed)
        connections.close_all()

    pressing = [threading.Thread(target=press, args=pair) for pair in zip(people, (FIRST, SECOND), strict=True)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join(timeout=30)
    with transaction.atomic():
        stored = "\n".join(kept()).replace("\\r\\n", "\n").replace("\r\n", "\n")
    for text, answer in answers.items():
        assert answer.status_code in (303, 409), answer.status_code
        there = stored if answer.status_code == 303 else unescape(answer.content.decode()).replace("\r\n", "\n")
        assert text.replace("\r\n", "\n") in there
    assert len(answers) == 2
    assert any(answer.status_code == 303 for answer in answers.values())
