"""Plain notes: who may read it is the first press, the words come after, and saving is the second."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from cases import policy
from cases.enums import Readers
from cases.forms.note import NoteForm
from cases.forms.record import StrikeForm
from cases.models import Note
from cases.policy import Action
from cases.presenters import readers
from cases.presenters.note import chosen_words, note_href, note_view, reader_choices
from cases.services import notes
from cases.views.base import CaseFormPage, CaseView, RecordPage
from stalking_unit.accounts.models import Agency
from stalking_unit.ui.parts import Link


class WriteNote(CaseFormPage):
    """Without `?readers=` the page asks who may read it; with it, the box, and above it who will."""

    template_name = "cases/write_note.html"
    form_class = NoteForm
    tab = "Timeline"
    title = "Write a note"
    submit_label = "Save the note"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.offered = notes.choices(self.actor, self.case)
        if not self.offered:
            policy.require(self.actor, Action.ADD_TEAM_NOTE, self.case)
        self.readers = self._chosen(request.GET.get("readers", ""))

    def _chosen(self, asked: str) -> Readers | None:
        """Whom the note is for; a choice that is not theirs stops here."""
        if not asked:
            return None
        if asked not in Readers.values:
            raise Http404
        policy.require(self.actor, notes.WRITING[Readers(asked)], self.case)
        return Readers(asked)

    @property
    def agency(self) -> Agency:
        """For whom they write; nobody is on this page without a seat."""
        if self.actor.agency is None:
            raise Http404
        return self.actor.agency

    def get_form_kwargs(self) -> dict[str, Any]:
        above = readers.words(self.readers, self.agency) if self.readers else ""
        return {**super().get_form_kwargs(), "now": self.actor.now, "readers": above}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choices = [] if self.readers else reader_choices(self.case, self.offered, self.agency)
        for_whom = chosen_words(self.readers, self.offered) if self.readers else ""
        return super().get_context_data(choices=choices, for_whom=for_whom, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.readers is None:
            raise Http404
        return super().post(request, *args, **kwargs)

    def act(self, form: NoteForm) -> str:
        if self.readers is None:
            raise Http404
        notes.write(self.case, self.readers, form.cleaned_data["text"], by=self.actor, happened_at=form.happened_at)
        return "The note is saved."


class NotePage(RecordPage):
    """A page about one note, for its readers."""

    tab = "Timeline"

    def find(self, key: UUID) -> Any:
        kept = Note.objects.select_related("author", "agency", "struck_by")
        return policy.get_any_or_404(self.actor, kept, key, readable=notes.READING.values())

    def consult(self, record: Model) -> None:
        self.look_at("view_note", record, self.case.pk)


class ShowNote(NotePage, CaseView):
    """One note."""

    template_name = "cases/note.html"
    title = "Note"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = {"pk": self.record.pk}
        actions = [Link("Copy for our record system", reverse("cases:copy_note", kwargs=here))]
        if notes.may_strike(self.actor, self.record):
            actions.append(Link("Strike it out", reverse("cases:strike_note", kwargs=here)))
        return super().get_context_data(note=note_view(self.record), actions=actions, **kwargs)


class StrikeNote(NotePage, CaseFormPage):
    """Strike it out: it stays to be read by its readers."""

    template_name = "cases/strike.html"
    form_class = StrikeForm
    title = "Strike out a note"
    submit_label = "Strike it out"
    intro = "It stays to be read by those who read it now, marked as struck out, with your name and the reason."

    def admit(self) -> None:
        policy.require(self.actor, Action.STRIKE_NOTE, self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=Link("Back to the note", note_href(self.record)), **kwargs)

    def act(self, form: BaseForm) -> str:
        notes.strike(self.record, by=self.actor, reason=form.cleaned_data["reason"])
        return "The note is struck out."

    def get_success_url(self) -> str:
        return note_href(self.record)


def routes() -> list[URLPattern]:
    """Writing, reading and striking out."""
    return [
        path("cases/<uuid:pk>/notes/new/", WriteNote.as_view(), name="write_note"),
        path("notes/<uuid:pk>/", ShowNote.as_view(), name="note"),
        path("notes/<uuid:pk>/strike/", StrikeNote.as_view(), name="strike_note"),
    ]
