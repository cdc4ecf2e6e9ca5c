"""Incidents: recording one in three boxes, its own page, putting it right and striking it out."""

from abc import ABC
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse

from cases import policy
from cases.enums import Party
from cases.forms.record import REPEATED, CorrectIncidentForm, IncidentForm, StrikeForm
from cases.models import CasePerson, Incident, Location
from cases.policy import Action
from cases.presenters import done_with_link
from cases.presenters.clashes import clashes
from cases.presenters.incident import incident_href, incident_view
from cases.presenters.person import place_choices, sharing_rows
from cases.services import codes, incidents, people, places, sharing
from cases.services.errors import Changed
from cases.views.base import CaseFormPage, CaseView, RecordPage
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.parts import Conflict, Link
from stalking_unit.ui.views.errors import saved_first

INCIDENTS = Incident.objects.select_related(
    "agency", "author", "saved_by", "struck_by", "against", "place__case_person"
)


class IncidentFormPage(CaseFormPage, ABC):
    """The questions about one incident, with the people and places this person may choose from."""

    template_name = "cases/record_incident.html"
    tab = "Timeline"

    def get_form_kwargs(self) -> dict[str, Any]:
        seen = people.seen_once(self.actor, self.case)
        harmed = [
            (str(person.pk), f"{person.name}, {person.role.label.lower()}" if not person.is_brief else person.name)
            for person in seen
            if person.party is not Party.SUSPECT
        ]
        known = place_choices(places.known(self.actor, self.case), {person.pk: person.name for person in seen})
        return {**super().get_form_kwargs(), "now": self.actor.now, "people": harmed, "places": known}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"back": self.back, "same_again": "", "is_repeat": False, **kwargs})

    @property
    def back(self) -> Link:
        """Where somebody goes who records nothing."""
        return Link("Back to the case", self.case.get_absolute_url())

    def looked_up(self, form: IncidentForm) -> dict[str, Any]:
        """Whom it was against and where; a box that was left out is left alone."""
        found: dict[str, Any] = {}
        if "against" in form.fields:
            key: str = form.cleaned_data["against"]
            found["against"] = CasePerson.objects.get(case=self.case, pk=key) if key else None
        if "place" in form.fields:
            key = form.cleaned_data["place"]
            found["place"] = Location.objects.get(case=self.case, pk=key) if key else None
        return found


class RecordIncident(IncidentFormPage):
    """One act, or a series counted together; `?like=last` begins with what the last one said."""

    action = Action.RECORD_INCIDENT
    form_class = IncidentForm
    title = "Record an incident"
    submit_label = "Record the incident"

    def get_initial(self) -> dict[str, Any]:
        like = incidents.last(self.actor, self.case) if self.request.GET.get("like") == "last" else None
        if like is None:
            return {}
        said = IncidentForm.initial_of(like, incidents.ticked(like))
        return {name: said[name] for name in REPEATED}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_repeat = self.request.GET.get("like") == "last"
        has_last = not is_repeat and incidents.last(self.actor, self.case) is not None
        return super().get_context_data(
            is_repeat=is_repeat, same_again=f"{self.request.path}?like=last" if has_last else "", **kwargs
        )

    def act(self, form: IncidentForm) -> str:
        incident = incidents.record(self.case, by=self.actor, **self.looked_up(form), **form.answers())
        done = "Incident recorded."
        if not policy.can(self.actor, Action.VIEW_INCIDENT, incident):
            done += " Your side of the case sees when it happened and what kind it was, not its words."
        return done_with_link(done, Link("Record another", reverse("cases:record_incident", args=[self.case.pk])))


class IncidentPage(RecordPage):
    """A page about one incident, for whoever may know of it."""

    tab = "Timeline"

    def find(self, key: UUID) -> Any:
        in_words, in_brief = [Action.VIEW_INCIDENT], [Action.VIEW_INCIDENT_BRIEF]
        return policy.get_any_or_404(self.actor, INCIDENTS.all(), key, in_words=in_words, in_brief=in_brief)

    @property
    def in_words(self) -> bool:
        """Whether they may read what was said of it."""
        return bool(self.record.in_words)

    def consult(self, record: Model) -> None:
        self.look_at("view_incident", record, self.case.pk)

    def get_success_url(self) -> str:
        return incident_href(self.record)


