"""Screening: who else these people may be, and one of four answers to whoever referred them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from cases import policy
from cases.enums import Party, State, Transition
from cases.models import Case, PersonName, Referral, StateChange
from cases.policy import Action
from cases.services import conflicts, matching, searches, triggers
from cases.services.errors import NoSuchCase
from cases.services.lifecycle import move
from cases.services.overlay import not_hidden
from cases.services.people import sort_key
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import trail

NUMBER = re.compile(r"\+?\d[\d ()-]{8,}\d")
FOUR = ("fixated", "obsessive", "unwanted", "repeated")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A case in which the referrer may be the suspect, and why it looks so."""

    case: Case
    because: tuple[str, ...]


@transaction.atomic
def begin(case: Case, *, by: Actor, version: int | None = None) -> StateChange:
    """Open the screening: search for the same people in other cases, and compare the unit's own people with them."""
    change = move(
        case,
        Transition.BEGIN_SCREENING,
        by=by,
        facts={"matches_searched": True, "conflicts_compared": True},
        version=version,
    )
    matching.matches(case, by=by)
    searches.ask(change, by=by)
    conflicts.compare_and_tell(case, by=by)
    return change


def resume_overdue(on: date, *, by: Actor) -> int:
    """Go on with every screening whose answer was due before this day and has not come; says how many."""
    asked = StateChange.objects.filter(case=OuterRef("pk"), transition=Transition.ASK_FOR_MORE)
    due_on = asked.order_by("-recorded_at", "pk").values(due_on=KT("facts__answer_due_on"))[:1]
    waiting = Case.objects.filter(state=State.AWAITING_INFO).annotate(answer_due_on=Subquery(due_on))
    overdue = list(waiting.filter(answer_due_on__lt=on.isoformat()).order_by("created_at", "pk"))
    for case in overdue:
        move(case, Transition.RESUME_SCREENING, by=by)
    return len(overdue)


def referrer_elsewhere(case: Case, *, by: Actor) -> Sequence[Elsewhere]:
    """Cases in which whoever referred may be the suspect: by their name, or a number they left.

    For the team lead alone, who decides who the primary aggressor is before an advocate is named.
    """
    policy.require(by, Action.CHANGE_TEAM, case)
    received = policy.scope(by, Action.VIEW_REFERRAL, Referral.objects.filter(case=case).exclude(sent_at=None))
    referral = received.select_related("author").order_by("-episode__number").first()
    if referral is None:
        return []
    there = matching.visible(by).filter(party=Party.SUSPECT).exclude(case=case)
    names = {key for name in (referral.referrer_name, referral.author.name) for key in _sort_keys(name)}
    numbers = NUMBER.findall(referral.referrer_contact)
    signs: tuple[tuple[str, QuerySet[Any]], ...] = (
        ("Same name", not_hidden(PersonName.objects.filter(sort_key__in=names))),
        ("Same number", matching.numbers(by).filter(value_index__in=numbers)),
    )
    found: dict[Case, list[str]] = {}
    for reason, rows in signs:
        parts = there.filter(pk__in=rows.order_by().values("case_person")).select_related("case")
        for part in parts.order_by("case__reference", "pk"):
            found.setdefault(part.case, []).append(reason)
    shown = sorted(other.pk for other in found)
    trail.record(by, trail.Operation.COMBINE, "search_referrer", case_id=case.pk, record=referral, shown=shown)
    return [Elsewhere(other, tuple(reasons)) for other, reasons in found.items()]


def open_case(by: Actor, reference: str) -> Case:
    """The open case with this reference, as far as this person may see it; hidden and missing are answered alike."""
    found = _open(by).filter(reference=reference.strip().upper()).first()
    if found is None:
        raise NoSuchCase("No open case that you may see has this reference.")
    return found


def may_join(by: Actor, into: UUID) -> bool:
    """Whether this is an open case that this person may see."""
    return _open(by).filter(pk=into).exists()


def wake(into_id: UUID, joined: Case, *, by: Actor) -> None:
    """A joined referral is a trigger on the case it joins, made by the product for whoever may not move that case.

    The case takes it where the table has such a move: a review opens, or the conference comes forward.
    """
    system = Actor.system("joined referral", by.now)
    what = "A referral" if joined.is_restricted else f"Referral {joined.reference}"
    with acting(system):
        into = Case.objects.get(pk=into_id)
        triggers.enter(into, "new-referral", joined.pk, by=system, reason=f"{what} was joined to this case.")
        tell(
            policy.who_can(Action.CHANGE_TEAM, into, at=by.now),
            into,
            kind="joined",
            text="A new referral was joined to this case.",
            key=f"joined:{joined.pk}",
            route="cases:overview",
            by=by,
        )


def four(seen: Collection[str], notes: Mapping[str, str]) -> str:
    """The four questions of what makes it stalking, as one text with a line for each."""
    lines = []
    for name in FOUR:
        answer, note = "yes" if name in seen else "not seen", notes.get(name, "").strip()
        lines.append(f"{name.capitalize()}: {answer}. {note}".strip())
    return "\n".join(lines)


def _sort_keys(name: str) -> Iterable[str]:
    """A name as one line may be kept under any of these: wherever the family name begins, with or without a title."""
    words = sort_key(name).split()
    for said in (words, words[1:]):
        for cut in range(len(said) if len(said) > 1 else 0):
            yield " ".join([*said[cut:], *said[:cut]])


def _open(by: Actor) -> QuerySet[Case]:
    return policy.scope(by, Action.VIEW_CASE, Case.objects.open())
