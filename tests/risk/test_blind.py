"""Nobody's level, summary or opinion reaches another discipline before it has answered; facts are never held back.

Each discipline plants its own marks. Every page and paper that shows a case is then read as everybody, at each step of
a round, and searched for marks that are not theirs to know yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cases.enums import Level, Side
from risk.enums import Stance
from risk.questions import asked_of, sections
from risk.services import signoff, writing
from risk.services.contributions import Fact
from stalking_unit.accounts.enums import DisciplineKind
from tests.cast import Cast
from tests.papers import every_paper
from tests.risk.conftest import FOUR, SLUGS, Assessment

DISCIPLINE = {
    "police": "police",
    "police-supervisor": "police",
    "health": "mental-health",
    "health-supervisor": "mental-health",
    "outreach": "outreach",
    "advocate": "advocacy",
    "probation": "probation",
}
RETURNED = "RETURNMARK"
OFFICE = ("lead", "lead-alternate", "auditor", "coordinator")
# Whose facts each may read: the paper's own lines, written out for the people of this case.
FACTS = {
    "police": {"police", "mental-health", "advocacy"},  # both sides
    "police-supervisor": {"police", "mental-health", "advocacy"},
    "health": {"police", "mental-health", "outreach"},  # the suspect's side
    "health-supervisor": {"police", "mental-health", "outreach"},
    "outreach": {"outreach"},
    "advocate": {"advocacy"},
    "probation": {"police"},
    "lead": set(FOUR),
    "lead-alternate": set(FOUR),
    "auditor": set(),
    "coordinator": set(),
}


# What a list can be asked for is the same for everybody.
CHOICES = re.compile(r'<form method="get" class="app-choose".*?</form>', re.DOTALL)


def kind_of(code: str) -> DisciplineKind:
    return DisciplineKind("health" if code == "mental-health" else code)


def mark(kind: str, code: str) -> str:
    return f"{kind}MARK{code.replace('-', '').upper()}"


def answer(assessment: Assessment, code: str) -> None:
    """A mark in the first question of each stance, and in the boxes for whatever fits nowhere."""
    fact, opinion = (next(asked_of(kind_of(code), stance)).code for stance in (Stance.FACTS, Stance.OPINION))
    assessment.answer(
        code,
        Level.VERY_HIGH,
        facts={fact: Fact(mark("FACT", code))},
        opinions={opinion: mark("OPINION", code)},
        known=mark("FACT", code),
        thought=mark("OPINION", code),
        summary=mark("SUMMARY", code),
        instrument_code="sash",
        instrument_result=mark("RESULT", code),
    )


def bodies(assessment: Assessment, slug: str) -> Iterator[tuple[str, str]]:
    """Everything this person can be shown of the case, with where it was."""
    case, client = assessment.case, assessment.cast.client(slug)
    pages = ["/", "/cases/", "/inbox/", "/api/v1/cases/"]
    pages += [f"/cases/{case.pk}/{page}" for page in ("", "timeline/", "people/", "documents/", "history/")]
    pages += [
        f"/cases/{case.pk}/{page}" for page in ("assessment/", "assessment/start/", "assessment/call-conference/")
    ]
    for code in FOUR:
        place = assessment.place(code)
        own = (
            "",
            "check/",
            "nothing-known/",
            "sign-off/",
            "versions/",
            *(f"write/{one.code}/" for one in sections(kind_of(code))[: None if DISCIPLINE.get(slug) == code else 1]),
        )
        pages += [f"/contributions/{place.pk}/{page}" for page in own]
    for page in pages:
        yield page, CHOICES.sub("", client.get(page).content.decode())
    yield "papers", repr(every_paper(assessment.cast[slug], case))


def known_to(slug: str, answered: set[str], *, is_over: bool) -> set[str]:
    """The marks this person may meet."""
    facts = {mark("FACT", code) for code in FACTS[slug] & answered}
    own = DISCIPLINE.get(slug)
    lifted = is_over if own is None else is_over or own in answered
    if not lifted:
        return facts
    opinions = {mark(kind, code) for code in FACTS[slug] & answered for kind in ("OPINION", "RESULT")}
    everybodys = {mark("SUMMARY", code) for code in answered} if slug != "coordinator" else set()
    return facts | opinions | everybodys


def check(assessment: Assessment, answered: set[str], *, is_over: bool = False) -> None:
    every = {mark(kind, code) for kind in ("FACT", "OPINION", "RESULT", "SUMMARY") for code in FOUR}
    for slug in (*DISCIPLINE, *OFFICE):
        allowed = known_to(slug, answered, is_over=is_over)
        met: set[str] = set()
        for where, body in bodies(assessment, slug):
            found = {one for one in every if one in body}
            assert RETURNED not in body or is_over or DISCIPLINE.get(slug) == "police", (slug, where)
            assert found <= allowed, f"{slug} met {found - allowed} at {where}, {answered} answered"
            if not any(one.startswith("SUMMARY") for one in allowed):
                assert "Very high" not in body or where.startswith("/contributions/"), (slug, where)
            met |= found
        assert met == allowed, f"{slug} did not meet {allowed - met}, {answered} answered"


@pytest.fixture
def blind(assessment: Assessment) -> Assessment:
    assessment.cast.place(assessment.case, "lead-alternate", Side.BOTH)
    return assessment


def test_a_level_shows_only_to_those_who_have_answered_until_the_round_is_over(blind: Assessment) -> None:
    answer(blind, "police")
    answer(blind, "outreach")
    signoff.return_for_changes(blind.place("police"), by=blind.cast["police-supervisor"], comment=RETURNED)
    check(blind, {"police", "outreach"})
    for code in ("mental-health", "advocacy", "police"):
        answer(blind, code)
    check(blind, set(FOUR))
    blind.call()
    check(blind, set(FOUR), is_over=True)


def test_what_is_being_written_reaches_nobody_but_the_own_discipline(blind: Assessment) -> None:
    for code, slug in SLUGS.items():
        for one in sections(kind_of(code)):
            box = next(name for name in writing.boxes(one) if not name.endswith("-is") and name != "level")
            writing.keep(blind.place(code), one, {box: [mark("DRAFT", code)]}, by=blind.cast[slug])
    for slug in (*DISCIPLINE, *OFFICE):
        own = DISCIPLINE.get(slug)
        own = own if own in FOUR else None
        met = {code for _, body in bodies(blind, slug) for code in FOUR if mark("DRAFT", code) in body}
        assert met == ({own} if own else set()), slug


def test_a_stranger_meets_nothing_at_all(blind: Assessment, cast: Cast) -> None:
    for code in FOUR:
        answer(blind, code)
    for slug in ("advocate-two", "outreach-victim-side", "other-unit-police", "other-unit-lead", "admin", "guest"):
        for where, body in bodies(blind, slug):
            assert "MARK" not in body.replace("q=MARK", ""), (slug, where)
