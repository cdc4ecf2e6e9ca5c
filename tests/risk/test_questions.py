"""What each discipline is asked: codes that never meet, and headings that keep facts and opinion apart."""

import pytest

from risk.enums import Stance
from risk.questions import FACTS, sections
from risk.services.writing import boxes
from stalking_unit.accounts.enums import DisciplineKind


@pytest.mark.parametrize("kind", FACTS)
def test_each_box_of_a_contribution_has_a_name_of_its_own(kind: DisciplineKind) -> None:
    names = [name for section in sections(kind) for name in boxes(section)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", FACTS)
def test_facts_come_first_then_opinion_then_the_level(kind: DisciplineKind) -> None:
    stances = [section.stance for section in sections(kind)]
    assert stances[-2:] == [Stance.OPINION, Stance.LEVEL]
    assert set(stances[:-2]) == {Stance.FACTS}
    assert [section.asks_else for section in sections(kind)].count(True) == 1


def test_every_discipline_is_asked_but_the_one_without_a_part() -> None:
    assert set(FACTS) == set(DisciplineKind) - {DisciplineKind.OTHER}
