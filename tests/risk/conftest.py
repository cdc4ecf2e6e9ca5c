"""Cases under assessment, as the tests of risk need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from cases.enums import Level, Side, State, Transition
from cases.models import Case
from cases.services import lifecycle
from risk.models import Contribution, ContributionVersion, Round
from risk.services import contributions, rounds
from risk.services.contributions import Answer
from stalking_unit.accounts.models import Discipline
from tests.cast import Cast

FOUR = ("police", "mental-health", "outreach", "advocacy")
SLUGS = {"police": "police", "mental-health": "health", "outreach": "outreach", "advocacy": "advocate"}
ACCEPTED = {
    "priority": "normal",
    "leads": "named",
    "heard": ["police", "advocacy"],
    "suspect_elsewhere": False,
}


@dataclass
class Assessment:
    """A case whose four disciplines are asked; `answer("police", Level.HIGH)` submits for one of them."""

    cast: Cast
    case: Case
    round: Round

    def place(self, code: str) -> Contribution:
        return Contribution.objects.select_related("discipline", "case").get(round=self.round, discipline__code=code)

    def answer(self, code: str, level: Level | None = Level.HIGH, **words: Any) -> ContributionVersion:
        said = {"known": f"{code} knows.", "thought": f"{code} thinks.", "summary": f"{code} sums up."} | words
        return contributions.submit(self.place(code), Answer(level=level, **said), by=self.cast[SLUGS[code]])

    def answer_all(self, *but: str) -> None:
        for code in FOUR:
            if code not in but:
                self.answer(code)

    def call(self, **why: str) -> Round:
        reasons = {code.replace("_", "-"): reason for code, reason in why.items()}
        self.round = rounds.close(self.case, by=self.cast["lead"], gone_on_without=reasons)
        return self.round


def accepted(cast: Cast, level: Level | None = Level.HIGH) -> Case:
    """A case that the lead has just taken on, with its team."""
    case = cast.case(State.TRIAGE)
    cast.whole_team(case)
    lifecycle.move(
        case,
        Transition.ACCEPT,
        by=cast["lead"],
        says={"reason": "Taken on.", "order_considered": "Considered.", "risk_owner": "Whoever leads the unit"},
        facts=ACCEPTED | {"level": level},
    )
    case.refresh_from_db()
    return case


def asked(*codes: str) -> list[Discipline]:
    return list(Discipline.objects.filter(code__in=codes).order_by("code"))


@pytest.fixture
def assessment(cast: Cast) -> Assessment:
    case = accepted(cast)
    cast.place(case, "police-supervisor", Side.BOTH)
    cast.place(case, "health-supervisor", Side.SUSPECT)
    cast.place(case, "probation", Side.SUSPECT)
    opened = rounds.start(case, by=cast["lead"], disciplines=asked(*FOUR))
    case.refresh_from_db()
    return Assessment(cast, case, opened)
