"""Ready advice by behaviour: what is always said, what was ticked, and the text that is in force on the day."""

from datetime import date, timedelta

from cases.enums import Precision, State
from cases.models import AdviceText, Case, CodeItem, CodeList
from cases.services import advice, codes, incidents
from cases.services.advice_texts import SEED
from cases.services.incidents import When
from stalking_unit.accounts.actor import Actor
from tests.cast import Cast

TODAY = date(2026, 11, 24)


def incident(cast: Cast, case: Case, *ticked: str) -> None:
    when = When(cast.now, None, Precision.DAY)
    incidents.record(case, by=cast["lead"], when=when, what="Again.", codes=list(ticked), against=None)


def test_every_behaviour_has_a_text(system: Actor) -> None:
    assert set(SEED) == set(codes.SEED[CodeList.BEHAVIOUR])
    assert advice.ensure_texts() == 0
    AdviceText.objects.all().delete()
    assert advice.ensure_texts() == len(SEED)


def test_advice_begins_with_what_is_always_said_and_goes_on_in_the_order_of_the_list(system: Actor) -> None:
    said = advice.ready(["tracking", "following"], TODAY)
    assert said.split("\n\n") == [SEED["other"], SEED["following"], SEED["tracking"]]


def test_nothing_ticked_is_still_advice(system: Actor) -> None:
    assert advice.ready([], TODAY) == SEED["other"]


def test_the_text_in_force_on_the_day_is_used_and_the_earlier_one_stays(system: Actor) -> None:
    behaviour = CodeItem.objects.get(list=CodeList.BEHAVIOUR, code="drone")
    AdviceText.objects.filter(behaviour=behaviour).update(ends_on=TODAY)
    AdviceText.objects.create(behaviour=behaviour, version=2, text="Look up.", starts_on=TODAY + timedelta(days=1))
    assert SEED["drone"] in advice.ready(["drone"], TODAY)
    assert advice.ready(["drone"], TODAY + timedelta(days=1)).endswith("\n\nLook up.")


def test_the_behaviours_are_those_of_the_incidents_this_reader_may_read(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    incident(cast, case, "following", "in-person")
    incident(cast, case, "tracking", "following", "tracker")
    assert advice.behaviours_of(case, by=cast["police"]) == ["following", "tracking"]
    assert advice.behaviours_of(case, by=cast["health"]) == []
