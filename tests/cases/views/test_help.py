"""Help pages: everybody meets their own first, and every link on any of them leads somewhere they may go."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client

from cases.presenters.help import EVERYONE, READERS, own_help
from stalking_unit.accounts.demo import PEOPLE
from stalking_unit.accounts.enums import DisciplineKind, Role
from tests.cast import Cast
from tools.places import ROOT

OWN = {
    "police": "Help for police officers",
    "police-supervisor": "Help for police officers",
    "health": "Help for clinicians",
    "health-supervisor": "Help for clinicians",
    "outreach": "Help for outreach workers",
    "outreach-victim-side": "Help for outreach workers",
    "advocate": "Help for victim advocates",
    "probation": "Help for probation officers",
    "coordinator": "Help for coordinators",
    "lead": "Help for team leads and deputies",
    "lead-alternate": "Help for team leads and deputies",
    "admin": "Help for agency administrators",
    "auditor": "Help for auditors and information governance",
    "guest": "Help for guests",
}
TEXTS = sorted((ROOT / "templates" / "help").glob("*.html"))
ALIKE = {"police-supervisor", "health-supervisor", "outreach-victim-side", "lead-alternate"}
ONE_OF_EACH = [slug for slug in OWN if slug not in ALIKE]


def body(cast: Cast, slug: str, path: str = "/help/") -> str:
    answer = cast.client(slug).get(path)
    assert answer.status_code == 200, (slug, path)
    return answer.content.decode()


def main(html: str) -> str:
    """What is the page's own, without the frame."""
    return html.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("slug", OWN)
def test_everybody_meets_their_own_help_first_and_then_what_is_for_everyone(cast: Cast, slug: str) -> None:
    page = body(cast, slug)
    assert OWN[slug] in page.partition("</h1>")[0].rpartition("<h1")[2]
    assert page.index("What needs you today") < page.index("For everyone") < page.index("Hide it now</h3>")
    at_the_end = page.partition("For everyone")[0]
    assert at_the_end.index("What you cannot see, and why") < at_the_end.index("When something goes wrong")


@pytest.mark.parametrize("slug", ONE_OF_EACH)
def test_every_link_of_every_help_page_leads_where_its_reader_may_go(cast: Cast, slug: str) -> None:
    pages = {"/help/", *re.findall(r'href="(/help/[^"]+)"', body(cast, slug))}
    found = {href for path in pages for href in re.findall(r'href="(/[^"#]*)', main(body(cast, slug, path)))}
    assert len(found) > len(READERS)
    refused = {href for href in found if cast.client(slug).get(href).status_code != 200}
    assert not refused


def test_every_page_is_reached_from_ones_own(cast: Cast) -> None:
    found = set(re.findall(r'href="/help/([^"/]+)/"', body(cast, "advocate")))
    assert found == set(READERS) - {"advocate"}
    assert "Help for everyone" in body(cast, "advocate", "/help/everyone/")
    assert {path.stem for path in TEXTS} == {*READERS, "page", "to"}


def test_every_seat_has_a_page() -> None:
    assert {own_help((role, kind)) for role in Role for kind in DisciplineKind} == set(READERS) - {EVERYONE}
    assert {person.role for person in PEOPLE} <= set(Role)


def test_a_practitioner_of_another_discipline_reads_what_a_guest_reads() -> None:
    assert own_help((Role.PRACTITIONER, DisciplineKind.OTHER)) == "guest"


def test_what_a_reader_may_not_open_is_named_and_not_linked(cast: Cast) -> None:
    page = main(body(cast, "guest", "/help/coordinator/"))
    assert "<strong>Plan the rota</strong>" in page
    assert "/duty/plan/" not in page
    assert 'href="/duty/plan/">Plan the rota</a>' in main(body(cast, "coordinator"))


def test_the_footer_of_a_page_leads_to_help(cast: Cast) -> None:
    assert 'href="/help/">Help</a>' in body(cast, "police", "/").partition("<footer")[2]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/help/", "/help/advocate/"])
def test_a_stranger_signs_in_first(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_there_is_no_help_for_an_unknown_reader(cast: Cast) -> None:
    assert cast.client("police").get("/help/page/").status_code == 404


@pytest.mark.parametrize("reader", READERS)
def test_headings_go_down_one_level_at_a_time(cast: Cast, reader: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", main(body(cast, "police", f"/help/{reader}/")))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_help_is_plain(text: Path) -> None:
    words = re.sub(r"{%.*?%}|<[^>]*>", " ", text.read_text(encoding="utf-8"))
    assert "!" not in words
    assert not re.search(r"\bclients?\b", words, re.IGNORECASE)
    for sentence in re.split(r"(?<=[.?:])\s", words):
        assert len(sentence.split()) <= 30, sentence
