"""Plans made with a victim, needs, and what the whole team is told: written by advocates, on pages of their own."""

from abc import ABC
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cases import policy
from cases.enums import Purpose
from cases.models import CasePerson
from cases.policy import Action
from cases.services import drafts, people
from cases.services.drafts import Kept, Typed
from cases.services.errors import Changed
from cases.views.base import CaseFormPage, CaseView, RecordFormPage, RecordPage
from cases.views.drafts import Drafting
from interventions.enums import NeedKind, NeedState, VictimPlanKind
from interventions.forms.victim_plan import NeedForm, SummaryForm, VictimPlanForm, plan_form
from interventions.models import Need, VictimPlan
from interventions.presenters.victim_plan import (
    answer_words,
    copy_link,
    plan_rows,
    pocket_rows,
    version_rows,
    written_words,
)
from interventions.services import victim_plans
from interventions.views.base import TimedForm
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.forms import Form
from stalking_unit.ui.parts import Clash, Conflict, Link
from stalking_unit.ui.views.errors import saved_first

TAB = "Support"


class SupportForm(TimedForm, ABC):
    """A form that leads back to the support page and carries the version of what it changes."""

    template_name = "interventions/support_form.html"
    tab = TAB

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=Link("Back to support", self.get_success_url()), **kwargs)

    def get_success_url(self) -> str:
        return reverse("interventions:support", kwargs={"pk": self.case.pk})

    def beside(self, form: Any, by: Any, at: Any, again: Any) -> HttpResponse:
        """Somebody saved first: both texts, and the form as it was typed on top of what stands there now."""
        kept, typed = again.initial, form.cleaned_data
        differ = [box for box in form.visible_fields() if typed[box.name] != kept[box.name]]
        clashes = [
            Clash(
                str(box.label),
                mine=answer_words(box.field, typed[box.name]),
                theirs=answer_words(box.field, kept[box.name]),
            )
            for box in differ
        ]
        conflict = Conflict(by=by.name, at=at, clashes=clashes)
        return saved_first(self.request, conflict=conflict, form=again)


class WriteVictimPlan(Drafting, SupportForm, RecordFormPage):
    """The next version of a plan, on top of the one that stands; saved as it is typed, for whoever types it."""

    holds = False  # it saves itself as it is typed
    template_name = "interventions/write_plan.html"
    found_again = "You find it when you write this plan again"

    action = Action.WRITE_VICTIM_PLAN
    records = CasePerson.objects.select_related("case")
    form_class: type[Form] = VictimPlanForm
    kind: ClassVar[VictimPlanKind]
    submit_label = "Save this version"
    intro = "What stood before stays to read. Fill in what was talked about, and leave the rest empty."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.form_class = plan_form(self.kind)
        self.kept = self.load()

    def load(self) -> Kept:
        return drafts.kept(Purpose.PAGE, self.case.pk, by=self.actor, page=self.address)

    def keep(self, typed: Typed) -> Kept:
        return drafts.keep(Purpose.PAGE, self.case.pk, typed, by=self.actor, seen=self.seen, page=self.address)

    def let_go(self) -> None:
        drafts.let_go(Purpose.PAGE, self.case.pk, by=self.actor, page=self.address)

    def get_initial(self) -> dict[str, Any]:
        if self.kept.saved_at:
            return super().get_initial()
        return VictimPlanForm.initial_of(victim_plans.latest(self.actor, self.record, self.kind), self.kind)

    def act(self, form: VictimPlanForm) -> str:
        plan = victim_plans.write(
            self.record,
            self.kind,
            form.said(),
            by=self.actor,
            after=int(form.cleaned_data["after"] or 0),
            review_on=form.cleaned_data["review_on"],
            pocket=form.pocket(),
        )
        return f"Version {plan.number} of the {self.kind.label.lower()} is saved."

    def refused(self, form: VictimPlanForm, error: DomainError) -> HttpResponse:
        stands = victim_plans.latest(self.actor, self.record, self.kind)
        if not isinstance(error, Changed) or stands is None:
            return super().refused(form, error)
        kept = VictimPlanForm.initial_of(stands, self.kind)
        typed = self.request.POST.copy()
        typed["after"] = kept["after"]
        again = self.form_class(typed, initial=kept, now=self.actor.now)
        return self.beside(form, stands.author, stands.recorded_at, again)


