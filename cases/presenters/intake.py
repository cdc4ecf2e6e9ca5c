"""A referral and what became of it, in the words and rows of pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from cases import policy
from cases.enums import INTAKE_STATES, OPEN_STATES, Party, State, Transition, Views
from cases.models import Case, CodeList, Referral, Statement
from cases.policy import Action
from cases.presenters.answers import added_rows
from cases.services import additions, codes, conflicts, matching, people, screening
from cases.services.conflicts import Likeness
from cases.services.matching import ENDING, SAME_NUMBER, Match, Search
from cases.services.screening import Elsewhere
from stalking_unit.accounts.actor import Actor
from stalking_unit.db.said import together, worded
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import day, instant, lower_first

ENDINGS = (
    Transition.DECLINE,
    Transition.ADVISE_NOW,
    Transition.ISSUE_ADVICE,
    Transition.END_CONSULTATION,
    Transition.END_MONITORING,
    Transition.CLOSE,
)

OUTCOMES = frozenset({State.CONSULT_ADVISED, State.DECLINED, State.CLOSED})
SEARCHING = frozenset({Action.BEGIN_SCREENING, Action.PASS_TO_TRIAGE, Action.ADVISE_NOW, Action.ACCEPT})
# Where whoever referred may be told no more than that it was received, they go on reading what they sent.
UNDECIDED_TO_SOME = frozenset({State.JOINED, State.MERGED, State.DECLINED})
# Where a referral is being decided, what it said stays in sight.
DECIDING = INTAKE_STATES | {State.CONSULTATION, State.CONSULT_ADVISED}


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    """What stands beside every page on which a referral is decided, as far as this reader may know it."""

    referral: Sequence[Row]
    people: Sequence[Row]
    before: Sequence[Row]
    is_searched: bool
    matches: Sequence[Row]
    likenesses: Sequence[Row]
    referrer: Sequence[Row]
    challenge: Sequence[Row]


def facts_of(
    actor: Actor, case: Case, may: frozenset[Action], *, join_at: str = "", found: Sequence[Likeness] | None = None
) -> IntakeFacts | None:
    """The referral, the people, who else they may be, and for the team lead who of the unit bears their names.

    The screening desk gives `join_at`, its own address where a referral is joined to an open case, and the
    likenesses that it has `found` already.
    """
    if State(case.state) not in DECIDING or Action.VIEW_STAGE not in may:
        return None
    referral = received(actor, case).select_related("author", "agency", "episode").first()
    seen = people.seen(actor, case)
    knows_victim = any(person.party is Party.VICTIM and not person.is_brief for person in seen)
    is_searched = bool(join_at or case.state != State.SUBMITTED) and bool(SEARCHING & may)
    leads = Action.EXCLUDE_PERSON in may
    challenge = challenge_rows(actor, case)
    if found is None:
        found = conflicts.compare(case, by=actor) if is_searched and leads else []
    return IntakeFacts(
        referral=[
            *referral_rows(referral, with_safe_contact=knows_victim, leads=Action.CHANGE_TEAM in may),
            *_owed_rows(referral),
            *added_rows(additions.seen(case, by=actor)),
        ]
        if referral
        else [],
        people=[Row(str(person.role.label), person.name, sub=person.age) for person in seen],
        before=ending_words(actor, case) if challenge or (referral and referral.episode.number > 1) else [],
        is_searched=is_searched,
        matches=_match_rows(actor, case, leads=leads, join_at=join_at) if is_searched else [],
        likenesses=_likeness_rows(found),
        referrer=_elsewhere_rows(screening.referrer_elsewhere(case, by=actor)) if is_searched and leads else [],
        challenge=challenge,
    )


def as_received_link(actor: Actor, case: Case) -> Link | None:
    """The way to what was pasted, for those who may know where the victim lives; whether there is anything or not."""
    may = policy.can_within(actor, Action.VIEW_RECEIVED_TEXT, case)
    return Link("The referral as it came in", reverse("cases:as_received", kwargs={"pk": case.pk})) if may else None


def calls_link(actor: Actor, case: Case) -> Link | None:
    """The way to what callers said, for those who may read it; whether anybody rang or not."""
    may = policy.can_within(actor, Action.VIEW_CALLER_DROP, case)
    return Link("Calls about this case", reverse("cases:caller_drops", kwargs={"pk": case.pk})) if may else None


def account_rows(actor: Actor, case: Case) -> list[Row]:
    """What is known of a case that nobody has worked yet: the referral's own account, for those who may read it."""
    if State(case.state) not in DECIDING | UNDECIDED_TO_SOME:
        return []
    referral = received(actor, case).first()
    if referral is None:
        return []
    rows = (
        ("Who is in danger", referral.in_danger),
        ("What is happening", referral.happening),
        ("Danger now", _danger(referral)),
    )
    return [Row(label, value or "Still to come") for label, value in rows]


def received(actor: Actor, case: Case) -> QuerySet[Referral]:
    """The referrals of the case that were sent and that this reader may read, the latest first."""
    sent = Referral.objects.filter(case=case).exclude(sent_at=None).order_by("-episode__number")
    return policy.scope(actor, Action.VIEW_REFERRAL, sent)


def _match_rows(actor: Actor, case: Case, *, leads: bool, join_at: str) -> list[Row]:
    """That somebody stands on the other side elsewhere is for the lead alone to know and to decide."""
    return [
        Row(
            match.case.reference or "",
            f"{match.role.label} there, {match.here.label.lower()} here",
            sub=_because(match, localdate(actor.now)),
            actions=_match_links(match.case, join_at),
        )
        for match in matching.matches(case, by=actor)
        if leads or not match.changes_sides
    ]


