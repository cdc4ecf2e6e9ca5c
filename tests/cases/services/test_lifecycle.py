"""Moving a case: one writer, everything checked, everything kept."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from cases.enums import Level, Side, State, Transition
from cases.models import Case, StateChange, Statement
from cases.services import lifecycle
from cases.services.errors import Changed, Incomplete, NotFromHere, NotYet
from stalking_unit.audit import trail
from tests.cast import Cast

REASONS = {"reason": "He has stopped and is engaged.", "victims_view": "She feels safer."}


def test_a_move_changes_the_case_and_keeps_who_why_and_when(cast: Cast) -> None:
    case = cast.case(State.REVIEW, level=Level.HIGH)
    lead = cast["lead"]
    review_on = cast.now.date()
    change = lifecycle.move(
        case, Transition.KEEP_PLAN, by=lead, says=REASONS, facts={"level": "medium", "review_on": review_on}
    )
    case.refresh_from_db()
    assert (case.state, case.level, case.review_on, case.version) == (State.PLAN_ACTIVE, Level.MEDIUM, review_on, 2)
    assert (change.from_state, change.to_state, change.made_by_name) == (State.REVIEW, State.PLAN_ACTIVE, lead.name)
    assert change.facts == {"level": "medium", "review_on": review_on.isoformat()}
    said = Statement.objects.filter(change=change).order_by("heading").values_list("heading", "text")
    assert dict(said) == REASONS


def test_a_move_is_on_the_trail_by_the_names_of_its_fields_alone(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE)
    lifecycle.move(case, Transition.RAISE_RED_FLAG, by=cast["lead"], says={"done_now": "Rang the control room."})
    [line] = [row for row in trail.of_case(case.pk) if row.subtype == "raise_red_flag"]
    assert (line.operation, line.outcome) == ("alter", "allowed")
    assert "done_now" in line.fields
    assert "Rang" not in str(line)


def test_a_move_the_table_does_not_have_is_refused(cast: Cast) -> None:
    case = cast.case(State.CLOSED)
    with pytest.raises(NotFromHere, match="“Start the assessment” is not possible"):
        lifecycle.move(case, Transition.START_ASSESSMENT, by=cast["lead"], facts={"disciplines": ["police"]})


def test_a_move_without_its_answers_says_which(cast: Cast) -> None:
    case = cast.case(State.REVIEW)
    with pytest.raises(Incomplete) as refused:
        lifecycle.move(case, Transition.KEEP_PLAN, by=cast["lead"], says={"reason": "  "}, facts={"level": "high"})
    assert refused.value.missing == ("reason", "victims_view", "review_on")


def test_the_wrong_seat_is_refused_before_anything_else(cast: Cast) -> None:
    case = cast.case(State.REVIEW)
    cast.place(case, "police")
    with pytest.raises(PermissionDenied):
        lifecycle.move(case, Transition.KEEP_PLAN, by=cast["police"])


def test_a_stale_form_changes_nothing(cast: Cast) -> None:
    case = cast.case(State.REVIEW)
    Case.objects.filter(pk=case.pk).update(version=5)
    with pytest.raises(Changed):
        lifecycle.move(
            case,
            Transition.KEEP_PLAN,
            by=cast["lead"],
            says=REASONS,
            facts={"level": "high", "review_on": cast.now.date()},
            version=4,
        )
    assert not StateChange.objects.filter(case=case).exists()


def test_a_case_with_its_red_flag_up_cannot_close(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE, level=Level.HIGH, is_red_flagged=True)
    with pytest.raises(NotYet, match="red flag"):
        lifecycle.move(
            case,
            Transition.CLOSE,
            by=cast["lead"],
            says={"reason": "Done.", "return_told": "By phone."},
            facts={"closure_reason": "risk_reduced", "level": "high"},
        )


def test_closing_ends_the_episode_and_the_next_referral_opens_another(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE, level=Level.MEDIUM, review_on=cast.now.date())
    cast.place(case, "police")
    lifecycle.move(
        case,
        Transition.CLOSE,
        by=cast["lead"],
        says={"reason": "Risk is down.", "return_told": "By phone."},
        facts={"closure_reason": "risk_reduced", "level": "standard"},
    )
    case.refresh_from_db()
    first = case.episodes.get()
    assert (case.state, case.review_on, first.closure_reason, first.end_level) == (
        State.CLOSED,
        None,
        "risk_reduced",
        Level.STANDARD,
    )
    again = {"in_danger": "The same woman.", "happening": "He is back."}
    facts = {"immediate_danger": False, "referrer_contact": True}
    lifecycle.move(case, Transition.RE_REFER, by=cast["police"], says=again, facts=facts)
    assert list(case.episodes.order_by("number").values_list("number", flat=True)) == [1, 2]
    case.refresh_from_db()
    assert (case.level, case.level_agreed_at) == (None, None), "what was agreed before is not agreed of what is new"
    assert lifecycle.episode_before(cast["police"], case) == first


def test_a_cancelled_case_goes_back_to_where_it_stood(cast: Cast) -> None:
    case = cast.case(State.TRIAGE)
    lifecycle.move(case, Transition.CANCEL, by=cast["lead"], says={"reason": "Entered twice."})
    case.refresh_from_db()
    assert case.state == State.VOID
    lifecycle.move(case, Transition.RESTORE, by=cast["lead"], says={"reason": "It was not."})
    case.refresh_from_db()
    assert case.state == State.TRIAGE


def test_late_entry_is_recorded_with_both_times(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE)
    then = cast.at("lead", days=-2).now
    change = lifecycle.move(
        case, Transition.RAISE_RED_FLAG, by=cast["lead"], says={"done_now": "999"}, happened_at=then
    )
    assert (change.happened_at, change.recorded_at) == (then, cast.now)


def test_what_happened_cannot_be_edited_by_the_product(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE)
    cast.place(case, "advocate", Side.VICTIM)
    change = lifecycle.move(case, Transition.RAISE_RED_FLAG, by=cast["advocate"], says={"done_now": "999"})
    for attempt in (
        lambda: StateChange.objects.filter(pk=change.pk).update(made_by_name="Somebody else"),
        lambda: Statement.objects.filter(change=change).update(text="Nothing."),
        lambda: Statement.objects.filter(change=change).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
