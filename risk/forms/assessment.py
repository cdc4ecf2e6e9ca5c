"""Starting a round, signing off what a discipline submitted, and calling the conference."""

from collections.abc import Sequence
from typing import Any

from risk.enums import AGAIN, ContributionStatus, Verdict
from risk.models import Contribution
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.accounts.models import Discipline
from stalking_unit.ui.forms import (
    DateField,
    Form,
    LongTextField,
    PickManyField,
    RadiosField,
)

HINTS = {ContributionStatus.VACANT: "The post is vacant.", ContributionStatus.RETURNED: "It was returned for changes."}


class StartForm(Form):
    """Which disciplines are asked, and whose post is vacant."""

    disciplines = PickManyField(
        label="Which disciplines are asked?",
        queryset=Discipline.objects.exclude(kind=DisciplineKind.OTHER).order_by("name"),
        missing="Select the disciplines that are asked",
        help_text="Those with somebody on the case team are ticked.",
    )
    vacant = PickManyField(
        label="Is one of these posts vacant?",
        queryset=Discipline.objects.exclude(kind=DisciplineKind.OTHER).order_by("name"),
        required=False,
        missing="Select the posts that are vacant",
        help_text="A vacant post is shown as vacant, and nobody waits for it.",
    )

    vacant_since = DateField(
        label="Vacant since when?",
        required=False,
        help_text="For posts whose vacancy the unit has not recorded yet.",
    )

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        if answers.get("vacant_since") and not answers.get("vacant"):
            self.add_error("vacant", "Select the posts that are vacant since then")
        asked = set(answers.get("disciplines") or ())
        if not asked.issuperset(answers.get("vacant") or ()) and "disciplines" in answers:
            self.add_error("vacant", "Select only posts of disciplines that are asked")
        return answers


class AgainForm(StartForm):
    """Why they are asked anew, and which of them."""

    trigger = RadiosField(
        label="Why are they asked again?",
        choices=[(one.value, str(one.label)) for one in AGAIN],
        missing="Select why they are asked again",
    )
    reason = LongTextField(label="What should they look at?", rows=3, missing="Enter what they should look at")
    field_order = ("trigger", "reason")


class SignOffForm(Form):
    """Agree, or send back and say why."""

    verdict = RadiosField(
        label="Do you stand behind this answer?",
        choices=[
            (Verdict.AGREED.value, "Yes, I sign it off"),
            (Verdict.RETURNED.value, "No, I return it for changes"),
        ],
        missing="Select whether you sign it off",
    )
    comment = LongTextField(
        label="What should change?",
        required=False,
        rows=4,
        help_text="Needed when you return it.",
        readers="Your own discipline on this case, and the team lead when the round is over.",
    )

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        if answers.get("verdict") == Verdict.RETURNED and not answers.get("comment", "").strip():
            self.add_error("comment", "Enter what should change")
        return answers


class CallForm(Form):
    """One box for each discipline that has not answered: why the unit goes on without it."""

    def __init__(self, *args: Any, missing: Sequence[Contribution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing
        for place in missing:
            self.fields[self._name(place)] = LongTextField(
                label=f"{place.discipline.name} has not answered. Go on without? Why",
                missing=f"Enter why you go on without {place.discipline.name}, or wait for the answer",
                help_text=HINTS.get(ContributionStatus(place.status), ""),
                rows=2,
                readers="Everybody who works this case.",
            )

    def reasons(self) -> dict[str, str]:
        """Why, by the code of the discipline."""
        return {place.discipline.code: self.cleaned_data[self._name(place)] for place in self.missing}

    @staticmethod
    def _name(place: Contribution) -> str:
        return f"without_{place.discipline.code}"
