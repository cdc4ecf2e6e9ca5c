"""One transaction for each request: seen only by tests that commit."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils.module_loading import import_string

from stalking_unit.db.context import acting_as
from stalking_unit.db.middleware import StreamedRows
from stalking_unit.settings import base
from tests.db.probe import ANN, Secret

pytestmark = [pytest.mark.committed, pytest.mark.usefixtures("stack")]


@pytest.fixture
def ann() -> Client:
    return Client(headers={"Acting": str(ANN)}, raise_request_exception=False)


def labels() -> list[str]:
    with acting_as(ANN), transaction.atomic():
        return sorted(Secret.objects.values_list("label", flat=True))


def test_an_answer_commits(ann: Client) -> None:
    assert ann.get("/writes").status_code == 200
    assert labels() == ["kept"]


def test_a_page_rendered_after_its_view_still_has_its_rows_and_its_actor(ann: Client) -> None:
    ann.get("/writes")
    assert ann.get("/lazy").content == b"kept,end"


@pytest.mark.parametrize(
    ("route", "status"),
    [("writes_and_fails", 404), ("writes_and_fails_to_render", 500), ("streams_rows", 500)],
)
def test_whatever_goes_wrong_leaves_nothing(ann: Client, route: str, status: int) -> None:
    assert ann.get(f"/{route}").status_code == status
    assert labels() == []


@pytest.mark.parametrize(("route", "word"), [("writes_and_fails", b"404"), ("breaks_its_transaction", b"500")])
def test_an_error_page_reads_what_is_really_there(ann: Client, route: str, word: bytes) -> None:
    ann.get("/writes")
    assert ann.get(f"/{route}").content == b"kept," + word


def test_rows_cannot_be_streamed_past_the_end_of_their_transaction(ann: Client) -> None:
    ann.raise_request_exception = True
    with pytest.raises(StreamedRows, match="streams_rows"):
        ann.get("/streams_rows")


@pytest.mark.parametrize("route", ["streams_file", "streams_pieces_of_a_file"])
def test_a_file_can_be_streamed(ann: Client, route: str) -> None:
    answer: Any = ann.get(f"/{route}")
    assert answer.getvalue() == b"a file"


def test_a_health_page_asks_no_transaction(ann: Client) -> None:
    assert ann.get("/healthy").content == b"False"


def test_the_product_keeps_refusals_outside_names_the_actor_and_then_begins() -> None:
    order = [name.rpartition(".")[2] for name in base.MIDDLEWARE]
    inner = order[order.index("KeepRefusals") :]
    assert inner.index("ActorMiddleware") < inner.index("OneTransaction")
    for name in base.MIDDLEWARE[base.MIDDLEWARE.index("stalking_unit.db.middleware.OneTransaction") + 1 :]:
        assert not {"process_view", "process_exception"} & vars(import_string(name)).keys(), f"{name} can fail unseen."
