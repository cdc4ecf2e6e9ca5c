"""Plans made with a victim, needs, and the summary for the whole team."""

from typing import Any, ClassVar

from django.forms import Field

from cases.forms.choices import TEAM_READ, line, words
from interventions.enums import NeedKind, NeedState, VictimPlanKind
from interventions.forms.parts import HER_SIDE_READS
from interventions.models import Need, VictimPlan
from interventions.services.plan_sections import PARTS
from interventions.services.victim_plans import Pocket
from stalking_unit.ui.forms import DateField, Form, HiddenField, RadiosField, SelectField

PLAN_READ = "The victim’s side, its police included, and the team lead."


class VictimPlanForm(Form):
    """One box for each section; what is not talked about yet stays empty. `after` is the version that was read."""

    kind: ClassVar[VictimPlanKind]

    @staticmethod
    def initial_of(plan: VictimPlan | None, kind: VictimPlanKind) -> dict[str, Any]:
        """What the boxes hold while this version stands."""
        said = {part.code: "" for part in PARTS[kind]}
        if plan is None:
            return {**said, "after": "0"}
        said |= {part.code: part.text for part in plan.parts.all()}
        kept = {"review_on": plan.review_on, "after": str(plan.number)}
        if kind is VictimPlanKind.SAFETY:
            kept |= {"pocket": plan.pocket, "pocket_agreed_on": plan.pocket_agreed_on}
            kept |= {"pocket_given": plan.pocket_given}
        return said | kept

    def said(self) -> dict[str, str]:
        """What was typed, by section."""
        return {part.code: self.cleaned_data[part.code] for part in PARTS[self.kind]}

    def pocket(self) -> Pocket | None:
        """The pocket version, of a plan that may have one."""
        typed = self.cleaned_data
        if self.kind is not VictimPlanKind.SAFETY:
            return None
        return Pocket(typed["pocket"], typed["pocket_agreed_on"], typed["pocket_given"])


def plan_form(kind: VictimPlanKind) -> type[VictimPlanForm]:
    """The form of this kind of plan, with who will read it above each box."""
    boxes: dict[str, Field] = {
        part.code: words(part.title, readers=PLAN_READ, rows=2, required=False, owed=True, help_text=part.hint)
        for part in PARTS[kind]
    }
    if kind is VictimPlanKind.SAFETY:
        boxes |= _pocket_boxes()
    boxes |= {"review_on": DateField(label="Look at this again on", required=False), "after": HiddenField()}
    return type("PlanForm", (VictimPlanForm,), {**boxes, "kind": kind})


def _pocket_boxes() -> dict[str, Field]:
    return {
        "pocket": words(
            "Pocket version",
            readers=PLAN_READ,
            required=False,
            help_text="A few lines in the words agreed with the victim, that nobody else would understand or mind.",
        ),
        "pocket_agreed_on": DateField(
            label="When were these words agreed?", noun="The day they were agreed", past=True, required=False
        ),
        "pocket_given": line(
            "How it may be given, and where it is safe to keep it", readers=PLAN_READ, help_text="Or that it may not."
        ),
    }


class NeedForm(Form):
    """One thing that a victim needs."""

    kind = SelectField(label="What is it about?", choices=NeedKind.choices, missing="Select what it is about")
    text = words("What does the victim need?", readers=HER_SIDE_READS, rows=2, missing="Enter what the victim needs")
    agreed = words("What was agreed?", readers=HER_SIDE_READS, rows=2, required=False)
    who = line("Who sees to it?", readers=HER_SIDE_READS)
    state = RadiosField(label="How far is it?", choices=NeedState.choices, missing="Select how far it is")
    version = HiddenField()

    @staticmethod
    def initial_of(need: Need | None) -> dict[str, Any]:
        """What the boxes hold while the need stands as it does."""
        if need is None:
            return {"state": NeedState.OPEN.value, "version": "0"}
        said = {"kind": need.kind, "text": need.text, "agreed": need.agreed, "who": need.who, "state": need.state}
        return said | {"version": str(need.version)}


class SummaryForm(Form):
    """What the whole team reads."""

    text = words(
        "What should the team know?",
        readers=TEAM_READ,
        rows=8,
        missing="Enter what the team should know",
        help_text="How the victim is, what they want, and what they ask of each agency. Only what they agreed to.",
    )
