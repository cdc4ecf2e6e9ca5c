"""What a timeline is asked for."""

from typing import Any

from cases.enums import EventKind
from cases.services.timeline import Wanted
from stalking_unit.ui.forms import CheckboxesField, DateField, Form


class TimelineForm(Form):
    """Which kinds and which days. What is offered is the same on every case and for everybody."""

    kind = CheckboxesField(label="What", choices=EventKind.choices, required=False, owed=True)
    since = DateField(label="From", noun="The first day", required=False, owed=True)
    until = DateField(label="Until", noun="The last day", required=False, owed=True)

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must be the first day or later")
        return asked

    def wanted(self) -> Wanted:
        """What was asked for; while an answer is wrong, everything is shown."""
        asked = self.cleaned_data if self.is_valid() else {}
        return Wanted(tuple(EventKind(kind) for kind in asked.get("kind", ())), asked.get("since"), asked.get("until"))
