"""People of a case: adding one, naming one, and where they live and how they are reached."""

from collections.abc import Iterable, Mapping
from typing import Any

from cases.enums import Channel, LocationKind, Party, PersonRole
from cases.forms.choices import coded, line, words, yes_no
from cases.models import CodeList
from stalking_unit.ui.forms import DateField, Form, HiddenField, RadiosField, TextField

NAME_READ: Mapping[Party, str] = {
    Party.VICTIM: "People on the victim’s side, screeners, the team lead and the auditor can read this. "
    "Everyone else on the case reads a code name, or nothing.",
    Party.SUSPECT: "Everyone on the case can read this. It may be shown to the defence.",
    Party.OTHER: "People on the victim’s side, screeners and the team lead can read this.",
}
NAMES_READ = (
    "A suspect’s name can be read by everyone on the case. Every other name can be read by people on the victim’s "
    "side, screeners and the team lead."
)
CODE_NAME_READ = "Everyone on the case can read this."
ADDRESS_READ: Mapping[Party, str] = {
    Party.VICTIM: "Advocates on the victim’s side, the officer in the case and the team lead can have this shown. "
    "Nobody else on the case. Each showing is recorded.",
    Party.SUSPECT: "Police, health and probation on the case, outreach on the suspect’s side and the team lead can "
    "have this shown. Each showing is recorded.",
}
CHANNELS = (Channel.CALL, Channel.TEXT, Channel.APP, Channel.EMAIL)


class AddPersonForm(Form):
    """Somebody new on the case, in one of the parts this person may add."""

    role = RadiosField(label="What part do they play?", choices=(), missing="Select the part they play")
    given = line("First names", width=20, help_text="Leave both names empty if nobody knows who it is yet.")
    family = line("Last name", width=20)
    born_on = DateField(label="Date of birth", noun="The date of birth", required=False, past=True)
    relationship = coded(CodeList.RELATIONSHIP, "Who the suspect is to the victim", required=False)
    code_name = line(
        "Code name",
        width=20,
        readers=CODE_NAME_READ,
        help_text="For a victim: what the other side of the case reads instead of the name. It must not hint at it.",
    )

    def __init__(self, *args: Any, roles: Iterable[PersonRole], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(roles)
        parties = {role.party for role in offered}
        role: Any = self.fields["role"]
        role.choices = [(one.value, one.label) for one in offered]
        label_boxes(self, ("given", "family"), NAME_READ[parties.pop()] if len(parties) == 1 else NAMES_READ)
        if PersonRole.VICTIM not in offered:
            del self.fields["code_name"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        role = cleaned.get("role")
        if role and cleaned.get("relationship") and PersonRole(role).party is not Party.SUSPECT:
            self.add_error("relationship", "Choose this for a suspect only")
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What was typed, as the service takes it; the part is for the page to hand over."""
        return {name: value for name, value in self.cleaned_data.items() if name != "role"}


class NameForm(Form):
    """Who somebody is; the name they had here before is kept beside it."""

    given = line("First names", width=20, owed=True)
    family = line("Last name", width=20, owed=True)
    version = HiddenField()

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label_boxes(self, ("given", "family"), NAME_READ[party])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("given") and not cleaned.get("family"):
            self.add_error("given", "Enter a name")
        return cleaned


class AddressForm(Form):
    """A place for the protected box."""

    kind = RadiosField(label="What is there?", choices=LocationKind.choices, missing="Select what is there")
    address = words("Address", rows=3, missing="Enter the address")
    postcode = line("Postcode", width=10)
    starts_on = DateField(label="Since", required=False)
    ends_on = DateField(label="Until", required=False, help_text="For an address that no longer holds.")

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label_boxes(self, ("address", "postcode"), ADDRESS_READ[party])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "The last day must not be before the first")
        return cleaned


class NumberForm(Form):
    """A number, e-mail address or account for the protected box. It stands beside the ones that are there."""

    channel = RadiosField(
        label="What is it for?",
        choices=[(channel.value, channel.label) for channel in CHANNELS],
        missing="Select what it is for",
    )
    value = TextField(label="Number, e-mail address or account name", width=30, missing="Enter the number or address")
    is_confirmed = yes_no(
        "Has it been checked that it is really theirs?",
        missing="Select whether it has been checked",
        help_text="A number given by a caller has not, until you have called back on an agreed one.",
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label_boxes(self, ("value",), ADDRESS_READ[party])


def label_boxes(form: Form, names: Iterable[str], readers: str) -> None:
    """Say above these boxes who will read them."""
    for name in names:
        box: Any = form.fields[name]
        box.readers = readers
