"""Somebody who follows every link they are shown, by plain requests: quick enough for every page of everybody."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import APIRequestContext, APIResponse

from tools import routes

COMPONENTS = "/components/"
# How many pages of one route a person reads in a row without meeting anything new.
EXAMPLES = 20
# Each case is read by whoever sees it: what it leads to differs with where it stands.
READ_WHOLE = frozenset({"cases:overview"})
# The frame is the same on every page, and the bar of a case on all of its pages.
MAIN, BAR = "main.", "section.app-case"
VOID = frozenset({"area", "br", "circle", "col", "hr", "img", "input", "line", "link", "meta", "path", "rect", "wbr"})


@dataclass
class Visitor:
    """One person's reading: where they have been, what they may still read, and which links failed them."""

    url: str
    request: APIRequestContext
    faults: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    known: dict[str, str] = field(default_factory=dict)
    read: int = 0
    barren: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)

    def finds(self, all_routes: list[routes.Route], seen: set[tuple[object, ...]]) -> Iterator[str]:
        """Read everything within reach; give back each page with a part that nobody has seen on its like."""
        queue: deque[tuple[str, str]] = deque([("/", "")])
        tried: set[str] = set()
        yield from self._follow(queue, tried, seen)
        for route in all_routes:
            if route.name not in self.reached and (path := routes.write(route, self.known)) and path not in tried:
                queue.append((path, ""))
                yield from self._follow(queue, tried, seen)

    def _follow(self, queue: deque[tuple[str, str]], tried: set[str], seen: set[tuple[object, ...]]) -> Iterator[str]:
        while queue:
            path, came_from = queue.popleft()
            address = routes.read(path)
            if path in tried or address is None or self._knows(address):
                continue
            tried.add(path)
            self.read += 1
            self.barren[address.route, address.query] += 1
            self.known.update(address.arguments)
            answer = self.request.get(f"{self.url}{path}", max_redirects=0)
            self._judge(answer, path, came_from)
            if answer.status < 400 or answer.status == 405 or path.startswith(COMPONENTS):  # 405: only takes forms
                self.reached.add(address.route)
            if answer.status in (301, 302, 303):
                queue.append((self._ours(answer.headers.get("location", ""), path) or path, ""))
            elif answer.headers.get("content-type", "").startswith("text/html"):
                page = Page.of(answer.text())
                route = address.route if answer.status < 400 else ""
                queue.extend((link, path) for href in page.links if (link := self._ours(href, path)))
                self._note_forms(page, path)
                parts = {(route, answer.status, edge) for edge in page.main} | {("", 0, edge) for edge in page.bar}
                if page.main and not parts <= seen:
                    seen |= parts
                    self.barren[address.route, address.query] = 0
                    yield path

    def _knows(self, address: routes.Address) -> bool:
        """Whether so many pages of this route held nothing new that the next will not either."""
        return address.route not in READ_WHOLE and self.barren[address.route, address.query] >= EXAMPLES

    def _note_forms(self, page: "Page", path: str) -> None:
        """What a form is sent to has been led to as well, and its address says what others are filled with."""
        for action in page.actions:
            if (where := self._ours(action, path)) and (address := routes.read(where)):
                self.reached.add(address.route)
                self.known.update(address.arguments)

    def _judge(self, answer: APIResponse, path: str, came_from: str) -> None:
        """No link may lead to a refusal; the page of components shows what refusals look like."""
        if path.startswith(COMPONENTS):
            return
        if answer.status >= 500 or (came_from and answer.status >= 400):
            origin = f", linked from {came_from}" if came_from else ""
            self.faults.append(f"{path} answers {answer.status}{origin}")

    def _ours(self, href: str, path: str) -> str | None:
        """A link as a path of ours, or None when it leads away or stays on the page."""
        whole = urldefrag(urljoin(f"{self.url}{path}", href)).url
        return whole.removeprefix(self.url) if whole.startswith(f"{self.url}/") and urlsplit(whole).path else None


class Page(HTMLParser):
    """A page as it is built: which elements stand in which, without its words or how often they repeat."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.actions: list[str] = []
        self.main: set[tuple[str, str]] = set()
        self.bar: set[tuple[str, str]] = set()
        self.open: list[str] = ["page"]

    @classmethod
    def of(cls, html: str) -> "Page":
        page = cls()
        page.feed(html)
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag == "form" and given.get("action"):
            self.actions.append(given["action"] or "")
        element = f"{tag}.{given.get('class') or ''}"
        for part, edges in ((MAIN, self.main), (BAR, self.bar)):
            if any(outer.startswith(part) for outer in self.open):
                edges.add((self.open[-1], element))
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()
