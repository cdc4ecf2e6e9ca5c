"""Finding a case: by reference, name and number, within what the asker may see, and never through the address."""

from __future__ import annotations

import re
from html import unescape

import pytest

from cases.enums import Channel, Level, PersonRole, Side, State
from cases.models import Case, ContactPoint
from cases.services import hiding
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from tests.cast import Cast

NUMBER = "07700 900142"


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(State.PLAN_ACTIVE, level=Level.HIGH)
    cast.whole_team(case)
    return case


def found(cast: Cast, slug: str, words: str) -> str:
    answer = cast.client(slug).post("/search/", {"words": words})
    assert answer.status_code == 200
    body = unescape(answer.content.decode())
    return body[body.index('id="found"') : body.index("</main>")]


def because_of(body: str) -> list[str]:
    """By what each case was found."""
    return [
        re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r'data-label="Found by">(.*?)</td>', body, re.S)
    ]


def references(body: str) -> list[str]:
    return re.findall(r">(CHS-2026-\d+)<", body)


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("{reference}", "Reference"),
        ("{figures}", "Reference"),
        ("testwick", "Name"),
        ("Barnaby Fauxley", "Name"),
        ("Fauxley, Barn", "Name"),
        ("Testwik", "Name spelt almost the same"),
    ],
)
def test_it_is_found_by_its_reference_and_by_who_is_in_it(cast: Cast, case: Case, words: str, because: str) -> None:
    reference = str(case.reference)
    body = found(cast, "police", words.format(reference=reference.lower(), figures=reference[-5:]))
    assert references(body) == [reference]
    assert because_of(body) == [because]
    assert "Marigold Testwick and Barnaby Fauxley" in body


@pytest.mark.parametrize(
    ("typed", "because"),
    [("07700900142", "Same number"), ("+44 7700 900142", "Same number"), ("900142", "Number with the same ending")],
)
def test_it_is_found_by_a_number(cast: Cast, case: Case, typed: str, because: str) -> None:
    suspect = case.casepersons.get(role=PersonRole.SUSPECT)
    ContactPoint.objects.create(case=case, case_person=suspect, channel=Channel.CALL, value=NUMBER)
    assert because_of(found(cast, "police", typed)) == [because]


def test_nobody_finds_what_they_may_not_see_and_nothing_tells_that_it_is_there(cast: Cast, case: Case) -> None:
    victim = case.casepersons.get(role=PersonRole.VICTIM)
    ContactPoint.objects.create(case=case, case_person=victim, channel=Channel.CALL, value=NUMBER)
    hidden = cast.case(State.PLAN_ACTIVE, restricted=True)
    cast.person(hidden, PersonRole.SUSPECT, "Quentin", "Hiddenby")
    nothing = found(cast, "health", "Nobody Atall")
    assert "Nothing found" in nothing
    for words in ("Testwick", NUMBER, "900142", "Hiddenby", str(hidden.reference), str(hidden.reference)[-5:]):
        assert found(cast, "health", words).replace(words, "Nobody Atall") == nothing, words
    for slug in ("other-unit-police", "admin", "guest"):
        assert found(cast, slug, "Fauxley").replace("Fauxley", "") == found(cast, slug, "Nobody").replace("Nobody", "")


def test_what_was_hidden_in_one_press_is_not_found_by_it(cast: Cast, case: Case) -> None:
    name = cast.person(case, PersonRole.VICTIM, "Harbour", "Samplemews").names.get()
    assert references(found(cast, "police", "Samplemews"))
    hiding.hide([(name, "family")], by=cast["advocate"], words="Samplemews")
    assert not references(found(cast, "police", "Samplemews"))


def test_what_was_typed_is_in_no_address_and_on_no_trail(cast: Cast, case: Case) -> None:
    cast.place(case, "lead-alternate", Side.BOTH)
    client = cast.client("police")
    assert '<form method="post" novalidate>' in client.get("/search/").content.decode()
    assert "Nothing found" not in client.get("/search/?words=Testwick").content.decode()
    found(cast, "police", "Testwick")
    with trail.reading():
        line = AuditEvent.objects.filter(subtype="search").latest("recorded_at")
    assert case.pk in line.shown
    assert "estwick" not in str(vars(line))


def test_an_empty_box_says_what_to_enter(cast: Cast) -> None:
    answer = cast.client("police").post("/search/", {"words": " "})
    assert answer.status_code == 422
    assert "Enter a reference, a name or a number" in answer.content.decode()
