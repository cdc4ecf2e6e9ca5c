"""Those who hold a restricted case are told, once, that somebody screened people like its own; the screener is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.enums import PersonRole, State
from cases.models import Case, Exclusion, HiddenSearch, PersonName
from cases.services import conflicts, screening, searches
from cases.tasks import compare_searches
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import trail
from stalking_unit.notifications.models import Notification
from tests.cases.views.test_serving_officer import OF_ONE_PAGE
from tests.cast import Cast

NOBODY, LIKE, NEARLY = ("Quentin", "Brumwold"), ("Marigold", "Testwick"), ("Marigold", "Testwyck")
HOLDERS = ("lead-alternate", "other-unit-lead")


@pytest.fixture
def hidden(cast: Cast) -> Case:
    return conflicts.hide(cast.case(), by=cast["lead"])


def referred(cast: Cast, *named: str) -> Case:
    """A referral about this one person."""
    case = cast.case(State.SUBMITTED)
    PersonName.objects.filter(case=case).delete()
    cast.person(case, PersonRole.WITNESS, *named)
    return case


def screened(cast: Cast, *named: str, slug: str = "police") -> Case:
    case = referred(cast, *named)
    with acting(cast[slug]) as by:
        screening.begin(case, by=by)
    return case


def make(cast: Cast) -> bool:
    return searches.make_one(by=Actor.system("matching", cast.now))


def told() -> list[str]:
    notices = Notification.objects.filter(kind="searched").order_by("recipient__name")
    return list(notices.values_list("recipient__name", flat=True))


@pytest.mark.parametrize("named", [LIKE, NEARLY])
def test_those_who_hold_the_case_are_told_once_and_led_to_it(cast: Cast, hidden: Case, named: tuple[str, str]) -> None:
    screened(cast, *named)
    assert told() == []
    assert make(cast)
    assert not make(cast)
    assert told() == sorted(cast[slug].name for slug in HOLDERS)
    assert set(Notification.objects.filter(kind="searched").values_list("text", "path")) == {
        (searches.TOLD, hidden.get_absolute_url())
    }


def test_of_other_people_nobody_is_told(cast: Cast, hidden: Case) -> None:
    screened(cast, *NOBODY)
    assert make(cast)
    assert told() == []


def test_whoever_has_a_conflict_of_interest_or_screened_it_is_not_told(cast: Cast, hidden: Case) -> None:
    Exclusion.objects.create(
        case=hidden, user=cast.users["other-unit-lead"], reason="Kin", declared_by_name="X", declared_at=cast.now
    )
    screened(cast, *LIKE, slug="lead-alternate")
    assert make(cast)
    assert told() == []


def test_a_case_that_is_not_restricted_tells_nobody(cast: Cast) -> None:
    cast.case()
    screened(cast, *LIKE)
    assert make(cast)
    assert told() == []


def test_what_a_killed_worker_left_is_found_by_the_timetable(cast: Cast, hidden: Case) -> None:
    screened(cast, *LIKE)
    screened(cast, *NEARLY)
    compare_searches.delay()
    compare_searches.delay()
    assert not HiddenSearch.objects.filter(made_at=None).exists()
    assert len(told()) == 2 * len(HOLDERS)


def test_the_trail_of_the_screened_case_reads_the_same_whatever_was_found(cast: Cast, hidden: Case) -> None:
    lines = []
    for named in (LIKE, NOBODY):
        case = screened(cast, *named)
        assert make(cast)
        lines.append([(row.subtype, row.fields, row.recipients) for row in trail.of_case(case.pk)])
    assert lines[0] == lines[1]
    assert "searched_for" in {row.subtype for row in trail.of_case(hidden.pk)}


def test_it_costs_the_same_whatever_else_was_screened(cast: Cast, hidden: Case) -> None:
    counts = []
    for others in (0, 6):
        for _ in range(others):
            screened(cast, *NOBODY)
            assert make(cast)
        screened(cast, *LIKE)
        with CaptureQueriesContext(connection) as queries:
            assert make(cast)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_whoever_screens_sees_and_waits_for_the_same(cast: Cast, hidden: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_searches, "apply_async", lambda *asked, **how: None)  # the worker is another process
    client, said = cast.client("police"), []
    for named in (NOBODY, LIKE, NOBODY):  # what is read once and kept is read in the first
        with transaction.atomic():
            case = referred(cast, *named)
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(f"/cases/{case.pk}/begin-screening/", {"version": case.version}, follow=True)
            assert HiddenSearch.objects.filter(made_at=None).count() == 1
            transaction.set_rollback(True)
        text = answer.content.decode().replace(str(case.reference), "REFERENCE")
        for word in named:
            text = text.replace(word, "NAME")
        said.append((answer.status_code, OF_ONE_PAGE.sub("", text), len(queries)))
    assert said[1][0] == 200
    assert said[1] == said[2]


def test_the_comparison_is_made_after_the_answer(cast: Cast, hidden: Case) -> None:
    case = referred(cast, *LIKE)
    cast.client("police").post(f"/cases/{case.pk}/begin-screening/", {"version": case.version})
    assert HiddenSearch.objects.get().made_at is not None
    assert HiddenSearch.objects.get().asked_at > cast.now - timedelta(days=1)
    assert len(told()) == len(HOLDERS)
