"""A referral and what became of it, in the words and rows of pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases import policy
from cases.enums import Transition, Views
from cases.models import Case, CodeList, Referral, Statement
from cases.policy import Action
from cases.services import codes
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.forms import Form
from stalking_unit.ui.parts import Clash, Row
from stalking_unit.ui.words import day, instant

ENDINGS = (
    Transition.DECLINE,
    Transition.ADVISE_NOW,
    Transition.ISSUE_ADVICE,
    Transition.END_CONSULTATION,
    Transition.END_MONITORING,
    Transition.CLOSE,
)


def referral_rows(referral: Referral, *, with_safe_contact: bool) -> list[Row]:
    """The referral as it was received; what is empty says so, since it is still owed."""
    rows = [
        ("Who is in danger", referral.in_danger),
        ("What is happening", referral.happening),
        ("Danger now", _danger(referral)),
        ("Views on sharing", _views(referral)),
        ("Referrer", _referrer(referral)),
        ("Crime reference", referral.crime_reference),
        ("Received", instant(referral.received_at) if referral.received_at else ""),
    ]
    if with_safe_contact:
        rows.insert(3, ("Safe contact", referral.safe_contact_words))
    return [Row(label, value or "Still to come") for label, value in rows]


def ending_words(actor: Actor, case: Case) -> list[Row]:
    """What was said when the case last ended or advice was given, as far as this reader may know it."""
    words = policy.scope(actor, Action.VIEW_STATEMENT, Statement.objects.filter(case=case))
    said = words.filter(change__transition__in=ENDINGS).select_related("change").order_by("-change__recorded_at", "pk")
    newest = said.first()
    if newest is None:
        return []
    change = newest.change
    rows = [
        Row(statement.get_heading_words(), statement.text) for statement in said if statement.change_id == change.pk
    ]
    return [Row(str(Transition(change.transition).label), f"{day(change.happened_at)}, {change.made_by_name}"), *rows]


def clashes(form: Form, kept: Mapping[str, Any]) -> Sequence[Clash]:
    """The answers that differ between what is kept and what was typed."""
    return [
        Clash(str(field.label), _as_text(field.value()), _as_text(kept.get(field.name)))
        for field in form
        if _as_text(field.value()) != _as_text(field.field.prepare_value(kept.get(field.name)))
    ]


def _as_text(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(part for part in value if part)
    return str(value or "")


def _danger(referral: Referral) -> str:
    if not referral.immediate_danger:
        return "No" if referral.immediate_danger is False else ""
    return f"Yes. Done now: {referral.done_now}" if referral.done_now else "Yes"


def _views(referral: Referral) -> str:
    label = str(Views(referral.views).label) if referral.views else ""
    return ". ".join(part for part in (label, referral.views_words) if part)


def _referrer(referral: Referral) -> str:
    source = codes.label(CodeList.SOURCE, referral.source) if referral.source else ""
    parts = (referral.referrer_name or referral.author.name, referral.agency.name, source, referral.referrer_contact)
    return "\n".join(part for part in parts if part)
