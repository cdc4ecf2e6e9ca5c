"""Every move of a case with the words said, as far as one reader may know them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cases import policy
from cases.models import Case, StateChange, Statement
from cases.policy import Action
from cases.presenters import change_item
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.forms import Form
from stalking_unit.ui.parts import Clash, TimelineItem


@dataclass(frozen=True, slots=True)
class Told:
    """One move, and what was written with it."""

    item: TimelineItem
    said: Sequence[Statement]


def told(actor: Actor, case: Case, *, newest: int | None = None) -> list[Told]:
    """The moves of the case, the latest first; `newest` takes only so many, by when they were recorded."""
    changes = policy.scope(actor, Action.VIEW_HISTORY, StateChange.objects.filter(case=case))
    words = policy.scope(actor, Action.VIEW_STATEMENT, Statement.objects.filter(case=case))
    said: dict[Any, list[Statement]] = {}
    for statement in words.order_by("heading", "pk"):
        said.setdefault(statement.change_id, []).append(statement)
    order = ("-happened_at", "-recorded_at", "pk") if newest is None else ("-recorded_at", "pk")
    latest = changes.select_related("agency").order_by(*order)[:newest]
    return [Told(change_item(change, may_copy=change.pk in said), said.get(change.pk, [])) for change in latest]


def meanwhile(actor: Actor, case: Case, since: int | None) -> list[Told]:
    """What was done to the case after the version that somebody was looking at, the latest first."""
    if since is None:
        return []
    now = Case.objects.filter(pk=case.pk).values_list("version", flat=True).first() or since
    return told(actor, case, newest=now - since) if now > since else []


def clashes(form: Form, happened: Sequence[Told]) -> list[Clash]:
    """What somebody typed beside what somebody else had written in the same boxes meanwhile."""
    theirs = {statement.heading: statement.text for one in reversed(happened) for statement in one.said}
    return [
        Clash(str(box.label), mine=str(box.value()), theirs=theirs.get(box.name, "Nothing written"))
        for box in form.visible_fields()
        if box.kind in {"input", "textarea"} and box.value()  # type: ignore[attr-defined]  # ours
    ]
