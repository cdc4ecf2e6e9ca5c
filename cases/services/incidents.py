"""Recording what was done, as well as the time of it is known; nothing true is refused, and nothing said is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases import policy
from cases.enums import Precision
from cases.models import Case, CasePerson, CodeItem, CodeList, Incident, IncidentCode, IncidentVersion, Location
from cases.policy import Action
from cases.services import triggers
from cases.services.errors import Changed, NotFromHere
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError

TICKED = (CodeList.BEHAVIOUR, CodeList.METHOD)
# What may be corrected besides the time and what was ticked; `SAID` is kept as it was each time.
SAID = (
    "what",
    "how_known",
    "impact",
    "opinion",
    "count",
    "broke_order",
    "reported_on",
    "crime_reference",
)
CORRECTED = (*SAID, "against", "place")
TIMES = ("occurred_from", "occurred_to", "precision")


@dataclass(frozen=True, slots=True)
class When:
    """When it happened and how exactly that is known. Without a start the time is not known."""

    start: datetime | None = None
    end: datetime | None = None
    precision: Precision = Precision.UNKNOWN


@dataclass(frozen=True, slots=True)
class KnownIncident:
    """An incident one reader may know of: in full, or only when it was and what kind."""

    incident: Incident
    items: Sequence[CodeItem]
    in_words: bool


def when_of(incident: Incident) -> When:
    """When it happened, as it was recorded."""
    return When(incident.occurred_from, incident.occurred_to, Precision(incident.precision))


@transaction.atomic
def record(
    case: Case,
    *,
    by: Actor,
    when: When,
    what: str,
    how_known: str = "",
    impact: str = "",
    opinion: str = "",
    codes: Iterable[str] = (),
    count: int = 1,
    broke_order: bool = False,
    reported_on: date | None = None,
    crime_reference: str = "",
    against: CasePerson | None = None,
    place: Location | None = None,
) -> Incident:
    """Record one act, or a series counted together.

    `codes` are behaviours and methods by code. An incident may be recorded in every state of the case and for any
    past time; the database refuses only an end before the start. It forces a new look at a case that is being worked.
    """
    policy.require(by, Action.RECORD_INCIDENT, case)
    if by.user is None or by.membership is None:
        raise DomainError("An incident is recorded by somebody, in a seat.")
    _refuse_backwards(when)
    triggers.locked(case)
    codes = set(codes)
    incident = Incident.objects.create(
        case=case,
        agency=by.membership.agency,
        author=by.user,
        happened_at=when.start or by.now,
        recorded_at=by.now,
        occurred_from=when.start,
        occurred_to=when.end,
        precision=when.precision,
        count=count,
        against=against,
        what=what,
        how_known=how_known,
        impact=impact,
        opinion=opinion,
        place=place,
        broke_order=broke_order,
        reported_on=reported_on,
        crime_reference=crime_reference,
    )
    _tick(incident, codes)
    trail.record(
        by,
        trail.Operation.COLLECT,
        "record_incident",
        case_id=case.pk,
        record=incident,
        fields=["occurred_from", "what", "codes"],
        happened_at=incident.happened_at,
    )
    what_changed = "breach" if broke_order or "breach" in codes else "new-incident"
    triggers.note(case, what_changed, incident.pk, by=by, happened_at=incident.happened_at)
    return incident


@transaction.atomic
def correct(
    incident: Incident, changes: Mapping[str, Any], *, by: Actor, when: When, codes: Iterable[str], version: int | None
) -> Incident:
    """Add what was not known or put right what was wrong; what it said before is kept as a version of its own.

    `changes` are fields of CORRECTED; what is not named stays.
    """
    _require_own(by, incident)
    if unknown := set(changes) - set(CORRECTED):
        raise ValueError(f"Not to be corrected: {sorted(unknown)}")
    _refuse_backwards(when)
    found = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if found.struck_at is not None:
        raise NotFromHere("This incident was struck out. Record it anew instead.")
    if version is not None and version != found.version:
        raise Changed("Somebody changed this incident while you were writing. Read it again before you save.")
    before = _keep(found)
    for name, value in changes.items():
        setattr(found, name, value)
    found.occurred_from, found.occurred_to, found.precision = when.start, when.end, when.precision
    found.happened_at = when.start or found.recorded_at
    found.version += 1
    found.saved_by, found.saved_at = by.user, by.now
    found.save(update_fields=[*changes, *TIMES, "happened_at", "version", "saved_by", "saved_at"])
    IncidentCode.objects.filter(incident=found).delete()
    _tick(found, codes)
    changed = [name for name in (*SAID, *TIMES) if getattr(found, name) != getattr(before, name)]
    trail.record(by, trail.Operation.ALTER, "correct_incident", case_id=found.case_id, record=found, fields=changed)
    return found


@transaction.atomic
def strike(incident: Incident, *, by: Actor, reason: str) -> Incident:
    """Strike an incident out: it stays to read, marked, with who did it, when and why; no list counts it any more."""
    _require_own(by, incident)
    if not reason.strip():
        raise DomainError("Enter why it is struck out.")
    found = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if found.struck_at is not None:
        raise NotFromHere("This incident was already struck out.")
    found.struck_at, found.struck_by, found.struck_reason = by.now, by.user, reason.strip()
    found.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    trail.record(
        by, trail.Operation.ALTER, "strike_incident", case_id=found.case_id, record=found, fields=["struck_at"]
    )
    return found


def last(actor: Actor, case: Case) -> Incident | None:
    """The incident recorded last of those whose words this actor may read: where a repeat begins."""
    readable = policy.scope(actor, Action.VIEW_INCIDENT, Incident.objects.filter(case=case, struck_at=None))
    found: Incident | None = readable.select_related("against", "place").order_by("-recorded_at", "pk").first()
    return found


def known_once(actor: Actor, case: Case) -> Sequence[KnownIncident]:
    """Every incident that stands, the earliest first; read once a request, since several parts of a page tell of it."""
    key = ("incidents", case.pk)
    if key not in actor.reach:
        actor.reach[key] = _known(actor, case)
    found: Sequence[KnownIncident] = actor.reach[key]
    return found


def _known(actor: Actor, case: Case) -> list[KnownIncident]:
    rows = policy.scope_any(
        actor,
        Incident.objects.filter(case=case, struck_at=None),
        in_words=[Action.VIEW_INCIDENT],
        in_brief=[Action.VIEW_INCIDENT_BRIEF],
    )
    shown: list[Any] = list(rows.select_related("agency", "place__case_person").order_by("pk"))
    items = items_of(shown)
    known = [KnownIncident(one, items.get(one.pk, []), in_words=one.in_words) for one in shown]
    return sorted(known, key=lambda one: one.incident.occurred_from or one.incident.happened_at)


def items_of(shown: Sequence[Incident]) -> Mapping[UUID, list[CodeItem]]:
    """What was ticked for each of these, in the order of the lists."""
    found: dict[UUID, list[CodeItem]] = {}
    codes = IncidentCode.objects.filter(incident__in=shown).select_related("item")
    for code in codes.order_by("item__list", "item__order", "pk"):
        found.setdefault(code.incident_id, []).append(code.item)
    return found


def readable(actor: Actor, case: Case) -> Sequence[Incident]:
    """The incidents of a case whose words this actor may read, the latest first."""
    incidents = Incident.objects.filter(case=case, struck_at=None).prefetch_related("codes__item")
    return list(policy.scope(actor, Action.VIEW_INCIDENT, incidents).order_by("-occurred_from", "-recorded_at", "pk"))


def ticked(incident: Incident) -> dict[CodeList, list[CodeItem]]:
    """The behaviours and methods ticked for it, in the order of their lists."""
    codes = IncidentCode.objects.filter(incident=incident).select_related("item")
    items = [code.item for code in codes.order_by("item__list", "item__order", "pk")]
    return {name: [item for item in items if item.list == name] for name in TICKED}


def earlier(actor: Actor, incident: Incident) -> Sequence[IncidentVersion]:
    """What it said before each correction, the latest first, for one who may read what it says now."""
    if not policy.can(actor, Action.VIEW_INCIDENT, incident):
        return []
    return list(incident.earlier.select_related("written_by").order_by("-number"))


def may_correct(actor: Actor, incident: Incident) -> bool:
    """Whether this actor may correct it or strike it out: only who reads its words, and only while it stands."""
    return incident.struck_at is None and all(
        policy.can(actor, action, incident) for action in (Action.VIEW_INCIDENT, Action.CORRECT_INCIDENT)
    )


def _require_own(by: Actor, incident: Incident) -> None:
    policy.require(by, Action.VIEW_INCIDENT, incident)
    policy.require(by, Action.CORRECT_INCIDENT, incident)


def _refuse_backwards(when: When) -> None:
    if when.start and when.end and when.end < when.start:
        raise DomainError("The end of the incident must be after its start.")


def _tick(incident: Incident, codes: Iterable[str]) -> None:
    items = CodeItem.objects.filter(list__in=TICKED, code__in=set(codes)).order_by("list", "order", "pk")
    IncidentCode.objects.bulk_create(
        IncidentCode(case_id=incident.case_id, incident=incident, item=item) for item in items
    )


def _keep(incident: Incident) -> IncidentVersion:
    """What it says now, kept beside it before it says something else."""
    codes = IncidentCode.objects.filter(incident=incident).order_by("item__list", "item__order", "pk")
    return IncidentVersion.objects.create(
        case_id=incident.case_id,
        incident=incident,
        number=incident.version,
        written_by_id=incident.saved_by_id or incident.author_id,
        written_at=incident.saved_at or incident.recorded_at,
        codes=list(codes.values_list("item__code", flat=True)),
        **{name: getattr(incident, name) for name in (*SAID, *TIMES)},
    )
