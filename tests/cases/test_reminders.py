"""Reviews are told once, to those named on the case and those who lead its unit, and to nobody else."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.timezone import localdate

from cases.clocks import LONDON, working_day_after
from cases.enums import Capacity, Grant, Level, Side, State, Transition
from cases.models import Case, Referral
from cases.reminders import facts_owed, intake_waits, offers_waiting
from cases.services import lifecycle, moves, reviews, team, telling
from cases.services.files import Due
from cases.tasks import tell_what_is_due
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit
from stalking_unit.notifications.models import Message, Notification
from stalking_unit.reminders.models import SentReminder
from tests.cast import Cast


@pytest.fixture
def due(cast: Cast) -> Case:
    case = cast.case(State.PLAN_ACTIVE, level=Level.HIGH, review_on=cast.now.date())
    cast.place(case, "advocate", Side.VICTIM, Capacity.NAMED_ADVOCATE)
    cast.place(case, "coordinator", Side.HEADER, Capacity.COORDINATOR, Grant.VIEW)
    return case


def told(case: Case) -> set[str]:
    names = Notification.objects.filter(reference=case.reference or "").order_by("recipient__name")
    return set(names.values_list("recipient__name", flat=True))


def test_the_review_opens_and_everyone_it_concerns_is_told(cast: Cast, due: Case) -> None:
    tell_what_is_due()
    due.refresh_from_db()
    assert due.state == State.REVIEW
    assert told(due) == {"Bryony Exempla", "Linden Draftwood", "Rowan Chairley", "Insp Marlow Standin"}


def test_a_second_sweep_tells_nobody_again(cast: Cast, due: Case) -> None:
    tell_what_is_due()
    tell_what_is_due()
    assert Notification.objects.filter(reference=due.reference or "").count() == 4
    assert Message.objects.count() == 4


def test_a_day_missed_is_caught_up(cast: Cast, due: Case) -> None:
    Case.objects.filter(pk=due.pk).update(review_on=cast.now.date() - timedelta(days=2))
    tell_what_is_due()
    assert "Bryony Exempla" in told(due)


def test_before_the_day_nothing_is_told_and_nothing_moves(cast: Cast, due: Case) -> None:
    by = Actor.system("reminders", cast.now)
    yesterday = cast.now.date() - timedelta(days=1)
    assert reviews.open_due(yesterday, by=by) == 0
    assert telling.tell_due(yesterday, by=by) == 0


def test_a_restricted_case_is_told_to_those_named_on_it_only(cast: Cast, due: Case) -> None:
    Case.objects.filter(pk=due.pk).update(is_restricted=True)
    tell_what_is_due()
    assert told(due) == {"Bryony Exempla", "Linden Draftwood"}


def test_nobody_with_a_conflict_of_interest_is_told(cast: Cast, due: Case) -> None:
    team.exclude(due, cast.users["lead"], by=cast["lead"], reason="She is a friend.")
    tell_what_is_due()
    assert "Rowan Chairley" not in told(due)


def test_who_left_the_case_is_not_told(cast: Cast, due: Case) -> None:
    place = due.teammembers.get(user=cast.users["advocate"])
    place.ends_at = cast.now - timedelta(seconds=1)
    place.save(update_fields=["ends_at"])
    tell_what_is_due()
    assert "Bryony Exempla" not in told(due)


def test_the_words_hold_no_fact(cast: Cast, due: Case) -> None:
    tell_what_is_due()
    text = {(row.text, row.path) for row in Notification.objects.filter(reference=due.reference or "")}
    assert text == {("A review is due.", f"/cases/{due.pk}/")}


def advised(cast: Cast, follow_up_on: date) -> Case:
    case = cast.case(State.SCREENING)
    cast.place(case, "advocate", Side.VICTIM)
    cast.place(case, "outreach", Side.HEADER, Capacity.REFERRER, Grant.VIEW)
    says = {"advice": "Keep a diary.", "recipient": "PC Doe", "risk_owner": "PC Doe"}
    lifecycle.move(case, Transition.ADVISE_NOW, by=cast["police"], says=says, facts={"follow_up_on": follow_up_on})
    case.refresh_from_db()
    return case


def test_advice_is_followed_up_on_its_day_by_those_who_work_the_case_and_those_who_lead(cast: Cast) -> None:
    case = advised(cast, localdate(cast.now))
    later = advised(cast, localdate(cast.now) + timedelta(days=1))
    tell_what_is_due()
    tell_what_is_due()
    assert told(case) == {"Bryony Exempla", "Rowan Chairley", "Insp Marlow Standin"}
    assert Notification.objects.filter(reference=case.reference or "").count() == 3
    assert told(later) == set()


def test_of_advice_that_was_given_twice_the_later_day_counts(cast: Cast) -> None:
    case = advised(cast, localdate(cast.now))
    Case.objects.filter(pk=case.pk).update(state=State.CONSULTATION)
    says = {"advice": "Ring us.", "recipient": "PC Doe"}
    tomorrow = localdate(cast.now) + timedelta(days=1)
    later = cast.at("lead", minutes=5)
    lifecycle.move(case, Transition.ISSUE_ADVICE, by=later, says=says, facts={"follow_up_on": tomorrow})
    tell_what_is_due()
    assert told(case) == set()


def people(cast: Cast, dues: Sequence[Due], *kinds: str) -> set[str]:
    by_user = {user.pk: slug for slug, user in cast.users.items()}
    wanted = [due for due in dues if (due.kind in kinds if kinds else not due.kind.startswith("late-"))]
    return {by_user[row[4]] for due in wanted for row in due.rows}


SENT = datetime(2026, 11, 24, 11, tzinfo=LONDON)


def waiting(cast: Cast, state: State, **fields: object) -> Case:
    case = cast.case(state, **fields)  # type: ignore[arg-type]
    case.episodes.update(started_at=SENT)
    return case


@pytest.mark.parametrize(
    ("state", "days", "told_to"),
    [
        (State.SUBMITTED, 0, {"police", "advocate", "coordinator"}),
        (State.SCREENING, 1, {"police", "advocate", "coordinator"}),
        (State.TRIAGE, 2, {"lead", "lead-alternate"}),
        (State.CONSULTATION, 5, {"lead", "lead-alternate"}),
    ],
)
def test_a_referral_is_told_on_its_day_to_those_who_take_it_further(
    cast: Cast, state: State, days: int, told_to: set[str]
) -> None:
    waiting(cast, state)
    on = working_day_after(SENT.date(), days)
    assert people(cast, intake_waits(on - timedelta(days=1))) == set()
    assert people(cast, intake_waits(on)) == people(cast, intake_waits(on + timedelta(days=9))) == told_to


@pytest.mark.parametrize("state", [State.SUBMITTED, State.TRIAGE])
def test_a_restricted_referral_is_told_to_its_alternates_only(cast: Cast, state: State) -> None:
    case = waiting(cast, state, restricted=True)
    cast.place(case, "other-unit-lead", Side.BOTH, Capacity.ALTERNATE, Grant.LEAD)
    assert people(cast, intake_waits(SENT.date() + timedelta(days=9))) == {"other-unit-lead"}


def test_an_offered_case_is_told_to_the_other_unit_at_once_and_to_both_when_its_day_is_over(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    handed = {"safety_handover": "The alarm rings our room", "advocate_handover": "Bryony hands over on Monday"}
    to = Unit.objects.get(code="HMP").pk
    moves.make(case, Transition.OFFER, by=cast["lead"], says=handed, facts={"offered_to": to})
    today = localdate(cast.now)
    assert people(cast, offers_waiting(today)) == {"other-unit-lead"}
    late = offers_waiting(working_day_after(today, 1))
    assert people(cast, late, "offer-unanswered") == {"other-unit-lead", "lead", "lead-alternate"}
    case.refresh_from_db()
    moves.make(case, Transition.REFUSE_OFFER, by=cast["other-unit-lead"], says={"reason": "We have nobody"})
    assert people(cast, offers_waiting(working_day_after(today, 1))) == set()


def forecast(on: date) -> str:
    out = StringIO()
    call_command("reminders_due", f"--on={on.isoformat()}", stdout=out)
    return out.getvalue()


def test_the_command_says_what_would_be_told_and_why_and_tells_nobody(cast: Cast, due: Case) -> None:
    on = localdate(cast.now)
    printed = forecast(on)
    lines = {" ".join(line.split()) for line in printed.splitlines()}
    whom = f"{on} review {due.reference}"
    assert f"{whom} Bryony Exempla named on the case not yet" in lines
    assert f"{whom} Rowan Chairley leads the unit of the case not yet" in lines
    assert "4 are due: 0 were told before, 4 would be." in printed
    assert not Notification.objects.exists()
    assert not SentReminder.objects.exists()


def test_the_command_says_what_was_told_already_and_names_no_victim(cast: Cast, due: Case) -> None:
    tell_what_is_due()
    printed = forecast(localdate(cast.now))
    assert "4 are due: 4 were told before, 0 would be." in printed
    assert "not yet" not in printed
    assert not any(name in printed for name in ("Marigold", "Testwick", "Barnaby", "Fauxley"))
    assert Notification.objects.count() == 4


@pytest.mark.parametrize(
    ("state", "told_to"), [(State.SCREENING, {"lead", "lead-alternate"}), (State.ASSESSMENT, set())]
)
def test_what_a_referral_still_owes_is_late_for_the_leads_only_until_it_is_decided(
    cast: Cast, state: State, told_to: set[str]
) -> None:
    case = cast.case(state)
    seat = cast["advocate"].membership
    assert seat is not None
    Referral.objects.create(
        case=case,
        episode=case.episodes.get(),
        agency=seat.agency,
        author=cast.users["advocate"],
        happened_at=cast.now,
        recorded_at=cast.now,
        involves_agency=False,
        owes=["views"],
        owed_by=localdate(cast.now) - timedelta(days=9),
    )
    assert people(cast, facts_owed(localdate(cast.now)), "late-owed") == told_to
