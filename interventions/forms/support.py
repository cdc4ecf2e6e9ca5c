"""Support: one contact with a victim, and the reason for using the emergency route."""

from collections.abc import Iterable
from typing import Any

from cases.enums import Channel
from cases.forms.choices import words
from interventions.enums import ContactOutcome, CouldBe, Initiator
from interventions.forms.parts import HER_SIDE_READS, OWN_ADVOCATES_READ, USE_READ
from interventions.models.support import MOST_FEAR
from stalking_unit.ui.forms import BoundField, DateField, Form, RadiosField, TickField, TimeField, WholeNumberField

OUTCOME_HINTS = {
    ContactOutcome.WRONG_PERSON.value: "Check who has this phone before it is used again.",
    ContactOutcome.NOT_SAFE.value: "For example, somebody else was in the room.",
}


class ContactForm(Form):
    """What happened, when and how; then what was said."""

    on = DateField(label="Date", noun="The date", past=True, missing="Enter the day")
    at = TimeField(label="Time", missing="Enter the time", help_text="For example 1:20pm.")
    channel = RadiosField(label="How?", choices=Channel.choices, missing="Select how", inline=True)
    initiated_by = RadiosField(label="Who began it?", choices=Initiator.choices, missing="Select who began it")
    outcome = RadiosField(
        label="How did it end?", choices=ContactOutcome.choices, hints=OUTCOME_HINTS, missing="Select how it ended"
    )
    voicemail = TickField(label="A voicemail was left", required=False, owed=True)
    victims_words = words("In the victim’s own words", readers=OWN_ADVOCATES_READ, required=False)
    fear = WholeNumberField(
        label="Fear today, from 0 to 10",
        required=False,
        width=2,
        min_value=0,
        max_value=MOST_FEAR,
        help_text="As the victim puts it. Leave empty if you did not ask.",
    )
    notes = words("Your notes", readers=OWN_ADVOCATES_READ, rows=6, required=False)
    outside_reason = words(
        "If this was outside the safe-contact rule, why did it happen?",
        readers=OWN_ADVOCATES_READ,
        rows=2,
        required=False,
        owed=True,
    )
    next_contact_on = DateField(label="Next contact planned for", required=False)

    # What nobody can fill in beforehand, when a press has shown the number; the rest is filled in and can be changed.
    TO_SAY = ("outcome", "voicemail", "victims_words", "fear", "notes", "next_contact_on")

    @property
    def to_say(self) -> list[BoundField]:
        """The boxes in sight after a number was shown."""
        return self._boxes(self.TO_SAY)

    @property
    def filled_in(self) -> list[BoundField]:
        """When, how and who began it."""
        return self._boxes(name for name in self.fields if name not in self.TO_SAY)

    def _boxes(self, names: Iterable[str]) -> list[BoundField]:
        bound: list[Any] = [self[name] for name in names]
        return bound

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for limit in ("min_value", "max_value"):
            self.fields["fear"].error_messages[limit] = f"Fear must be between 0 and {MOST_FEAR}"


class ReasonForm(Form):
    """Why the emergency route was used."""

    reason = words(
        "Why did you use the emergency route?", readers=USE_READ, missing="Enter why you used the emergency route"
    )


class SilenceForm(Form):
    """What a silence may mean, and what was done about it."""

    with_suspect = RadiosField(
        label="Could the suspect be with the victim?",
        choices=CouldBe.choices,
        missing="Select whether the suspect could be with the victim",
    )
    known = words(
        "What do we know?",
        readers=HER_SIDE_READS,
        missing="Enter what we know",
        help_text="When somebody last heard from the victim, and what makes this silence unusual or not.",
    )
    done = words(
        "What was done?",
        readers=HER_SIDE_READS,
        missing="Enter what was done",
        help_text="Who was asked to look, through whom we try next, and when. Nothing at all is an answer too.",
    )
