"""The board: one row a case, as its reader may know it, changed where it stands, and taken along without a formula."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.enums import Level, Side
from cases.models import Case, CasePerson, NextStep
from cases.presenters.board import harmless
from cases.services import board
from cases.services.errors import Changed
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.db.errors import DomainError
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(level=Level.HIGH)
    cast.whole_team(case)
    return case


def body(cast: Cast, slug: str, page: str = "/board/") -> str:
    answer = cast.client(slug).get(page)
    assert answer.status_code == 200, (slug, page)
    return answer.content.decode()


def post(cast: Cast, case: Case, slug: str = "advocate", **typed: Any) -> Any:
    return cast.client(slug).post(f"/cases/{case.pk}/next-step/", {"text": "Ring the court", "version": "0"} | typed)


def exported(cast: Cast, slug: str) -> list[list[str]]:
    answer = cast.client(slug).get("/board/export/")
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_names_are_those_one_may_see_on_page_paper_and_file(cast: Cast, case: Case) -> None:
    CasePerson.objects.filter(case=case, party="victim").update(code_name="Wren")
    for slug in ("police", "health", "outreach", "advocate", "lead"):
        pages = (body(cast, slug), body(cast, slug, "/board/print/"), str(exported(cast, slug)))
        for page in pages:
            assert case.reference in page
            assert ("Marigold" in page) is (slug in {"police", "advocate", "lead"}), slug
    for slug in ("advocate-two", "other-unit-police"):
        assert case.reference not in body(cast, slug) + str(exported(cast, slug))


def test_the_next_step_is_written_in_its_row_and_leads_back_to_it(cast: Cast, case: Case) -> None:
    opened = body(cast, "advocate", f"/board/?edit={case.pk}")
    assert "Everyone on the case can read this, on both sides" in opened
    answer = post(cast, case, owner=str(cast.users["advocate"].pk), back="level=high&page=1&evil=1")
    assert (answer.status_code, answer["Location"]) == (303, f"/board/?level=high&page=1#case-{case.pk}")
    for slug in ("police", "health", "coordinator", "lead", "auditor"):
        assert "Ring the court" in body(cast, slug), slug
        assert "Ring the court" in body(cast, slug, f"/cases/{case.pk}/"), slug
    assert "Ring the court" in body(cast, "advocate", "/")


def test_who_may_not_write_it_is_shown_no_way_to(cast: Cast, case: Case) -> None:
    for slug in ("coordinator", "auditor"):
        assert f"edit={case.pk}" not in body(cast, slug)
        assert "Save the next step" not in body(cast, slug, f"/board/?edit={case.pk}")
        assert post(cast, case, slug).status_code == 403
    assert post(cast, case, "advocate-two").status_code == 404
    assert not NextStep.objects.exists()


def test_when_two_write_both_texts_are_shown_and_what_stood_there_stays(cast: Cast, case: Case) -> None:
    assert post(cast, case).status_code == 303
    answer = post(cast, case, "police", text="Ring the bank")
    assert answer.status_code == 409
    assert "Ring the court" in answer.content.decode()
    assert "Ring the bank" in answer.content.decode()
    assert post(cast, case, "police", text="Ring the bank", version="1").status_code == 303
    assert list(NextStep.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    with pytest.raises(Changed):
        board.set_next(case, by=cast["lead"], text="Late", number=1)


def test_only_somebody_who_works_the_case_is_named(cast: Cast, case: Case) -> None:
    with pytest.raises(DomainError, match="works this case"):
        board.set_next(case, by=cast["lead"], text="Ring", owner=cast.users["advocate-two"])


def test_cases_are_chosen_and_put_in_order(cast: Cast, case: Case) -> None:
    other = cast.case(level=Level.STANDARD, review_on=cast.now.date() - timedelta(days=2))
    cast.place(other, "advocate", Side.VICTIM)
    board.set_next(case, by=cast["advocate"], text="Mine", owner=cast.users["advocate"])
    first, second = case.reference or "", other.reference or ""
    up, down = body(cast, "advocate", "/board/?sort=level"), body(cast, "advocate", "/board/?sort=-level")
    assert up.index(first) < up.index(second)
    assert down.index(second) < down.index(first)
    for asked, shown, left_out in (
        ("level=high", first, second),
        ("level=standard", second, first),
        ("mine=on", first, second),
        ("overdue=on", second, first),
    ):
        page = body(cast, "advocate", f"/board/?{asked}")
        assert shown in page, asked
        assert left_out not in page, asked


def test_the_board_says_what_was_asked_of_it_and_nothing_when_nothing_was(cast: Cast, case: Case) -> None:
    for asked in ("", "?level=&stage=", "?stage=ended", "?sort=level"):
        page = body(cast, "advocate", f"/board/{asked}")
        assert "Every open case you may see." in page, asked
        assert '<details class="govuk-details">' in page, asked
    page = body(cast, "advocate", "/board/?level=high&level=none&stage=worked&mine=on&overdue=on")
    said = "level high or not assessed yet; taken on; with the next step yours; with a day that has passed"
    assert f"Of the open cases you may see: {said}." in page
    assert "No case is like that" in page
    assert 'href="/board/print/?level=high&amp;level=none&amp;stage=worked&amp;mine=on&amp;overdue=on"' in page


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_is_a_formula(cast: Cast, case: Case, text: str) -> None:
    assert harmless(text).startswith("'")
    assert harmless("Ring at one") == "Ring at one"


def test_a_file_and_a_print_are_disclosures(cast: Cast, case: Case) -> None:
    exported(cast, "police")
    body(cast, "police", "/board/print/")
    with trail.reading():
        rows = list(AuditEvent.objects.filter(subtype__in=["export_board", "print_board"]))
    assert {(row.operation, tuple(row.shown)) for row in rows} == {(trail.Operation.DISCLOSE.value, (case.pk,))}
    assert {tuple(row.recipients) for row in rows} == {(cast["police"].agency_name,)}


def test_twelve_questions_for_two_cases_as_for_twenty(cast: Cast, case: Case) -> None:
    counts = []
    body(cast, "police")
    for number in (1, 18):
        for _ in range(number):
            more = cast.case()
            cast.place(more, "police")
            board.set_next(more, by=cast["police"], text="Ring", owner=cast.users["police"])
        with CaptureQueriesContext(connection) as queries:
            body(cast, "police")
        counts.append(len([one for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[0] == counts[1]
    assert counts[1] <= 13
