"""Ready advice by behaviour: what is always said, what was ticked, and the text that is in force on the day."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from cases.enums import Precision, State
from cases.models import AdviceText, Case, CodeItem, CodeList
from cases.services import advice, codes, incidents
from cases.services.advice_texts import SEED
from cases.services.errors import Changed
from cases.services.incidents import When
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit
from tests.cast import Cast

TODAY = date(2026, 11, 24)
NO_UNIT = UUID(int=0)


def incident(cast: Cast, case: Case, *ticked: str) -> None:
    when = When(cast.now, None, Precision.DAY)
    incidents.record(case, by=cast["lead"], when=when, what="Again.", codes=list(ticked), against=None)


def test_every_behaviour_has_a_text(system: Actor) -> None:
    assert set(SEED) == set(codes.SEED[CodeList.BEHAVIOUR])
    assert advice.ensure_texts() == 0
    AdviceText.objects.all().delete()
    assert advice.ensure_texts() == len(SEED)


def test_advice_begins_with_what_is_always_said_and_goes_on_in_the_order_of_the_list(system: Actor) -> None:
    said = advice.ready(["tracking", "following"], TODAY, NO_UNIT)
    assert said.split("\n\n") == [SEED["other"], SEED["following"], SEED["tracking"]]


def test_nothing_ticked_is_still_advice(system: Actor) -> None:
    assert advice.ready([], TODAY, NO_UNIT) == SEED["other"]


def test_the_text_in_force_on_the_day_is_used_and_the_earlier_one_stays(system: Actor) -> None:
    behaviour = CodeItem.objects.get(list=CodeList.BEHAVIOUR, code="drone")
    AdviceText.objects.filter(behaviour=behaviour).update(ends_on=TODAY)
    AdviceText.objects.create(behaviour=behaviour, version=2, text="Look up.", starts_on=TODAY + timedelta(days=1))
    assert SEED["drone"] in advice.ready(["drone"], TODAY, NO_UNIT)
    assert advice.ready(["drone"], TODAY + timedelta(days=1), NO_UNIT).endswith("\n\nLook up.")


def test_the_behaviours_are_those_of_the_incidents_this_reader_may_read(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    incident(cast, case, "following", "in-person")
    incident(cast, case, "tracking", "following", "tracker")
    assert advice.behaviours_of(case, by=cast["police"]) == ["following", "tracking"]
    assert advice.behaviours_of(case, by=cast["health"]) == []


def said_of(unit: Unit, on: date) -> str:
    return advice.ready(["drone"], on, unit).split("\n\n")[-1]


def stands(unit: Unit, on: date) -> AdviceText:
    return next(text for text in advice.standing(on, unit) if text.behaviour.code == "drone")


def test_a_unit_says_it_in_its_own_words_from_today_and_no_other_unit_does(cast: Cast) -> None:
    other, today = Unit.objects.get(code="HMP"), localdate(cast.now)
    came = stands(cast.unit, today)
    first = advice.reword(cast.unit, "drone", "Look up.", by=cast["lead"], read=came.pk)
    second = advice.reword(cast.unit, "drone", " Look up at once. ", by=cast.at("lead", minutes=1), read=first.pk)
    assert said_of(cast.unit, today) == "Look up at once."
    assert said_of(other, today) == SEED["drone"]
    assert [text.version for text in (first, second)] == [1, 2]
    assert [text.text for text in advice.earlier(second, cast.unit)] == ["Look up.", SEED["drone"]]
    assert advice.ensure_texts() == 0


def test_who_read_older_words_reads_the_newer_ones_first(cast: Cast) -> None:
    came = stands(cast.unit, localdate(cast.now))
    advice.reword(cast.unit, "drone", "Look up.", by=cast["lead"], read=came.pk)
    with pytest.raises(Changed):
        advice.reword(cast.unit, "drone", "Look down.", by=cast["lead-alternate"], read=came.pk)
    assert said_of(cast.unit, localdate(cast.now)) == "Look up."


def test_only_a_lead_of_the_unit_rewords(cast: Cast) -> None:
    came = stands(cast.unit, localdate(cast.now))
    for slug in ("police", "advocate", "coordinator", "admin", "auditor", "other-unit-lead"):
        with pytest.raises(PermissionDenied):
            advice.reword(cast.unit, "drone", "Look up.", by=cast[slug], read=came.pk)
