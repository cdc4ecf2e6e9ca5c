"""People of a case, one page each: who they are, how they may be reached, and what is shown only when asked for."""

from abc import ABC
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cases import policy
from cases.enums import Capacity, Channel, LocationKind, Party, PersonRole
from cases.forms.person import AddPersonForm, AddressForm, NameForm, NumberForm
from cases.forms.safe_contact import SafeContactForm
from cases.models import CasePerson, CodeList
from cases.policy import Action
from cases.presenters.clashes import clashes
from cases.presenters.person import (
    Drawer,
    brief_words,
    closed_words,
    number_rows,
    person_rows,
    place_rows,
    rule_rows,
    sharing_rows,
)
from cases.services import codes, conflicts, people, places, safe_contact, sharing, team
from cases.services.errors import Changed
from cases.views.base import CASES, ActorPage, CaseFormPage, CasePage, CaseView
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.parts import Conflict, Link, Row
from stalking_unit.ui.views.errors import saved_first

TAB = "People"


class AddPerson(CaseFormPage):
    """Somebody new on the case. Who may add anybody may add somebody on the suspect’s side; the rest is narrower."""

    action = Action.ADD_SUSPECT
    form_class = AddPersonForm
    tab = TAB
    title = "Add a person"
    submit_label = "Add the person"
    intro = "Leave out addresses and numbers: they have a box of their own, on the person’s page."

    def get_form_kwargs(self) -> dict[str, Any]:
        roles = [role for role in PersonRole if people.ADDING[role.party] in self.may]
        return {**super().get_form_kwargs(), "now": self.actor.now, "roles": roles}

    def act(self, form: AddPersonForm) -> str:
        people.put_on_case(self.case, PersonRole(form.cleaned_data["role"]), by=self.actor, **form.answers())
        conflicts.compare_and_tell(self.case, by=self.actor)
        return "The person is on the case."

    def get_success_url(self) -> str:
        return reverse("cases:people", kwargs={"pk": self.case.pk})


