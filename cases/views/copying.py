""" "Copy for our record system": a record as plain text, as this person's agency may read it, without locators."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Model
from django.urls import URLPattern, path

from cases import policy
from cases.models import Case, StateChange, Statement
from cases.policy import Action
from cases.presenters import change_item
from cases.presenters.copying import plain
from cases.presenters.incident import incident_href, incident_view
from cases.presenters.note import note_href, note_view
from cases.services import incidents, people
from cases.services.files import Copied
from cases.views.base import CaseView, RecordPage
from cases.views.note import NotePage
from cases.views.record import IncidentPage
from stalking_unit.audit import trail
from stalking_unit.ui.parts import Link, Row


class CopyPage(CaseView, ABC):
    """The text in a box that is only read. Opening it is a disclosure: what is copied leaves the product."""

    template_name = "cases/copy.html"
    title = "Copy for our record system"
    record: Any
    case: Case

    def consult(self, record: Model) -> None:
        trail.record(
            self.actor,
            trail.Operation.DISCLOSE,
            "copy_record",
            case_id=self.case.pk,
            record=record,
            recipients=[self.actor.agency_name],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = plain(
            self.copied(),
            reference=self.case.reference or "Draft",
            agency=self.actor.agency_name,
            by=self.actor.name,
            at=self.actor.now,
        )
        return super().get_context_data(text=text, lines=text.count("\n") + 2, back=self.back(), **kwargs)

    @abstractmethod
    def copied(self) -> Copied:
        """What this reader may know of the record."""

    @abstractmethod
    def back(self) -> Link:
        """The page it was read on."""


class CopyRecord(CopyPage, RecordPage, ABC):
    """A record that any of the `reading` actions opens; `records` are the rows they are asked of."""

    reading: ClassVar[Iterable[Action]]

    def find(self, key: UUID) -> Any:
        return policy.get_any_or_404(self.actor, self.records.all(), key, readable=self.reading)


class CopyIncident(CopyPage, IncidentPage):
    """An incident: in words, or when it happened and what kind it was."""

    def copied(self) -> Copied:
        names = {person.pk: person.name for person in people.seen_once(self.actor, self.case)}
        view = incident_view(
            self.record,
            incidents.ticked(self.record),
            in_words=self.in_words,
            against=names.get(self.record.against_id, ""),
        )
        opinion = Row("Opinion", view.opinion)
        return Copied(f"Incident: {view.title}", [*view.struck, *view.rows, *view.said, opinion])

    def back(self) -> Link:
        return Link("Back to the incident", incident_href(self.record))


class CopyNote(CopyPage, NotePage):
    """A note, for one of its readers."""

    def copied(self) -> Copied:
        view = note_view(self.record)
        return Copied(view.title, [*view.struck, *view.rows, Row("Note", view.text)])

    def back(self) -> Link:
        return Link("Back to the note", note_href(self.record))


class CopyMove(CopyRecord):
    """A move of the case, with what was said: advice that was given, or why a referral was not taken on."""

    records = StateChange.objects.select_related("agency")
    reading = (Action.VIEW_HISTORY,)
    tab = "Access and history"

    def copied(self) -> Copied:
        item = change_item(self.record)
        words = policy.scope(self.actor, Action.VIEW_STATEMENT, Statement.objects.filter(change=self.record))
        said = [Row(one.get_heading_words(), one.text) for one in words.order_by("heading", "pk")]
        return Copied(item.title, [Row("When", item.when), Row("By", item.by), *said])

    def back(self) -> Link:
        return Link("Back to access and history", self.case_page("cases:history"))


def routes() -> list[URLPattern]:
    """What may be copied here."""
    return [
        path("incidents/<uuid:pk>/copy/", CopyIncident.as_view(), name="copy_incident"),
        path("notes/<uuid:pk>/copy/", CopyNote.as_view(), name="copy_note"),
        path("moves/<uuid:pk>/copy/", CopyMove.as_view(), name="copy_move"),
    ]
