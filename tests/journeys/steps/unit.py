"""The people of the whole walk, each in a browser of their own, and the one case they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.journeys.person import Person

VICTIM, SUSPECT = "Clementine Mocksworth", "Lysander Pretendham"
STRANGERS = ("advocate-two", "other-unit-police", "admin")


@dataclass
class Unit:
    """Whoever comes is signed in once and stays. `case` is the case's address and `reference` its number, once sent."""

    arrive: Callable[..., Person]
    case: str = ""
    reference: str = ""
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, slug: str) -> Person:
        if slug not in self.people:
            self.people[slug] = self.arrive(slug)
        return self.people[slug]

    def finds_nothing(self, *slugs: str, path: str = "") -> None:
        """To each of these people there is no such page, and the case is on no list of theirs."""
        for slug in slugs:
            self[slug].is_refused(self.case + path)
            self[slug].finds_nowhere("/cases/?stage=all", self.reference)

    def finds_the_case(self, slug: str, path: str = "/cases/") -> None:
        """Somebody goes through the list of cases until they come to this one, and opens it."""
        for _ in self[slug].looks_through(path):
            if self[slug].page.get_by_role("link", name=self.reference, exact=True).count():
                break
        self[slug].follows(self.reference)

    def hears_nothing(self, *slugs: str) -> None:
        """The case is not in the inbox of any of these people."""
        for slug in slugs:
            self[slug].finds_nowhere("/inbox/", self.reference)

    def may_not(self, *slugs: str, path: str) -> None:
        """Each of these people may open the case, and this is not theirs to do."""
        for slug in slugs:
            self[slug].is_refused(self.case + path, 403)
            self[slug].sends_and_is_refused(self.case + path, 403)