class PartPage(CasePage):
    """A page about one person of a case, for whoever may know of them; `admit` says who may do more."""

    tab = TAB
    part: CasePerson

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        ActorPage.setup(self, request, *args, **kwargs)
        self.part = policy.get_any_or_404(
            self.actor, CasePerson.objects.all(), kwargs["pk"], in_full=people.IN_FULL, in_brief=people.IN_BRIEF
        )
        self.case = policy.get_case_or_404(self.actor, Action.VIEW_CASE, CASES.all(), self.part.case_id)
        self.may = policy.allowed_once(self.actor, self.case)
        self.admit()
        self.consult(self.part)

    def consult(self, record: Model) -> None:
        self.look_at("view_person", record, self.case.pk)

    def admit(self) -> None:
        """Stop here whoever may know of this person and not do what the page is for."""

    @property
    def party(self) -> Party:
        return Party(self.part.party)

    @property
    def href(self) -> str:
        """The person's own page."""
        return reverse("cases:person", kwargs={"pk": self.part.pk})


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept closed: who may open it and who may put something in, by the side the person stands on."""

    name: str
    title: str
    button: str
    empty: str
    see: Mapping[Party, Action]
    add: Mapping[Party, Action]
    add_text: str
    add_route: str
    reveal: Callable[..., Sequence[Any]]
    present: Callable[[Sequence[Any]], list[Row]]


KEPT = (
    Kept(
        "addresses",
        "Addresses",
        "Show the addresses",
        "No address is kept here.",
        places.SEE_PLACES,
        places.ADD_PLACE,
        "Add an address",
        "cases:add_address",
        places.reveal_places,
        place_rows,
    ),
    Kept(
        "numbers",
        "Numbers and accounts",
        "Show the numbers",
        "No number is kept here.",
        places.SEE_CONTACTS,
        places.ADD_CONTACT,
        "Add a number",
        "cases:add_number",
        places.reveal_contacts,
        number_rows,
    ),
)


class Person(PartPage, CaseView):
    """What this reader may know of somebody. Addresses and numbers are shown by a press only, and each is recorded."""

    template_name = "cases/person.html"
    title = "Person"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show what is kept closed, once: the answer to this press holds it, and no page that can be gone back to."""
        kept = next((one for one in KEPT if one.name == request.POST.get("show") and self.party in one.see), None)
        if kept is None:
            raise Http404
        policy.require_within(self.actor, kept.see[self.party], self.case)
        rows = kept.present(kept.reveal(self.part, by=self.actor))
        response = self.render_to_response(self.get_context_data(opened={kept.name: rows}))
        response["Cache-Control"] = "no-store"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = people.seen_one(self.actor, self.part)
        if person is None:
            raise Http404
        opened: Mapping[str, Sequence[Row]] = kwargs.pop("opened", {})
        drawers = [self._drawer(kept, opened.get(kept.name)) for kept in KEPT if self.party in kept.see]
        drawers = [drawer for drawer in drawers if drawer.button or drawer.add]
        return super().get_context_data(
            person=person,
            rows=person_rows(person, self._relationship(person)),
            ask=self._ask(person, has_drawers=bool(drawers)),
            rename=self._rename(person),
            rules=self._rules(),
            change_rules=self._link(Action.EDIT_SAFE_CONTACT, "Change the rules", "cases:safe_contact"),
            sharing=self._sharing(),
            record_sharing=self._link(Action.RECORD_SHARING, "Record what they think now", "cases:record_sharing"),
            drawers=drawers,
            **kwargs,
        )

    def _relationship(self, person: people.SeenPerson) -> str:
        return codes.label(CodeList.RELATIONSHIP, person.relationship) if person.relationship else ""

    def _ask(self, person: people.SeenPerson, *, has_drawers: bool) -> str:
        """Why no more is shown, and whom to ask; nothing where everything is within reach."""
        if has_drawers and not person.is_brief:
            return ""
        holder = Capacity.NAMED_ADVOCATE if self.party is Party.VICTIM else Capacity.OFFICER_IN_CASE
        who = team.named(self.actor, self.case, holder)
        return brief_words(self.party, who) if person.is_brief else closed_words(who)

    def _rename(self, person: people.SeenPerson) -> Link | None:
        if people.ADDING[self.party] not in self.may or (person.is_brief and person.is_identified):
            return None
        text = "Change the name" if person.is_identified else "Say who this is"
        return Link(text, reverse("cases:identify", kwargs={"pk": self.part.pk}))

    def _rules(self) -> list[Row] | None:
        """The rules of safe contact; an empty list when none are agreed, None for one who may know neither."""
        if self.party is not Party.VICTIM or not policy.can_within(self.actor, Action.VIEW_SAFE_CONTACT, self.case):
            return None
        rule = safe_contact.rule_of(self.actor, self.part)
        if rule is None:
            return []
        trail.record(self.actor, trail.Operation.CONSULT, "view_safe_contact", case_id=self.case.pk, record=rule)
        return rule_rows(rule)

    def _sharing(self) -> list[Row] | None:
        """What they thought of sharing; None for one who may not know."""
        if self.party is not Party.VICTIM or not policy.can_within(self.actor, Action.VIEW_SHARING, self.case):
            return None
        return sharing_rows(sharing.of_person(self.actor, self.part))

    def _drawer(self, kept: Kept, rows: Sequence[Row] | None) -> Drawer:
        may_open = policy.can_within(self.actor, kept.see[self.party], self.case)
        return Drawer(
            kept.name,
            kept.title,
            button=kept.button if may_open else "",
            empty=kept.empty,
            add=self._link(kept.add[self.party], kept.add_text, kept.add_route),
            rows=rows,
        )

    def _link(self, action: Action, text: str, route: str) -> Link | None:
        may = policy.can(self.actor, action, self.part)
        return Link(text, reverse(route, kwargs={"pk": self.part.pk})) if may else None


