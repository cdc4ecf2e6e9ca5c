"""Somebody at a browser: what they do and see, in the words of a story. Every page they reach is put to axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, Response, expect

from tools.browser import Complaints, axe_faults

MOST_TABS = 100
NEXT = re.compile(r'<a [^>]*href="([^"]*)"[^>]*rel="next"')
UNIQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


def words_of(label: str) -> re.Pattern[str]:
    """A label or a question as people say it, whether or not it may be left empty."""
    return re.compile(rf"^{re.escape(label)}(?: \(optional\))?$")


class Seen:
    """The kinds of page that were looked at, an empty file for each: two who tell stories look at none twice."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder

    def is_new(self, kind: tuple[str, ...]) -> bool:
        try:
            (self._folder / sha256(repr(kind).encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


class Person:
    """One person in a browser of their own. `checked` remembers, for all of them, the pages that axe has seen."""

    def __init__(self, page: Page, url: str, checked: Seen, *, script: bool = True) -> None:
        self.page = page
        self.script = script
        self.url = url
        self.complaints = Complaints(page)
        self._checked = checked

    # Going somewhere

    def opens(self, path: str) -> None:
        """Type an address that this person may open."""
        self.meets(path, 200)

    def meets(self, path: str, status: int) -> None:
        """Type an address that answers with a page of refusal, and see it."""
        answer = self._go(path)
        assert answer.status == status, f"{path} answered {answer.status}"
        self._look()

    def is_refused(self, path: str, status: int = 404) -> None:
        """Ask for an address, and be told that there is nothing here (404) or that this is not theirs to do (403)."""
        answer = self.page.request.get(f"{self.url}{path}", max_redirects=0)
        assert answer.status == status, f"{path} answered {answer.status}"

    def looks_through(self, path: str) -> Iterator[None]:
        """Open a list and every further page of it, stopping at each."""
        self.opens(path)
        yield
        while (further := self.page.get_by_role("link", name="Next page", exact=True)).count():
            self._leave(further)
            yield

    def finds_nowhere(self, path: str, *texts: str) -> None:
        """On no page of a list does any of these texts stand, not even out of sight."""
        whole = path
        while whole:
            answer = self.page.request.get(f"{self.url}{whole}")
            assert answer.ok, f"{whole} answered {answer.status}"
            body = answer.text()
            assert not [text for text in texts if text in body], f"{whole} shows what it should not"
            further = NEXT.search(body)
            whole = urljoin(whole, unescape(further[1])) if further else ""

    def does_not_get(self, path: str, *texts: str) -> None:
        """Whatever an address answers, a page, a file or a refusal, none of these texts is in it."""
        body = self.page.request.get(f"{self.url}{path}").text()
        assert not [text for text in texts if text in body], f"{path} shows what it should not"

    def sends_and_is_refused(self, path: str, status: int = 404) -> None:
        """Send a form to an address without having been given one, as a program would, and be told no."""
        token = next(cookie["value"] for cookie in self.page.context.cookies() if cookie["name"] == "csrf")
        headers = {"Origin": self.url, "X-CSRFToken": token}
        answer = self.page.request.post(f"{self.url}{path}", headers=headers, max_redirects=0)
        assert answer.status == status, f"{path} answered {answer.status} to what was sent"

    def follows(self, link: str, *, within: str = "", beside: str = "") -> None:
        """Follow a link by its words. When there are several, `within` names the section it stands in, and `beside`
        is what else stands in its row of a table, which is unfolded where it has time."""
        if beside and self.page.get_by_role("row").filter(has_text=beside).count() == 0:
            self.page.locator("details:not([open]) > summary", has_text="Later").click()
        part = self.page.get_by_role("row").filter(has_text=beside) if beside else self._part(within)
        self._leave(part.get_by_role("link", name=link, exact=True))

    def presses(self, button: str, *, within: str = "") -> None:
        """Press a button that sends a form."""
        self._leave(self._part(within).get_by_role("button", name=button, exact=True))

    def downloads(self, link: str) -> bytes:
        """Follow a link to a file."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=link, exact=True).click()
        return download.value.path().read_bytes()

    # Filling in a form

    def fills(self, label: str, text: str, *, of: str = "") -> None:
        """Type into a box; `of` is the group it stands in, when several have a box of this name."""
        self._group(of).get_by_label(words_of(label)).fill(text)

    def selects(self, label: str, answer: str, *, of: str = "") -> None:
        """Choose from a drop-down list."""
        self._group(of).get_by_label(words_of(label)).select_option(label=answer)

    def chooses(self, answer: str, *, of: str = "") -> None:
        """Choose a radio; `of` is its question, when several questions have this answer."""
        self._group(of).get_by_role("radio", name=answer, exact=True).check()

    def ticks(self, answer: str, *, of: str = "") -> None:
        self._group(of).get_by_role("checkbox", name=answer, exact=True).check()

    def dates(self, question: str, day: date, *, of: str = "") -> None:
        """Fill in the three boxes of a date."""
        boxes = self._group(of).get_by_role("group", name=words_of(question))
        for box, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(box, exact=True).fill(str(value))

    # With the keyboard alone

    def tabs_to(self, name: str, role: Literal["button", "link", "textbox"]) -> None:
        """Press Tab until this is what the next key goes to."""
        wanted = self.page.get_by_role(role, name=words_of(name)).first
        expect(wanted).to_be_visible()
        for _ in range(MOST_TABS):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.path}: {name} cannot be reached by keyboard")

    def types(self, text: str) -> None:
        """Type where the keys go, over what stands there."""
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def presses_enter(self) -> None:
        """Follow the link, or press the button, that the keys go to."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._look()

    # Seeing

    def sees(self, *texts: str) -> None:
        """Wait until each text is in sight."""
        for text in texts:
            expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def sees_once(self, text: str) -> None:
        """In sight, and no second time."""
        expect(self.page.get_by_text(text).locator("visible=true")).to_have_count(1)

    def does_not_see(self, *texts: str) -> None:
        """Nowhere on the page, not even out of sight."""
        content = self.page.content()
        assert not [text for text in texts if text in content], f"{self.page.url} shows what it should not"

    def comes_back_until(self, path: str, text: str, *, tries: int = 60) -> None:
        """Load a page again until the worker has done its part."""
        for _ in range(tries):
            self.opens(path)
            if self.page.get_by_text(text).locator("visible=true").count():
                return
            self.page.wait_for_timeout(500)
        self.sees(text)

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.url)

    # How it is done

    def _go(self, path: str) -> Response:
        answer = self.page.goto(f"{self.url}{path}")
        assert answer
        return answer

    def _leave(self, control: Locator) -> None:
        with self.page.expect_navigation():
            control.click()
        self._look()

    def _look(self) -> None:
        """Put a page to axe, unless this story or another has been on one like it."""
        assert not (found := self.complaints.taken()), f"{self.path}: {found}"
        wrong = str(self.page.title().startswith("Error:"))
        headings = tuple(self.page.locator("h1").all_inner_texts())
        kind = (UNIQUE.sub("*", self.path), str(self.page.viewport_size), wrong, *headings)
        if self._checked.is_new(kind):
            assert not (faults := axe_faults(self.page, script=self.script)), f"{self.path}: {faults}"

    def _group(self, question: str) -> Locator:
        main = self.page.locator("main")
        return main.get_by_role("group", name=words_of(question)) if question else main

    def _part(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name, exact=True) if name else self.page.locator("body")
