"""Taking hidden words out of the texts for ever: one person asks, a second agrees, and what stood there is sealed.

The second may refuse, with a reason; whoever asked may ask again.

Only the texts that the press covered are touched, not what was typed since: a guess that vanished would be confirmed.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from cases import policy
from cases.models import HiddenText, Hiding, Redaction, SealedText
from cases.policy import Action
from cases.services import overlay
from cases.services.errors import NotFromHere
from cases.services.files import every_text
from cases.services.likeness import pattern
from cases.services.telling import tell
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.db.fields import EncryptedTextField
from stalking_unit.db.said import REMOVED

# They stay covered: facts that are put right where they stand, what somebody has not sent yet, and what says which
# words were meant.
STAYS = frozenset(
    {
        "cases.Case",
        "cases.ContactPoint",
        "cases.Draft",
        "cases.Hiding",
        "cases.Identifier",
        "cases.Location",
        "cases.PersonName",
        "cases.SafeContact",
        "cases.SealedText",
        "interventions.Order.reference",
        "risk.DraftSection",
    }
)


def stays(text: HiddenText) -> bool:
    """Whether the words are only covered where this text stands, and never taken out of it."""
    return not STAYS.isdisjoint({text.model, f"{text.model}.{text.field}"})


@transaction.atomic
def ask(hiding: Hiding, *, by: Actor, reason: str) -> Redaction:
    """Ask that the hidden words are taken out for ever. Until a second person agrees nothing is touched."""
    policy.require(by, Action.ASK_REDACTION, hiding)
    if by.user is None or by.agency is None:
        raise DomainError("Words are taken out by somebody, in a seat.")
    if not reason.strip():
        raise DomainError("Enter why the words have to be taken out.")
    hiding = Hiding.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
    if hiding.lifted_at is not None or Redaction.objects.filter(hiding=hiding, refused_at=None).exists():
        raise NotFromHere("These words show again, or somebody has asked already.")
    redaction = Redaction.objects.create(
        case_id=hiding.case_id,
        hiding=hiding,
        author=by.user,
        agency=by.agency,
        asked_at=by.now,
        reason=reason.strip(),
    )
    trail.record(by, trail.Operation.ALTER, "ask_redaction", case_id=hiding.case_id, record=hiding, fields=["reason"])
    tell(
        policy.who_can(Action.AGREE_REDACTION, hiding, at=by.now),
        hiding.case,
        kind="redaction",
        text="Hidden words are to be taken out for ever. A second person has to agree.",
        key=f"redaction:{redaction.pk}",
        route="cases:hidden",
        by=by,
    )
    return redaction


@transaction.atomic
def agree(hiding: Hiding, *, by: Actor) -> int:
    """Agree as the second person: the words are gone from every text that the press covers. Says from how many."""
    policy.require(by, Action.AGREE_REDACTION, hiding)
    hiding = Hiding.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
    redaction = _asked_by_another(hiding, by)
    redaction.agreed_by, redaction.agreed_at = by.user, by.now
    redaction.save(update_fields=["agreed_by", "agreed_at"])
    trail.record(by, trail.Operation.ALTER, "agree_redaction", case_id=hiding.case_id, record=hiding)
    with acting(Actor.system("redaction", by.now)):
        texts = [text for text in hiding.texts.order_by("pk") if _take_out(hiding, text, by)]
    overlay.forget(by)
    return len(texts)


@transaction.atomic
def refuse(hiding: Hiding, *, by: Actor, reason: str) -> Redaction:
    """Refuse as the second person, and say why: the words stay hidden, and nothing in the texts is touched."""
    policy.require(by, Action.REFUSE_REDACTION, hiding)
    if not reason.strip():
        raise DomainError("Enter why the words are not taken out.")
    hiding = Hiding.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
    redaction = _asked_by_another(hiding, by)
    redaction.refused_by, redaction.refused_at, redaction.refused_reason = by.user, by.now, reason.strip()
    redaction.save(update_fields=["refused_by", "refused_at", "refused_reason"])
    trail.record(
        by, trail.Operation.ALTER, "refuse_redaction", case_id=hiding.case_id, record=hiding, fields=["refused_reason"]
    )
    tell(
        policy.who_can(Action.ASK_REDACTION, hiding, at=by.now),
        hiding.case,
        kind="redaction",
        text="Hidden words are not taken out: it was refused. Read why.",
        key=f"redaction-refused:{redaction.pk}",
        route="cases:hidden",
        by=by,
    )
    return redaction


def asked(hiding: Hiding) -> Redaction | None:
    """What waits for a second person."""
    waiting = Redaction.objects.filter(hiding=hiding, agreed_at=None, refused_at=None)
    return waiting.select_related("author").first()


def may_answer(actor: Actor, hiding: Hiding) -> bool:
    """Whether this redaction waits for this person; whoever asked for it is not a second one."""
    waiting = asked(hiding) if hiding.lifted_at is None else None
    if waiting is None or waiting.author_id == actor.user_id:
        return False
    return policy.can(actor, Action.AGREE_REDACTION, hiding)


def _asked_by_another(hiding: Hiding, by: Actor) -> Redaction:
    waiting = asked(hiding)
    if waiting is None or hiding.lifted_at is not None:
        raise NotFromHere("Nobody asks that these words are taken out any more.")
    if waiting.author_id == by.user_id:
        raise NotFromHere("Somebody else has to answer: two people take words out.")
    return waiting


@transaction.atomic
def open_sealed(hiding: Hiding, *, by: Actor) -> list[SealedText]:
    """The sealed copies, shown once to whoever answers for the case; the trail says so."""
    policy.require(by, Action.VIEW_SEALED_WORDS, hiding)
    copies = list(SealedText.objects.filter(hiding=hiding).select_related("text").order_by("pk"))
    trail.record(
        by,
        trail.Operation.CONSULT,
        "open_sealed_words",
        case_id=hiding.case_id,
        record=hiding,
        shown=[copy.pk for copy in copies],
    )
    return copies


def _take_out(hiding: Hiding, text: HiddenText, by: Actor) -> bool:
    """Seal what one text says and take the words out of it. A text that says something else by now stays covered."""
    row: Any = apps.get_model(text.model)._default_manager.filter(pk=text.record_id).first()
    if stays(text) or row is None or SealedText.objects.filter(text=text).exists():
        return False
    field: Any = row._meta.get_field(text.field)
    was, words = field.raw(row), _words_of(hiding)
    now = pattern(words).sub(REMOVED, was) if words else REMOVED
    if now == was:
        return False
    copies = [
        SealedText.objects.create(
            case_id=hiding.case_id, hiding_id=covered.hiding_id, text=covered, words=was, sealed_at=by.now
        )
        for covered in (text, *_covered_by_nothing_else(text, now))
    ]
    _write(copies[0], field, row, now)
    trail.record(by, trail.Operation.ALTER, "take_words_out", case_id=hiding.case_id, record=row, fields=[text.field])
    return True


def _covered_by_nothing_else(text: HiddenText, now: str) -> Iterator[HiddenText]:
    """Other presses on the same text whose words are gone as well: they would cover all that is left of it."""
    place = {"model": text.model, "record_id": text.record_id, "field": text.field}
    others = HiddenText.objects.filter(**place, sealed=None, hiding__lifted_at=None).exclude(pk=text.pk)
    for other in others.select_related("hiding").order_by("pk"):
        words = _words_of(other.hiding)
        if now == REMOVED or (words and pattern(words).search(now) is None):
            yield other


def _words_of(hiding: Hiding) -> str:
    field: Any = Hiding._meta.get_field("words")
    words: str = field.raw(hiding) or ""
    return words


def _write(copy: SealedText, field: Any, row: Any, now: str) -> None:
    """Through the one door the database has for it, which asks for the sealed copy and for two people."""
    is_sealed = isinstance(field, EncryptedTextField)
    kept = field.sealed(now, row).raw if is_sealed else now[: field.max_length]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT take_words_out(%s, {'NULL, %s' if is_sealed else '%s, NULL'})", [copy.pk, kept])


def label_of(copy: SealedText) -> str:
    """Where a sealed text stood."""
    return every_text()[copy.text.model, copy.text.field].label
