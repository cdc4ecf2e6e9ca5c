"""What was typed when the screen was hidden, or the session ended, stands in its boxes again; for its author alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.views.generic.edit import FormMixin

from cases.enums import Purpose, State
from cases.models import Case, Draft, Note
from cases.services import hiding, incidents
from cases.views.drafts import Drafting
from cases.views.holding import Holding
from stalking_unit.accounts.actor import acting
from stalking_unit.db.said import HIDDEN
from tests.cast import Cast

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
OF_THE_UNIT = ("cases", "risk", "interventions")
WORDS = "She rang at nine, and will ring again."
NAMES_ANOTHER = re.compile(r'\{% (?:extends|include) "((?:cases|risk|interventions)/[^"]+)"')
POSTS = re.compile(r'<form [^>]*method="post"[^>]*>')

# Views with a form whose words are lost when the screen is hidden. Whoever adds one says why nobody loses a sentence.
LOSES = {
    "cases.views.finding.Find": "a few words that are looked for and never kept",
    "cases.views.intake.Refer": "the first question has two answers, and one line that may stay empty",
    "cases.views.rota.PlanDuty": "a name, days and hours",
}
# Posted forms that keep nothing, by the template they stand in.
PRESSES = {
    "cases/alarm.html": "one press above the box, which is held",
    "cases/alarms.html": "one press",
    "cases/as_received.html": "one press",
    "cases/board_table.html": "one short line; on a page of its own it is held",
    "cases/documents.html": "one press",
    "cases/found.html": "ticks",
    "cases/hidden.html": "two presses",
    "cases/panels/alarm.html": "one press",
    "cases/paste.html": "one press beside the draft",
    "cases/person.html": "one press",
    "cases/plan_duty.html": LOSES["cases.views.rota.PlanDuty"],
    "cases/refer.html": LOSES["cases.views.intake.Refer"],
    "cases/rota.html": "one press",
    "cases/search.html": LOSES["cases.views.finding.Find"],
    "cases/sort_calls.html": "a reference",
    "interventions/action.html": "one press",
    "interventions/agenda_line.html": "one press",
    "interventions/no_change.html": "one press",
    "interventions/refused.html": "one press",
    "interventions/release.html": "one press",
    "interventions/support.html": "one press",
    "risk/check.html": "one press",
    "risk/formulation_check.html": "one press",
    "risk/minutes.html": "one press below the form, which is held",
    "risk/unfinished.html": "two presses",
}

# Pages of a draft on which nothing is typed.
NOT_TYPED = frozenset({"cases/found.html", "risk/check.html", "risk/formulation_check.html"})


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


@pytest.fixture
def page(case: Case) -> str:
    return f"/cases/{case.pk}/notes/new/?readers=team"


def hold(client: Client, page: str, **typed: Any) -> int:
    """What the script of the page sends before it covers it."""
    return client.post(page, {"do": "hold", **typed}).status_code


def body(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def test_words_stand_in_their_box_again_and_are_recorded_nowhere(cast: Cast, page: str) -> None:
    police = cast.client("police")
    assert WORDS not in body(police, page)
    assert hold(police, page, text=WORDS) == 204
    shown = body(police, page)
    assert f"{WORDS}</textarea>" in shown
    assert "and have not sent it. Only you can see it." in shown
    assert not Note.objects.exists()


def test_right_or_wrong_every_box_is_held_as_it_stands(cast: Cast, page: str) -> None:
    hold(cast.client("police"), page, text=WORDS, **{"on-day": "32", "on-month": "x", "on-year": "", "at": "noonish"})
    shown = body(cast.client("police"), page)
    for value in ("32", "x", "noonish"):
        assert f'value="{value}"' in shown


def test_nobody_else_finds_them(cast: Cast, case: Case, page: str) -> None:
    hold(cast.client("police"), page, text=WORDS)
    for slug in ("health", "advocate", "lead"):
        assert WORDS not in body(cast.client(slug), page)
    assert WORDS not in body(cast.client("police"), f"/cases/{case.pk}/notes/new/?readers=decision_log")


def test_who_may_not_use_the_page_holds_nothing(cast: Cast, page: str) -> None:
    assert hold(cast.client("coordinator"), page, text=WORDS) == 403
    assert hold(cast.client("other-unit-police"), page, text=WORDS) == 404
    assert not Draft.objects.exists()


def test_once_sent_the_boxes_are_empty(cast: Cast, page: str) -> None:
    police = cast.client("police")
    hold(police, page, text=WORDS)
    assert police.post(page, {"text": f"{WORDS} At her work."}).status_code == 303
    assert not Draft.objects.exists()
    assert WORDS not in body(police, page)


def test_what_was_refused_is_still_held(cast: Cast, page: str) -> None:
    hold(cast.client("police"), page, text=WORDS)
    assert cast.client("police").post(page, {"text": ""}).status_code == 422
    assert Draft.objects.filter(purpose=Purpose.PAGE).count() == 1


def test_one_press_empties_the_boxes(cast: Cast, page: str) -> None:
    police = cast.client("police")
    hold(police, page, text=WORDS)
    assert re.search(r'<button [^>]*form="let-go" name="do" value="let-go"', body(police, page))
    assert police.post(page, {"do": "let-go"}).status_code == 303
    assert WORDS not in body(police, page)


def test_without_script_the_page_says_that_it_holds_nothing(cast: Cast, page: str) -> None:
    assert "In this browser nothing you type here is kept when you hide the screen." in body(
        cast.client("police"), page
    )


def test_the_desk_holds_a_decision_that_is_being_written(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    desk = f"/screening/?referral={case.pk}&do=take"
    assert hold(cast.client("advocate"), desk, result=WORDS) == 204
    assert Draft.objects.get().subject_id == case.pk


def test_words_that_were_hidden_meanwhile_are_hidden_in_what_is_held(cast: Cast, case: Case, page: str) -> None:
    hold(cast.client("outreach"), page, text="I pass 14 Elm Road each day.")
    with acting(cast["police"]) as by:
        told = incidents.record(case, by=by, when=incidents.When(), what="He was at 14 Elm Road.")
        hiding.hide([(told, "what")], by=by, words="14 Elm Road")
    assert f"I pass {HIDDEN} each day." in body(cast.client("outreach"), page)


def form_views(patterns: list[Any] | None = None) -> Iterator[type[Any]]:
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from form_views(entry.url_patterns)
            continue
        view = getattr(entry.callback, "view_class", object)
        if issubclass(view, FormMixin) and view.__module__.split(".")[0] in OF_THE_UNIT:
            yield view


def named(view: type[Any]) -> str:
    return f"{view.__module__}.{view.__name__}"


def whole(template: str) -> str:
    """A template with those it stands in and those it is put together from."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return text + "".join(whole(other) for other in NAMES_ANOTHER.findall(text))


