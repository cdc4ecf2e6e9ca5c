"""The lists people tick from."""

from datetime import date, timedelta

from cases.models import AdviceText, CodeItem, CodeList
from cases.services import codes
from stalking_unit.accounts.actor import Actor

TODAY = date(2026, 11, 24)


def test_every_list_is_there_and_put_back_once(system: Actor) -> None:
    AdviceText.objects.all().delete()
    CodeItem.objects.all().delete()
    assert codes.ensure_codes() == sum(len(items) for items in codes.SEED.values())
    assert codes.ensure_codes() == 0
    assert set(codes.SEED) == set(CodeList)


def test_what_a_unit_has_reworded_or_ended_is_left_alone(system: Actor) -> None:
    CodeItem.objects.filter(list=CodeList.SOURCE, code="marac").update(label="Our MARAC", ends_on=TODAY)
    codes.ensure_codes()
    assert codes.label(CodeList.SOURCE, "marac") == "Our MARAC"
    assert "marac" in dict(codes.choices(CodeList.SOURCE, TODAY))
    assert "marac" not in dict(codes.choices(CodeList.SOURCE, TODAY + timedelta(days=1)))


def test_no_code_is_both_a_behaviour_and_a_method() -> None:
    assert not set(codes.SEED[CodeList.BEHAVIOUR]) & set(codes.SEED[CodeList.METHOD])
