"""Hide it now: one press covers what stands in the wrong place, in every channel, before anything is asked."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Model, Prefetch, QuerySet

from cases import policy
from cases.enums import AlarmKind, Party, SafeTonight
from cases.models import Case, HiddenText, Hiding, Redaction
from cases.policy import Action
from cases.services import overlay
from cases.services.alarms import raise_alarm, settle
from cases.services.errors import NotFromHere
from cases.services.files import Text, every_text
from cases.services.likeness import is_worth_looking_for, pattern
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.db.said import Place
from stalking_unit.documents import services as documents
from stalking_unit.notifications import outbox

# Where an address belongs: her own boxes are not covered when she is named elsewhere.
BOXES = frozenset({"cases.Location", "cases.ContactPoint", "cases.SafeContact"})
LONGEST = 400  # a chosen passage; who chooses more means the whole text


def is_shown_somewhere(place: Place) -> bool:
    """Whether there is such a text, and anybody may read it."""
    text = every_text().get((place.model, place.field))
    return text is not None and bool(text.read)


def find(place: Place, *, by: Actor) -> Model:
    """The row of a text this actor may read. A text that is hidden from them is as good as missing."""
    text = every_text()[place.model, place.field]
    model: Any = apps.get_model(place.model)
    if not text.via:
        found: Model = policy.get_any_or_404(by, model.objects.all(), place.pk, readable=text.read)
        return found
    key = model.objects.filter(pk=place.pk).values_list(f"{text.via}_id", flat=True).first()
    parents = model._meta.get_field(text.via).related_model.objects.all()
    policy.get_any_or_404(by, parents, key or place.pk, readable=text.read)
    child: Model = model.objects.get(pk=place.pk)
    return child


@transaction.atomic
def hide(texts: Sequence[tuple[Any, str]], *, by: Actor, words: str = "") -> Hiding:
    """Cover these words wherever they stand in the case, or the whole of these texts when none are chosen.

    `texts` are rows and the names of their fields, as they stood together on the page. The words must be among what
    this person can see there, or they could be used to ask what other texts say. It asks nothing first, and what was
    printed before is never handed over again.
    """
    if by.user is None or by.agency is None:
        raise DomainError("Words are hidden by somebody, in a seat.")
    case_id = overlay.case_of(*texts[0])
    if any(overlay.case_of(*text) != case_id for text in texts):
        raise DomainError("Words are hidden in one case at a time.")
    words = _chosen(words, [getattr(row, name) for row, name in texts])
    pressed = [Place(row._meta.label, row.pk, name) for row, name in texts]
    first = pressed[0]
    hiding = Hiding.objects.create(
        case_id=case_id,
        model=first.model,
        record_id=first.pk,
        field=first.field,
        words=words,
        author=by.user,
        agency=by.agency,
        hidden_at=by.now,
    )
    covered = _everywhere(case_id, words, by) if words else pressed
    HiddenText.objects.bulk_create(
        HiddenText(case_id=case_id, hiding=hiding, model=place.model, record_id=place.pk, field=place.field)
        for place in covered
    )
    _take_back(case_id, [words] if words else [row._meta.get_field(name).raw(row) for row, name in texts], by)
    overlay.forget(by)
    names = [name for _, name in texts]
    trail.record(by, trail.Operation.ALTER, "hide_words", case_id=case_id, record=texts[0][0], fields=names)
    raise_alarm(Case.objects.select_related("unit").get(pk=case_id), AlarmKind.SAFE_TONIGHT, hiding.pk, by=by)
    return hiding


@transaction.atomic
def answer(hiding: Hiding, safe: SafeTonight, *, by: Actor) -> None:
    """Whether she is safe tonight. A later answer replaces an earlier one; the trail has both."""
    policy.require(by, Action.ANSWER_SAFE_TONIGHT, hiding)
    hiding = Hiding.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
    hiding.safe_tonight, hiding.answered_by, hiding.answered_at = safe, by.user, by.now
    hiding.save(update_fields=["safe_tonight", "answered_by", "answered_at"])
    trail.record(
        by, trail.Operation.ALTER, "answer_safe_tonight", case_id=hiding.case_id, record=hiding, fields=["safe_tonight"]
    )
    settle(hiding.case, [AlarmKind.SAFE_TONIGHT], by=by, subject_id=hiding.pk)


@transaction.atomic
def lift(hiding: Hiding, *, by: Actor, reason: str) -> None:
    """Show again what this press covers: it was no danger, or the text says something else by now."""
    policy.require(by, Action.LIFT_HIDING, hiding)
    if not reason.strip():
        raise DomainError("Enter why it may be seen again.")
    hiding = Hiding.objects.select_for_update(of=("self",)).get(pk=hiding.pk)
    if hiding.lifted_at is not None:
        raise NotFromHere("These words show again already.")
    hiding.lifted_at, hiding.lifted_by, hiding.lifted_reason = by.now, by.user, reason.strip()
    hiding.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    overlay.forget(by)
    trail.record(by, trail.Operation.ALTER, "show_words_again", case_id=hiding.case_id, record=hiding)
    settle(hiding.case, [AlarmKind.SAFE_TONIGHT], by=by, subject_id=hiding.pk)


def of_case(actor: Actor, case: Case) -> QuerySet[Hiding]:
    """What was hidden in this case, for those who may know it, the latest first."""
    found = policy.scope(actor, Action.VIEW_HIDING, Hiding.objects.filter(case=case))
    asked = Redaction.objects.select_related("author", "agreed_by", "refused_by").order_by("asked_at", "pk")
    hidden = found.select_related("author", "agency", "answered_by", "lifted_by")
    return hidden.prefetch_related(Prefetch("redactions", asked)).order_by("-hidden_at", "pk")


def standing(actor: Actor, case: Case) -> QuerySet[Hiding]:
    """What is hidden now."""
    return of_case(actor, case).filter(lifted_at=None)


def _chosen(words: str, seen: Sequence[str]) -> str:
    """What to look for: the words, if they are there to be seen and can be told from others."""
    words = " ".join(words.split())[:LONGEST]
    if not is_worth_looking_for(words):
        return ""
    return words if any(pattern(words).search(text) for text in seen) else ""


def _everywhere(case_id: UUID, words: str, by: Actor) -> Iterator[Place]:
    """Every text of the case in which these words stand. The product looks, not the person."""
    wanted = pattern(words)
    with acting(Actor.system("hide it now", by.now)):
        for model, texts in _by_model().items():
            for row in _rows_of(model, texts[0], case_id):
                for text in texts:
                    field: Any = row._meta.get_field(text.field)
                    if (said := field.raw(row)) and wanted.search(said):
                        yield field.place(row)


def _by_model() -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for text in every_text().values():
        found.setdefault(text.model, []).append(text)
    del found[Hiding._meta.label]
    return found


def _rows_of(label: str, text: Text, case_id: UUID) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model(label)._default_manager.filter(**{text.case: case_id}).order_by("pk")
    return rows.exclude(case_person__party=Party.VICTIM) if label in BOXES else rows


def _take_back(case_id: UUID, said: Sequence[str], by: Actor) -> None:
    """No printed copy is handed over again, and e-mail that has not left and says these words is withdrawn.

    No notice should ever say any. The case remembers that it hides something, so that its texts are asked about.
    """
    with acting(Actor.system("hide it now", by.now)):
        Case.objects.filter(pk=case_id).update(hides_words=True)
        reference = Case.objects.values_list("reference", flat=True).get(pk=case_id)
    documents.withhold(case_id, by=by)
    for words in said:
        if reference and any(sign.isalnum() for sign in words):
            outbox.withdraw_saying(pattern(words), reference=reference, by=by)