class ShowIncident(IncidentPage, CaseView):
    """One incident: facts and opinion under headings of their own, and what it said before it was corrected."""

    template_name = "cases/incident.html"
    title = "Incident"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = {person.pk: person.name for person in people.seen_once(self.actor, self.case)}
        earlier = incidents.earlier(self.actor, self.record)
        view = incident_view(
            self.record,
            incidents.ticked(self.record),
            in_words=self.in_words,
            against=names.get(self.record.against_id, ""),
            earlier=earlier,
            labels=codes.labels(incidents.TICKED) if earlier else {},
        )
        return super().get_context_data(
            incident=view,
            in_words=self.in_words,
            actions=self._actions(),
            place_href=self._place_href(),
            sharing=sharing_rows(sharing.of_incident(self.actor, self.record)),
            record_sharing=self._record_sharing(),
            **kwargs,
        )

    def _actions(self) -> list[Link]:
        here = {"pk": self.record.pk}
        copy = Link("Copy for our record system", reverse("cases:copy_incident", kwargs=here))
        if not incidents.may_correct(self.actor, self.record):
            return [copy]
        correct = Link("Correct it or add to it", reverse("cases:correct_incident", kwargs=here))
        return [correct, copy, Link("Strike it out", reverse("cases:strike_incident", kwargs=here))]

    def _record_sharing(self) -> Link | None:
        """Where to write down what its victim thinks of sharing it."""
        part = self.record.against
        if not self.in_words or part is None or not policy.can(self.actor, Action.RECORD_SHARING, part):
            return None
        href = reverse("cases:record_sharing", kwargs={"pk": part.pk})
        return Link("Record what the victim thinks of sharing this", f"{href}?about={self.record.pk}")

    def _place_href(self) -> str:
        """The page where the address opens by a press, for one who may open it."""
        place = self.record.place
        if not self.in_words or place is None or not places.may_know(self.actor, place):
            return ""
        return reverse("cases:person", kwargs={"pk": place.case_person_id})


class OwnIncidentPage(IncidentPage):
    """For whoever may correct it: what it says must be theirs to read, and theirs to answer for."""

    def admit(self) -> None:
        policy.require(self.actor, Action.VIEW_INCIDENT, self.record)
        policy.require(self.actor, Action.CORRECT_INCIDENT, self.record)


class CorrectIncident(OwnIncidentPage, IncidentFormPage):
    """Add what was not known then, or put right what was wrong."""

    form_class = CorrectIncidentForm
    title = "Correct an incident"
    submit_label = "Save the incident"
    intro = "What it said before is kept, with who wrote it."

    @property
    def back(self) -> Link:
        return Link("Back to the incident", incident_href(self.record))

    def get_initial(self) -> dict[str, Any]:
        kept = CorrectIncidentForm.initial_of(self.record, incidents.ticked(self.record))
        return kept | {"version": str(self.record.version)}

    def act(self, form: IncidentForm) -> str:
        changes = form.answers() | self.looked_up(form)
        when, ticked = changes.pop("when"), changes.pop("codes")
        if form.keeps_time:
            when = incidents.when_of(self.record)
        incidents.correct(self.record, changes, by=self.actor, when=when, codes=ticked, version=self.version)
        return "The incident is saved."

    def refused(self, form: IncidentForm, error: DomainError) -> HttpResponse:
        """Somebody saved first: both texts, and the form as it was typed on top of what stands there now."""
        if not isinstance(error, Changed):
            return super().refused(form, error)
        stands = INCIDENTS.get(pk=self.record.pk)
        conflict = Conflict(
            by=stands.saved_by.name if stands.saved_by else stands.author.name,
            at=stands.saved_at or stands.recorded_at,
            clashes=clashes(form, CorrectIncidentForm.answers_of(stands, incidents.ticked(stands))),
        )
        typed = self.request.POST.copy()
        typed["version"] = str(stands.version)
        again = {**self.get_form_kwargs(), "data": typed}
        return saved_first(self.request, conflict=conflict, form=CorrectIncidentForm(**again))


class StrikeIncident(OwnIncidentPage, CaseFormPage):
    """Strike it out: it stays to be read, and nothing counts it any more."""

    form_class = StrikeForm
    title = "Strike out an incident"
    submit_label = "Strike it out"
    intro = "It stays to be read, marked as struck out, with your name and the reason."
    template_name = "cases/strike.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=Link("Back to the incident", incident_href(self.record)), **kwargs)

    def act(self, form: StrikeForm) -> str:
        incidents.strike(self.record, by=self.actor, reason=form.cleaned_data["reason"])
        return "The incident is struck out."
