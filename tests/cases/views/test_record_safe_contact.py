"""Agreeing how somebody may be reached: who may, what must be said, and two people at once."""

from typing import Any

import pytest
from django.utils.timezone import localtime

from cases.enums import PersonRole, Side
from cases.models import SafeContact
from cases.services import safe_contact
from stalking_unit.audit import trail
from tests.cases.views.planted import RULES, Planted, planted
from tests.cast import Cast

__all__ = ["planted"]

TYPED = {
    "channels": ["text", "call"],
    "days": ["1", "2", "3"],
    "from_time": "10am",
    "until_time": "1pm",
    "voicemail": "no",
    "sign_as": "Harbour Opticians",
    "say": "Ask about the glasses.",
    "code_word": "foxglove",
    "emergency_route": "Ring the shop downstairs.",
    "agreed_on-day": "4",
    "agreed_on-month": "3",
    "agreed_on-year": "2026",
    "version": "1",
}


def page_of(planted: Planted) -> str:
    return f"/people/{planted.victim.pk}/safe-contact/"


def post(cast: Cast, planted: Planted, slug: str = "advocate", **typed: Any) -> Any:
    return cast.client(slug).post(page_of(planted), {**TYPED, **typed})


@pytest.mark.parametrize("slug", ["advocate", "lead"])
def test_the_rules_are_changed_by_those_who_keep_them(cast: Cast, planted: Planted, slug: str) -> None:
    form = cast.client(slug).get(page_of(planted)).content.decode()
    for words in (*RULES, "9am", "2pm"):
        assert words in form
    answer = post(cast, planted, slug)
    assert (answer.status_code, answer["Location"]) == (303, f"/people/{planted.victim.pk}/")
    body = cast.client(slug).get(answer["Location"]).content.decode()
    assert "You may text or call Monday to Wednesday 10am to 1pm. No voicemail. Sign as “Harbour Opticians”." in body
    assert f"{localtime(cast.now):%B %Y}" in body
    assert cast[slug].name in body.partition("Last changed")[2]
    rule = SafeContact.objects.get()
    assert (rule.days, rule.code_word, rule.version) == ([1, 2, 3], "foxglove", 2)


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("police", 403),
        ("health", 403),
        ("outreach", 403),
        ("coordinator", 403),
        ("auditor", 403),
        ("advocate-two", 404),
    ],
)
def test_nobody_else_changes_them(cast: Cast, planted: Planted, slug: str, status: int) -> None:
    for answer in (cast.client(slug).get(page_of(planted)), post(cast, planted, slug)):
        assert answer.status_code == status
        assert not [word for word in RULES if word in answer.content.decode()]
    assert SafeContact.objects.get().version == 1


def test_there_are_none_for_the_suspect(cast: Cast, planted: Planted) -> None:
    assert cast.client("lead").get(f"/people/{planted.suspect.pk}/safe-contact/").status_code == 403


