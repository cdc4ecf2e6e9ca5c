"""The bench on a small country: it compares like with like, says when it does not, and the sweep tells once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.utils import timezone

from cases.models import Case
from tools import bench_nation, floors, nation, tables
from tools.bench_nation import Differs

CASES, FORCES = 60, 2
pytestmark = pytest.mark.committed


@pytest.fixture
def lead() -> Iterator[bench_nation.Person]:
    with connections["owner"].cursor() as cursor:
        nation.fill(cursor, CASES, on=timezone.localdate(), forces=FORCES)
    with floors.connect() as link:
        yield bench_nation.person(nation.workers_for(CASES, FORCES), link)


def test_every_job_gives_the_floor_and_the_product_the_same_rows(
    lead: bench_nation.Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_nation, "ROUNDS", 1)
    monkeypatch.setattr(bench_nation, "SWEEPS", 1)
    lines = list(bench_nation.measured(CASES, timezone.localdate(), lead))
    assert [line.job for line in lines] == [
        "list, a caseworker",
        "list, a lead",
        "overview and its line",
        "save a note, service",
        "save a note, page",
        "sweep, everything is new",
        "sweep, again",
    ]
    assert lines[-1].note == "0 told"


def test_a_row_that_only_one_of_them_gives_is_found(lead: bench_nation.Person) -> None:
    rows = lead.floor.unit_list(timezone.now())
    bench_nation.same_list(rows, lead)
    for planted in (rows[:-1], [rows[1], rows[0], *rows[2:]], [(*rows[0][:-1], "Nobody"), *rows[1:]]):
        with pytest.raises(Differs):
            bench_nation.same_list(planted, lead)


def test_a_reminder_that_only_one_of_them_tells_is_found(
    lead: bench_nation.Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = floors.sweep
    monkeypatch.setattr(floors, "sweep", lambda *given: set(list(told(*given))[1:]))
    with pytest.raises(Differs, match="1 too many"):
        list(bench_nation.sweeping(CASES, timezone.localdate(), lead.floor.link))


def test_the_country_is_the_same_each_time(lead: bench_nation.Person) -> None:
    assert Case.objects.using("owner").filter(reference="NAT-2026-0000007").values_list("state", flat=True).get() == (
        "step_down"
    )


def test_the_table_has_ratios_and_growth() -> None:
    small = {"job": "list", "cases": 10, "floor": (1.0, 2.0), "product": (10.0, 12.0), "rival": None, "note": ""}
    large = small | {"cases": 100, "product": (15.0, 19.0), "rival": (300.0, 400.0), "note": "7 told"}
    assert tables.table([small, large]).splitlines()[2:] == [
        "| list | 10 | 1.0 (2.0) | 10.0 (12.0) |  | 10.0x |  |  |",
        "| list (7 told) | 100 | 1.0 (2.0) | 15.0 (19.0) | 300.0 (400.0) | 15.0x | 20.0x | 1.5x |",
    ]
