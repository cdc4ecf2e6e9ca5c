"""The page of components stands for every page: its elements nest, its ids are its own, its links lead somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from stalking_unit.ui.views import gallery
from tests.strictness import assert_strict
from tests.ui.markup import Element, read


def every(children: list[Element | str]) -> Iterator[Element]:
    for child in children:
        if isinstance(child, Element):
            yield child
            yield from every(child.children)


@pytest.fixture(params=["blank", "wrong"])
def page(request: pytest.FixtureRequest, rf: RequestFactory, settings: Any) -> str:
    settings.ROOT_URLCONF = "tests.ui.demo_routes"
    settings.FRAME_PARTS = []
    asked = rf.get("/components/") if request.param == "blank" else rf.post("/components/")
    response = gallery.components(asked)
    assert isinstance(response, HttpResponse)
    return response.render().content.decode()  # type: ignore[attr-defined, no-any-return]


def test_nothing_is_inline_and_nothing_is_left_unrendered(page: str) -> None:
    assert_strict(page)


def test_no_id_is_used_twice_and_every_reference_has_one(page: str) -> None:
    elements = list(every(read(page)))
    ids = Counter(str(element.attributes["id"]) for element in elements if "id" in element.attributes)
    assert [name for name, times in ids.items() if times > 1] == []
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        asked = {name for element in elements for name in str(element.attributes.get(attribute, "")).split()}
        assert asked <= ids.keys(), attribute


def test_every_line_of_the_error_summary_leads_to_a_box(page: str) -> None:
    elements = list(every(read(page)))
    ids = {element.attributes.get("id") for element in elements}
    summary = [e for e in elements if "govuk-error-summary" in e.attributes.get("class", ())]  # type: ignore[operator]
    links = [str(e.attributes["href"]) for found in summary for e in every(found.children) if e.tag == "a"]
    assert len(links) in (0, 10)
    assert {link.removeprefix("#") for link in links} <= ids
