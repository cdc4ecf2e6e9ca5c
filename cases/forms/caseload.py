"""What the case list is asked for."""

from cases.enums import Stage, Whose
from cases.forms.board import LEVELS
from cases.forms.wordings import KINDS
from cases.services.caseload import FIRST, Sought
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.ui.forms import CheckboxesField, Form, SelectField, TickField


class CaseListForm(Form):
    """Which cases, of those that one may see anyway. What is offered is the same for everybody."""

    level = CheckboxesField(label="Level", choices=LEVELS, required=False, owed=True)
    stage = SelectField(label="Stage", choices=Stage.choices[1:], nothing=Stage.OPEN.label, required=False, owed=True)
    whose = SelectField(label="Cases", choices=Whose.choices[1:], nothing=Whose.EVERY.label, required=False, owed=True)
    without = SelectField(
        label="Missing from the team", choices=KINDS, nothing="Does not matter", required=False, owed=True
    )
    due = TickField(label="Only where the review is due or overdue", required=False, owed=True)

    def sought(self, order: str) -> Sought:
        """What was asked for; an answer that is none asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        without = asked.get("without")
        return Sought(
            levels=tuple(asked.get("level", ())),
            stage=Stage(asked.get("stage") or Stage.OPEN),
            whose=Whose(asked.get("whose") or Whose.EVERY),
            without=DisciplineKind(without) if without else None,
            is_due=asked.get("due", False),
            order=order or FIRST,
        )