class PartFormPage(PartPage, CaseFormPage, ABC):
    """A page that records something about one person, and leads back to them."""

    template_name = "cases/person_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "now": self.actor.now, "party": self.party}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person_href=self.href, **kwargs)

    def get_success_url(self) -> str:
        return self.href


class Identify(PartFormPage):
    """A name for somebody who had none, or a better one."""

    form_class = NameForm
    submit_label = "Save the name"

    @property
    def title(self) -> str:  # type: ignore[override]  # depends on the person
        return "Change the name" if self.part.is_identified else "Say who this is"

    def admit(self) -> None:
        policy.require(self.actor, people.ADDING[self.party], self.case)

    def get_initial(self) -> dict[str, Any]:
        return {"version": str(self.part.version)}

    def act(self, form: NameForm) -> str:
        typed = form.cleaned_data
        people.identify(self.part, by=self.actor, given=typed["given"], family=typed["family"], version=self.version)
        conflicts.compare_and_tell(self.case, by=self.actor)
        return "The name is saved."


class AddAddress(PartFormPage):
    """An address for the protected box."""

    form_class = AddressForm
    asks_where = False
    title = "Add an address"
    submit_label = "Add the address"

    def admit(self) -> None:
        policy.require(self.actor, places.ADD_PLACE.get(self.party, Action.ADD_VICTIM_LOCATION), self.part)

    def act(self, form: AddressForm) -> str:
        typed = dict(form.cleaned_data)
        places.add_place(self.part, LocationKind(typed.pop("kind")), by=self.actor, **typed)
        return "The address is in the protected box."


class AddNumber(PartFormPage):
    """A number or account for the protected box."""

    form_class = NumberForm
    asks_where = False
    title = "Add a number"
    submit_label = "Add the number"

    def admit(self) -> None:
        policy.require(self.actor, places.ADD_CONTACT.get(self.party, Action.ADD_VICTIM_CONTACT), self.part)

    def act(self, form: NumberForm) -> str:
        typed = form.cleaned_data
        is_confirmed = typed["is_confirmed"] == "yes"
        places.add_contact(
            self.part, Channel(typed["channel"]), typed["value"], by=self.actor, is_confirmed=is_confirmed
        )
        return "The number is in the protected box."


class AgreeSafeContact(PartFormPage):
    """How somebody may be reached, as it was agreed with them."""

    template_name = "cases/safe_contact.html"
    form_class = SafeContactForm
    asks_where = False
    title = "Safe contact"
    submit_label = "Save the rules"
    intro = "Write what was agreed with the person. Nobody may contact them outside it, except by the emergency route."

    def admit(self) -> None:
        policy.require(self.actor, Action.EDIT_SAFE_CONTACT, self.part)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["party"]
        return kwargs

    def consult(self, record: Model) -> None:
        self.look_at("view_safe_contact", record, self.case.pk)

    def get_initial(self) -> dict[str, Any]:
        if rule := safe_contact.rule_of(self.actor, self.part):
            return SafeContactForm.initial_of(rule)
        return {"version": "0"}

    def act(self, form: SafeContactForm) -> str:
        safe_contact.agree(self.part, form.rules(), by=self.actor, version=self.version)
        return "The rules of safe contact are saved."

    def refused(self, form: SafeContactForm, error: DomainError) -> HttpResponse:
        """Somebody saved first: both texts, and the form as it was typed on top of what stands there now."""
        rule = safe_contact.rule_of(self.actor, self.part)
        if not isinstance(error, Changed) or rule is None:
            return super().refused(form, error)
        kept = SafeContactForm.initial_of(rule)
        conflict = Conflict(
            by=rule.saved_by.name if rule.saved_by else "Somebody",
            at=rule.saved_at or self.actor.now,
            clashes=clashes(form, kept),
        )
        typed = self.request.POST.copy()
        typed["version"] = kept["version"]
        return saved_first(self.request, conflict=conflict, form=SafeContactForm(typed, now=self.actor.now))
