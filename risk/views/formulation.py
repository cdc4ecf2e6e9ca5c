"""The formulation of a case: reading it, writing it part by part, proposing it, agreeing it at a conference."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cases.policy import Action
from cases.services.drafts import Kept, Typed
from cases.services.errors import Incomplete
from cases.views.base import CasePage, CaseView
from cases.views.drafts import Drafting
from risk.forms.formulation import AgreeForm, form_of
from risk.headings import PARTS, Part, part
from risk.models import FormulationDraft
from risk.presenters import formulation as words
from risk.presenters.assessment import level_words
from risk.presenters.conference import conference
from risk.services import formulations, minutes
from risk.views.assessment import OnAssessment
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.forms import Form
from stalking_unit.ui.parts import Link
from stalking_unit.ui.words import day


class Read(CaseView):
    """The version that was agreed, with the level and different views of that conference; and one proposed since."""

    template_name = "risk/formulation.html"
    tab = "Assessment"
    title = "Formulation"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = formulations.seen(self.actor, self.case)
        agreed = formulations.current(found)
        proposed = found[0] if found and found[0] is not agreed else None
        held = {one.item.pk: one for one in minutes.seen(self.actor, self.case)} if agreed else {}
        at = held.get(agreed.agreement.item_id) if agreed and agreed.agreement else None
        return super().get_context_data(
            agreed=words.card(agreed) if agreed else None,
            proposed=words.card(proposed) if proposed else None,
            conference=conference(at) if at else None,
            level=level_words(self.case.level) if self.case.level else "",
            steps=self._steps(proposed is not None),
            has_versions=len(found) > 1,
            **kwargs,
        )

    def _steps(self, waits: bool) -> list[Link]:
        """What this reader can do with it."""
        agree = Link("Agree it", self.case_page("risk:agree_formulation"))
        write = Link("Write the formulation", self.case_page("risk:formulate"))
        return [
            *([agree] if waits and Action.AGREE_FORMULATION in self.may else []),
            *([write] if Action.WRITE_FORMULATION in self.may and formulations.is_time(self.case) else []),
        ]


class Written(CasePage):
    """A page on which it is written: no page of anybody's while the disciplines are being asked."""

    action = Action.WRITE_FORMULATION

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not formulations.is_time(self.case):
            raise PermissionDenied


class Parts(Written, CaseView):
    """How far each part is; from here to each of them, and to reading it all over."""

    action = Action.WRITE_FORMULATION
    template_name = "risk/formulate.html"
    tab = "Assessment"
    title = "Write the formulation"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = formulations.whole(self.case, by=self.actor)
        return super().get_context_data(tasks=words.tasks(self.case, now), **kwargs)


class WritePart(Drafting, Written, OnAssessment):
    """One part, saved as it is typed into a draft that everybody who may write there goes on with."""

    holds = False  # it saves itself as it is typed
    action = Action.WRITE_FORMULATION
    template_name = "risk/formulation_part.html"
    form_class: type[Form] = Form
    found_again = "You and your colleagues on this case find it under “Write the formulation”"
    part: Part
    row: FormulationDraft | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = part(kwargs["part"])
        if found is None:
            raise Http404
        if not formulations.may_write(self.actor, self.case, found):
            raise PermissionDenied
        self.part = found
        self.form_class = form_of(found)
        self.kept = self.load()

    def load(self) -> Kept:
        kept, self.row = formulations.kept(self.case, self.part, by=self.actor)
        return kept

    def keep(self, typed: Typed) -> Kept:
        return formulations.keep(self.case, self.part, typed, by=self.actor, seen=self.seen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            part=self.part, whose=words.draft_words(self.row, self.actor.user_id), **kwargs
        )
        return context | {"heading": self.part.title}

    def act(self, form: Form) -> str:
        """Nothing more: what the page was sent is saved already."""
        return ""

    def get_success_url(self) -> str:
        """The next part; after the last, reading it all over."""
        following = PARTS[PARTS.index(self.part) + 1 :]
        for one in following:
            if formulations.may_write(self.actor, self.case, one):
                return words.part_address(self.case, one)
        return self.case_page("risk:propose_formulation")


class Propose(Written, OnAssessment):
    """All of it on one page, to read over and show to the team."""

    holds = False  # nothing is typed here
    action = Action.WRITE_FORMULATION
    template_name = "risk/formulation_check.html"
    form_class: type[forms.BaseForm] = Form
    title = "Read it over and propose it"
    submit_label = "Propose it to the team"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = formulations.whole(self.case, by=self.actor)
        return super().get_context_data(stamp=now.stamp, parts=words.parts(self.case, now), **kwargs)

    def act(self, form: Form) -> str:
        stamp = self.request.POST.get("stamp", "")
        formulations.propose(self.case, by=self.actor, stamp=int(stamp) if stamp.isdigit() else None)
        return "The formulation is proposed. The conference agrees it."

    def get_success_url(self) -> str:
        return self.case_page("risk:formulation")

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        """What is missing is said in the words of its box."""
        if not isinstance(error, Incomplete):
            return super().refused(form, error)
        form.add_error(None, "Enter what is happening now, under “How we understand it”")
        return self.form_invalid(form)


class Agree(OnAssessment):
    """The chair says that a conference agreed what was proposed."""

    action = Action.AGREE_FORMULATION
    form_class = AgreeForm
    title = "Agree the formulation"
    submit_label = "The conference agrees it"
    intro = (
        "From then on this version is what the team understands. It sets no level: the level and its reason are "
        "decided beside it, and whoever sees it differently is named there."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        held = minutes.seen(self.actor, self.case)
        options = [(str(one.item.pk), f"Conference of {day(one.item.conference.held_on)}") for one in held]
        return {**super().get_form_kwargs(), "conferences": options}

    def act(self, form: AgreeForm) -> str:
        found = formulations.seen(self.actor, self.case)
        if not found:
            raise DomainError("No formulation is proposed yet.")
        items = {one.item.pk: one.item for one in minutes.seen(self.actor, self.case)}
        formulations.agree(found[0].version, items[UUID(form.cleaned_data["item"])], by=self.actor)
        return "The formulation is agreed."

    def get_success_url(self) -> str:
        return reverse("risk:formulation", kwargs={"pk": self.case.pk})


class Versions(CaseView):
    """What changed between one version and the next, as far as the reader may know both."""

    template_name = "risk/formulation_versions.html"
    tab = "Assessment"
    title = "Formulation: what changed"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = formulations.seen(self.actor, self.case)
        return super().get_context_data(versions=words.version_words(found), **kwargs)
