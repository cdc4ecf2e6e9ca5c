"""A referral about somebody who works for an agency here shows to nobody but its author and the named alternates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.journeys.person import Person
from tests.journeys.program import Program
from tools.live import Live

VICTIM, SUSPECT = "Rosalind Dummyfield", "Crispin Nobodyson"
HOW = "He is a sergeant in this force."
HAPPENING = "He drives past her house in a marked car."
QUESTION = "Does anyone involved work for, or know, any agency here?"
WORDS = (*VICTIM.split(), *SUSPECT.split(), HOW, HAPPENING)
ALTERNATES = ("other-unit-lead", "lead-alternate")
# Whoever screens, leads, audits or runs the unit; and whoever would work the case if it were not restricted.
OTHERS = ("police", "advocate", "lead", "auditor", "coordinator", "outreach", "other-unit-police")
PAGES = (
    *("", "referral/", "received/", "decide/", "timeline/", "people/", "people/new/", "team/", "team/conflict/"),
    *("history/", "documents/", "assessment/", "plan/", "support/", "incidents/new/", "raise-red-flag/"),
    *("begin-screening/", "accept/", "restrict/", "refer-again/", "close/"),
)
LISTS = ("/", "/cases/", "/cases/?stage=all", "/screening/", "/inbox/")


@dataclass
class Hidden:
    """The referral, where it is and, once sent, by what reference it goes."""

    path: str
    reference: str = "Draft"

    @property
    def key(self) -> str:
        """Its key in the API."""
        return self.path.split("/")[2]


def test_a_restricted_referral_is_there_for_its_author_and_the_alternates_alone(
    person: Callable[..., Person], live: Live
) -> None:
    people = {slug: person(slug) for slug in ("health", *ALTERNATES, *OTHERS)}
    programs = {slug: Program(live, slug) for slug in people}
    author = people["health"]

    # Given a psychologist whose patient is a sergeant, when she answers the first question
    author.opens("/refer/")
    author.chooses("Yes", of=QUESTION)
    author.fills("If yes, who, and how?", HOW)
    author.presses("Continue")
    hidden = Hidden(author.path.removesuffix("referral/"))
    # then nobody else knows that she has begun to write
    author.sees("This referral is restricted.")
    nobody_else_finds(hidden, people, programs)

    # and when she has sent it
    write_and_send(author, hidden)
    # then the alternates alone are told, without a word of it, and find it under a code name
    for slug in ALTERNATES:
        alternate = people[slug]
        alternate.comes_back_until("/inbox/", f"A referral has come in and waits to be screened. {hidden.reference}")
        alternate.opens(hidden.path)
        alternate.sees("Restricted", hidden.reference, HAPPENING)
        alternate.opens("/cases/")
        alternate.sees(hidden.reference)
        alternate.does_not_see(*VICTIM.split(), *SUSPECT.split())
        assert programs[slug].opens(hidden.key) == 200
    author.opens("/referrals/")
    author.sees(hidden.reference, "Received")
    assert hidden.key not in {case["id"] for case in programs["health"].lists()}
    assert not [mail for mail in live.mail() for word in WORDS if word in mail]
    # while everybody else still finds nothing, wherever they look.
    nobody_else_finds(hidden, people, programs)


def write_and_send(author: Person, hidden: Hidden) -> None:
    """Names, what is happening, how to reach her: and it is sent."""
    for group, name in (("Who is in danger", VICTIM), ("Who is doing it", SUSPECT)):
        given, family = name.split()
        author.fills("First names", given, of=group)
        author.fills("Last name", family, of=group)
    author.chooses("Yes", of="Is it known who is doing it?")
    author.fills("What is happening?", HAPPENING)
    author.chooses("No", of="Is anyone in danger now?")
    author.fills("How can we reach you?", "01632 960170")
    author.presses("Send the referral")
    author.sees("Referral received")
    hidden.reference = author.page.locator("p strong", has_text="CHS-").inner_text()


def nobody_else_finds(hidden: Hidden, people: dict[str, Person], programs: dict[str, Program]) -> None:
    """In no list, inbox, search or API answer, and at no address that somebody could guess."""
    said = WORDS if hidden.reference == "Draft" else (*WORDS, hidden.reference)
    for slug in OTHERS:
        for path in LISTS:
            people[slug].finds_nowhere(path, hidden.path, *said)
        for page in PAGES:
            people[slug].is_refused(f"{hidden.path}{page}")
        people[slug].sends_and_is_refused(f"{hidden.path}begin-screening/")
        program = programs[slug]
        assert program.opens(hidden.key) == 404
        assert hidden.key not in {case["id"] for case in program.lists()}
