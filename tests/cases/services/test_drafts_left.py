"""A draft left alone is cancelled after a fortnight, after a word to its author; never where it tells of danger."""

from datetime import date, timedelta

from django.utils import timezone

from cases.enums import State
from cases.models import Case, Referral
from cases.services import intake, telling
from stalking_unit.accounts.actor import Actor
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

TYPED = {"happening": ["He waits."]}


def begin(cast: Cast, **typed: list[str]) -> Referral:
    referral = intake.begin(cast.unit, by=cast["police"], involves_agency=False)
    intake.keep(referral, {**TYPED, **typed}, by=cast["police"])
    return referral


def after(cast: Cast, days: int) -> date:
    return timezone.localdate(cast.now) + timedelta(days=days)


def cancel(cast: Cast, days: int) -> State:
    intake.cancel_left(after(cast, days), by=Actor.system("reminders", cast.now + timedelta(days=days)))
    return State(Case.objects.get().state)


def test_it_is_cancelled_after_a_fortnight_and_not_before(cast: Cast) -> None:
    begin(cast)
    assert cancel(cast, 13) is State.DRAFT
    assert cancel(cast, 14) is State.VOID


def test_going_on_with_it_begins_the_fortnight_anew(cast: Cast) -> None:
    referral = begin(cast)
    intake.keep(referral, {"happening": ["He waits again."]}, by=cast.at("police", days=5))
    assert cancel(cast, 18) is State.DRAFT
    assert cancel(cast, 19) is State.VOID


def test_one_that_speaks_of_danger_is_never_cancelled(cast: Cast) -> None:
    begin(cast, immediate_danger=["yes"])
    assert cancel(cast, 90) is State.DRAFT


def test_its_words_stay_with_their_author(cast: Cast) -> None:
    referral = begin(cast)
    cancel(cast, 14)
    assert intake.kept(referral, by=cast["police"]).typed == TYPED


def test_its_author_alone_is_told_once_two_days_before(cast: Cast) -> None:
    begin(cast)
    for days, told in ((11, 0), (12, 1), (13, 1)):
        telling.tell_due(after(cast, days), by=Actor.system("reminders", cast.now))
        mine = Notification.objects.filter(kind="draft")
        assert mine.count() == told, days
        assert all(notice.recipient == cast.users["police"] for notice in mine)