def test_the_first_rules_of_somebody_are_agreed_the_same_way(cast: Cast, planted: Planted) -> None:
    page = f"/people/{planted.child.pk}/"
    assert "Nothing is agreed yet. Do not contact this person until it is." in _read(cast, page)
    assert cast.client("advocate").post(f"{page}safe-contact/", {**TYPED, "version": "0"}).status_code == 303
    assert "foxglove" in _read(cast, page)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"channels": []}, "Select how they may be reached, or that they must not be contacted"),
        ({"until_time": ""}, "Enter until when"),
        ({"from_time": ""}, "Enter from when"),
        ({"until_time": "9am"}, "The end must be later than the start, on the same day"),
        ({"from_time": "soonish"}, "Enter a time like 2:30pm or 14:30"),
        ({"voicemail": ""}, "Select whether a voicemail may be left"),
        ({"agreed_on-year": "2999"}, "The day it was agreed must be today or in the past"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_asked_about_and_nothing_typed_is_lost(
    cast: Cast, planted: Planted, typed: dict[str, Any], sentence: str
) -> None:
    answer = post(cast, planted, **typed)
    body = answer.content.decode()
    assert answer.status_code == 422
    for words in (sentence, "Harbour Opticians", "Ask about the glasses.", "foxglove", "Ring the shop downstairs."):
        assert words in body
    assert SafeContact.objects.get().version == 1


def test_do_not_contact_needs_no_way_of_contact(cast: Cast, planted: Planted) -> None:
    assert post(cast, planted, do_not_contact="on", channels=[]).status_code == 303
    assert "Do not contact. Use the emergency route only." in _read(cast, f"/people/{planted.victim.pk}/")


def test_who_saves_second_sees_both_texts_and_decides(cast: Cast, planted: Planted) -> None:
    safe_contact.agree(planted.victim, {"sign_as": "Bakery", "voicemail": True}, by=cast["lead"], version=1)
    answer = post(cast, planted)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert f"{cast['lead'].name} saved first" in body
    for mine, theirs in (("Harbour Opticians", "Bakery"), ("Monday, Tuesday, Wednesday", "Nothing chosen")):
        assert mine in body
        assert theirs in body
    assert SafeContact.objects.get().sign_as == "Bakery"
    assert 'name="version" value="2"' in body
    assert post(cast, planted, version="2").status_code == 303
    assert SafeContact.objects.get().sign_as == "Harbour Opticians"


def test_who_was_there_first_wins_also_when_there_was_nothing_yet(cast: Cast, planted: Planted) -> None:
    safe_contact.agree(planted.child, {"sign_as": "Bakery"}, by=cast["lead"])
    answer = cast.client("advocate").post(f"/people/{planted.child.pk}/safe-contact/", {**TYPED, "version": "0"})
    assert answer.status_code == 409
    assert SafeContact.objects.get(case_person=planted.child).sign_as == "Bakery"


def test_reading_and_changing_them_is_on_the_trail_without_a_word_of_them(cast: Cast, planted: Planted) -> None:
    cast.client("advocate").get(page_of(planted))
    post(cast, planted)
    rows = [
        row for row in trail.of_case(planted.case.pk) if row.record_type in {"cases.caseperson", "cases.safecontact"}
    ]
    assert [row.subtype for row in rows if row.actor_name == cast["advocate"].name].count("view_safe_contact") == 2
    assert "code_word" in next(row for row in rows if row.subtype == "agree_safe_contact").fields
    assert "foxglove" not in str(rows)


def test_those_named_above_the_boxes_are_those_who_read_them(cast: Cast, planted: Planted) -> None:
    form = cast.client("advocate").get(page_of(planted)).content.decode()
    assert "Police, outreach and advocates on the victim’s side, the team lead and the auditor can read this." in form
    for slug in ("outreach-victim-side", "advocate-two", "health-supervisor"):
        cast.place(planted.case, slug, Side.VICTIM)
    cast.place(planted.case, "police-supervisor", Side.SUSPECT)
    seats = (
        *("police", "police-supervisor", "health", "health-supervisor", "outreach", "outreach-victim-side"),
        *("advocate", "advocate-two", "coordinator", "lead", "auditor"),
    )
    readers = {slug for slug in seats if "bluebell" in _read(cast, f"/people/{planted.victim.pk}/", slug)}
    assert readers == {"police", "outreach-victim-side", "advocate", "advocate-two", "lead", "auditor"}


def test_the_bar_never_says_one_persons_rules_of_another(cast: Cast, planted: Planted) -> None:
    overview = f"/cases/{planted.case.pk}/"
    safe_contact.agree(planted.child, {"sign_as": "Bakery"}, by=cast["advocate"])
    assert "Sign as “Bridge Dental”." in _read(cast, overview)
    assert "Bakery" not in _read(cast, overview)
    other = cast.person(planted.case, PersonRole.VICTIM, "Prunella", "Blankley")
    safe_contact.agree(other, {"sign_as": "Bakery"}, by=cast["advocate"])
    both = _read(cast, overview)
    assert "There is more than one victim. Read the rules on the page of each, under People." in both
    assert "Bridge Dental" not in both


def test_a_person_without_rules_says_whom_to_ask_in_the_bar(cast: Cast, planted: Planted) -> None:
    case = cast.case()
    cast.whole_team(case)
    victim = case.casepersons.get(role=PersonRole.VICTIM)
    for slug in ("advocate", "health"):
        assert "Do not contact the victim. Ask Bryony Exempla." in _read(cast, f"/people/{victim.pk}/", slug)


def _read(cast: Cast, page: str, slug: str = "advocate") -> str:
    response = cast.client(slug).get(page)
    assert response.status_code == 200
    return response.content.decode()
