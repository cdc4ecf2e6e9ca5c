"""The product as it really runs, and people at their browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from tests.journeys.every_text import every_text, told
from tests.journeys.person import Person, Seen
from tests.unheard import OURS, overheard, refuse
from tools import browser as chromium
from tools.live import Live
from tools.live import live as whole_product
from tools.told import Told

PATIENCE_MS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest story first, or one teller would tell it at the end while the other has nothing left to tell."""
    items.sort(key=lambda item: "test_whole_walk" not in item.nodeid)


# Both end with this folder's last test: while Playwright runs, Django takes the thread for an asynchronous one.


@pytest.fixture(scope="package")
def live(worker_id: str) -> Iterator[Live]:
    """Pages and worker on a database of their own with the demonstration's people and cases; where stories are told
    side by side, a product for each teller.
    """
    with ExitStack() as stack:
        try:
            product = stack.enter_context(whole_product(f"journeys_{worker_id}", "--stories"))
        except Told as refusal:
            pytest.fail(str(refusal), pytrace=False)
        yield product
        # Only now everything has been written and told, so it shows as an error of the last story.
        refuse(overheard(every_text(product) - OURS, told(product)))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One for a teller: everybody in it has a context of their own, which shares nothing and ends with the story."""
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(chromium.launched(playwright))
        except Told as refusal:
            pytest.fail(str(refusal), pytrace=False)
        yield opened


@pytest.fixture(scope="package")
def checked(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Seen:
    """The pages that axe has seen, so that it looks at each kind once, whoever tells the story."""
    mine = tmp_path_factory.getbasetemp()
    return Seen((mine if worker_id == "master" else mine.parent) / "axe")


@pytest.fixture
def person(live: Live, browser: Browser, checked: Seen) -> Iterator[Callable[..., Person]]:
    """`person("lead")` is the unit's lead, signed in; without a slug, a stranger. At the end nobody's browser may
    have complained."""
    people: list[Person] = []

    def arrive(slug: str = "", *, viewport: ViewportSize = chromium.WIDE, script: bool = True) -> Person:
        context = browser.new_context(viewport=viewport, java_script_enabled=script, locale="en-GB")
        context.set_default_timeout(PATIENCE_MS)
        arrived = Person(context.new_page(), live.url, checked, script=script)
        people.append(arrived)
        if slug:
            arrived.opens("/demo/")
            with arrived.page.expect_navigation():
                arrived.page.locator(f'form[action$="/sign-in/{slug}/"] button').click()
            arrived.sees("Sign out")
        return arrived

    yield arrive
    complaints = [(somebody.path, found) for somebody in people if (found := somebody.complaints.taken())]
    for somebody in people:
        somebody.page.context.close()
    assert not complaints


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails with every violation on the page as it stands."""

    def check(page: Page) -> None:
        assert not (faults := chromium.axe_faults(page)), faults

    return check
