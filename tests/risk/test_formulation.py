"""The formulation: written together, proposed as a version, agreed at a conference, and each part for its readers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from cases.enums import Capacity, Level, Side, State
from cases.models import Case
from cases.services.errors import Changed
from risk.enums import Audience
from risk.headings import PARTS, headed, part
from risk.models import Formulation, FormulationDraft, FormulationWords
from risk.presenters.formulation import version_words
from risk.services import conferences, formulations
from risk.services.conferences import Attended
from stalking_unit.db.errors import DomainError
from tests.cast import Cast

SIGNS = "He starts asking her friends where she is"
HERS = "She varies her way home"
TYPE = "Rejected"


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(State.CONFERENCE_DUE, level=Level.HIGH)
    cast.whole_team(case)
    return case


def keep(cast: Cast, case: Case, slug: str, code: str, **boxes: str) -> None:
    found = part(code)
    assert found is not None
    formulations.keep(case, found, {name.replace("_", "-"): [words] for name, words in boxes.items()}, by=cast[slug])


@pytest.fixture
def proposed(cast: Cast, case: Case) -> Formulation:
    keep(cast, case, "police", "why", presenting="He waits at the gate", perpetuating="Court dates")
    keep(cast, case, "police", "escalation", escalation_warning=SIGNS)
    keep(cast, case, "advocate", "victim", strengths=HERS)
    formulations.keep(case, part("axes"), {"violence": ["high"]}, by=cast["outreach"])  # type: ignore[arg-type]
    formulations.propose(case, by=cast["advocate"])
    keep(cast, case, "health", "type", typology=TYPE)
    return formulations.propose(case, by=cast["health"])


def agreed(cast: Cast, case: Case, version: Formulation) -> None:
    item = conferences.hold(case, by=cast["lead"], attended=[Attended(cast.users["lead"], is_chair=True)])
    formulations.agree(version, item, by=cast["lead"])


def read(cast: Cast, slug: str, page: str, case: Case) -> str:
    answer = cast.client(slug).get(f"/cases/{case.pk}/{page}")
    assert answer.status_code == 200, (slug, page, answer.status_code)
    return answer.content.decode()


def test_codes_of_headings_are_one_each_and_every_part_is_for_somebody() -> None:
    codes = [heading.code for _, heading in headed()]
    assert len(codes) == len(set(codes))
    assert {one.audience for one in PARTS} == set(Audience)
    assert len([one for one in PARTS if one.is_scenario]) == 4


def test_each_part_is_read_by_those_it_is_for(cast: Cast, case: Case, proposed: Formulation) -> None:
    reads = {
        slug: [words in read(cast, slug, "formulation/", case) for words in (SIGNS, HERS, TYPE)]
        for slug in ("police", "health", "outreach", "advocate", "lead", "auditor")
    }
    assert reads == {
        "police": [True, True, True],
        "health": [True, False, True],
        "outreach": [True, False, False],
        "advocate": [True, True, False],
        "lead": [True, True, True],
        "auditor": [True, False, False],
    }


def test_what_the_proposer_may_not_write_goes_along_as_it_was(proposed: Formulation) -> None:
    assert proposed.number == 2
    assert FormulationWords.objects.get(formulation=proposed, heading="strengths").text == HERS
    assert {
        row.heading: row.is_opinion for row in proposed.words.filter(heading__in=["presenting", "perpetuating"])
    } == {
        "presenting": False,
        "perpetuating": True,
    }
    assert proposed.violence == "high"


def test_it_is_agreed_at_a_conference_and_sets_no_level(cast: Cast, case: Case, proposed: Formulation) -> None:
    agreed(cast, case, proposed)
    case.refresh_from_db()
    assert case.level == Level.HIGH
    shown = read(cast, "outreach", "formulation/", case)
    assert "Agreed at the conference of" in shown
    assert "nothing written here sets it" in shown
    assert SIGNS in read(cast, "outreach", "", case)


def test_only_the_chair_or_a_lead_agrees_it_and_only_once(cast: Cast, case: Case, proposed: Formulation) -> None:
    item = conferences.hold(case, by=cast["lead"], attended=[Attended(cast.users["lead"], is_chair=True)])
    with pytest.raises(PermissionDenied):
        formulations.agree(proposed, item, by=cast["police"])
    cast.place(case, "probation", Side.SUSPECT, Capacity.CHAIR)
    formulations.agree(proposed, item, by=cast["probation"])
    with pytest.raises(Changed):
        formulations.agree(proposed, item, by=cast["lead"])
    later = formulations.propose(case, by=cast["police"])
    with pytest.raises(DomainError):
        formulations.agree(later, item, by=cast["lead"])


def test_a_version_that_was_overtaken_is_not_agreed(cast: Cast, case: Case, proposed: Formulation) -> None:
    item = conferences.hold(case, by=cast["lead"], attended=[Attended(cast.users["lead"], is_chair=True)])
    formulations.propose(case, by=cast["police"])
    with pytest.raises(Changed):
        formulations.agree(proposed, item, by=cast["lead"])


@pytest.mark.parametrize("model", [Formulation, FormulationWords])
def test_nothing_proposed_is_ever_changed(cast: Cast, proposed: Formulation, model: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(case=proposed.case).update(case=proposed.case)


def test_the_next_version_starts_from_the_last_and_says_what_changed(
    cast: Cast, case: Case, proposed: Formulation
) -> None:
    assert "He waits at the gate" in read(cast, "police", "formulation/write/why/", case)
    keep(cast, case, "police", "why", presenting="He waits at the school gate", perpetuating="Court dates")
    formulations.propose(case, by=cast["police"])
    latest = version_words(formulations.seen(cast["outreach"], case))[0]
    assert [change.label for change in latest.changes] == ["How we understand it: What is happening now (facts)"]
    assert "school" in read(cast, "outreach", "formulation/versions/", case)
    assert HERS not in read(cast, "outreach", "formulation/versions/", case)


def test_two_people_in_one_part_find_both_texts(cast: Cast, case: Case) -> None:
    page = f"/cases/{case.pk}/formulation/write/why/"
    first = cast.client("police").post(page, {"version": 0, "presenting": "Theirs", "do": "keep"})
    assert first.status_code == 200
    answered = cast.client("outreach").post(page, {"version": 0, "presenting": "Mine"})
    assert answered.status_code == 409
    shown = answered.content.decode()
    assert "Theirs" in shown
    assert "Mine" in shown
    assert "Theirs" in FormulationDraft.objects.get().words
    answered = cast.client("outreach").post(page, {"version": 1, "presenting": "Theirs and mine"})
    assert answered.status_code == 303
    assert [str(hand) for hand in FormulationDraft.objects.get().hands] == [
        str(cast.users["police"].pk),
        str(cast.users["outreach"].pk),
    ]


def test_a_part_is_written_by_whoever_may_and_nobody_else(cast: Cast, case: Case) -> None:
    pages = {"why": "police health outreach advocate lead", "victim": "police advocate lead", "type": "health"}
    for code, may in pages.items():
        found = {
            slug
            for slug in ("police", "health", "outreach", "advocate", "lead", "coordinator", "auditor")
            if cast.client(slug).get(f"/cases/{case.pk}/formulation/write/{code}/").status_code == 200
        }
        assert found == set(may.split()), code


def test_it_is_proposed_on_a_page_and_asks_first_what_is_happening(cast: Cast, case: Case) -> None:
    page = f"/cases/{case.pk}/formulation/propose/"
    client = cast.client("police")
    stamp = client.get(page).context["stamp"]
    assert client.post(page, {"stamp": stamp}).status_code == 422
    keep(cast, case, "police", "why", presenting="He waits at the gate")
    assert client.post(page, {"stamp": stamp}).status_code == 409
    stamp = client.get(page).context["stamp"]
    assert client.post(page, {"stamp": stamp}).url == f"/cases/{case.pk}/formulation/"
    assert not FormulationDraft.objects.exists()


def test_nobody_writes_it_while_the_disciplines_answer(cast: Cast) -> None:
    case = cast.case(State.ASSESSMENT)
    cast.whole_team(case)
    for slug in ("police", "health", "outreach", "advocate", "lead"):
        assert cast.client(slug).get(f"/cases/{case.pk}/formulation/write/").status_code == 403


def test_the_agree_page_names_the_conference(cast: Cast, case: Case, proposed: Formulation) -> None:
    item = conferences.hold(case, by=cast["lead"], attended=[Attended(cast.users["lead"], is_chair=True)])
    page = f"/cases/{case.pk}/formulation/agree/"
    assert page in read(cast, "lead", "formulation/", case)
    answered = cast.client("lead").post(page, {"item": str(item.pk)})
    assert answered.status_code == 303
    assert formulations.current(formulations.seen(cast["lead"], case)) is not None
