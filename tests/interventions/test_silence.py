"""Nobody gets through: attempts are entries, and the third at another time asks whether the suspect could be there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localtime

from cases import policy
from cases.enums import Channel, State
from cases.models import Case, CasePerson, StateChange, Statement, Trigger
from cases.policy import Action
from cases.services import triggers
from interventions.case_file import todo
from interventions.enums import ContactOutcome, CouldBe, Initiator
from interventions.models import LostContact, SupportContact
from interventions.services import silence, support
from stalking_unit.db.errors import DomainError
from tests.cast import Cast
from tests.interventions.test_pages import day

ONE = datetime(2026, 11, 23, 13, tzinfo=UTC)
QUESTION = "Could the suspect be with them?"


def tried(
    cast: Cast,
    victim: CasePerson,
    *,
    hours: int,
    outcome: ContactOutcome = ContactOutcome.NO_REPLY,
    by: Initiator = Initiator.WORKER,
) -> SupportContact:
    """An attempt so many hours ago."""
    return support.record(
        victim,
        by=cast["advocate"],
        channel=Channel.TEXT,
        outcome=outcome,
        initiated_by=by,
        happened_at=cast.now - timedelta(hours=hours),
    )


def asked(case: Case) -> list[Trigger]:
    return list(Trigger.objects.filter(case=case, code=silence.CODE).order_by("recorded_at"))


@pytest.mark.parametrize(
    ("hours", "counted"), [((0,), 1), ((0, 1), 1), ((0, 2), 2), ((0, 1, 2), 2), ((0, 24, 48), 3), ((48, 0, 24), 3)]
)
def test_an_attempt_counts_when_it_is_two_hours_from_the_last_that_did(hours: tuple[int, ...], counted: int) -> None:
    assert silence.varied(ONE + timedelta(hours=one) for one in hours) == counted


def test_the_third_attempt_opens_a_review_and_says_nothing_of_her(cast: Cast, case: Case, victim: CasePerson) -> None:
    for hours, outcome in ((72, "no_reply"), (48, "wrong"), (24, "attempted")):
        assert asked(case) == []
        tried(cast, victim, hours=hours, outcome=ContactOutcome(outcome))
    case.refresh_from_db()
    [raised] = asked(case)
    assert (case.state, raised.change.transition) == (State.REVIEW, "trigger_review")
    reason = Statement.objects.get(change=raised.change, heading="reason")
    assert reason.text == silence.REASON
    assert [row.label for row in triggers.rows(cast["advocate"], case)] == ["We have lost contact with the victim"]
    assert triggers.rows(cast["health"], case) == []


def test_three_attempts_within_an_hour_are_one(cast: Cast, case: Case, victim: CasePerson) -> None:
    for _ in range(3):
        tried(cast, victim, hours=1)
    assert asked(case) == []


@pytest.mark.parametrize(
    ("outcome", "by"),
    [
        (ContactOutcome.SPOKEN, Initiator.WORKER),
        (ContactOutcome.NOT_SAFE, Initiator.WORKER),
        (ContactOutcome.NO_REPLY, Initiator.VICTIM),
    ],
)
def test_a_word_from_her_ends_a_silence(
    cast: Cast, case: Case, victim: CasePerson, outcome: ContactOutcome, by: Initiator
) -> None:
    tried(cast, victim, hours=96)
    tried(cast, victim, hours=72)
    tried(cast, victim, hours=48, outcome=outcome, by=by)
    tried(cast, victim, hours=24)
    assert asked(case) == []


def test_a_silence_is_raised_once_and_again_after_it_was_answered(cast: Cast, case: Case, victim: CasePerson) -> None:
    for hours in (96, 72, 48, 24):
        tried(cast, victim, hours=hours)
    assert len(asked(case)) == 1
    silence.answer(
        victim, by=cast["advocate"], with_suspect=CouldBe.NO, known="She is abroad", done="Her sister rang her"
    )
    assert len(asked(case)) == 1
    later = cast.at("advocate", days=9)
    for days in (6, 7, 8):
        support.record(
            victim,
            by=later,
            channel=Channel.TEXT,
            outcome=ContactOutcome.NO_REPLY,
            happened_at=cast.now + timedelta(days=days),
        )
    assert len(asked(case)) == 2


@pytest.mark.parametrize(("answer", "raised"), [(CouldBe.YES, 1), (CouldBe.NOT_KNOWN, 1), (CouldBe.NO, 0)])
def test_one_unusual_silence_is_enough_to_ask(
    cast: Cast, case: Case, victim: CasePerson, answer: CouldBe, raised: int
) -> None:
    tried(cast, victim, hours=2)
    silence.answer(victim, by=cast["advocate"], with_suspect=answer, known="She always answers", done="Police asked")
    assert len(asked(case)) == raised
    assert StateChange.objects.filter(case=case, transition="trigger_review").count() == raised


def test_an_answer_says_what_is_known_and_what_was_done(cast: Cast, victim: CasePerson) -> None:
    with pytest.raises(DomainError, match="what was done"):
        silence.answer(victim, by=cast["advocate"], with_suspect=CouldBe.NO, known="She is abroad", done=" ")
    for slug in ("police", "health", "lead"):
        with pytest.raises(PermissionDenied):
            silence.answer(victim, by=cast[slug], with_suspect=CouldBe.NO, known="She is abroad", done="Nothing")


def test_her_side_and_the_lead_read_the_answer(cast: Cast, case: Case, victim: CasePerson) -> None:
    said = silence.answer(
        victim, by=cast["advocate"], with_suspect=CouldBe.NOT_KNOWN, known="She always answers", done="Police asked"
    )
    rows = LostContact.objects.filter(pk=said.pk)
    see = {slug for slug in cast.users if policy.scope(cast[slug], Action.VIEW_LOST_CONTACT, rows).exists()}
    assert see - {"lead-alternate"} == {"advocate", "police", "lead"}
    for slug in ("advocate", "police", "lead", "health", "outreach"):
        page = cast.client(slug).get(f"/cases/{case.pk}/support/").content.decode()
        assert ("She always answers" in page) is (slug in see), slug


def test_the_page_and_the_list_of_what_waits_ask_until_it_is_answered(
    cast: Cast, case: Case, victim: CasePerson
) -> None:
    client, page, form = cast.client("advocate"), f"/cases/{case.pk}/support/", f"/victims/{victim.pk}/silence/"
    tried(cast, victim, hours=72)
    shown = client.get(page).content.decode()
    assert f"Is this silence unusual? {QUESTION}" in shown
    assert "We have lost contact" not in shown
    for hours in (48, 24):
        tried(cast, victim, hours=hours)
    assert "We have lost contact" in client.get(page).content.decode()
    assert form in [one.href for one in todo(cast["advocate"])]
    assert "phone 999 first" in client.get(form).content.decode()
    assert client.post(form, {"with_suspect": "yes"}).status_code == 422
    said = {"with_suspect": "yes", "known": "She never misses her hour", "done": "Duty inspector asked at 3pm"}
    done = client.post(form, said, follow=True).content.decode()
    assert "phone 999 now" in done
    assert "She never misses her hour" in done
    assert QUESTION not in done
    assert form not in [one.href for one in todo(cast["advocate"])]


def test_nobody_else_is_asked(cast: Cast, victim: CasePerson) -> None:
    for slug, answer in (("police", 403), ("lead", 403), ("outreach", 403), ("other-unit-lead", 404)):
        assert cast.client(slug).get(f"/victims/{victim.pk}/silence/").status_code == answer, slug


def test_who_answered_in_her_place_is_followed_by_a_check(cast: Cast, victim: CasePerson) -> None:
    now = localtime(cast.now)
    when = day("on", now.date()) | {"at": f"{now:%H:%M}"}
    said = {"channel": "text", "initiated_by": "worker", "outcome": "wrong", **when}
    done = cast.client("advocate").post(f"/victims/{victim.pk}/contact/", said, follow=True).content.decode()
    assert "Check who has this phone before it is used again" in done
