"""Screening and triage in the browser: the facts, the choices, and what each reader is shown of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from cases.clocks import intake_due
from cases.enums import Capacity, Channel, Grant, PersonRole, Side, State, Transition
from cases.models import Case, Episode, PersonName, Referral, TeamMember
from cases.services import moves, places
from stalking_unit.accounts.models import Unit
from stalking_unit.ui.words import day, due
from tests.cast import Cast


def decide(case: Case) -> str:
    return reverse("cases:decide", kwargs={"pk": case.pk})


def body(cast: Cast, slug: str, path: str) -> str:
    response = cast.client(slug).get(path)
    assert response.status_code == 200
    return str(response.content.decode())


def referred(cast: Cast, state: State) -> Case:
    case = cast.case(state)
    seat = cast["outreach"].membership
    assert seat is not None
    Referral.objects.create(
        case=case,
        episode=Episode.objects.get(case=case),
        agency=seat.agency,
        author=cast.users["outreach"],
        happened_at=cast.now,
        recorded_at=cast.now,
        involves_agency=False,
        in_danger="Marigold Testwick",
        happening="Forty-seven messages.",
        immediate_danger=False,
        safe_contact_words="Text at lunch time.",
        referrer_contact="01632 960002",
        sent_at=cast.now,
        received_at=cast.now,
    )
    return case


@pytest.mark.parametrize("slug", ["police", "advocate", "lead"])
def test_a_screener_reads_the_facts_and_has_the_choices(cast: Cast, slug: str) -> None:
    page = body(cast, slug, decide(referred(cast, State.SCREENING)))
    for words in ("Forty-seven messages.", "Text at lunch time.", "01632 960002", "Same person?"):
        assert words in page
    for choice in ("Advise now", "Consult", "Take it on", "Ask for more information", "Join to an open case"):
        assert choice in page
    assert ("Not ours" in page) == (slug == "lead")


@pytest.mark.parametrize(("days", "ago"), [(11, "11 days ago"), (1, "yesterday"), (0, "today")])
@pytest.mark.parametrize(
    ("kept", "line"),
    [("07700 900104", "Number last seen in a case"), ("01632 900104", "The end of a number last seen in a case")],
)
def test_a_number_of_another_case_is_one_quiet_line_with_when_it_was_last_seen(
    cast: Cast, kept: str, line: str, days: int, ago: str
) -> None:
    case, other = referred(cast, State.SCREENING), cast.case(created_at=cast.now - timedelta(days=days))
    PersonName.objects.filter(case=other).delete()
    for one, number in ((case, "07700 900104"), (other, kept)):
        places.add_contact(one.casepersons.suspects().get(), Channel.CALL, number, by=cast["lead"])
    page = body(cast, "lead", decide(case))
    assert f"{line} {ago}. Same person?" in page
    assert other.reference in page
    assert "900104" not in page.split("Same person?")[1].split("Open<")[0]


def test_the_line_never_appears_for_one_who_may_not_see_the_other_case(cast: Cast) -> None:
    case, other = referred(cast, State.SCREENING), cast.case(created_at=cast.now - timedelta(days=11))
    for one in (case, other):
        places.add_contact(one.casepersons.suspects().get(), Channel.CALL, "07700 900104", by=cast["lead"])
    for slug in ("police", "advocate"):
        page = body(cast, slug, decide(case))
        assert "last seen in a case" not in page, slug
        assert other.reference not in page, slug


def test_nothing_is_searched_before_screening_begins(cast: Cast) -> None:
    page = body(cast, "police", decide(referred(cast, State.SUBMITTED)))
    assert "Begin screening" in page
    assert "Same person?" not in page


def test_a_coordinator_sees_that_a_referral_is_there_and_not_a_word_of_it(cast: Cast) -> None:
    page = body(cast, "coordinator", decide(referred(cast, State.SCREENING)))
    for words in ("Forty-seven", "Text at lunch", "Marigold", "01632", "Same person?"):
        assert words not in page
    assert "Nothing that is yours to decide" in page


def test_the_suspects_side_reads_no_referral(cast: Cast) -> None:
    case = referred(cast, State.TRIAGE)
    cast.place(case, "health", Side.SUSPECT)
    page = body(cast, "health", decide(case))
    for words in ("Forty-seven", "Text at lunch", "Marigold"):
        assert words not in page


def test_police_on_the_suspects_side_read_the_referral_without_safe_contact(cast: Cast) -> None:
    case = referred(cast, State.CONSULTATION)
    cast.place(case, "police-supervisor", Side.SUSPECT)
    page = body(cast, "police-supervisor", decide(case))
    assert "Forty-seven messages." in page
    assert "Text at lunch" not in page


def test_a_likeness_with_the_units_own_people_is_the_leads_alone(cast: Cast) -> None:
    case = referred(cast, State.SCREENING)
    cast.person(case, PersonRole.WITNESS, "Kit", "Sandboxe")
    assert "Conflict of interest?" in body(cast, "lead", decide(case))
    assert "Conflict of interest?" not in body(cast, "police", decide(case))


def test_a_victim_who_is_a_suspect_elsewhere_is_shown_to_the_lead_alone(cast: Cast) -> None:
    case, other = referred(cast, State.SCREENING), referred(cast, State.TRIAGE)
    cast.person(other, PersonRole.PROXY, "Marigold", "Testwick")
    reference = str(other.reference)
    assert "Acts for the suspect there, victim here" in body(cast, "lead", decide(case))
    seen = body(cast, "police", decide(case))
    assert reference in seen  # the same names are victim and suspect in both
    assert "Acts for the suspect there" not in seen


def test_passing_to_triage_carries_what_was_chosen(cast: Cast) -> None:
    case = referred(cast, State.SCREENING)
    page = body(cast, "police", f"{reverse('cases:pass_to_triage', kwargs={'pk': case.pk})}?proposed=consult")
    assert 'value="consult" checked' in page


def typed(cast: Cast, **changed: Any) -> dict[str, Any]:
    def seat(slug: str) -> str:
        membership = cast[slug].membership
        assert membership is not None
        return str(membership.pk)

    return {
        "reason": "It meets the four.",
        "heard": ["police", "advocacy"],
        "suspect_elsewhere": "no",
        "order_considered": "Police will apply.",
        "priority": "now",
        "level": "high",
        "risk_owner": "DS Avery Placeholder",
        "lead_legal": seat("police"),
        "side_legal": "both",
        "lead_psychological": seat("health"),
        "side_psychological": "suspect",
        "side_social": "suspect",
        "lead_victim": seat("advocate"),
        "coordinator": seat("coordinator"),
        **changed,
    }


@pytest.mark.parametrize(("move", "becomes"), [("accept", State.ACCEPTED), ("consult", State.CONSULTATION)])
def test_the_lead_takes_a_case_on_and_names_who_works_it(cast: Cast, move: str, becomes: State) -> None:
    case = referred(cast, State.TRIAGE)
    page = reverse(f"cases:{move}", kwargs={"pk": case.pk})
    assert "Who works it" in body(cast, "lead", page)
    answer = cast.client("lead").post(page, {**typed(cast), "version": case.version})
    assert answer.status_code == 303, answer.content.decode()
    case.refresh_from_db()
    assert case.state == becomes
    advocate = TeamMember.objects.get(case=case, user=cast.users["advocate"])
    assert (advocate.side, advocate.capacity) == (Side.VICTIM, Capacity.NAMED_ADVOCATE)
    assert TeamMember.objects.filter(case=case).count() == 4


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"heard": ["police"]}, "Hear police, and one of health or advocacy"),
        ({"suspect_elsewhere": ""}, "Select yes if somebody here stands on the other side elsewhere"),
        ({"suspect_elsewhere": "yes"}, "Enter who the primary aggressor is, and why"),
        ({"level": ""}, "Select the level for now"),
        ({"lead_legal": "", "lead_psychological": "", "lead_victim": ""}, "Select who leads at least one strand"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast: Cast, changed: dict[str, Any], words: str) -> None:
    case = referred(cast, State.TRIAGE)
    page = reverse("cases:accept", kwargs={"pk": case.pk})
    answer = cast.client("lead").post(page, {**typed(cast, **changed), "version": case.version})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert words in said
    assert "Police will apply." in said
    case.refresh_from_db()
    assert case.state == State.TRIAGE


def test_the_lead_names_who_takes_up_a_case_from_another_unit(cast: Cast) -> None:
    case = cast.case(State.TRANSFERRED)
    sent = {name: value for name, value in typed(cast).items() if name.startswith(("lead_", "side_"))}
    page = reverse("cases:take_up", kwargs={"pk": case.pk})
    answer = cast.client("lead").post(page, {**sent, "version": case.version})
    assert answer.status_code == 303, answer.content.decode()
    case.refresh_from_db()
    assert case.state == State.ACCEPTED


@pytest.mark.parametrize("slug", ["police", "advocate", "coordinator"])
def test_only_a_lead_decides_at_triage(cast: Cast, slug: str) -> None:
    case = referred(cast, State.TRIAGE)
    answer = cast.client(slug).get(reverse("cases:accept", kwargs={"pk": case.pk}))
    assert answer.status_code == 403
    assert "The team lead can do this." in answer.content.decode()


def test_home_says_what_waits_for_each(cast: Cast) -> None:
    for state in (State.SUBMITTED, State.TRIAGE):
        referred(cast, state)
    assert "Screen the referral" in body(cast, "police", "/")
    assert "Decide at triage" not in body(cast, "police", "/")
    assert "Decide at triage" in body(cast, "lead", "/")
    assert "Screen the referral" not in body(cast, "health", "/")


def test_a_referral_that_was_decided_says_so(cast: Cast) -> None:
    assert "This referral has been decided." in body(cast, "lead", decide(referred(cast, State.PLAN_ACTIVE)))


def test_intake_is_due_by_its_working_days_and_an_offer_today(cast: Cast) -> None:
    sent_at = referred(cast, State.SUBMITTED).episodes.get().started_at
    cast.case(offered_to=Unit.objects.get(code="HMP"))
    on = intake_due(State.SUBMITTED, sent_at)
    assert on is not None
    assert due(on.on, localdate()) in body(cast, "police", "/")
    assert "Answer the offer of a case" in body(cast, "other-unit-lead", "/")
    assert "Answer the offer of a case" not in body(cast, "lead", "/")


def queries(cast: Cast, slug: str, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        body(cast, slug, path)
    return len(asked)


def test_as_many_queries_for_two_referrals_and_matches_as_for_twenty(cast: Cast) -> None:
    case = referred(cast, State.SCREENING)
    referred(cast, State.SCREENING)
    body(cast, "lead", "/")
    few = queries(cast, "lead", "/"), queries(cast, "lead", decide(case))
    for _ in range(18):
        referred(cast, State.SCREENING)
    assert (queries(cast, "lead", "/"), queries(cast, "lead", decide(case))) == few


def test_who_of_an_agency_is_involved_is_for_whoever_leads_the_case(cast: Cast) -> None:
    case = referred(cast, State.SCREENING)
    Referral.objects.filter(case=case).update(involves_agency_how="His sister is in custody staff.")
    assert "custody staff" in body(cast, "lead", decide(case))
    assert "custody staff" not in body(cast, "police", decide(case))


@pytest.mark.parametrize("slug", ["police", "lead"])
def test_the_overview_gives_the_account_of_a_referral_that_nobody_has_worked_yet(cast: Cast, slug: str) -> None:
    page = body(cast, slug, referred(cast, State.SUBMITTED).get_absolute_url())
    assert "The referral’s account" in page
    assert "Forty-seven messages." in page


def test_an_alternate_reads_the_account_of_a_restricted_referral(cast: Cast) -> None:
    case = referred(cast, State.SUBMITTED)
    cast.place(case, "other-unit-lead", Side.BOTH, Capacity.ALTERNATE, Grant.LEAD)
    Case.objects.filter(pk=case.pk).update(is_restricted=True)
    assert "Forty-seven messages." in body(cast, "other-unit-lead", case.get_absolute_url())


@pytest.mark.parametrize("slug", ["health", "coordinator"])
def test_the_overview_keeps_the_account_from_those_who_may_not_read_it(cast: Cast, slug: str) -> None:
    case = referred(cast, State.TRIAGE)
    cast.place(case, "health", Side.SUSPECT)
    page = body(cast, slug, case.get_absolute_url())
    assert "Forty-seven messages." not in page
    assert "The referral’s account" not in page


def test_a_case_that_is_worked_shows_what_is_known_of_it_and_no_longer_the_referral(cast: Cast) -> None:
    assert "The referral’s account" not in body(cast, "lead", referred(cast, State.PLAN_ACTIVE).get_absolute_url())


def declined(cast: Cast) -> Case:
    case = referred(cast, State.TRIAGE)
    says = {"reason": "A dispute.", "four": "None of the four.", "signposted": "Ring the council."}
    facts = {"reason_code": "not-stalking", "referrer_told": "told"}
    moves.make(case, Transition.DECLINE, by=cast["lead"], says=says, facts=facts)
    case.refresh_from_db()
    return case


def test_a_challenge_stands_beside_the_decision_before_and_has_a_clock_of_its_own(cast: Cast) -> None:
    case = declined(cast)
    cast.place(case, "outreach", Side.HEADER, Capacity.REFERRER)
    moves.make(case, Transition.CHALLENGE, by=cast["outreach"], says={"grounds": "He waits at her gym."})
    Episode.objects.filter(case=case).update(started_at=cast.now - timedelta(days=60))
    page = body(cast, "lead", decide(case))
    for words in ("Challenged", "He waits at her gym.", "Decided before", "A dispute.", "Not stalking", "Decide by"):
        assert words in page, words
    assert "Kit Sandboxe" in page
    assert "Decide at triage" in body(cast, "lead", "/")
    assert "Overdue" not in body(cast, "lead", "/")


def test_a_case_that_was_not_taken_on_says_why_and_where_they_were_pointed_to(cast: Cast) -> None:
    page = body(cast, "lead", declined(cast).get_absolute_url())
    for words in ("How it was answered", "A dispute.", "Ring the council.", "Not stalking", "None of the four."):
        assert words in page, words


def advised(cast: Cast, *, follow_up_in: int) -> Case:
    case = referred(cast, State.SCREENING)
    says = {"advice": "Keep a diary.", "recipient": "PC Doe", "risk_owner": "DI Roe", "four": "Fixated: yes."}
    facts = {"follow_up_on": localdate() + timedelta(days=follow_up_in)}
    moves.make(case, Transition.ADVISE_NOW, by=cast["police"], says=says, facts=facts)
    case.refresh_from_db()
    return case


def test_advice_carries_for_whom_it_was_who_owns_the_risk_and_when_somebody_asks(cast: Cast) -> None:
    case = advised(cast, follow_up_in=-2)
    page = body(cast, "lead", case.get_absolute_url())
    for words in ("Keep a diary.", "PC Doe", "DI Roe", "DS Avery Placeholder", day(localdate() - timedelta(days=2))):
        assert words in page, words
    assert "Ask whether the advice was acted on now" in body(cast, "lead", decide(case))
    home = body(cast, "lead", "/")
    assert "Follow up the advice" in home
    assert "Overdue by 2 days" in home
