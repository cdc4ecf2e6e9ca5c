"""Copies of an order for the suspect: asked for by the police, held, read by the victim's side, printed, taken back.

Whatever was typed, the answer to whoever asks is the same and takes as long: nothing tells whether a guess was right.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from cases import policy
from cases.models import Case, PersonName
from cases.policy import Action
from cases.services import overlay, people, telling
from cases.services.errors import Changed, NotFromHere
from interventions.enums import ConditionKind, ReleasedTo, ReleaseState, ToldTo
from interventions.models import Order, OrderCondition, Release, ReleasedWords
from interventions.service_copy import KIND, CopiedCondition, ServiceCopy, listed, refusals, tells
from interventions.services import register
from interventions.services.authorship import written
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.documents import services as documents
from stalking_unit.documents.models import GeneratedDocument

WORDS: Final = Prefetch("words", ReleasedWords.objects.select_related("condition"))
FOR_WHOM: Final[Mapping[ReleasedTo, str]] = {
    ReleasedTo.BOUND: "the person it binds",
    ReleasedTo.SOLICITOR: "the solicitor of the person it binds",
    ReleasedTo.CUSTODY: "prison or custody staff, for the person it binds",
}
TOLD_TO: Final[Mapping[ReleasedTo, ToldTo]] = {
    ReleasedTo.BOUND: ToldTo.SUSPECT,
    ReleasedTo.SOLICITOR: ToldTo.DEFENCE,
    ReleasedTo.CUSTODY: ToldTo.PRISON,
}
REFUSED = (
    "This has the shape of {}. A copy for the suspect’s side prints nothing of the kind. "
    "Say it without, or leave the box empty: then only the kind of condition is printed."
)
HIDDEN = "Words on this copy were hidden. Take it back, and ask for a new one without them."
NOT_NOW = "This copy is not released, so nothing is printed."
ROUTE = "interventions:releases"


def seen(actor: Actor, case: Case) -> QuerySet[Release]:
    """Every copy that was asked for in this case, the newest first, as far as this reader may know of it."""
    rows = Release.objects.filter(case=case, struck_at=None)
    known: QuerySet[Release] = policy.scope(actor, Action.VIEW_RELEASE, rows)
    return known.select_related("order", "author", "agency", "checked_by", "withdrawn_by").order_by(
        "-recorded_at", "pk"
    )


@transaction.atomic
def ask(order: Order, *, by: Actor, audience: ReleasedTo, words: Mapping[UUID, str]) -> Release:
    """Ask for a copy. `words` are those for each condition, by its key; what has the shape of an address is refused.

    It is held at once, whatever it says, until somebody of the victim's side has read it.
    """
    policy.require(by, Action.RECORD_ORDER, order.case)
    if order.made_on is None:
        raise DomainError("This order is not made yet. A copy is for an order that binds.")
    conditions = {condition.pk: condition for condition in order.conditions.all()}
    said = {key: text.strip() for key, text in words.items() if text.strip()}
    if unknown := set(said) - set(conditions):
        raise ValueError(f"Not conditions of this order: {unknown}")
    for text in said.values():
        refuse_a_place(text)
    release: Release = Release.objects.create(case=order.case, order=order, audience=audience, **written(by))
    ReleasedWords.objects.bulk_create(
        ReleasedWords(case=order.case, release=release, condition=conditions[key], text=text)
        for key, text in said.items()
    )
    if faults := refusals(copy_of(release, by)):
        raise DomainError(" ".join(faults))
    fields = ["audience", "words"]
    trail.record(by, trail.Operation.COLLECT, "ask_release", case_id=order.case_id, record=release, fields=fields)
    _tell(
        release, checkers(order.case, by), "release-held", "Something for the suspect’s side waits for your eyes.", by
    )
    return release


@transaction.atomic
def release(asked: Release, *, by: Actor, version: int | None = None) -> Release:
    """Nothing in it tells where she is. The copy may be printed from now on."""
    locked = _answering(asked, by=by, version=version)
    if hidden_in(locked):
        raise DomainError(HIDDEN)
    locked.state = ReleaseState.RELEASED
    return _answered(locked, "release_copy", ["state", "checked_by", "checked_at"], by=by)


@transaction.atomic
def refuse(asked: Release, *, by: Actor, reason: str, version: int | None = None) -> Release:
    """Do not release it. The reason is for the victim's side and the lead; whoever asked learns the answer alone."""
    locked = _answering(asked, by=by, version=version)
    if not reason.strip():
        raise DomainError("Say why. Whoever asked does not read it.")
    locked.state, locked.reason = ReleaseState.NOT_RELEASED, reason.strip()
    return _answered(locked, "refuse_release", ["state", "reason", "checked_by", "checked_at"], by=by)


@transaction.atomic
def withdraw(asked: Release, *, by: Actor, version: int | None = None) -> Release:
    """Take it back, held or released: nothing of it is printed or handed over from now on."""
    if not may_withdraw(by, asked.case):
        policy.require(by, Action.CHECK_RELEASE, asked.case)
    locked = _locked(asked, version=version)
    if locked.state not in {ReleaseState.HELD, ReleaseState.RELEASED}:
        raise NotFromHere("This copy was not released, so there is nothing to take back.")
    locked.state, locked.withdrawn_by, locked.withdrawn_at = ReleaseState.WITHDRAWN, by.user, by.now
    _save(locked, "withdraw_release", ["state", "withdrawn_by", "withdrawn_at"], by=by)
    documents.put_aside(locked.pk, by=by)
    return locked


