"""Where there is nothing, a page says what would be here: no heading without words, no table or list without rows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cases.enums import State
from tests.cast import Cast
from tests.test_architecture import routes

MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
EMPTY = re.compile(r"<(ul|ol|dl|tbody|table|section)\b[^>]*>\s*</\1>")
BARE = re.compile(
    r"<h([1-6])[^>]*>(?P<words>(?:(?!</h\1>).)*)</h\1>\s*(?:</[a-z]+>\s*)*(?=<h(?P<next>[1-6])|$)", re.DOTALL
)
# Routes without a key that answer a browser with something else than a page of the unit.
NO_PAGES = re.compile(r"^(api|account|live|ready|static|demo|accounts|sign|media|__)")
EVERYBODY = (
    "police",
    "police-supervisor",
    "health",
    "outreach",
    "advocate",
    "probation",
    "coordinator",
    "lead",
    "other-unit-lead",
    "admin",
    "auditor",
    "guest",
)
OF_A_CASE = ("", "timeline/", "people/", "assessment/", "plan/", "support/", "documents/", "history/", "team/")


def faults(html: str) -> list[str]:
    """What on this page says nothing."""
    found = MAIN.search(html)
    shown = re.sub(r"<!--.*?-->", "", found[0]).removesuffix("</main>") if found else ""
    empty = [f"an empty <{match[1]}>" for match in EMPTY.finditer(shown)]
    bare = [
        f"nothing below “{re.sub('<[^>]+>', '', match['words']).strip()}”"
        for match in BARE.finditer(shown.strip())
        if match["next"] is None or match["next"] <= match[1]
    ]
    return empty + bare


def pages(cast: Cast, slug: str) -> dict[str, Any]:
    """Every page without a key that this person may open."""
    found = {}
    for path, _ in routes():
        if "<" in path or "(" in path or NO_PAGES.match(path):
            continue
        answer = cast.client(slug).get(f"/{path}")
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            found[path] = answer.content.decode()
    return found


@pytest.mark.parametrize("slug", EVERYBODY)
def test_whoever_has_no_case_finds_words_on_every_page(cast: Cast, slug: str) -> None:
    shown = pages(cast, slug)
    assert {"", "cases/", "inbox/"} <= shown.keys()
    assert {path: wrong for path, html in shown.items() if (wrong := faults(html))} == {}
    for path in ("", "cases/", "inbox/"):
        assert "app-empty" in shown[path], path


@pytest.mark.parametrize("slug", ["lead", "police", "health", "advocate", "coordinator", "auditor"])
@pytest.mark.parametrize("state", [State.ACCEPTED, State.PLAN_ACTIVE, State.CLOSED])
def test_a_case_of_which_nothing_is_recorded_has_words_on_each_of_its_pages(
    cast: Cast, slug: str, state: State
) -> None:
    case = cast.case(state)
    cast.whole_team(case)
    for page in OF_A_CASE:
        answer = cast.client(slug).get(f"/cases/{case.pk}/{page}")
        if answer.status_code == 200:
            assert faults(answer.content.decode()) == [], page


def test_the_check_would_see_a_bare_heading_and_an_empty_table() -> None:
    assert faults("<main><h1>One</h1><h2>Two</h2><h2>Three</h2><p>Words</p><tbody> </tbody></main>") == [
        "an empty <tbody>",
        "nothing below “Two”",
    ]


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("admin", "Administrators see no case."),
        ("auditor", "Who looked at a case stands on its page"),
        ("guest", "The case you were asked to help with is under Cases"),
        ("health", "Actions, contributions, reviews and referrals that are yours appear here"),
    ],
)
def test_home_says_where_the_work_of_each_is(cast: Cast, slug: str, words: str) -> None:
    assert words in cast.client(slug).get("/").content.decode()
