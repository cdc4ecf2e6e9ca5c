"""What the product records itself forces a new look by itself, once, wherever the case stands."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from cases.enums import Level, PersonRole, State, Transition
from cases.models import Case, CasePerson, Incident, StateChange, Statement, Trigger
from cases.services import incidents, lifecycle, moves, people, triggers
from cases.services.incidents import When
from cases.tasks import tell_what_is_due
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

T = Transition


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case(State.PLAN_ACTIVE, level=Level.HIGH)
    cast.whole_team(case)
    return case


def record(cast: Cast, case: Case, **more: object) -> Incident:
    return incidents.record(case, by=cast["police"], when=When(), what="He stood outside", **more)  # type: ignore[arg-type]


def codes(case: Case) -> list[str]:
    return list(Trigger.objects.filter(case=case).order_by("recorded_at", "code").values_list("code", flat=True))


@pytest.mark.parametrize("state", [State.PLAN_ACTIVE, State.STEP_DOWN])
def test_a_new_incident_opens_the_review_by_itself(cast: Cast, state: State) -> None:
    case = cast.case(state)
    cast.whole_team(case)
    incident = record(cast, case)
    case.refresh_from_db()
    change = StateChange.objects.get(case=case)
    assert (case.state, change.transition) == (State.REVIEW, T.TRIGGER_REVIEW)
    assert change.facts == {"trigger": "new-incident"}
    assert change.made_by is None
    assert Trigger.objects.get().subject_id == incident.pk
    assert Notification.objects.filter(kind="trigger", recipient=cast.users["advocate"]).count() == 1
    assert not Notification.objects.filter(recipient=cast.users["police"]).exists()


def test_the_reason_it_gives_is_a_kind_and_nobodys_words(cast: Cast, case: Case) -> None:
    record(cast, case)
    assert Statement.objects.get(case=case).text == "A new incident was recorded."


@pytest.mark.parametrize("marked", [{"broke_order": True}, {"codes": ["breach"]}])
def test_an_incident_that_broke_an_order_is_a_breach(cast: Cast, case: Case, marked: dict[str, object]) -> None:
    record(cast, case, **marked)
    assert codes(case) == ["breach"]


@pytest.mark.parametrize("state", sorted(State))
def test_an_incident_is_recorded_in_every_state(cast: Cast, state: State) -> None:
    case = cast.case(state)
    cast.whole_team(case)
    record(cast, case)
    case.refresh_from_db()
    assert Incident.objects.filter(case=case).count() == 1
    assert bool(codes(case)) is (state in triggers.NEWS_IN)
    assert (case.state == state) is (triggers.WAKES.get(state) is not T.TRIGGER_REVIEW)


def test_in_an_open_review_it_is_recorded_moves_nothing_and_spoils_nobodys_page(cast: Cast) -> None:
    case = cast.case(State.REVIEW)
    cast.whole_team(case)
    before = case.version
    record(cast, case)
    case.refresh_from_db()
    assert (case.state, case.version, codes(case)) == (State.REVIEW, before, ["new-incident"])
    assert not StateChange.objects.filter(case=case).exists()


def test_before_the_conference_it_comes_forward_once_for_each_kind(cast: Cast) -> None:
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    record(cast, case)
    record(cast, case)
    record(cast, case, broke_order=True)
    assert codes(case) == ["breach", "new-incident", "new-incident"]
    assert StateChange.objects.filter(case=case, transition=T.BRING_FORWARD).count() == 2
    assert Notification.objects.filter(kind="trigger", recipient=cast.users["lead"]).count() == 2


def test_what_happened_before_the_referral_is_no_news_to_the_assessment(cast: Cast) -> None:
    case = cast.case(State.ASSESSMENT)
    cast.whole_team(case)
    last_year = cast.now - timedelta(days=300)
    incidents.record(case, by=cast["police"], when=When(last_year), what="It began")
    assert codes(case) == []
    incidents.record(case, by=cast["police"], when=When(cast.now), what="It goes on")
    assert codes(case) == ["new-incident"]


def test_the_same_thing_is_a_trigger_once(cast: Cast, case: Case) -> None:
    subject = uuid4()
    first = triggers.note(case, "arrest", subject, by=cast["police"])
    assert triggers.note(case, "arrest", subject, by=cast["advocate"]) == first
    assert codes(case) == ["arrest"]


def test_naming_the_suspect_or_another_suspect_forces_a_new_look(cast: Cast, case: Case) -> None:
    suspect = CasePerson.objects.get(case=case, role=PersonRole.SUSPECT)
    people.identify(suspect, by=cast["police"], given="Cormac", family="Voidley")
    people.put_on_case(case, PersonRole.SUSPECT, by=cast["police"], given="Another", family="Voidley")
    people.put_on_case(case, PersonRole.CHILD, by=cast["advocate"], given="Pip")
    assert codes(case) == ["identity", "identity"]


@pytest.mark.parametrize("state", [State.TRIAGE, State.CONSULTATION, State.ACCEPTED, State.REVIEW])
def test_what_somebody_says_has_changed_is_recorded_wherever_the_case_stands(cast: Cast, state: State) -> None:
    case = cast.case(state)
    cast.whole_team(case)
    moves.make(case, T.NOTE_CHANGE, by=cast["police"], says={"reason": "Out at noon."}, facts={"trigger": "release"})
    case.refresh_from_db()
    assert (case.state, codes(case)) == (state, ["release"])


def test_silence_is_raised_once_and_again_only_after_somebody_was_heard(cast: Cast, case: Case) -> None:
    record(cast, case)
    Case.objects.filter(pk=case.pk).update(state=State.PLAN_ACTIVE)
    later = cast.now.date() + timedelta(days=28)
    assert triggers.make_due(later - timedelta(days=1), by=cast["lead"]) == 0
    assert triggers.make_due(later, by=cast["lead"]) == 1
    case.refresh_from_db()
    assert (case.state, codes(case)[-1]) == (State.REVIEW, "silence")
    Case.objects.filter(pk=case.pk).update(state=State.PLAN_ACTIVE)
    assert triggers.make_due(later, by=cast["lead"]) == 0


@pytest.mark.parametrize(
    "quiet", [{"level": Level.MEDIUM, "is_paused": False}, {"level": Level.HIGH, "is_paused": True}]
)
def test_silence_says_nothing_of_a_lower_level_or_of_a_case_that_is_paused(
    cast: Cast, case: Case, quiet: dict[str, object]
) -> None:
    record(cast, case)
    Case.objects.filter(pk=case.pk).update(state=State.PLAN_ACTIVE, **quiet)
    assert triggers.make_due(cast.now.date() + timedelta(days=60), by=cast["lead"]) == 0


def test_the_timetable_raises_what_came_about_by_itself(cast: Cast, case: Case) -> None:
    long_ago = cast.now - timedelta(days=40)
    StateChange.objects.create(
        case=case,
        episode=case.episodes.get(),
        transition=T.ACCEPT,
        from_state=State.TRIAGE,
        to_state=State.ACCEPTED,
        happened_at=long_ago,
        recorded_at=long_ago,
    )
    tell_what_is_due()
    tell_what_is_due()
    assert codes(case) == ["silence"]


def test_what_changed_since_the_last_conference_is_what_was_recorded_after_it(cast: Cast) -> None:
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    record(cast, case)
    lifecycle.move(
        case, T.HOLD_CONFERENCE, by=cast.at("lead", hours=1), facts={"attended": ["police"], "subject_to": []}
    )
    triggers.note(case, "arrest", uuid4(), by=cast.at("police", hours=2), happened_at=cast.now)
    found = list(triggers.seen(cast.at("lead", hours=3), [case]))
    assert [(one.code, one.label) for one in found] == [("arrest", "Arrest")]


def test_what_changed_in_her_life_is_not_for_the_suspects_side(cast: Cast, case: Case) -> None:
    for code in ("victim-change", "arrest"):
        triggers.enter(case, code, uuid4(), by=cast["police"], reason="It changed.")
    seen = {slug: {one.code for one in triggers.seen(cast[slug], [case])} for slug in ("outreach", "advocate", "lead")}
    assert seen["outreach"] == {"arrest"}
    assert seen["advocate"] == seen["lead"] == {"arrest", "victim-change"}


def test_the_coordinator_sees_no_triggers(cast: Cast, case: Case) -> None:
    triggers.enter(case, "arrest", uuid4(), by=cast["police"])
    assert list(triggers.seen(cast["coordinator"], [case])) == []
