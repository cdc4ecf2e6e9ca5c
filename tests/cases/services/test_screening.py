"""Screening: who else these people may be, as far as the one who asks may see."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cases.enums import Capacity, Channel, Party, PersonRole, Side, State, Transition
from cases.models import Case, CasePerson, PersonDetail, Referral, StateChange
from cases.services import conflicts, matching, moves, places, screening
from cases.services.errors import NoSuchCase, NotFromHere
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from tests.cast import Cast

BORN = date(1991, 5, 6)


def referral(cast: Cast) -> Case:
    """A referral about somebody new, so that only what a test adds can match."""
    case = cast.case(State.SUBMITTED)
    for name in ("Ada", "Bea"):
        part = CasePerson.objects.filter(case=case).order_by("role")[("Ada", "Bea").index(name)]
        part.names.update(given=name, family="Nobody", sort_key=f"nobody {name.lower()}")
    return case


def matched(cast: Cast, case: Case, slug: str = "lead") -> list[tuple[str, tuple[str, ...]]]:
    return [(match.case.reference or "", match.because) for match in matching.matches(case, by=cast[slug])]


def born(case: Case, role: PersonRole) -> None:
    part = CasePerson.objects.get(case=case, role=role)
    PersonDetail.objects.create(case=case, case_person=part, born_on=BORN)


def test_the_same_name_in_another_case_is_found_without_case_and_accents(cast: Cast) -> None:
    case, other = referral(cast), cast.case()
    cast.person(case, PersonRole.WITNESS, "BÁRNABY", "fauxley")
    assert matched(cast, case) == [(other.reference, ("Same name",))]


def test_the_same_birth_date_and_the_same_number_are_found(cast: Cast) -> None:
    case, other = referral(cast), cast.case()
    born(case, PersonRole.SUSPECT)
    born(other, PersonRole.SUSPECT)
    for one in (case, other):
        suspect = CasePerson.objects.get(case=one, role=PersonRole.SUSPECT)
        number = "07700 900102" if one is case else "+44 7700 900102"
        places.add_contact(suspect, Channel.CALL, number, by=cast["lead"])
    assert matched(cast, case) == [(other.reference, ("Same date of birth", "Same number"))]


def test_what_is_hidden_changes_nothing_in_the_answer(cast: Cast) -> None:
    case = referral(cast)
    cast.person(case, PersonRole.WITNESS, "Marigold", "Testwick")
    before = matched(cast, case), matched(cast, case, "police")
    cast.case(restricted=True)
    cast.case(unit=cast.users["other-unit-lead"].seats(cast.now.date()).first().unit)
    assert (matched(cast, case), matched(cast, case, "police")) == before == ([], [])


def test_a_screener_finds_only_what_a_screener_may_see(cast: Cast) -> None:
    case, open_case = referral(cast), cast.case()
    cast.person(case, PersonRole.WITNESS, "Marigold", "Testwick")
    assert matched(cast, case, "police") == []
    cast.place(open_case, "police", Side.SUSPECT)
    assert matched(cast, case, "police") == []
    cast.place(open_case, "police", Side.VICTIM, Capacity.OFFICER_IN_CASE)
    assert matched(cast, case, "police") == [(open_case.reference, ("Same name",))]


def test_a_number_is_not_matched_for_one_who_may_not_see_it(cast: Cast) -> None:
    case, other = referral(cast), cast.case(State.SCREENING)
    for one in (case, other):
        victim = CasePerson.objects.get(case=one, party=Party.VICTIM)
        places.add_contact(victim, Channel.CALL, "07700 900101", by=cast["lead"])
    assert matched(cast, case) == [(other.reference, ("Same number",))]
    assert matched(cast, case, "police") == []


@pytest.mark.parametrize(
    ("given", "family"),
    [("Marigold", "Testwyck"), ("Merigold", "Testwick"), ("Mary Gold", "Testwick"), ("Marigould", "Testwik")],
)
def test_a_misspelt_name_is_found(cast: Cast, given: str, family: str) -> None:
    case, other = referral(cast), cast.case()
    cast.person(case, PersonRole.WITNESS, given, family)
    assert matched(cast, case) == [(other.reference, ("Name spelt almost the same",))]


@pytest.mark.parametrize(
    ("typed", "known"), [(("Jon", "Smyth"), ("John", "Smith")), (("Mohamed", "Testi"), ("Muhammad", "Testy"))]
)
def test_a_name_that_sounds_the_same_is_found(cast: Cast, typed: tuple[str, str], known: tuple[str, str]) -> None:
    case, other = referral(cast), cast.case()
    cast.person(case, PersonRole.WITNESS, *typed)
    cast.person(other, PersonRole.WITNESS, *known)
    assert matched(cast, case) == [(other.reference, ("Name spelt almost the same",))]


def test_other_names_and_names_in_other_letters_are_not_taken_for_each_other(cast: Cast) -> None:
    case, other = referral(cast), cast.case()
    cast.person(case, PersonRole.WITNESS, "Μαρία", "Δοκιμή")
    cast.person(case, PersonRole.CHILD, "Marigold", "Otherly")
    cast.person(other, PersonRole.WITNESS, "Иван", "Пробный")
    assert matched(cast, case) == []


def test_half_a_number_is_found_by_its_end_and_says_nothing_to_one_who_may_not_see_it(cast: Cast) -> None:
    case, other = referral(cast), cast.case(State.SCREENING)
    for one, number in ((case, "...900101"), (other, "07700 900101")):
        victim = CasePerson.objects.get(case=one, party=Party.VICTIM)
        places.add_contact(victim, Channel.CALL, number, by=cast["lead"])
    assert matched(cast, case) == [(other.reference, ("Number with the same ending",))]
    assert matched(cast, case, "police") == []


def test_what_is_no_number_has_no_ending(cast: Cast) -> None:
    case, other = referral(cast), cast.case()
    mails = ((case, "a123456@example.org"), (other, "b123456@example.org"))
    for one, value in (*mails, (case, "90010"), (other, "90010 1")):
        victim = CasePerson.objects.get(case=one, party=Party.VICTIM)
        places.add_contact(victim, Channel.EMAIL, value, by=cast["lead"])
    assert matched(cast, case) == []


def test_a_match_knows_whether_somebody_changes_sides(cast: Cast) -> None:
    case = referral(cast)
    cast.case()
    cast.person(case, PersonRole.SUSPECT, "Marigold", "Testwick")
    assert [match.changes_sides for match in matching.matches(case, by=cast["lead"])] == [True]


def test_the_search_is_on_the_trail_with_what_it_showed_and_without_a_name(cast: Cast) -> None:
    case, other = referral(cast), cast.case()
    cast.person(case, PersonRole.WITNESS, "Marigold", "Testwick")
    matching.matches(case, by=cast["lead"])
    rows = [row for row in trail.of_case(other.pk) if row.subtype == "search_matches"]
    assert len(rows) == 1
    assert "Testwick" not in repr(rows)


@pytest.mark.parametrize("slug", ["police", "advocate", "lead"])
def test_a_screener_begins_the_screening(cast: Cast, slug: str) -> None:
    case = referral(cast)
    screening.begin(case, by=cast[slug])
    case.refresh_from_db()
    assert case.state == State.SCREENING


@pytest.mark.parametrize("slug", ["health", "coordinator", "auditor", "other-unit-police"])
def test_nobody_else_begins_it(cast: Cast, slug: str) -> None:
    with pytest.raises(PermissionDenied):
        screening.begin(referral(cast), by=cast[slug])


def join(cast: Cast, case: Case, into: Case, slug: str = "lead") -> None:
    facts = {"joined_to": into.pk}
    moves.make(case, Transition.JOIN, by=cast[slug], says={"reason": "The same man."}, facts=facts)


@pytest.mark.parametrize(
    ("stands", "becomes"),
    [
        (State.PLAN_ACTIVE, State.REVIEW),
        (State.STEP_DOWN, State.REVIEW),
        (State.ASSESSMENT, State.ASSESSMENT),
        (State.TRIAGE, State.TRIAGE),
    ],
)
def test_a_referral_that_joins_an_open_case_wakes_it(cast: Cast, stands: State, becomes: State) -> None:
    case, into = referral(cast), cast.case(stands)
    join(cast, case, into)
    case.refresh_from_db()
    into.refresh_from_db()
    assert (case.state, case.joined_to_id, into.state) == (State.JOINED, into.pk, becomes)
    woken = StateChange.objects.filter(case=into).order_by("pk").first()
    assert (woken.facts if woken else None) == (None if stands is State.TRIAGE else {"trigger": "new-referral"})


def test_the_join_is_undone(cast: Cast) -> None:
    case, into = referral(cast), cast.case()
    join(cast, case, into)
    moves.make(case, Transition.UNJOIN, by=cast["police"], says={"reason": "Another man."})
    case.refresh_from_db()
    assert (case.state, case.joined_to_id) == (State.SUBMITTED, None)


def test_it_joins_only_an_open_case_that_the_one_who_joins_may_see(cast: Cast) -> None:
    case = referral(cast)
    for into in (case, cast.case(State.CLOSED), cast.case(restricted=True)):
        with pytest.raises(NoSuchCase):
            join(cast, case, into)
    with pytest.raises(NoSuchCase):
        join(cast, case, cast.case(), "police")


def test_a_hidden_reference_and_a_missing_one_are_answered_alike(cast: Cast) -> None:
    hidden = cast.case(restricted=True)
    answers = []
    for reference in (hidden.reference or "", "CHS-2026-00000"):
        with pytest.raises(NoSuchCase) as refused:
            screening.open_case(cast["lead"], reference)
        answers.append(refused.value.message)
    assert answers[0] == answers[1]


def test_a_case_that_is_being_worked_is_not_joined(cast: Cast) -> None:
    with pytest.raises(NotFromHere):
        join(cast, cast.case(State.PLAN_ACTIVE), cast.case())


def asked(cast: Cast, due_on: date) -> Case:
    case = cast.case(State.SCREENING)
    says, facts = {"question": "When?", "asked_of": "The officer"}, {"answer_due_on": due_on}
    moves.make(case, Transition.ASK_FOR_MORE, by=cast["police"], says=says, facts=facts)
    return case


def test_screening_goes_on_by_itself_when_no_answer_has_come(cast: Cast) -> None:
    today = cast.now.date()
    late, waiting = asked(cast, today - timedelta(days=1)), asked(cast, today)
    assert screening.resume_overdue(today, by=Actor.system("reminders", cast.now)) == 1
    late.refresh_from_db()
    waiting.refresh_from_db()
    assert (late.state, waiting.state) == (State.SCREENING, State.AWAITING_INFO)


def test_it_is_the_last_question_that_counts(cast: Cast) -> None:
    today = cast.now.date()
    case = asked(cast, today - timedelta(days=1))
    moves.make(case, Transition.RESUME_SCREENING, by=cast.at("police", hours=1))
    facts = {"answer_due_on": today + timedelta(days=2)}
    says = {"question": "Where?", "asked_of": "The officer"}
    moves.make(case, Transition.ASK_FOR_MORE, by=cast.at("police", hours=2), says=says, facts=facts)
    assert screening.resume_overdue(today, by=Actor.system("reminders", cast.now)) == 0


def referred_by(cast: Cast, name: str, contact: str = "By the ward.") -> Case:
    case = referral(cast)
    seat = cast["outreach"].membership
    assert seat is not None
    Referral.objects.create(
        case=case,
        episode=case.episodes.get(),
        agency=seat.agency,
        author=cast.users["outreach"],
        happened_at=cast.now,
        recorded_at=cast.now,
        involves_agency=False,
        in_danger="Ada",
        happening="Messages.",
        immediate_danger=False,
        referrer_name=name,
        referrer_contact=contact,
        sent_at=cast.now,
    )
    return case


@pytest.mark.parametrize("name", ["Barnaby Fauxley", "Mr barnaby fauxley", "Fauxley Barnaby"])
def test_the_lead_is_shown_that_a_referrer_may_be_a_suspect_elsewhere(cast: Cast, name: str) -> None:
    other = cast.case()
    found = screening.referrer_elsewhere(referred_by(cast, name), by=cast["lead"])
    assert [(one.case, one.because) for one in found] == [(other, ("Same name",))]


def test_or_by_the_number_they_left(cast: Cast) -> None:
    other = cast.case()
    suspect = CasePerson.objects.get(case=other, role=PersonRole.SUSPECT)
    places.add_contact(suspect, Channel.CALL, "07700 900102", by=cast["lead"])
    case = referred_by(cast, "A friend", "Ring +44 7700 900102 after six")
    assert [one.because for one in screening.referrer_elsewhere(case, by=cast["lead"])] == [("Same number",)]


def test_a_referrer_who_is_a_victim_or_hidden_elsewhere_is_not_shown(cast: Cast) -> None:
    cast.case(restricted=True)
    assert screening.referrer_elsewhere(referred_by(cast, "Barnaby Fauxley"), by=cast["lead"]) == []
    cast.case()
    assert screening.referrer_elsewhere(referred_by(cast, "Marigold Testwick"), by=cast["lead"]) == []


@pytest.mark.parametrize("slug", ["police", "advocate", "coordinator"])
def test_nobody_but_the_lead_asks_that(cast: Cast, slug: str) -> None:
    with pytest.raises(PermissionDenied):
        screening.referrer_elsewhere(referred_by(cast, "Barnaby Fauxley"), by=cast[slug])


def test_the_four_have_a_line_each() -> None:
    assert screening.four({"fixated"}, {"fixated": " Daily. ", "repeated": "Once."}) == (
        "Fixated: yes. Daily.\nObsessive: not seen.\nUnwanted: not seen.\nRepeated: not seen. Once."
    )


@pytest.mark.parametrize("typed", [("Marigold", "Testwick"), ("Marigold", "Testwyck")])
def test_whoever_leads_a_restricted_case_reads_who_looked_and_whoever_looked_learns_nothing(
    cast: Cast, typed: tuple[str, str]
) -> None:
    hidden, case = conflicts.hide(cast.case(), by=cast["lead"]), referral(cast)
    cast.person(case, PersonRole.WITNESS, *typed)
    screening.begin(case, by=cast["police"])
    assert matched(cast, case, "police") == []
    page = cast.client("lead-alternate").get(hidden.get_absolute_url()).content.decode()
    assert f"DS Avery Placeholder screened {case.reference}" in page


def test_a_search_for_other_people_is_no_matter_of_the_restricted_case(cast: Cast) -> None:
    hidden, case = conflicts.hide(cast.case(), by=cast["lead"]), referral(cast)
    cast.person(case, PersonRole.WITNESS, "Somebody", "Elsewhere")
    screening.begin(case, by=cast["police"])
    assert matching.searched_for(hidden, by=cast["lead-alternate"]) == []


def test_a_number_of_a_restricted_case_is_noticed_by_its_end(cast: Cast) -> None:
    hidden, case = cast.case(), referral(cast)
    for one, number in ((case, "900101"), (hidden, "07700 900101")):
        victim = CasePerson.objects.get(case=one, party=Party.VICTIM)
        places.add_contact(victim, Channel.CALL, number, by=cast["lead"])
    hidden = conflicts.hide(hidden, by=cast["lead"])
    screening.begin(case, by=cast["police"])
    assert [found.case for found in matching.searched_for(hidden, by=cast["lead-alternate"])] == [case]
