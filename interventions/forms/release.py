"""Asking for a copy of an order for the suspect, and the answer of the victim's side."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from cases.forms.choices import words
from interventions.enums import ReleasedTo
from interventions.forms.parts import HER_SIDE_READS
from interventions.models import OrderCondition
from interventions.service_copy import listed, tells
from interventions.services.releases import REFUSED
from stalking_unit.ui.forms import Form, RadiosField

RELEASE, REFUSE = "release", "refuse"
WILL_READ = "It is meant for the suspect. Before it is printed, somebody on the victim’s side reads it."


class AskReleaseForm(Form):
    """For whom, and the words for each condition, which are never filled in from the order."""

    audience = RadiosField(label="Who gets the copy?", choices=ReleasedTo.choices, missing="Select who gets it")

    def __init__(self, *args: Any, conditions: Sequence[OrderCondition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conditions = {f"words-{one.pk}": one.pk for one in conditions}
        for number, (name, one) in enumerate(zip(self.conditions, conditions, strict=True), 1):
            self.fields[name] = words(
                f"{number}. {one}",
                readers=WILL_READ,
                rows=2,
                required=False,
                help_text="Leave it empty to print the kind of condition alone.",
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.conditions:
            if shapes := tells(str(cleaned.get(name) or "")):
                self.add_error(name, REFUSED.format(listed(shapes)))
        return cleaned

    @property
    def said(self) -> dict[UUID, str]:
        """The words for each condition, by its key."""
        return {key: self.cleaned_data[name] or "" for name, key in self.conditions.items()}


class AnswerReleaseForm(Form):
    """Release it, or not and why."""

    answer = RadiosField(
        label="Does anything in it tell where the victim is, or how to reach the victim?",
        choices=[(RELEASE, "No. Release it"), (REFUSE, "Yes, or I am not sure. Do not release it")],
        missing="Select whether it is released",
    )
    reason = words(
        "Why not?",
        readers=HER_SIDE_READS,
        rows=3,
        required=False,
        owed=True,
        help_text="Whoever asked learns that it is not released, and does not read this.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == REFUSE and not cleaned.get("reason"):
            self.add_error("reason", "Enter why it is not released")
        return cleaned


class TakeBackForm(Form):
    """Nothing to fill in: the press is the whole of it."""