def test_every_page_with_a_form_holds_what_is_typed_or_is_named_here_with_its_reason() -> None:
    keeps = {named(view) for view in form_views() if issubclass(view, Holding | Drafting)}
    assert {named(view) for view in form_views()} - keeps == set(LOSES)
    assert len(keeps) > 30


def test_the_form_of_every_page_that_holds_says_so_to_the_script() -> None:
    for view in form_views():
        if view.template_name in NOT_TYPED:
            continue
        if issubclass(view, Drafting):
            assert "data-autosave" in whole(view.template_name), named(view)
        elif issubclass(view, Holding):
            assert "data-holds" in whole(view.template_name), named(view)


def test_every_posted_form_is_held_or_saved_or_named_here_with_its_reason() -> None:
    found = {}
    for app in OF_THE_UNIT:
        for file in (TEMPLATES / app).rglob("*.html"):
            forms = POSTS.findall(file.read_text(encoding="utf-8"))
            if any("data-holds" not in form and "data-autosave" not in form for form in forms):
                found[str(file.relative_to(TEMPLATES))] = forms
    assert set(found) == set(PRESSES)


@pytest.mark.parametrize("name", LOSES)
def test_what_is_named_is_still_there(name: str) -> None:
    module, _, view = name.rpartition(".")
    assert hasattr(import_module(module), view)