class WriteSafetyPlan(WriteVictimPlan):
    """The next version of a safety plan."""

    kind = VictimPlanKind.SAFETY
    title = "Safety plan"


class WriteSupportPlan(WriteVictimPlan):
    """The next version of a support plan."""

    kind = VictimPlanKind.SUPPORT
    title = "Support plan"


class OneVictimPlan(RecordPage, CaseView):
    """One version of a plan: what it says, its pocket version, and which other versions there are."""

    action = Action.VIEW_VICTIM_PLAN
    records = VictimPlan.objects.select_related("author", "agency", "case_person").prefetch_related(
        victim_plans.sections()
    )
    template_name = "interventions/victim_plan.html"
    tab = TAB

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, versions = self.record, victim_plans.versions(self.actor, self.record)
        write = ""
        if policy.can(self.actor, Action.WRITE_VICTIM_PLAN, plan.case_person):
            write = reverse(f"interventions:write-{plan.kind}-plan", kwargs={"pk": plan.case_person_id})
        names = {person.pk: person.name for person in people.seen(self.actor, self.case)}
        return super().get_context_data(
            name=names.get(plan.case_person_id, ""),
            kind=plan.get_kind_display(),
            written=written_words(plan),
            newer="" if versions[0].pk == plan.pk else reverse("interventions:victim-plan", args=[versions[0].pk]),
            rows=plan_rows(plan),
            pocket=pocket_rows(plan),
            versions=version_rows(versions, but=plan) if len(versions) > 1 else [],
            write=write,
            copy=copy_link(plan),
            support=self.case_page("interventions:support"),
            **kwargs,
        )


class AddNeed(SupportForm, RecordFormPage):
    """Something a victim needs."""

    action = Action.WRITE_VICTIM_PLAN
    records = CasePerson.objects.select_related("case")
    form_class = NeedForm
    title = "Add a need"
    submit_label = "Add the need"

    def get_initial(self) -> dict[str, Any]:
        return NeedForm.initial_of(None)

    def act(self, form: NeedForm) -> str:
        said = form.cleaned_data
        victim_plans.add_need(
            self.record,
            NeedKind(said["kind"]),
            said["text"],
            by=self.actor,
            agreed=said["agreed"],
            who=said["who"],
            state=NeedState(said["state"]),
        )
        return "The need is added."


class ChangeNeed(SupportForm, RecordFormPage):
    """How far a need is, and its words."""

    action = Action.VIEW_NEED
    records = Need.objects.select_related("case", "case_person", "saved_by")
    form_class = NeedForm
    title = "Change a need"
    submit_label = "Save the need"

    def admit(self) -> None:
        policy.require(self.actor, Action.WRITE_VICTIM_PLAN, self.record.case_person)

    def get_initial(self) -> dict[str, Any]:
        return NeedForm.initial_of(self.record)

    def act(self, form: NeedForm) -> str:
        changes = {name: form.cleaned_data[name] for name in victim_plans.NEED_FIELDS}
        victim_plans.change_need(self.record, changes, by=self.actor, version=self.version)
        return "The need is saved."

    def refused(self, form: NeedForm, error: DomainError) -> HttpResponse:
        if not isinstance(error, Changed):
            return super().refused(form, error)
        stands = self.find(self.record.pk)
        kept = NeedForm.initial_of(stands)
        typed = self.request.POST.copy()
        typed["version"] = kept["version"]
        again = NeedForm(typed, initial=kept, now=self.actor.now)
        return self.beside(form, stands.saved_by, stands.saved_at, again)


class TellConference(SupportForm, CaseFormPage):
    """What the advocate tells the whole team. Nothing of the notes comes in by itself."""

    action = Action.WRITE_SUPPORT_SUMMARY
    form_class = SummaryForm
    title = "Summary for the conference"
    submit_label = "Save the summary"
    intro = "Both sides of the case read this, and so may a court. Nothing of your notes comes in by itself."

    def get_initial(self) -> dict[str, Any]:
        told = victim_plans.summaries(self.actor, self.case)
        return {"text": told[0].text} if told else {}

    def act(self, form: SummaryForm) -> str:
        victim_plans.tell_conference(self.case, form.cleaned_data["text"], by=self.actor)
        return "The summary is saved. Everybody on the case can read it."
