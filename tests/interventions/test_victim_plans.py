"""Plans made with a victim: versions nobody writes over, read on her side, and one thing known to everybody else."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.utils.timezone import localdate

from cases.enums import PersonRole, Side, State
from cases.models import Case, CasePerson, Draft
from cases.services.errors import Changed
from cases.services.files import case_files
from interventions.enums import NeedKind, NeedState, VictimPlanKind
from interventions.forms.parts import HER_SIDE_READS
from interventions.forms.victim_plan import PLAN_READ
from interventions.models import Need, SupportSummary, VictimPlan, VictimPlanPart
from interventions.presenters.plan import IN_PLACE, NOT_IN_PLACE
from interventions.services import victim_plans
from interventions.services.victim_plans import Pocket
from stalking_unit.db.errors import DomainError
from tests.cast import Cast
from tests.interventions.test_meetings import planned, with_a_plan
from tests.interventions.test_pages import day

LOCKS = "New locks, and her brother has the spare key"
POCKET = "If the bread is late: ring Ada, leave by the yard"
SUMMARY = "She wants the order, and to be told before each hearing"
HER_SIDE = ("advocate", "police", "lead")
OTHERS = ("health", "outreach", "coordinator", "auditor")
SAFETY, SUPPORT = VictimPlanKind.SAFETY, VictimPlanKind.SUPPORT


@pytest.fixture
def plan(cast: Cast, victim: CasePerson) -> VictimPlan:
    agreed = Pocket(POCKET, localdate(cast.now), "Inside the cover of her library card")
    return victim_plans.write(victim, SAFETY, {"home": LOCKS}, by=cast["advocate"], pocket=agreed)


def told(cast: Cast, slug: str, case: Case) -> str:
    """Every page on which a plan could show, and what the case file would put elsewhere."""
    pages = ["", "support/", "plan/", "timeline/", "people/", "history/"]
    shown = [cast.client(slug).get(f"/cases/{case.pk}/{page}").content.decode() for page in pages]
    files = [file.document_sections(cast[slug], case) for file in case_files()]
    return "\n".join([*shown, repr(files)])


def test_her_side_reads_the_plan_and_the_others_one_thing(cast: Cast, case: Case, plan: VictimPlan) -> None:
    href = f"/victim-plans/{plan.pk}/"
    for slug in HER_SIDE:
        assert href in cast.client(slug).get(f"/cases/{case.pk}/support/").content.decode(), slug
        page = cast.client(slug).get(href).content.decode()
        for words in (LOCKS, POCKET, "library card", "Version 1"):
            assert words in page, (slug, words)
    for slug in OTHERS:
        shown = told(cast, slug, case)
        assert not any(words in shown for words in (LOCKS, POCKET, str(plan.pk), "library card")), slug
        assert cast.client(slug).get(href).status_code == 404, slug


@pytest.mark.parametrize("slug", ["health", "outreach", "auditor"])
def test_in_place_or_not_is_all_that_is_told(cast: Cast, case: Case, victim: CasePerson, slug: str) -> None:
    page = f"/cases/{case.pk}/support/"
    before = cast.client(slug).get(page).content.decode()
    assert (before.count(NOT_IN_PLACE), before.count(IN_PLACE)) == (2, 0)
    victim_plans.write(victim, SAFETY, {"home": LOCKS}, by=cast["advocate"])
    after = cast.client(slug).get(page).content.decode()
    assert (after.count(NOT_IN_PLACE), after.count(IN_PLACE)) == (1, 1)
    victim_plans.write(victim, SAFETY, {"home": "Another", "care": "Ada"}, by=cast["advocate"])
    again = cast.client(slug).get(page).content.decode()
    assert again.count(IN_PLACE) == 1


def test_a_plan_with_somebody_else_of_hers_reads_the_same(cast: Cast, case: Case, victim: CasePerson) -> None:
    """That there is such a person at all is nothing the suspect’s side may learn."""
    page = f"/cases/{case.pk}/support/"
    victim_plans.write(victim, SAFETY, {"home": LOCKS}, by=cast["advocate"])
    one = cast.client("health").get(page).content.decode()
    other = cast.person(case, PersonRole.SECONDARY_VICTIM, "Ada", "Testwick")
    victim_plans.write(other, SAFETY, {"home": LOCKS}, by=cast["advocate"])
    two = cast.client("health").get(page).content.decode()
    assert one.count(IN_PLACE) == two.count(IN_PLACE) == 1


def test_a_coordinator_and_a_guest_learn_not_even_that(cast: Cast, case: Case, plan: VictimPlan) -> None:
    page = cast.client("coordinator").get(f"/cases/{case.pk}/support/").content.decode()
    assert IN_PLACE not in page
    assert NOT_IN_PLACE not in page


def test_only_advocates_of_her_side_write(cast: Cast, case: Case, victim: CasePerson) -> None:
    cast.place(case, "outreach-victim-side", Side.VICTIM)
    for slug in ("police", "health", "outreach", "lead", "outreach-victim-side", "advocate-two"):
        with pytest.raises(PermissionDenied):
            victim_plans.write(victim, SAFETY, {"home": LOCKS}, by=cast[slug])
        with pytest.raises(PermissionDenied):
            victim_plans.add_need(victim, NeedKind.HOUSING, "A lock", by=cast[slug])
        with pytest.raises(PermissionDenied):
            victim_plans.tell_conference(case, SUMMARY, by=cast[slug])


def test_a_version_stays_as_it_was_and_the_next_is_another(cast: Cast, victim: CasePerson, plan: VictimPlan) -> None:
    second = victim_plans.write(
        victim, SAFETY, {"home": LOCKS, "work": "Reception knows"}, by=cast["advocate"], after=1
    )
    assert (plan.number, second.number) == (1, 2)
    assert [part.code for part in plan.parts.order_by("pk")] == ["home"]
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        VictimPlanPart.objects.filter(plan=plan).update(code="work")
    page = cast.client("advocate").get(f"/victim-plans/{plan.pk}/").content.decode()
    assert "This is an earlier version." in page
    assert f"/victim-plans/{second.pk}/" in page


def test_who_saves_second_finds_both_texts_and_loses_nothing(cast: Cast, victim: CasePerson, plan: VictimPlan) -> None:
    client, form = cast.client("advocate"), f"/victims/{victim.pk}/safety-plan/"
    opened = client.get(form).content.decode()
    assert LOCKS in opened
    victim_plans.write(victim, SAFETY, {"home": "The chain is up at night"}, by=cast["advocate"], after=1)
    typed = {"home": "The back gate sticks", "after": "1"}
    clash = client.post(form, typed)
    assert clash.status_code == 409
    shown = clash.content.decode()
    for words in ("The chain is up at night", "The back gate sticks", 'name="after" value="2"'):
        assert words in shown, words
    assert VictimPlan.objects.count() == 2
    assert client.post(form, typed | {"after": "2"}).status_code == 303
    assert victim_plans.latest(cast["advocate"], victim, SAFETY).parts.get().text == "The back gate sticks"  # type: ignore[union-attr]
    with pytest.raises(Changed):
        victim_plans.write(victim, SAFETY, {"home": LOCKS}, by=cast["advocate"], after=1)


def test_the_pocket_version_has_its_words_and_the_day_they_were_agreed(cast: Cast, victim: CasePerson) -> None:
    by, on = cast["advocate"], date(2026, 11, 2)
    for pocket in (Pocket(POCKET, None), Pocket(" ", on)):
        with pytest.raises(DomainError, match="the day they were agreed"):
            victim_plans.write(victim, SAFETY, {"home": LOCKS}, by=by, pocket=pocket)
    with pytest.raises(DomainError, match="Only a safety plan"):
        victim_plans.write(victim, SUPPORT, {"wants": "To sleep"}, by=by, pocket=Pocket(POCKET, on))
    with pytest.raises(DomainError, match="at least one section"):
        victim_plans.write(victim, SUPPORT, {"wants": " "}, by=by)


def test_a_plan_is_written_on_its_page(cast: Cast, victim: CasePerson) -> None:
    client, today = cast.client("advocate"), localdate(cast.now)
    form = f"/victims/{victim.pk}/safety-plan/"
    assert PLAN_READ in client.get(form).content.decode()
    sent = {"after": "0", "home": LOCKS, "pocket": POCKET, **day("pocket_agreed_on", today)}
    assert client.post(form, {"after": "0"}).status_code == 422
    done = client.post(form, sent, follow=True).content.decode()
    assert "Version 1 of the safety plan is saved" in done
    kept = VictimPlan.objects.get()
    assert (kept.pocket, kept.pocket_agreed_on) == (POCKET, today)
    support = f"/victims/{victim.pk}/support-plan/"
    assert client.post(support, {"after": "0", "wants": "To sleep at home"}).status_code == 303
    assert cast.client("police").get(form).status_code == 403
    assert cast.client("other-unit-lead").get(form).status_code == 404


def test_a_plan_saves_itself_for_its_writer_alone_until_it_is_a_version(
    cast: Cast, case: Case, victim: CasePerson
) -> None:
    client, form = cast.client("advocate"), f"/victims/{victim.pk}/safety-plan/"
    cast.place(case, "advocate-two", Side.VICTIM)
    saved = client.post(form, {"do": "keep", "after": "0", "home": LOCKS, "version": "0", "tab": "one", "turn": "1"})
    assert saved.json()["version"] == 1
    assert not VictimPlan.objects.exists()
    assert LOCKS in client.get(form).content.decode()
    assert LOCKS not in cast.client("advocate-two").get(form).content.decode()
    assert LOCKS not in client.get(f"/victims/{victim.pk}/support-plan/").content.decode()
    left = client.post(form, {"do": "later", "after": "0", "home": LOCKS}, follow=True).content.decode()
    assert "You find it when you write this plan again" in left
    assert client.post(form, {"after": "0", "home": LOCKS}).status_code == 303
    assert VictimPlan.objects.get().number == 1
    assert not Draft.objects.exists()


def test_a_need_is_a_line_with_its_state(cast: Cast, case: Case, victim: CasePerson) -> None:
    client, page = cast.client("advocate"), f"/cases/{case.pk}/support/"
    said = {
        "kind": "housing",
        "text": "A lock that holds",
        "agreed": "The landlord pays",
        "who": "Ngozi",
        "state": "open",
    }
    assert HER_SIDE_READS in client.get(f"/victims/{victim.pk}/needs/").content.decode()
    assert client.post(f"/victims/{victim.pk}/needs/", said | {"version": "0"}).status_code == 303
    need = Need.objects.get()
    for slug in HER_SIDE:
        assert "A lock that holds" in cast.client(slug).get(page).content.decode(), slug
    for slug in OTHERS:
        assert "A lock that holds" not in told(cast, slug, case), slug
        assert cast.client(slug).get(f"/needs/{need.pk}/").status_code == 404, slug
    assert cast.client("police").get(f"/needs/{need.pk}/").status_code == 403
    victim_plans.change_need(need, {"state": NeedState.IN_HAND}, by=cast["advocate"])
    clash = client.post(f"/needs/{need.pk}/", said | {"version": "1", "who": "Her cousin"})
    assert clash.status_code == 409
    assert "In hand" in clash.content.decode()
    assert client.post(f"/needs/{need.pk}/", said | {"version": "2", "state": "met"}).status_code == 303
    need.refresh_from_db()
    assert (need.state, need.version) == (NeedState.MET, 3)


def test_the_whole_team_reads_the_summary_and_nothing_comes_in_by_itself(
    cast: Cast, case: Case, victim: CasePerson, plan: VictimPlan
) -> None:
    client, form = cast.client("advocate"), f"/cases/{case.pk}/support/summary/"
    assert LOCKS not in client.get(form).content.decode()
    assert client.post(form, {"text": ""}).status_code == 422
    assert client.post(form, {"text": SUMMARY}).status_code == 303
    for slug in ("advocate", "police", "health", "outreach", "lead", "auditor"):
        shown = told(cast, slug, case)
        assert SUMMARY in shown, slug
        assert "From the victim’s advocate" in shown, slug
    assert SUMMARY not in told(cast, "coordinator", case)
    assert cast.client("police").get(form).status_code == 403
    victim_plans.tell_conference(case, "She has changed her mind", by=cast.at("advocate", hours=1))
    assert SUMMARY not in cast.client("health").get(f"/cases/{case.pk}/support/").content.decode()
    assert SupportSummary.objects.count() == 2


def test_the_summary_stands_beside_the_case_that_is_talked_over(cast: Cast) -> None:
    case, meeting = with_a_plan(cast), planned(cast)
    victim_plans.tell_conference(case, SUMMARY, by=cast["advocate"])
    for slug in ("lead", "health", "police"):
        page = cast.client(slug).get(f"/cases/{case.pk}/meetings/{meeting.pk}/").content.decode()
        assert SUMMARY in page, slug


@pytest.mark.parametrize("state", [State.CONSULT_ADVISED, State.CLOSED, State.TRIAGE, State.STEP_DOWN])
def test_a_support_record_stands_whatever_became_of_the_case(cast: Cast, state: State) -> None:
    """For advice only, before a case is taken on, and after it has ended."""
    case = cast.case(state)
    cast.whole_team(case)
    victim = CasePerson.objects.get(case=case, role=PersonRole.VICTIM)
    by = cast["advocate"]
    assert victim_plans.write(victim, SUPPORT, {"wants": "To sleep"}, by=by).number == 1
    assert victim_plans.add_need(victim, NeedKind.LAW, "Somebody at court", by=by).state == NeedState.OPEN
    assert victim_plans.tell_conference(case, SUMMARY, by=by).pk
    page = cast.client("advocate").get(f"/cases/{case.pk}/support/").content.decode()
    for words in ("Record a contact", "Somebody at court", SUMMARY):
        assert words in page, words
