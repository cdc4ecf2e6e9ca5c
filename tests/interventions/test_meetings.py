"""A planned meeting: its agenda proposes itself, what has not changed is agreed together, the rest is talked over."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.enums import Capacity, Level, Side, State, Transition
from cases.models import Case, TeamMember
from cases.services import lifecycle, moves
from interventions.enums import Strand
from interventions.models import Plan, PlanAction
from interventions.services import adopting, conferring, planning
from interventions.services.planning import NewAction
from risk.enums import AgendaReason, DecisionKind, Quorum
from risk.models import AgendaItem, Attendance, Conference, ConferenceItem, ConflictAsked, Decision
from risk.services import agenda, conferences, contributions, meetings, rounds
from risk.services.conferences import Attended
from risk.services.contributions import Answer
from risk.services.meetings import Exceptions
from stalking_unit.accounts.models import Discipline
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.words import clock
from tests.cast import Cast
from tests.risk.conftest import accepted

BACK = timedelta(days=14)
ROOM = ("police", "health", "advocate")
WHY_NOT = {Strand.SOCIAL: "He has housing and work", Strand.LEGAL: "Nothing to apply for yet"}


def planned(cast: Cast, *, chair: str = "lead", **later: Any) -> Conference:
    starts_at = cast.now + timedelta(**later) if later else cast.now
    return meetings.plan(cast.unit, by=cast["lead"], starts_at=starts_at, chair=cast.users[chair])


def with_a_plan(cast: Cast, *, review_in: int = 0, due_in: int = 30) -> Case:
    """A case over which the conference sat two weeks ago; its review is due in so many days."""
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    TeamMember.objects.filter(case=case).update(starts_at=cast.now - BACK - timedelta(days=1))
    then = cast.now - BACK
    attended = [Attended(cast.users["lead"], is_chair=True), *(Attended(cast.users[slug]) for slug in ROOM)]
    item = conferences.hold(case, by=cast["lead"], attended=attended, held_at=then)
    adopting.adopt(
        item,
        by=cast["lead"],
        level=Level.HIGH,
        reason="He knows where she works",
        order_considered="Sought: the file is with the court",
        actions=[NewAction(Strand.PSYCHOLOGICAL, "Twelve sessions", cast.users["health"], day_in(cast, due_in))],
        strand_reasons=WHY_NOT,
        happened_at=then,
    )
    case.refresh_from_db()
    case.review_on = day_in(cast, review_in)
    case.save(update_fields=["review_on"])
    return case


def day_in(cast: Cast, days: int) -> date:
    return timezone.localdate(cast.now) + timedelta(days=days)


def reasons(cast: Cast, meeting: Conference, slug: str = "lead") -> dict[str | None, tuple[AgendaReason, ...]]:
    return {line.case.reference: line.reasons for line in agenda.seen(cast[slug], meeting).lines}


def test_the_agenda_proposes_itself(cast: Cast) -> None:
    due, later = with_a_plan(cast), with_a_plan(cast, review_in=9)
    waits = cast.case(State.CONFERENCE_DUE)
    changed = with_a_plan(cast, review_in=20)
    moves.make(
        changed,
        Transition.TRIGGER_REVIEW,
        by=cast.at("police", days=0),
        says={"reason": "He was seen outside"},
        facts={"trigger": "breach"},
    )
    unconfirmed = with_a_plan(cast, review_in=20)
    ConferenceItem.objects.filter(case=unconfirmed).update(subject_to=[Quorum.HEALTH], confirm_by=day_in(cast, -9))
    meeting = planned(cast, days=1)
    assert reasons(cast, meeting) == {
        due.reference: (AgendaReason.REVIEW_DUE,),
        waits.reference: (AgendaReason.CONFERENCE_DUE,),
        changed.reference: (AgendaReason.TRIGGER, AgendaReason.IN_REVIEW),
        unconfirmed.reference: (AgendaReason.UNCONFIRMED,),
    }
    assert later.reference in reasons(cast, planned(cast, days=12))


def test_nobody_sees_a_case_on_an_agenda_that_they_may_not_see(cast: Cast) -> None:
    """And nothing tells that there is another: neither a number, nor a gap, nor the page of the meeting."""
    mine = with_a_plan(cast)
    hidden = cast.case(State.CONFERENCE_DUE, restricted=True)
    meeting = planned(cast)
    agenda.move_up(meeting, mine, by=cast["lead"])
    for slug in ("lead", "police", "advocate", "coordinator"):
        assert list(reasons(cast, meeting, slug)) == [mine.reference], slug
        page = cast.client(slug).get(f"/meetings/{meeting.pk}/").content.decode()
        assert str(mine.reference) in page
        assert str(hidden.reference) not in page
    assert cast.client("probation").get(f"/meetings/{meeting.pk}/").status_code == 404
    assert cast.client("other-unit-lead").get(f"/meetings/{meeting.pk}/").status_code == 404
    assert str(meeting.pk) not in cast.client("probation").get("/meetings/").content.decode()


def test_who_leads_adds_leaves_out_and_orders(cast: Cast) -> None:
    first, second, later = with_a_plan(cast), with_a_plan(cast), with_a_plan(cast, review_in=40)
    meeting, lead = planned(cast), cast["lead"]
    agenda.add(meeting, str(later.reference).lower(), by=lead)
    agenda.move_up(meeting, second, by=lead)
    agenda.leave_out(meeting, first, by=lead, reason="Her advocate is away")
    found = agenda.seen(lead, meeting)
    assert [line.case for line in found.lines] == [second, later]
    assert [(line.case, line.row and line.row.left_out_reason) for line in found.left_out] == [
        (first, "Her advocate is away")
    ]
    agenda.put_back(meeting, first, by=lead)
    assert len(agenda.seen(lead, meeting).lines) == 3
    with pytest.raises(DomainError, match="No case that you may see"):
        agenda.add(meeting, str(cast.case(State.CONFERENCE_DUE, restricted=True).reference), by=lead)


def test_the_room_is_said_once_and_counts_for_every_case(cast: Cast) -> None:
    case, other = with_a_plan(cast), with_a_plan(cast)
    meeting, lead = planned(cast), cast["lead"]
    assert meetings.filled(meeting, [case], cast.now)[case.pk] == [Quorum.POLICE, Quorum.HEALTH, Quorum.ADVOCACY]
    meetings.enter(meeting, by=lead, people=[cast.users[slug] for slug in ROOM], guests=["Wren Visitorson, Homes"])
    assert meetings.filled(meeting, [case, other], cast.now) == {case.pk: [], other.pk: []}
    meetings.differ(
        meeting, case, by=lead, differs=Exceptions(conflicts=frozenset({cast.users["health"].pk}), guests=("A nurse",))
    )
    meetings.differ(meeting, other, by=lead, differs=Exceptions(away=frozenset({cast.users["police"].pk})))
    assert meetings.filled(meeting, [case, other], cast.now) == {
        case.pk: [Quorum.HEALTH],
        other.pk: [Quorum.POLICE],
    }
    names = {one.user.name if one.user else one.name for one in meetings.carried(meeting, [case], cast.now)[case.pk]}
    assert {"A nurse", "Wren Visitorson, Homes"} < names


def test_who_is_not_on_a_case_does_not_sit_over_it(cast: Cast) -> None:
    case = with_a_plan(cast)
    meeting = planned(cast)
    meetings.enter(meeting, by=cast["lead"], people=[cast.users["probation"]])
    there = meetings.carried(meeting, [case], cast.now)[case.pk]
    assert [one.user for one in there] == [cast.users["lead"]]


def test_nobody_has_a_conflict_is_asked_once_for_new_people(cast: Cast) -> None:
    case = with_a_plan(cast)
    meeting = planned(cast)
    client, path = cast.client("lead"), f"/meetings/{meeting.pk}/conflicts/"
    page = client.get(path)
    assert "Marigold Testwick" in page.content.decode()
    asked = [str(key) for key in page.context["asked"]]
    assert client.post(path, {"asked": asked, "version": "1"}).status_code == 422
    assert client.post(path, {"asked": asked, "version": "1", "nobody": "on"}).status_code == 303
    assert ConflictAsked.objects.filter(case=case).count() == 2
    assert meetings.new_people(cast["lead"], meeting, [case]) == []


def test_what_has_not_changed_is_agreed_together_each_by_itself(cast: Cast) -> None:
    cases = [with_a_plan(cast) for _ in range(3)]
    meeting = planned(cast)
    meetings.enter(meeting, by=cast["lead"], people=[cast.users[slug] for slug in ROOM])
    assert [line.case for line in conferring.sort(cast["lead"], meeting, agenda.seen(cast["lead"], meeting)).unchanged]
    client = cast.client("lead")
    page = client.get(f"/meetings/{meeting.pk}/no-change/")
    assert "3 have not changed" in page.content.decode()
    assert "Marigold Testwick" in page.content.decode()
    read = [one["read"] for one in page.context["shown"]]
    assert client.post(f"/meetings/{meeting.pk}/no-change/", {"read": read}).status_code == 303
    for case in cases:
        case.refresh_from_db()
        assert (case.state, case.level, case.review_on) == (State.PLAN_ACTIVE, Level.HIGH, day_in(cast, 14))
        item = ConferenceItem.objects.get(case=case, conference=meeting)
        assert (item.subject_to, Attendance.objects.filter(item=item).count()) == ([], 4)
        said = {one.kind: (one.text, one.rationale) for one in Decision.objects.filter(item=item)}
        assert said[DecisionKind.LEVEL][0].startswith("High, as on ")
        assert said[DecisionKind.LEVEL][1] == "He knows where she works"
        assert DecisionKind.PSYCHOLOGICAL in said
        assert said[DecisionKind.SOCIAL][1] == WHY_NOT[Strand.SOCIAL]


def test_a_case_that_changed_since_drops_out_and_is_named(cast: Cast) -> None:
    stays, changes = with_a_plan(cast), with_a_plan(cast)
    meeting, client = planned(cast), cast.client("lead")
    read = [one["read"] for one in client.get(f"/meetings/{meeting.pk}/no-change/").context["shown"]]
    lifecycle.move(changes, Transition.RAISE_RED_FLAG, by=cast["police"], says={"done_now": "Rang 999"})
    page = client.post(f"/meetings/{meeting.pk}/no-change/", {"read": read}, follow=True).content.decode()
    assert f"since you opened the page: {changes.reference}" in page
    assert list(ConferenceItem.objects.filter(conference=meeting).values_list("case", flat=True)) == [stays.pk]


@pytest.mark.parametrize("why", ["red flag", "overdue", "press", "no plan"])
def test_what_speaks_against_it_keeps_a_case_out_of_the_block(cast: Cast, why: str) -> None:
    case = with_a_plan(cast, due_in=-1 if why == "overdue" else 30)
    meeting = planned(cast)
    if why == "red flag":
        lifecycle.move(case, Transition.RAISE_RED_FLAG, by=cast["police"], says={"done_now": "Rang 999"})
    elif why == "press":
        cast.client("police").post(f"/meetings/{meeting.pk}/", {"press": f"talk:{case.pk}"})
        assert AgendaItem.objects.get().talked_over_by == cast.users["police"]
    elif why == "no plan":
        case = cast.case(State.REVIEW, level=Level.HIGH)
    found = conferring.sort(cast["lead"], meeting, agenda.seen(cast["lead"], meeting))
    assert case.pk not in {line.case.pk for line in found.unchanged}


def test_a_case_that_needs_talk_comes_to_the_conference_and_gets_its_plan(cast: Cast) -> None:
    case = with_a_plan(cast)
    meeting = planned(cast)
    meetings.enter(meeting, by=cast["lead"], people=[cast.users[slug] for slug in ROOM])
    client, path = cast.client("lead"), f"/cases/{case.pk}/meetings/{meeting.pk}/"
    page = client.get(path).content.decode()
    for words in ("as on", "Sought: the file is with the court", "He has housing and work", "Twelve sessions"):
        assert words in page, words
    sent = filled_in(client.get(path), level="very_high", reason="He came to her work", order_answer="sought")
    assert client.post(path, sent).status_code == 303
    case.refresh_from_db()
    assert (case.state, case.level) == (State.PLAN_ACTIVE, Level.VERY_HIGH)
    item = ConferenceItem.objects.get(conference=meeting)
    assert (item.case, item.subject_to) == (case, [])
    assert Plan.objects.get(item=item).case == case


def test_a_decision_with_an_owner_and_a_day_is_an_action_at_once(cast: Cast) -> None:
    case = with_a_plan(cast)
    meeting = planned(cast)
    client, path = cast.client("lead"), f"/cases/{case.pk}/meetings/{meeting.pk}/"
    more = client.post(
        path, filled_in(client.get(path), reason="As before", order_answer="sought") | {"more": "decision"}
    )
    due = day_in(cast, 7)
    sent = filled_in(
        more,
        **{
            "decision-1-kind": "legal",
            "decision-1-text": "Ask the court for a date",
            "decision-1-why": "It was promised",
            "decision-1-owner": str(cast.users["police"].pk),
            "decision-1-due-day": str(due.day),
            "decision-1-due-month": str(due.month),
            "decision-1-due-year": str(due.year),
        },
    )
    assert client.post(path, sent).status_code == 303
    action = PlanAction.objects.get(text="Ask the court for a date")
    assert (action.owner, action.strand, action.due_on) == (cast.users["police"], Strand.LEGAL, due)
    decision = Decision.objects.get(text="Ask the court for a date")
    assert (decision.rationale, decision.owner) == ("It was promised", cast.users["police"])


def test_two_who_change_the_agenda_at_once_lose_no_word(cast: Cast) -> None:
    """The second sees what the first did, with everything typed still there."""
    case = with_a_plan(cast)
    meeting = planned(cast)
    path = f"/cases/{case.pk}/meetings/{meeting.pk}/leave-out/"
    lead, coordinator = cast.client("lead"), cast.client("coordinator")
    opened = str(meeting.version)
    assert lead.get(path).status_code == coordinator.get(path).status_code == 200
    assert lead.post(path, {"version": opened, "reason": "Her advocate is away"}).status_code == 303
    answer = coordinator.post(path, {"version": opened, "reason": "Health wants to bring its report"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Her advocate is away" in page
    assert "Health wants to bring its report" in page


def test_a_meeting_is_planned_and_changed_on_its_pages(cast: Cast) -> None:
    client = cast.client("coordinator")
    on = {"held_on-day": "8", "held_on-month": "12", "held_on-year": "2099", "starts": "10:30am"}
    assert client.post("/meetings/plan/", on | {"chair": str(cast.users["lead"].pk)}).status_code == 303
    meeting = Conference.objects.get()
    assert meeting.held_on == date(2099, 12, 8)
    changed = on | {"held_on-day": "9", "chair": str(cast.users["lead"].pk), "version": "1"}
    assert client.post(f"/meetings/{meeting.pk}/change/", changed).status_code == 303
    assert client.post(f"/meetings/{meeting.pk}/change/", changed).status_code == 409
    assert cast.client("police").get("/meetings/plan/").status_code == 404
    assert "9 December 2099" in client.get("/meetings/").content.decode()


def filled_in(page: Any, **differs: str) -> dict[str, Any]:
    """Everything that the page has in its boxes already, with what somebody changes."""
    form, found = page.context["form"], {}
    for name in form.fields:
        bound = form[name]
        value = bound.value()
        if hasattr(value, "_fields"):  # a date
            found |= {f"{name}-{part}": getattr(value, part) for part in value._fields}
        elif hasattr(form.fields[name], "prepare_value") and isinstance(value, date):
            found |= {f"{name}-{part}": str(getattr(value, part)) for part in ("day", "month", "year")}
        else:
            found[name] = "" if value is None else value
    found["version"] = str(page.context["version"])
    return found | differs


def test_an_officer_is_on_both_sides(cast: Cast) -> None:
    """The chair may be a deputy of the case, who then writes down what is decided."""
    case = cast.case(State.CONFERENCE_DUE)
    cast.whole_team(case)
    cast.place(case, "police-supervisor", Side.BOTH, Capacity.DEPUTY)
    meeting = planned(cast, chair="police-supervisor")
    page = cast.client("police-supervisor").get(f"/cases/{case.pk}/meetings/{meeting.pk}/")
    assert page.context["may_record"]
    assert planning.standing_plan(case) is None


def test_what_changed_for_her_is_told_to_her_side(cast: Cast) -> None:
    """The case is talked over all the same, and his side learns no day."""
    case = with_a_plan(cast, review_in=20)
    moves.make(
        case,
        Transition.TRIGGER_REVIEW,
        by=cast["advocate"],
        says={"reason": "She moved"},
        facts={"trigger": "victim-change"},
    )
    meeting = planned(cast)
    for slug, told in {"lead": True, "advocate": True, "health": False}.items():
        page = cast.client(slug).get(f"/meetings/{meeting.pk}/").content.decode()
        assert str(case.reference) in page
        assert ("Something changed on" in page) is told, slug


def test_a_conference_waits_on_the_home_of_the_unit_and_unsigned_minutes_on_that_of_the_chair(cast: Cast) -> None:
    with_a_plan(cast)
    meeting = planned(cast)
    assert "Conference at" not in cast.client("probation").get("/").content.decode()  # who has no case on it
    for slug in ("lead", "health", "coordinator"):
        assert f"Conference at {clock(cast.now)}" in cast.client(slug).get("/").content.decode()
    assert "Conference at" not in cast.client("other-unit-police").get("/").content.decode()
    Conference.objects.filter(pk=meeting.pk).update(held_on=day_in(cast, -1))
    assert "Sign the minutes" in cast.client("lead").get("/").content.decode()
    assert "Sign the minutes" not in cast.client("health").get("/").content.decode()


def test_the_next_step_of_a_meeting_stands_first(cast: Cast) -> None:
    with_a_plan(cast)
    meeting = planned(cast)

    def first() -> str:
        shown = cast.client("lead").get(f"/meetings/{meeting.pk}/").content.decode()
        return re.findall(r'class="govuk-button"[^>]*>([^<]+)<', shown)[0]

    assert first() == "Say who is in the room"
    meeting = meetings.enter(meeting, by=cast["lead"], people=[cast.users[slug] for slug in ROOM])
    assert first().startswith("Ask about conflicts of interest")
    cases = [line.case for line in agenda.seen(cast["lead"], meeting).lines]
    meetings.nobody_has_a_conflict(meeting, meetings.new_people(cast["lead"], meeting, cases), by=cast["lead"])
    assert first() == "Agree the one that has not changed"


def test_the_first_conference_over_a_case_reads_what_each_discipline_thinks(cast: Cast) -> None:
    case = accepted(cast)
    asked = rounds.start(case, by=cast["lead"], disciplines=[Discipline.objects.get(code="police")])
    part = asked.contributions.get()
    contributions.submit(
        part, Answer(level=Level.HIGH, known="Two calls.", summary="He comes nearer."), by=cast["police"]
    )
    rounds.close(case, by=cast["lead"])
    meeting = meetings.enter(planned(cast), by=cast["lead"], people=[cast.users["police"]])
    shown = cast.client("lead").get(f"/cases/{case.pk}/meetings/{meeting.pk}/").content.decode()
    assert "What each discipline thinks" in shown
    assert "He comes nearer." in shown