def _because(match: Match, on: date) -> str:
    """Why it looks so; of a number, when it was last seen, and never the number."""
    why = [reason for reason in match.because if reason not in {SAME_NUMBER, ENDING}]
    if len(why) == len(match.because):
        return ", ".join(why)
    days = (on - match.last_seen).days
    ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    half = "Number" if SAME_NUMBER in match.because else "The end of a number"
    return ". ".join([*([", ".join(why)] if why else []), f"{half} last seen in a case {ago}. Same person?"])


def search_rows(searches: Iterable[Search]) -> list[Row]:
    """Who screened people like those of a restricted case, when, in which referral, and why it looks so."""
    return [
        Row(instant(one.at), f"{one.by_name} screened {one.case.reference}", sub=", ".join(one.because))
        for one in searches
    ]


def _match_links(other: Case, join_at: str) -> list[Link]:
    """To look at it and, from the desk, to join the referral to it while it is open."""
    links = [Link("Open", other.get_absolute_url(), more=other.reference or "")]
    if join_at and other.state in OPEN_STATES:
        links.append(Link("Join", join_at.replace("#", f"&into={other.pk}#"), more=f"to {other.reference}"))
    return links


def _elsewhere_rows(found: Sequence[Elsewhere]) -> list[Row]:
    return [
        Row(
            one.case.reference or "",
            "Who referred may be the suspect there",
            sub=", ".join(one.because),
            actions=_match_links(one.case, ""),
        )
        for one in found
    ]


def _likeness_rows(found: Sequence[Likeness]) -> list[Row]:
    return [Row(one.user.name, f"Bears the name of the {lower_first(str(one.role.label))}") for one in found]


def referral_rows(referral: Referral, *, with_safe_contact: bool, leads: bool) -> list[Row]:
    """The referral as it was received; what is empty says so, since it is still owed.

    Who of an agency here is involved is for whoever leads the case.
    """
    rows = [
        ("Who is in danger", referral.in_danger),
        ("What is happening", referral.happening),
        ("Danger now", _danger(referral)),
        ("Views on sharing", _views(referral)),
        ("Referrer", _referrer(referral)),
        ("Crime reference", referral.crime_reference),
        ("Case of this unit that it names", referral.earlier_reference or "None"),
        ("Received", instant(referral.received_at) if referral.received_at else ""),
    ]
    if with_safe_contact:
        rows.insert(3, ("Safe contact", referral.safe_contact_words))
    if leads and referral.involves_agency_how:
        rows.append(("Who works for, or knows, an agency here", referral.involves_agency_how))
    return [Row(label, value or "Still to come") for label, value in rows]


def _owed_rows(referral: Referral) -> list[Row]:
    owed = additions.still_owed(referral)
    facts = "; ".join(lower_first(str(fact.label)) for fact in owed)
    return [Row("Still to come", facts, sub=f"By {day(referral.owed_by)}")] if owed and referral.owed_by else []


def outcome_rows(actor: Actor, case: Case) -> list[Row]:
    """What was decided or advised, while the case stands there."""
    return ending_words(actor, case) if State(case.state) in OUTCOMES else []


def challenge_rows(actor: Actor, case: Case) -> list[Row]:
    """That the decision before was challenged, by whom and on what grounds, while it is made again."""
    if case.state != State.TRIAGE:
        return []
    words = policy.scope(actor, Action.VIEW_STATEMENT, Statement.objects.filter(case=case))
    grounds = words.filter(change__transition=Transition.CHALLENGE, change__episode__closed_at=None, heading="grounds")
    latest = grounds.select_related("change").order_by("-change__recorded_at", "pk").first()
    if latest is None:
        return []
    late = "After the ten working days." if latest.change.facts.get("late") else ""
    return [
        Row("Challenged", f"{day(latest.change.happened_at)}, {latest.change.made_by_name}", sub=late),
        Row(latest.get_heading_words(), latest.text),
    ]


def ending_words(actor: Actor, case: Case) -> list[Row]:
    """What was said when the case last ended or advice was given, as far as this reader may know it."""
    words = policy.scope(actor, Action.VIEW_STATEMENT, Statement.objects.filter(case=case))
    said = words.filter(change__transition__in=ENDINGS).select_related("change").order_by("-change__recorded_at", "pk")
    newest = said.first()
    if newest is None:
        return []
    change = newest.change
    rows = [Row(str(State(change.to_state).label), f"{day(change.happened_at)}, {change.made_by_name}")]
    if reason := change.facts.get("reason_code"):
        rows.append(Row("Main reason", codes.label(CodeList.DECLINE, reason)))
    rows += [Row(one.get_heading_words(), one.text) for one in said if one.change_id == change.pk]
    if follow_up_on := change.facts.get("follow_up_on"):
        rows.append(Row("Asked whether it was acted on", f"By {day(date.fromisoformat(follow_up_on))}"))
    return rows


def _danger(referral: Referral) -> str:
    if not referral.immediate_danger:
        return "No" if referral.immediate_danger is False else ""
    return worded("Yes. Done now: {}", referral.done_now) or "Yes"


def _views(referral: Referral) -> str:
    label = str(Views(referral.views).label) if referral.views else ""
    return together((label, referral.views_words), ". ")


def _referrer(referral: Referral) -> str:
    source = codes.label(CodeList.SOURCE, referral.source) if referral.source else ""
    parts = (referral.referrer_name or referral.author.name, referral.agency.name, source, referral.referrer_contact)
    return together(parts, "\n")
