"""What a referral was sent without: owed by a date, reminded of once, and given below what stays as it was sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from cases.clocks import OWED_DAYS, working_days_after
from cases.enums import Owed, Side, State, Transition
from cases.models import Case, Referral, ReferralAddition
from cases.services import additions, moves
from cases.services.intake import Answers, Named, begin, send
from cases.tasks import tell_what_is_due
from stalking_unit.notifications.models import Notification
from tests.cases.views.test_sent import NOT_OURS, alike, body, from_outreach, join, page
from tests.cast import Cast

THREE_FACTS = {
    "in_danger": "The woman at the corner shop.",
    "happening": "He waits outside her work.",
    "referrer_contact": "01632 960001",
    "immediate_danger": False,
}


def sent(cast: Cast, slug: str = "outreach", **answers: Any) -> Case:
    by = cast[slug]
    assert by.unit is not None
    return send(begin(by.unit, by=by, involves_agency=False), Answers(**{**THREE_FACTS, **answers}), by=by)


def add(cast: Cast, case: Case, fact: Owed, text: str, slug: str = "outreach") -> Any:
    path = reverse("cases:add_to_referral", kwargs={"pk": case.pk})
    return cast.client(slug).post(path, {"fact": fact, "text": text})


def as_sent(case: Case) -> dict[str, Any]:
    referral = Referral.objects.get(case=case)
    return {column.attname: getattr(referral, column.attname) for column in Referral._meta.concrete_fields}


def test_what_three_facts_leave_out_is_owed_by_a_day_counted_in_working_days(cast: Cast) -> None:
    referral = Referral.objects.get(case=sent(cast))
    assert referral.owes == [Owed.SUSPECT, Owed.SAFE_CONTACT, Owed.VIEWS, Owed.CRIME_REFERENCE]
    assert referral.owed_by == working_days_after(cast.now, OWED_DAYS).on


def test_that_nobody_knows_who_is_doing_it_is_an_answer(cast: Cast) -> None:
    whole = {"safe_contact_words": "Text.", "views": "agreed", "crime_reference": "07/1"}
    referral = Referral.objects.get(case=sent(cast, suspect_known=False, **whole))
    assert (referral.owes, referral.owed_by) == ([], None)
    known = Referral.objects.get(case=sent(cast, suspect_known=True, suspect=Named("Ned"), **whole))
    assert known.owes == []


def test_whoever_referred_and_whoever_screens_see_what_is_missing_and_by_when(cast: Cast) -> None:
    case = sent(cast)
    moves.make(
        case,
        Transition.BEGIN_SCREENING,
        by=cast["police"],
        facts={"matches_searched": True, "conflicts_compared": True},
    )
    shown = body(cast, page(case))
    for text in (
        "Still to come by",
        "Crime reference, or that there is none",
        reverse("cases:add_to_referral", kwargs={"pk": case.pk}),
    ):
        assert text in shown, text
    desk = body(cast, f"/screening/?referral={case.pk}", "police")
    assert "crime reference, or that there is none" in desk


def test_what_is_added_stands_below_what_was_sent_with_its_author_and_both_times(cast: Cast) -> None:
    case = sent(cast)
    before = as_sent(case)
    path = reverse("cases:add_to_referral", kwargs={"pk": case.pk})
    learnt = localdate(cast.now) - timedelta(days=1)
    typed = {
        "fact": "crime_reference",
        "text": "07/12345/26",
        "on-day": learnt.day,
        "on-month": learnt.month,
        "on-year": learnt.year,
    }
    assert cast.client("outreach").post(path, typed).status_code == 303
    added = ReferralAddition.objects.get()
    assert (added.author, added.text) == (cast.users["outreach"], "07/12345/26")
    assert added.happened_at < added.recorded_at
    assert as_sent(case) == before
    shown = body(cast, page(case))
    for text in ("07/12345/26", "Kit Sandboxe", "Learnt"):
        assert text in shown, text
    assert Owed.CRIME_REFERENCE not in additions.still_owed(Referral.objects.get(case=case))
    assert "07/12345/26" in body(cast, case.get_absolute_url(), "lead")


def test_nobody_else_adds_and_his_side_does_not_read_it(cast: Cast) -> None:
    case = sent(cast)
    add(cast, case, Owed.SAFE_CONTACT, "Text after six, never ring.")
    Case.objects.filter(pk=case.pk).update(state=State.PLAN_ACTIVE)
    cast.place(case, "health", Side.SUSPECT)
    cast.place(case, "advocate", Side.VICTIM)
    assert add(cast, case, Owed.MORE, "Something.", "health").status_code == 403
    assert add(cast, case, Owed.MORE, "Something.", "advocate-two").status_code == 404
    assert "never ring" not in body(cast, page(case, "timeline/"), "health")
    assert "never ring" in body(cast, page(case, "timeline/"), "advocate")


def test_it_is_reminded_of_once_and_not_when_it_has_come(cast: Cast) -> None:
    owing, answered = sent(cast), sent(cast)
    for fact in Referral.objects.get(case=answered).owes:
        add(cast, answered, Owed(fact), "Here it is.")
    Referral.objects.update(owed_by=localdate())
    tell_what_is_due()
    tell_what_is_due()
    told = Notification.objects.filter(kind="owed").values_list("reference", "recipient__name", "path")
    assert list(told) == [(owing.reference, "Kit Sandboxe", reverse("cases:add_to_referral", kwargs={"pk": owing.pk}))]


def decline(cast: Cast, case: Case, told: str) -> None:
    says = {"reason": "A dispute.", "four": "None.", "signposted": "The council."}
    case.refresh_from_db()
    moves.make(case, Transition.DECLINE, by=cast["lead"], says=says, facts={**NOT_OURS, "referrer_told": told})


def test_a_reminder_tells_nothing_of_a_join_or_of_a_decision_that_is_kept_back(cast: Cast) -> None:
    joined, untold, told = sent(cast), sent(cast), sent(cast)
    for case in (joined, untold, told):
        Case.objects.filter(pk=case.pk).update(state=State.SCREENING)
        case.refresh_from_db()
    join(cast, joined)
    decline(cast, untold, "unsafe")
    decline(cast, told, "told")
    Referral.objects.update(owed_by=localdate())
    tell_what_is_due()
    reminded = set(Notification.objects.filter(kind="owed").values_list("reference", flat=True))
    assert reminded == {joined.reference, untold.reference}


def test_an_answer_brings_the_referral_back_to_whoever_screens(cast: Cast) -> None:
    case = from_outreach(cast)
    says = {"question": "Which shop?", "asked_of": "Kit Sandboxe"}
    moves.make(case, Transition.ASK_FOR_MORE, by=cast["police"], says=says, facts={"answer_due_on": "2037-02-01"})
    add(cast, case, Owed.MORE, "The one by the bridge.")
    case.refresh_from_db()
    assert case.state == State.SCREENING
    told = set(Notification.objects.filter(kind="addition").values_list("recipient__name", flat=True))
    assert "DS Avery Placeholder" in told
    assert "Kit Sandboxe" not in told


def test_what_was_joined_is_added_to_in_the_same_words(cast: Cast) -> None:
    waits, joined = from_outreach(cast), from_outreach(cast)
    join(cast, joined)
    shown = []
    for case in (waits, joined):
        add(cast, case, Owed.MORE, "The one by the bridge.")
        shown.append(alike(body(cast, page(case))))
    assert shown[0] == shown[1]
    assert "The one by the bridge." in shown[0]


def test_the_database_lets_nobody_change_an_addition(cast: Cast) -> None:
    add(cast, sent(cast), Owed.MORE, "The one by the bridge.")
    with pytest.raises(ProgrammingError), transaction.atomic():
        ReferralAddition.objects.update(fact=Owed.VIEWS)
