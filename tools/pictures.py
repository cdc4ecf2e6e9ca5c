"""The README's pictures: a page as one person sees it, come to by the links and buttons that this person has."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, ViewportSize

from tools.browser import NARROW, WIDE
from tools.places import ROOT

FOLDER = ROOT / "docs" / "pictures"
TALL = 1600  # pixels: what a page is about comes below its head on a phone
A_CASE = "CHS-2026-00012"


@dataclass(frozen=True)
class Picture:
    """Its file, whose page it is, and the words of the links that lead there from home, or of part of each."""

    name: str
    person: str
    links: tuple[str, ...] = ()
    on_a_phone: bool = False


PICTURES = (
    Picture("home", "advocate"),
    Picture("case", "lead", ("Cases", A_CASE)),
    Picture("disciplines", "lead", ("Cases", A_CASE, "Assessment")),
    Picture("start-of-the-week", "lead", ("Start of the week",)),
    Picture("meeting", "lead", ("Conferences", "Conference of")),
    Picture("support", "advocate", ("Cases", A_CASE, "Support"), on_a_phone=True),
)


def take(browser: Browser, url: str) -> list[str]:
    """Every picture anew. Returns what each that could not be taken wanted."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return [fault for picture in PICTURES if (fault := taken(browser, url, picture))]


def taken(browser: Browser, url: str, picture: Picture) -> str:
    viewport = ViewportSize(width=NARROW["width"], height=TALL) if picture.on_a_phone else WIDE
    context = browser.new_context(viewport=viewport, locale="en-GB")
    page = context.new_page()
    page.goto(f"{url}/demo/")
    with page.expect_navigation():
        page.locator(f'form[action$="/sign-in/{picture.person}/"] button').click()
    missing = next((words for words in picture.links if not follows(page, words)), "")
    if not missing:
        page.screenshot(path=file(picture))
    context.close()
    return f"{picture.name}.png: {picture.person} has no link “{missing}”" if missing else ""


def follows(page: Page, words: str) -> bool:
    link = page.get_by_role("link", name=words, include_hidden=True).first
    if not link.count():
        return False
    page.goto(urljoin(page.url, link.get_attribute("href")))
    return True


def file(picture: Picture) -> Path:
    return FOLDER / f"{picture.name}.png"
