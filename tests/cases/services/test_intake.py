"""A referral: the first question hides it, the draft is its author's, three facts send it."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cases import policy
from cases.enums import Grant, PersonRole, State, Transition
from cases.models import Case, CaseGrant, CasePerson, Draft, Referral, StateChange, Statement
from cases.policy import Action
from cases.services import intake
from cases.services.errors import Incomplete, NotFromHere
from cases.services.intake import Answers, Named
from stalking_unit.audit import trail
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

ANSWERS = Answers(
    victim=Named("Henrietta", "Blankley", date(1997, 3, 4)),
    suspect=Named("Tobias", "Quillmock", relationship="colleague"),
    suspect_known=True,
    happening="130 messages on the workplace chat since March.",
    immediate_danger=False,
    referrer_contact="01632 960002",
    safe_contact_words="Any time, voicemail is fine.",
    source="employer",
)

TYPED = {"victim_family": ["Blankl"], "victim_born_on-day": [""], "happening": ["130 messages on"]}


def draft(cast: Cast, slug: str = "outreach", *, restricted: bool = False) -> Referral:
    return intake.begin(cast.unit, by=cast[slug], involves_agency=restricted)


def sent(cast: Cast, answers: Answers = ANSWERS, slug: str = "outreach", *, restricted: bool = False) -> Case:
    return intake.send(draft(cast, slug, restricted=restricted), answers, by=cast[slug])


def told(cast: Cast, kind: str) -> set[str]:
    by_pk = {user.pk: slug for slug, user in cast.users.items()}
    rows = Notification.objects.filter(kind=kind).order_by("pk").values_list("recipient_id", flat=True)
    return {by_pk[pk] for pk in rows}


@pytest.mark.parametrize("slug", ["police", "health", "outreach", "advocate", "probation", "coordinator", "lead"])
def test_anyone_who_works_in_the_unit_begins_a_referral_that_only_they_see(cast: Cast, slug: str) -> None:
    case = draft(cast, slug).case
    assert policy.can(cast[slug], Action.SUBMIT, case)
    for other in set(cast.users) - {slug}:
        assert not policy.can(cast[other], Action.VIEW_CASE, case), other


@pytest.mark.parametrize("slug", ["admin", "auditor", "guest", "other-unit-police"])
def test_nobody_else_begins_one(cast: Cast, slug: str) -> None:
    with pytest.raises(PermissionDenied):
        draft(cast, slug)


def test_yes_to_the_first_question_hides_it_and_hands_it_to_the_alternates(cast: Cast) -> None:
    case = draft(cast, restricted=True).case
    case.refresh_from_db()
    assert case.is_restricted
    assert case.code_name
    assert told(cast, "restricted") == {"other-unit-lead", "lead-alternate"}
    leads = CaseGrant.objects.filter(content_object=case, permission__codename=Grant.LEAD.value)
    assert {grant.user.email for grant in leads.order_by("pk")} == {
        cast.users[slug].email for slug in ("other-unit-lead", "lead-alternate")
    }
    for slug in ("lead", "police", "advocate", "coordinator", "auditor"):
        assert not policy.can(cast[slug], Action.VIEW_CASE, case), slug
    assert policy.can(cast["outreach"], Action.SUBMIT, case)


def test_a_unit_without_alternates_records_it_all_the_same(cast: Cast) -> None:
    unit = cast.unit
    unit.first_alternate = unit.second_alternate = None
    unit.save(update_fields=["first_alternate", "second_alternate"])
    case = sent(cast, restricted=True)
    assert (case.state, case.is_restricted) == (State.SUBMITTED, True)
    assert not intake.has_alternates(case, cast["outreach"])
    assert Notification.objects.count() == 0


def test_a_draft_keeps_what_was_typed_and_nothing_of_it_is_on_the_record(cast: Cast) -> None:
    referral = draft(cast)
    intake.keep(referral, TYPED, by=cast["outreach"])
    assert intake.kept(referral, by=cast["outreach"]).typed == TYPED
    referral.refresh_from_db()
    assert (referral.happening, CasePerson.objects.count()) == ("", 0)


def test_the_trail_says_which_boxes_are_filled_once_and_not_at_every_pause(cast: Cast) -> None:
    referral = draft(cast)
    for words in ("He", "He waits", "He waits outside"):
        intake.keep(referral, {**TYPED, "happening": [words]}, by=cast["outreach"])
    lines = [row for row in trail.of_case(referral.case_id) if row.subtype == "save_referral"]
    assert [row.fields for row in lines] == [["happening", "victim_family"]]


def test_sending_lets_the_draft_go(cast: Cast) -> None:
    referral = draft(cast)
    intake.keep(referral, TYPED, by=cast["outreach"])
    intake.send(referral, ANSWERS, by=cast["outreach"])
    assert not Draft.objects.exists()


@pytest.mark.parametrize("slug", ["lead", "police", "advocate-two", "other-unit-lead"])
def test_nobody_else_writes_in_a_draft(cast: Cast, slug: str) -> None:
    referral = draft(cast)
    with pytest.raises(PermissionDenied):
        intake.keep(referral, TYPED, by=cast[slug])
    with pytest.raises(PermissionDenied):
        intake.send(referral, ANSWERS, by=cast[slug])


def test_even_an_alternate_does_not_put_words_into_the_authors_draft(cast: Cast) -> None:
    referral = draft(cast, restricted=True)
    with pytest.raises(PermissionDenied):
        intake.keep(referral, TYPED, by=cast["other-unit-lead"])


def test_sending_gives_a_reference_starts_the_clock_and_tells_who_screens(cast: Cast) -> None:
    case = sent(cast)
    assert case.state == State.SUBMITTED
    assert case.reference
    assert case.reference.startswith("CHS-2026-")
    assert case.episodes.get().started_at == cast.now
    assert case.episodes.get().source == "employer"
    assert told(cast, "referral") == {"lead", "lead-alternate", "police", "advocate"}
    referral = Referral.objects.get()
    assert (referral.sent_at, referral.received_at) == (cast.now, cast.now)
    assert referral.in_danger == "Henrietta Blankley"
    said = Statement.objects.filter(case=case).order_by("heading").values_list("heading", "text")
    assert dict(said) == {"happening": ANSWERS.happening, "in_danger": "Henrietta Blankley"}


def test_only_the_alternates_are_told_of_a_restricted_one(cast: Cast) -> None:
    case = sent(cast, restricted=True)
    assert told(cast, "referral") == {"other-unit-lead", "lead-alternate"}
    assert policy.can(cast["other-unit-lead"], Action.BEGIN_SCREENING, case)


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        ({"victim": Named()}, "in_danger"),
        ({"happening": "  "}, "happening"),
        ({"referrer_contact": ""}, "referrer_contact"),
        ({"immediate_danger": None}, "immediate_danger"),
        ({"immediate_danger": True}, "done_now"),
    ],
)
def test_without_its_facts_it_stays_a_draft(cast: Cast, without: dict[str, object], missing: str) -> None:
    referral = draft(cast)
    with pytest.raises(Incomplete) as refused:
        intake.send(referral, replace(ANSWERS, **without), by=cast["outreach"])
    assert refused.value.missing == (missing,)
    case = Case.objects.get()
    assert (case.state, case.reference) == (State.DRAFT, None)


def test_words_do_where_there_is_no_name(cast: Cast) -> None:
    case = sent(cast, replace(ANSWERS, victim=Named(), in_danger="The woman in flat three"))
    assert Referral.objects.get().in_danger == "The woman in flat three"
    assert not CasePerson.objects.get(case=case, role=PersonRole.VICTIM).is_identified


def test_a_suspect_nobody_knows_is_on_the_case_and_not_identified(cast: Cast) -> None:
    case = sent(cast, replace(ANSWERS, suspect_known=False))
    suspect = CasePerson.objects.get(case=case, role=PersonRole.SUSPECT)
    assert not suspect.is_identified
    assert suspect.names.count() == 0


def test_danger_now_raises_the_red_flag_with_what_was_done(cast: Cast) -> None:
    case = sent(cast, replace(ANSWERS, immediate_danger=True, done_now="999 called, officers with her"))
    assert case.is_red_flagged
    raised = StateChange.objects.get(case=case, transition=Transition.RAISE_RED_FLAG)
    assert raised.statements.get().text == "999 called, officers with her"


def test_it_is_sent_once(cast: Cast) -> None:
    case = sent(cast)
    with pytest.raises((PermissionDenied, NotFromHere)):
        intake.send(Referral.objects.get(case=case), ANSWERS, by=cast["outreach"])


def test_the_author_reads_it_afterwards_and_no_longer_changes_it(cast: Cast) -> None:
    case = sent(cast)
    referral = Referral.objects.get()
    assert policy.can(cast["outreach"], Action.VIEW_REFERRAL, referral)
    assert not policy.can(cast["outreach"], Action.EDIT_REFERRAL, referral)
    assert not policy.can(cast["outreach"], Action.RECORD_INCIDENT, case)
    victim = CasePerson.objects.get(case=case, role=PersonRole.VICTIM)
    assert not policy.can(cast["outreach"], Action.VIEW_VICTIM, victim)


AGAIN = Answers(
    in_danger="Henrietta Blankley", happening="He is back.", immediate_danger=False, referrer_contact="01632 960002"
)


@pytest.mark.parametrize("state", [State.DECLINED, State.CLOSED, State.CONSULT_ADVISED])
def test_the_same_people_again_open_the_next_episode(cast: Cast, state: State) -> None:
    case = cast.case(state)
    cast.place(case, "police", grant=Grant.VIEW)
    referral = intake.refer_again(case, AGAIN, by=cast["police"])
    case.refresh_from_db()
    assert case.state == State.SUBMITTED
    assert referral.episode.number == 2
    assert told(cast, "referral") == {"lead", "lead-alternate", "advocate"}
    assert policy.can(cast["police"], Action.VIEW_REFERRAL, referral)


def test_a_stranger_does_not_refer_a_case_again(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        intake.refer_again(cast.case(State.CLOSED), AGAIN, by=cast["health"])


def test_a_case_that_is_open_is_not_referred_again(cast: Cast) -> None:
    case = cast.case(State.PLAN_ACTIVE)
    cast.place(case, "police")
    with pytest.raises(NotFromHere):
        intake.refer_again(case, AGAIN, by=cast["police"])


def test_danger_told_again_asks_what_was_done(cast: Cast) -> None:
    case = cast.case(State.CLOSED)
    cast.place(case, "police")
    with pytest.raises(Incomplete):
        intake.refer_again(case, replace(AGAIN, immediate_danger=True), by=cast["police"])
    assert Case.objects.get(pk=case.pk).state == State.CLOSED


def test_nothing_typed_is_in_the_trail(cast: Cast) -> None:
    lines = [repr(row) for row in trail.of_case(sent(cast).pk)]
    assert lines
    assert not any("Blankley" in line or "messages" in line for line in lines)
