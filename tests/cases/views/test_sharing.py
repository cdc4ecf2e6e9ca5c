"""What a victim thinks of sharing: asked by her side, read by those who may have to decide, and never overwritten."""

from typing import Any

import pytest

from cases.models import Case, SharingView
from cases.services import incidents
from cases.services.incidents import When
from stalking_unit.audit import trail
from tests.cases.views.planted import Planted, planted
from tests.cast import Cast

__all__ = ["planted"]

SAID = {
    "views": "limits",
    "whom": "Police and health, not the surgery.",
    "on-day": "3",
    "on-month": "3",
    "on-year": "2026",
}


def say(cast: Cast, planted: Planted, slug: str = "advocate", **typed: Any) -> Any:
    return cast.client(slug).post(f"/people/{planted.victim.pk}/sharing/new/", SAID | typed)


def read(cast: Cast, slug: str, page: str) -> str:
    answer = cast.client(slug).get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_answer_is_kept_and_the_latest_stands_first(cast: Cast, planted: Planted) -> None:
    person = f"/people/{planted.victim.pk}/"
    assert "They have not been asked yet" in read(cast, "advocate", person)
    assert say(cast, planted).status_code == 303
    assert say(cast, planted, "lead", views="agreed", whom="Everybody.", **{"on-month": "4"}).status_code == 303
    shown = read(cast, "advocate", person)
    assert shown.index("Everybody.") < shown.index("not the surgery")
    assert "Agrees with limits" in shown
    assert SharingView.objects.count() == 2


def test_her_side_the_lead_and_the_auditor_read_it_and_nobody_else(cast: Cast, planted: Planted) -> None:
    say(cast, planted)
    form = read(cast, "advocate", f"/people/{planted.victim.pk}/sharing/new/")
    assert "Everyone on the victim’s side, police among them, the team lead and the auditor can read this" in form
    seats = ("police", "health", "outreach", "advocate", "lead", "coordinator", "auditor")
    pages = {slug: read(cast, slug, f"/people/{planted.victim.pk}/") for slug in seats}
    assert {slug for slug, page in pages.items() if "not the surgery" in page} == {
        "police",
        "advocate",
        "lead",
        "auditor",
    }
    assert {slug for slug, page in pages.items() if "Views on sharing" in page} == {
        "police",
        "advocate",
        "lead",
        "auditor",
    }
    assert {slug for slug, page in pages.items() if "Record what they think now" in page} == {
        "police",
        "advocate",
        "lead",
    }


@pytest.mark.parametrize(("slug", "status"), [("health", 403), ("auditor", 403), ("advocate-two", 404)])
def test_nobody_else_writes_it(cast: Cast, planted: Planted, slug: str, status: int) -> None:
    assert say(cast, planted, slug).status_code == status
    assert not SharingView.objects.exists()


def test_of_a_suspect_nobody_asks(cast: Cast, planted: Planted) -> None:
    assert cast.client("lead").get(f"/people/{planted.suspect.pk}/sharing/new/").status_code == 403
    assert "Views on sharing" not in read(cast, "lead", f"/people/{planted.suspect.pk}/")


def test_it_may_be_about_one_incident_and_is_shown_with_it(cast: Cast, planted: Planted) -> None:
    incident = incidents.record(
        planted.case, by=cast["advocate"], when=When(), what="He waited.", against=planted.victim
    )
    page = f"/incidents/{incident.pk}/"
    ask = f"/people/{planted.victim.pk}/sharing/new/?about={incident.pk}"
    assert f'href="{ask}"' in read(cast, "advocate", page)
    assert f'value="{incident.pk}" selected' in read(cast, "advocate", ask)
    assert say(cast, planted, about=str(incident.pk)).status_code == 303
    for slug in ("police", "advocate", "lead"):
        assert "not the surgery" in read(cast, slug, page)
    assert "not the surgery" not in read(cast, "health", page)


def test_an_incident_of_another_case_is_nothing_to_choose(cast: Cast, planted: Planted) -> None:
    other: Case = cast.case()
    cast.place(other, "advocate")
    stray = incidents.record(other, by=cast["advocate"], when=When(), what="He waited.")
    assert say(cast, planted, about=str(stray.pk)).status_code == 422


def test_it_is_on_the_trail_without_a_word_of_it(cast: Cast, planted: Planted) -> None:
    say(cast, planted)
    rows = [row for row in trail.of_case(planted.case.pk) if row.subtype == "record_sharing"]
    assert [row.fields for row in rows] == [["views", "whom"]]
    assert "surgery" not in str(rows)
