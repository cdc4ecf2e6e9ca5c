"""The frame shows what the apps put into it, and stands without them."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from stalking_unit.ui.parts import FramePart, Link, NavLink


def people(request: HttpRequest) -> FramePart:
    return FramePart(
        navigation=(NavLink("Home", "/"), NavLink("Cases", "/cases/")),
        person="Sam Porter, Cheshire Police",
        account=(Link("Your account", "/account/"),),
        sign_in="/accounts/login/",
        sign_out="/accounts/logout/",
        hide="/hide/",
        keep_alive="/keep-alive/",
    )


def inbox(request: HttpRequest) -> FramePart:
    return FramePart(navigation=(NavLink("Inbox", "/inbox/", 4),))


@pytest.fixture
def two_apps(settings: Any) -> None:
    settings.FRAME_PARTS = [f"{__name__}.people", f"{__name__}.inbox"]


def page(rf: RequestFactory, path: str) -> str:
    return render_to_string("base.html", request=rf.get(path))


@pytest.mark.usefixtures("two_apps")
def test_the_places_of_every_app_stand_in_one_navigation(rf: RequestFactory) -> None:
    html = page(rf, "/cases/7/")
    assert html.index(">Home<") < html.index("Cases</strong>") < html.index(">Inbox<")
    assert 'href="/cases/" aria-current="true"' in html
    assert '4<span class="govuk-visually-hidden"> unread</span>' in html


@pytest.mark.usefixtures("two_apps")
def test_home_is_current_only_at_home(rf: RequestFactory) -> None:
    assert 'href="/" aria-current="page"' in page(rf, "/")
    assert 'href="/" aria-current' not in page(rf, "/inbox/")


@pytest.mark.usefixtures("two_apps")
def test_hiding_the_screen_comes_back_to_the_page_it_covered(rf: RequestFactory) -> None:
    html = page(rf, "/cases/?page=2")
    assert 'name="next" value="/cases/?page=2"' in html
    assert 'data-keep-alive="/keep-alive/" data-sign-out="/accounts/logout/" data-ended="/accounts/login/"' in html


def test_without_anybody_signed_in_there_is_nothing_to_sign_out_of(rf: RequestFactory, settings: Any) -> None:
    settings.FRAME_PARTS = []
    html = page(rf, "/accounts/login/")
    assert "<form" not in html
    assert "<dialog" not in html
    assert 'aria-label="Main"' not in html


def test_the_demonstration_says_so_on_every_page(rf: RequestFactory, settings: Any) -> None:
    assert "Demonstration" not in page(rf, "/")
    settings.DEMO = True
    assert "Demonstration" in page(rf, "/")


def test_a_frame_that_nobody_looks_at_asks_no_app_anything(rf: RequestFactory, settings: Any) -> None:
    settings.FRAME_PARTS = ["no.such.part"]
    assert render_to_string("components/inset.html", {"body": "x"}, request=rf.get("/"))
