"""The rules under which somebody may be reached, as they were agreed with that person."""

from typing import Any

from cases.enums import Channel
from cases.forms.choices import answered, as_answer, line, words, yes_no
from cases.models import SafeContact
from cases.services.safe_contact import DAYS, RULES
from stalking_unit.ui.forms import CheckboxesField, DateField, Form, HiddenField, TickField, TimeField

RULES_READ = (
    "Police, outreach and advocates on the victim’s side, the team lead and the auditor can read this. "
    "Never the suspect’s side. It may be shown to the defence."
)


class SafeContactForm(Form):
    """Every rule on one page; what is not agreed stays empty."""

    do_not_contact = TickField(
        label="Do not contact at all. Only the emergency route may be used", required=False, owed=True
    )
    channels = CheckboxesField(
        label="How may they be reached?",
        choices=Channel.choices,
        required=False,
        owed=True,
        missing="Select how they may be reached, or that they must not be contacted",
    )
    days = CheckboxesField(
        label="On which days?",
        choices=[(str(number), name) for number, name in enumerate(DAYS, start=1)],
        required=False,
        help_text="Leave all empty if any day is safe.",
    )
    from_time = TimeField(label="From", required=False, help_text="For example 9am.")
    until_time = TimeField(label="Until", required=False, help_text="For example 2pm.")
    voicemail = yes_no("May a voicemail be left?", missing="Select whether a voicemail may be left")
    sign_as = line("Sign as", width=20, help_text="The name to give or to sign with.", readers=RULES_READ)
    say = words("What to say, and what never to say", rows=3, required=False, readers=RULES_READ)
    code_word = line("Code word", width=20, help_text="How each knows that it is the other.", readers=RULES_READ)
    device_may_be_watched = TickField(
        label="Somebody else may be watching the phone or account", required=False, owed=True
    )
    emergency_route = words(
        "Emergency route",
        rows=2,
        required=False,
        readers=RULES_READ,
        help_text="What they agreed to for a real emergency, at any hour. It is opened from the support page.",
    )
    agreed_on = DateField(
        label="When was this agreed with them?",
        noun="The day it was agreed",
        missing="Enter when this was agreed",
        past=True,
    )
    version = HiddenField()

    @classmethod
    def initial_of(cls, rule: SafeContact) -> dict[str, Any]:
        """What the rule as it stands puts in the boxes."""
        kept = {name: getattr(rule, name) for name in RULES}
        return {
            **kept,
            "days": [str(number) for number in rule.days],
            "voicemail": as_answer(rule.voicemail),
            "version": str(rule.version),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("from_time"), cleaned.get("until_time")
        if not cleaned.get("channels") and not cleaned.get("do_not_contact"):
            self.add_error("channels", str(self.fields["channels"].error_messages["required"]))
        if start and not end and "until_time" not in self.errors:
            self.add_error("until_time", "Enter until when")
        if end and not start and "from_time" not in self.errors:
            self.add_error("from_time", "Enter from when")
        if start and end and end <= start:
            self.add_error("until_time", "The end must be later than the start, on the same day")
        return cleaned

    def rules(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        typed = {name: self.cleaned_data[name] for name in RULES}
        return {
            **typed,
            "days": [int(number) for number in typed["days"]],
            "voicemail": bool(answered(typed, "voicemail")),
        }
