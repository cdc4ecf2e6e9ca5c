"""The screening desk in words: what waits, the four keys, and what each decision starts with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate

from cases.clocks import ADVICE_DAYS, INTAKE_DAYS, victim_contact_due, working_days_after
from cases.enums import Level, State
from cases.models import Case, Referral
from cases.policy import Action
from cases.presenters.clocks import by_when
from cases.presenters.intake import received
from cases.services import advice
from cases.services.desk import Waiting
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.words import day

POLICE = "police"
URGENT = frozenset({Level.VERY_HIGH, Level.HIGH})
KEYS = (
    ("1", "advise", "Advise now", "The referrer keeps it, with our advice."),
    ("2", "consult", "Consult", "The unit advises, and contacts neither side."),
    ("3", "take", "Take", "The unit works it."),
    ("4", "not-ours", "Not ours", "With reasons, and advice on where to go."),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One referral in the list of those that wait."""

    href: str
    reference: str
    names: str
    clock: str
    state: Literal["over", "soon", ""]
    is_red_flagged: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Key:
    """One of the four decisions, and the key that stands for it."""

    key: str
    text: str
    hint: str
    href: str


def address(case: Case, **more: str) -> str:
    """Where the desk shows this referral; the page opens at the referral itself, where the keys work."""
    query = "&".join(f"{name}={value}" for name, value in {"referral": str(case.pk), **more}.items())
    return f"{reverse('cases:screening')}?{query}#referral"


def lines(waiting: Sequence[Waiting], names: Mapping[UUID, str], chosen: Case, now: datetime) -> list[Line]:
    """The list at the left, in the order in which things wait."""
    return [
        Line(
            address(one.case),
            one.case.reference or "",
            names.get(one.case.pk) or "Names not shown",
            _clock_of(one, now),
            _lateness(one, now),
            one.case.is_red_flagged,
            one.case.pk == chosen.pk,
        )
        for one in waiting
    ]


def keys(case: Case, may: frozenset[Action]) -> list[Key]:
    """The four decisions. What is not ours is the team lead's to decide; anybody else passes it on with reasons."""
    by_others = {} if Action.DECLINE in may else {"not-ours": "not-ours-proposed"}
    return [Key(key, text, hint, address(case, do=by_others.get(name, name))) for key, name, text, hint in KEYS]


def clocks(one: Waiting, now: datetime) -> str:
    """What must have happened to this referral by when, in a sentence each."""
    if one.sent_at is None:
        return ""
    case = one.case
    contact = victim_contact_due(one.sent_at, is_urgent=case.is_red_flagged or case.level in URGENT)
    what = "Decide" if case.is_red_flagged else "Screen"
    screening = f"{what} {by_when(one.due, now)}. " if one.due else ""
    return f"{screening}Somebody speaks to the victim {by_when(contact, now)}."


def begin_with(actor: Actor, case: Case, *, into: Case | None) -> dict[str, Any]:
    """What the boxes of a decision hold before anybody has typed: ready advice, the referrer, the usual days."""
    referral = received(actor, case).select_related("author", "agency").first()
    today = localdate(actor.now)
    ready = advice.ready(advice.behaviours_of(case, by=actor), today, case.unit_id)
    days = INTAKE_DAYS[State.AWAITING_INFO]
    return {
        "advice": ready,
        "signposted": ready,
        "recipient": _referrer(referral),
        "asked_of": _referrer(referral),
        "risk_owner": _referrer(referral) if referral and referral.source == POLICE else "",
        "follow_up_on": working_days_after(actor.now, ADVICE_DAYS).on,
        "answer_due_on": working_days_after(actor.now, days).on,
        "joined_to": into.reference if into else "",
    }


def _referrer(referral: Referral | None) -> str:
    if referral is None:
        return ""
    return f"{referral.referrer_name or referral.author.name}, {referral.agency.short_name}"


def _clock_of(one: Waiting, now: datetime) -> str:
    if not one.is_ours(localdate(now)) and one.answer_due_on:
        return f"Answer due {day(one.answer_due_on)}"
    if one.answer_due_on:
        return f"No answer by {day(one.answer_due_on)}"
    if one.due is None:
        return "No date"
    words = by_when(one.due, now)
    return words[0].upper() + words[1:] if one.due.at > now else f"Was due {words.partition('due ')[2]}"


def _lateness(one: Waiting, now: datetime) -> Literal["over", "soon", ""]:
    if one.due is None or not one.is_ours(localdate(now)):
        return ""
    if one.due.at <= now:
        return "over"
    return "soon" if one.due.at - now < timedelta(hours=24) else ""
