"""What the board is asked for, and the next step as it is written in a row of it."""

from collections.abc import Sequence
from typing import Any

from cases.enums import Level, Stage
from cases.forms.choices import line
from cases.models import NextStep
from cases.services.board import FIRST, Wanted
from cases.services.caseload import NOT_ASSESSED
from stalking_unit.ui.forms import CheckboxesField, DateField, Form, HiddenField, SelectField, TickField

STEP_READ = (
    "Everyone on the case can read this, on both sides, police and the coordinator among them; so can the team lead "
    "and the auditor. It may be shown to the defence."
)
LEVELS = [*Level.choices, (NOT_ASSESSED, "Not assessed yet")]
STAGES = [(stage.value, stage.label) for stage in (Stage.INTAKE, Stage.WORKED, Stage.ADVICE)]


class BoardFilterForm(Form):
    """Which cases, of those that one may see anyway."""

    level = CheckboxesField(label="Level", choices=LEVELS, required=False, owed=True)
    stage = SelectField(label="Stage", choices=STAGES, nothing=Stage.OPEN.label, required=False, owed=True)
    mine = TickField(label="Only where the next step is mine", required=False, owed=True)
    overdue = TickField(label="Only where a day has passed", required=False, owed=True)

    def wanted(self, order: str) -> Wanted:
        """What was asked for; an answer that is none asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            levels=tuple(asked.get("level", ())),
            stage=Stage(asked.get("stage") or Stage.OPEN),
            is_mine=asked.get("mine", False),
            is_overdue=asked.get("overdue", False),
            order=order or FIRST,
        )


class NextStepForm(Form):
    """What is done next, who does it and by when, and the next day in court."""

    text = line(
        "Next step",
        readers=STEP_READ,
        max_length=160,
        owed=True,
        help_text="In a few words. Leave out addresses, and whatever the suspect’s side may not know.",
    )
    owner = SelectField(label="Who", choices=(), nothing="Nobody yet", required=False, owed=True)
    due_on = DateField(label="By when", noun="The day", required=False, owed=True)
    court_on = DateField(label="Next day in court", required=False, owed=True)
    version = HiddenField()
    back = HiddenField(required=False)

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.choices = [*field.choices, *owners]

    @classmethod
    def answers_of(cls, step: NextStep | None) -> dict[str, Any]:
        """What stands there, as this form would have read it."""
        return {
            "text": step.text if step else "",
            "owner": str(step.owner_id or "") if step else "",
            "due_on": step.due_on if step else None,
            "court_on": step.court_on if step else None,
            "version": str(step.number if step else 0),
        }