@transaction.atomic
def ask_for_print(asked: Release, *, by: Actor) -> GeneratedDocument:
    """Have the worker print it, for whoever serves it."""
    policy.require(by, Action.RECORD_ORDER, asked.case)
    locked = _locked(asked, version=None)
    refuse_to_print(locked, copy_of(locked, by))
    return documents.request(
        case_id=locked.case_id,
        kind=KIND,
        reference=locked.case.reference or "draft",
        audience=FOR_WHOM[ReleasedTo(locked.audience)],
        by=by,
        subject_id=locked.pk,
    )


def hand_over(document: GeneratedDocument, *, by: Actor) -> Release:
    """Somebody takes a print of it to be served: the register has an entry of it, once for each copy."""
    asked = whole().get(pk=document.subject_id or document.pk)
    policy.require(by, Action.RECORD_ORDER, asked.case)
    audience = ReleasedTo(asked.audience)
    register.handed_over(
        asked.order, cause=asked.pk, by=by, told_to=TOLD_TO[audience], recipient=FOR_WHOM[audience].capitalize()
    )
    return asked


def refuse_to_print(asked: Release, copy: ServiceCopy) -> None:
    """Stop where it is not released, where words of it were hidden since, or where any of it leads to somebody."""
    if asked.state != ReleaseState.RELEASED:
        raise DomainError(NOT_NOW)
    if hidden_in(asked):
        raise DomainError(HIDDEN)
    if faults := refusals(copy):
        raise DomainError(" ".join(faults))


def copy_of(asked: Release, actor: Actor) -> ServiceCopy:
    """What is printed: facts of the order, and the words that were typed for this audience."""
    order = asked.order
    said = {words.condition_id: words.text for words in asked.words.all()}
    bound = people.seen_one(actor, order.binds) if order.binds else None
    return ServiceCopy(
        reference=asked.case.reference or "",
        kind=str(order),
        bound=bound.name if bound and bound.is_identified else "",
        court=order.court,
        court_reference=order.reference,
        made_on=order.made_on,
        starts_on=order.starts_on if order.starts_on != order.made_on else None,
        ends_on=order.ends_on,
        until_further_order=order.until_further_order,
        conditions=tuple(_condition(one, said.get(one.pk, "")) for one in order.conditions.all()),
        audience=FOR_WHOM[ReleasedTo(asked.audience)],
        agency=asked.agency.name,
    )


def whole() -> QuerySet[Release]:
    """Each with its order, its words and everything else that `copy_of` reads."""
    rows = Release.objects.select_related("case__unit", "order__binds", "author", "agency", "checked_by")
    return rows.prefetch_related(WORDS, "order__conditions")


def hidden_in(asked: Release) -> bool:
    """Whether any word that would be printed has been hidden since, from anybody."""
    printed: tuple[QuerySet[Any], ...] = (
        ReleasedWords.objects.filter(release=asked),
        Order.objects.filter(pk=asked.order_id),
        PersonName.objects.filter(case_person=asked.order.binds_id),
    )
    return any(overlay.not_hidden(rows).count() < rows.count() for rows in printed)


def refuse_a_place(words: str) -> None:
    """Say no to the shape of a way to somebody, whatever it is: nothing that we hold is compared with it."""
    if shapes := tells(words):
        raise DomainError(REFUSED.format(listed(shapes)))


def may_withdraw(actor: Actor, case: Case) -> bool:
    """Whoever asks for copies, and whoever answers."""
    return policy.can(actor, Action.RECORD_ORDER, case) or policy.can(actor, Action.CHECK_RELEASE, case)


def checkers(case: Case, by: Actor) -> list[User]:
    """Whoever on the case may read a copy for the victim's side."""
    return policy.who_can(Action.CHECK_RELEASE, case, at=by.now)


def _condition(one: OrderCondition, words: str) -> CopiedCondition:
    return CopiedCondition(str(ConditionKind(one.kind).label), words, one.ends_on)


def _answering(asked: Release, *, by: Actor, version: int | None) -> Release:
    policy.require(by, Action.CHECK_RELEASE, asked.case)
    locked = _locked(asked, version=version)
    if locked.state != ReleaseState.HELD:
        raise NotFromHere("This copy has been answered already.")
    if locked.author_id == by.user_id:
        raise DomainError("You asked for this copy. Somebody else of the victim’s side reads it.")
    locked.checked_by, locked.checked_at = by.user, by.now
    return locked


def _answered(locked: Release, verb: str, fields: list[str], *, by: Actor) -> Release:
    _save(locked, verb, fields, by=by)
    _tell(locked, [locked.author], "release-answered", "Something you asked for has an answer.", by)
    return locked


def _locked(asked: Release, *, version: int | None) -> Release:
    locked = whole().select_for_update(of=("self",)).get(pk=asked.pk)
    if version is not None and version != locked.version:
        raise Changed("Somebody answered while you had this open. Read what was said, then try again.")
    return locked


def _save(locked: Release, verb: str, fields: list[str], *, by: Actor) -> None:
    locked.version += 1
    locked.save(update_fields=[*fields, "version"])
    trail.record(by, trail.Operation.ALTER, verb, case_id=locked.case_id, record=locked, fields=fields)


def _tell(asked: Release, people_told: list[User], kind: str, text: str, by: Actor) -> None:
    key = f"{kind}:{asked.pk}"
    telling.tell(people_told, asked.case, kind=kind, text=text, key=key, route=ROUTE, by=by)
