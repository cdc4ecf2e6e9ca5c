"""The rule on every page: for her side the rule, for his whom to ask."""

from datetime import datetime, time

import pytest

from cases.enums import Capacity, Channel, PersonRole, Side
from cases.models import Case, CasePerson, SafeContact
from cases.services.safe_contact import breaks, in_words, rule_for
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    SafeContact.objects.create(
        case=case,
        case_person=CasePerson.objects.get(case=case, role=PersonRole.VICTIM),
        channels=[Channel.TEXT],
        days=[1, 2, 3, 4, 5],
        from_time=time(13),
        until_time=time(14),
        sign_as="Dental Reminders",
        code_word="marmalade",
    )
    return case


def test_her_side_reads_the_rule(cast: Cast, case: Case) -> None:
    rule = rule_for(cast["advocate"], case)
    assert rule.words == "You may text Monday to Friday 1pm to 2pm. Sign as “Dental Reminders”."
    assert rule.may_contact


@pytest.mark.parametrize("slug", ["health", "outreach"])
def test_his_side_is_told_whom_to_ask_and_nothing_else(cast: Cast, case: Case, slug: str) -> None:
    rule = rule_for(cast[slug], case)
    assert rule.words == "Do not contact the victim. Ask Bryony Exempla."
    assert not rule.may_contact


def test_without_a_named_advocate_the_lead_is_asked(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "health", Side.SUSPECT)
    rule = rule_for(cast["health"], case)
    assert "Ask the team lead." in rule.words


def test_a_stranger_learns_neither_the_rule_nor_the_advocate(cast: Cast, case: Case) -> None:
    assert rule_for(cast["other-unit-police"], case).words == "Do not contact the victim. Ask the team lead."


def test_the_advocate_of_another_case_is_not_named(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "outreach", Side.SUSPECT)
    cast.place(cast.case(), "advocate", Side.VICTIM, Capacity.NAMED_ADVOCATE)
    rule = rule_for(cast["outreach"], case)
    assert "Bryony" not in rule.words


@pytest.mark.parametrize(
    ("channel", "at", "broken"),
    [
        pytest.param(Channel.TEXT, "2026-11-23T13:00:00+00:00", 0, id="at one, to the minute"),
        pytest.param(Channel.TEXT, "2026-11-23T13:59:59+00:00", 0, id="a second before two"),
        pytest.param(Channel.TEXT, "2026-11-23T14:00:00+00:00", 1, id="at two it is over"),
        pytest.param(Channel.TEXT, "2026-07-01T12:30:00+00:00", 0, id="half past one in London in summer"),
        pytest.param(Channel.TEXT, "2026-11-21T13:30:00+00:00", 1, id="on a Saturday"),
        pytest.param(Channel.CALL, "2026-11-21T15:30:00+00:00", 3, id="everything wrong"),
    ],
)
def test_which_rules_a_contact_is_outside_of(case: Case, channel: Channel, at: str, broken: int) -> None:
    rule = SafeContact.objects.get(case=case)
    assert len(breaks(rule, channel, datetime.fromisoformat(at))) == broken


def test_do_not_contact_says_so_and_nothing_more() -> None:
    assert in_words(SafeContact(do_not_contact=True, channels=[Channel.CALL])) == (
        "Do not contact. Use the emergency route only."
    )
