"""Fifty referrals screened by keyboard: what is counted is keys and pages, since seconds depend on the machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

import pytest

from tests.journeys.person import Person
from tools.live import Live
from tools.live import live as whole_product

FIFTY = 50
# Fifty people whom nobody takes for each other: a page that compares each with all the rest is not what is tried here.
GIVEN = ("Wanda", "Petra")
TREES = "Alder Birch Cedar Damson Elder Hazel Juniper Maple Olive Quince Rowan Willow"
HERBS = "Fennel Ginger Ivy Kelp Lavender Nettle Poppy Sorrel Tansy Umber Violet Yarrow Zinnia"
FAMILIES = [*TREES.split(), *HERBS.split()]
MOST_PAGES, MOST_KEYS = 2, 8  # for each decision; words that somebody types are not counted
# One decision of each kind, key by key. What is in brackets is typed as words.
DECISIONS = {
    "advise_now": ("1", "f", "u", "Enter"),
    "consult": ("2", "f", "o", "Enter"),
    "take": ("3", "f", "o", "u", "r", "Enter"),
    "decline": ("4", "1", "0", "w", "[A dispute between neighbours.]", "Control+Enter"),
}
LEAVES = frozenset({"1", "2", "3", "4", "Enter", "Control+Enter"})


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    """The product with its people and no case: what another story has left to be screened would be pressed through."""
    with whole_product("fifty", "--people") as product:
        yield product


@dataclass
class Keyboard:
    """Somebody’s keys, counted, and the pages that were loaded for them."""

    person: Person
    keys: int = 0
    pages: int = 0

    def __post_init__(self) -> None:
        self.person.page.on("domcontentloaded", self._loaded)

    def press(self, *keys: str) -> None:
        for number, key in enumerate(keys):
            if key.startswith("["):
                self.person.page.keyboard.type(key.strip("[]"))
                continue
            self.keys += 1
            if key in LEAVES and number in {0, len(keys) - 1}:
                with self.person.page.expect_navigation():
                    self.person.page.keyboard.press(key)
            else:
                self.person.page.keyboard.press(key)

    def _loaded(self, page: object) -> None:
        self.pages += 1


def test_fifty_referrals_are_screened_by_keyboard(person: Callable[..., Person], live: Live) -> None:
    # Given fifty referrals on a Monday morning
    police = person("police")
    for number in range(FIFTY):
        send_a_referral(police, number)
    waiting = decided(live)

    # when the team lead decides one after another without a mouse
    lead = person("lead")
    lead.opens("/")
    lead.follows("Screening")
    lead.tabs_to("Skip the list and go to the referral", "link")
    lead.page.keyboard.press("Enter")
    keyboard = Keyboard(lead)
    for keys in turns():
        before = keyboard.keys, keyboard.pages
        keyboard.press(*keys)
        # then none takes more than a few keys and two pages
        assert keyboard.pages - before[1] <= MOST_PAGES, (lead.path, keys)
        assert keyboard.keys - before[0] <= MOST_KEYS, keys
        assert lead.page.locator(".govuk-error-summary").all_inner_texts() == [], (lead.path, keys)

    # and each is decided once, as it was pressed, and says what was seen of the four.
    made = decided(live) - waiting
    assert sum(made.values()) == FIFTY
    assert made == {"advise_now": 13, "pass_to_triage": 25, "decline": 12}
    assert (keyboard.pages, keyboard.keys / FIFTY < 5.5) == (FIFTY * MOST_PAGES, True)


def turns() -> Iterator[tuple[str, ...]]:
    """The kinds of decision in turn."""
    return islice(cycle(DECISIONS.values()), FIFTY)


def send_a_referral(police: Person, number: int) -> None:
    """What the two pages of a referral send, without a browser to draw them."""
    token = next(cookie["value"] for cookie in police.page.context.cookies() if cookie["name"] == "csrf")
    headers = {"Origin": police.url, "X-CSRFToken": token}
    first = {"involves_agency": "no"}
    began = police.page.request.post(f"{police.url}/refer/", headers=headers, form=first, max_redirects=0)
    assert began.status == 303
    typed = {
        "do": "send",
        "version": "1",
        "victim_given": GIVEN[number // len(FAMILIES)],
        "victim_family": FAMILIES[number % len(FAMILIES)],
        "suspect_known": "no",
        "happening": "Messages every night from accounts that change.",
        "immediate_danger": "no",
        "referrer_contact": "01632 960150",
        "source": "police",
    }
    draft = f"{police.url}{began.headers['location']}"
    sent = police.page.request.post(draft, headers=headers, form=typed, max_redirects=0)
    assert sent.headers.get("location", "").endswith("/received/"), sent.text()


def decided(live: Live) -> Counter[str]:
    """How many moves of each kind out of screening have been made."""
    with live.connect() as link:
        rows = link.execute(
            "SELECT transition, count(*) FROM cases_statechange WHERE transition = ANY(%s) GROUP BY transition",
            [["advise_now", "pass_to_triage", "decline"]],
        ).fetchall()
    return Counter({str(transition): int(count) for transition, count in rows})
