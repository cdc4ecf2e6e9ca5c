"""Holding the conference and writing down what it decided."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cases.clocks import next_review, working_days_after
from cases.enums import Capacity, Level, Side, State
from cases.services.errors import Incomplete, NotFromHere, NotYet
from risk.enums import DecisionKind, Quorum
from risk.models import Attendance, Conference, ConferenceItem, Decision, DifferentView
from risk.services import conferences
from risk.services.conferences import Attended, Decided, OtherView
from stalking_unit.db.errors import DomainError
from tests.risk.conftest import Assessment

ROOM = ("police", "health", "outreach", "advocate")


@pytest.fixture
def called(assessment: Assessment) -> Assessment:
    assessment.answer_all()
    assessment.call()
    return assessment


@pytest.fixture
def held(called: Assessment) -> Assessment:
    conferences.hold(called.case, by=called.cast["lead"], attended=room(called))
    return called


def room(assessment: Assessment, *slugs: str, chair: str = "lead") -> list[Attended]:
    there = [Attended(assessment.cast.users[slug]) for slug in slugs or ROOM]
    return [Attended(assessment.cast.users[chair], is_chair=True), *there]


def test_a_conference_with_its_quorum_decides(called: Assessment) -> None:
    item = conferences.hold(called.case, by=called.cast["lead"], attended=room(called))
    called.case.refresh_from_db()
    assert called.case.state == State.CONFERENCE_HELD
    assert (item.subject_to, item.confirm_by) == ([], None)
    assert item.round == called.round
    there = Attendance.objects.filter(item=item).order_by("name").values_list("name", "discipline__code")
    assert ("Bryony Exempla", "advocacy") in list(there)
    assert len(there) == 5


def test_without_quorum_it_counts_all_the_same_subject_to_those_who_were_not_there(called: Assessment) -> None:
    item = conferences.hold(called.case, by=called.cast["lead"], attended=room(called, "police", "outreach"))
    assert item.subject_to == [Quorum.HEALTH, Quorum.ADVOCACY]
    assert item.confirm_by == working_days_after(called.cast.now, 2).on


def test_who_declares_a_conflict_leaves_and_counts_for_nobody(called: Assessment) -> None:
    users = called.cast.users
    there = [*room(called, "police", "advocate"), Attended(users["health"], declared_conflict=True)]
    item = conferences.hold(called.case, by=called.cast["lead"], attended=there)
    assert item.subject_to == [Quorum.HEALTH]
    assert Attendance.objects.get(item=item, user=users["health"]).declared_conflict


def test_an_officer_who_chairs_sits_there_as_the_chair_and_not_for_the_police(called: Assessment) -> None:
    called.cast.place(called.case, "police-supervisor", Side.BOTH, Capacity.DEPUTY)
    there = room(called, "health", "advocate", chair="police-supervisor")
    item = conferences.hold(called.case, by=called.cast["police-supervisor"], attended=there)
    assert item.subject_to == [Quorum.POLICE]


def test_a_chair_who_is_neither_lead_nor_deputy_leaves_it_subject_to_the_chair(called: Assessment) -> None:
    there = [
        Attended(called.cast.users["outreach"], is_chair=True),
        *(Attended(called.cast.users[slug]) for slug in ("police", "health", "advocate")),
    ]
    assert conferences.hold(called.case, by=called.cast["lead"], attended=there).subject_to == [Quorum.CHAIR]


def test_a_guest_is_written_down_by_name(called: Assessment) -> None:
    there = [*room(called), Attended(name="Wren Visitorson, Notown Homes")]
    item = conferences.hold(called.case, by=called.cast["lead"], attended=there)
    assert Attendance.objects.get(item=item, user=None).name == "Wren Visitorson, Notown Homes"


def test_somebody_chairs_and_nobody_sits_there_twice(called: Assessment) -> None:
    users = called.cast.users
    with pytest.raises(Incomplete) as refused:
        conferences.hold(called.case, by=called.cast["lead"], attended=[Attended(users["police"])])
    assert refused.value.missing == ("chair",)
    with pytest.raises(DomainError, match="twice"):
        conferences.hold(called.case, by=called.cast["lead"], attended=room(called, "police", "police"))


def test_a_conference_of_last_week_is_recorded_with_its_own_day(called: Assessment) -> None:
    then = called.cast.now - timedelta(days=3)
    item = conferences.hold(called.case, by=called.cast["lead"], attended=room(called), held_at=then)
    assert (item.held_at, item.recorded_at) == (then, called.cast.now)
    assert item.conference.held_on == timezone.localdate(then)


def test_a_conference_of_tomorrow_has_not_been_held(called: Assessment) -> None:
    with pytest.raises(DomainError, match="today or in the past"):
        conferences.hold(
            called.case, by=called.cast["lead"], attended=room(called), held_at=called.cast.now + timedelta(days=1)
        )


@pytest.mark.parametrize("slug", ["police", "advocate", "coordinator", "auditor", "other-unit-lead"])
def test_only_the_chair_and_the_lead_record_a_conference(called: Assessment, slug: str) -> None:
    with pytest.raises(PermissionDenied):
        conferences.hold(called.case, by=called.cast[slug], attended=room(called))
    assert not ConferenceItem.objects.exists()


def test_one_meeting_takes_many_cases(called: Assessment) -> None:
    conferences.hold(called.case, by=called.cast["lead"], attended=room(called))
    other = called.cast.case(State.CONFERENCE_DUE)
    conferences.hold(other, by=called.cast["lead"], attended=room(called))
    assert Conference.objects.count() == 1
    assert ConferenceItem.objects.count() == 2


def test_a_conference_is_not_held_before_it_is_called(assessment: Assessment) -> None:
    with pytest.raises(NotFromHere):
        conferences.hold(assessment.case, by=assessment.cast["lead"], attended=room(assessment))


def decide(held: Assessment, **changed: object) -> None:
    item = conferences.latest(held.case)
    assert item is not None
    agreed: dict[str, object] = {
        "level": Level.HIGH,
        "reason": "Two breaches in a week.",
        "order_considered": "Applied for today.",
    }
    conferences.decide(item, by=held.cast["lead"], **(agreed | changed))  # type: ignore[arg-type]


def test_what_was_agreed_moves_the_case_and_becomes_decisions(held: Assessment) -> None:
    decide(held, decisions=[Decided(DecisionKind.SOCIAL, "Help him find work.", owner=held.cast.users["outreach"])])
    held.case.refresh_from_db()
    assert (held.case.state, held.case.level) == (State.PLAN_ACTIVE, Level.HIGH)
    kinds = Decision.objects.order_by("kind").values_list("kind", "text", "rationale")
    assert list(kinds) == [
        (DecisionKind.LEGAL, "Stalking protection order considered", "Applied for today."),
        (DecisionKind.LEVEL, "High", "Two breaches in a week."),
        (DecisionKind.SOCIAL, "Help him find work.", ""),
    ]


@pytest.mark.parametrize("level", list(Level))
def test_the_next_review_is_the_last_day_the_level_allows_unless_another_is_chosen(
    held: Assessment, level: Level
) -> None:
    decide(held, level=level)
    held.case.refresh_from_db()
    assert held.case.review_on == next_review(level, timezone.localdate(held.cast.now))


@pytest.mark.parametrize("level", list(Level))
def test_a_later_review_needs_a_reason(held: Assessment, level: Level) -> None:
    later = next_review(level, timezone.localdate(held.cast.now)) + timedelta(days=1)
    with pytest.raises(NotYet, match="say why it is later"):
        decide(held, level=level, review_on=later)
    decide(held, level=level, review_on=later, review_reason="The court sits the day before.")
    held.case.refresh_from_db()
    assert held.case.review_on == later


def test_a_review_comes_after_the_conference(held: Assessment) -> None:
    with pytest.raises(NotYet, match="after the conference"):
        decide(held, review_on=timezone.localdate(held.cast.now))


@pytest.mark.parametrize("unsaid", ["reason", "order_considered"])
def test_a_level_has_its_reason_and_the_order_was_considered(held: Assessment, unsaid: str) -> None:
    with pytest.raises(Incomplete, match=unsaid.replace("_", " ")):
        decide(held, **{unsaid: " "})
    assert not Decision.objects.exists()


def test_who_saw_it_differently_is_named_with_agency_and_reason(held: Assessment) -> None:
    advocate = held.cast["advocate"]
    assert advocate.user is not None
    decide(held, different_views=[OtherView(advocate.user, "She believes he will kill her.", Level.VERY_HIGH)])
    view = DifferentView.objects.get(case=held.case)
    assert (view.author, view.agency, view.level) == (advocate.user, advocate.agency, Level.VERY_HIGH)
    assert view.recorded_by == held.cast["lead"].user


def test_a_different_view_says_why(held: Assessment) -> None:
    with pytest.raises(DomainError, match="Say why Bryony Exempla"):
        decide(held, different_views=[OtherView(held.cast.users["advocate"], "  ")])
    assert not Decision.objects.exists()


@pytest.mark.parametrize("slug", ["police", "advocate", "coordinator", "auditor"])
def test_only_the_chair_and_the_lead_write_down_decisions(held: Assessment, slug: str) -> None:
    item = conferences.latest(held.case)
    assert item is not None
    with pytest.raises(PermissionDenied):
        conferences.record_decisions(item, [Decided(DecisionKind.SOCIAL, "Anything.")], [], by=held.cast[slug])


def test_no_plan_is_adopted_without_a_conference(called: Assessment) -> None:
    assert conferences.latest(called.case) is None
