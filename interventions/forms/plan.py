"""Actions: adding one, ending it, giving it another day, handing it over."""

from collections.abc import Sequence
from typing import Any

from cases.forms.choices import TEAM_READ, answered, words, yes_no
from interventions.enums import ASKED_STRANDS, Strand
from interventions.forms.parts import chosen, offer, person_field, readers_of
from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import DateField, Form, LongTextField, RadiosField


def depends_field(strand: Strand) -> LongTextField:
    """What has to happen first."""
    return words("What has to happen first?", readers=readers_of(strand), rows=2, required=False)


def tell_field() -> RadiosField:
    """Whether the victim may be told of it."""
    return yes_no("May the victim be told of it?", missing="Select yes if the victim may be told", required=False)


class VictimActionForm(Form):
    """One action for the victim’s safety."""

    text = words("What will be done?", readers=readers_of(Strand.VICTIM_SAFETY), missing="Enter what will be done")
    owner = person_field("Who does it?", missing="Select who does it")
    due_on = DateField(label="By when?", noun="The date", missing="Enter the date by which it is done")
    depends_on = depends_field(Strand.VICTIM_SAFETY)
    tell_victim = tell_field()

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer(self.fields["owner"], people)

    def clean_owner(self) -> User | None:
        return chosen(self.people, self.cleaned_data["owner"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return {**cleaned, "tell_victim": answered(cleaned, "tell_victim")}


class ActionForm(VictimActionForm):
    """One action of the strands the whole case team reads."""

    strand = RadiosField(
        label="Which strand is it for?",
        choices=[(strand.value, strand.label) for strand in ASKED_STRANDS],
        missing="Select which strand it is for",
    )
    text = words("What will be done?", readers=TEAM_READ, missing="Enter what will be done")

    depends_on = depends_field(Strand.SOCIAL)

    field_order = ("strand", "text", "owner", "due_on", "depends_on", "tell_victim")


class ActionWordsForm(Form):
    """Words added to an action, which whoever reads the action reads too."""

    def __init__(self, *args: Any, strand: Strand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, LongTextField):
                field.readers = readers_of(strand)


class RewordForm(ActionWordsForm):
    """What will be done is changed."""

    text = words("What will be done?", missing="Enter what will be done")
    due_on = DateField(label="By when?", noun="The date", missing="Enter the date by which it is done")
    depends_on = words("What has to happen first?", rows=2, required=False)
    tell_victim = tell_field()


class DeclineForm(ActionWordsForm):
    """The action stays where it is."""

    why = words("If you leave it, why?", rows=2, required=False)


class OutcomeForm(ActionWordsForm):
    """The action is done."""

    outcome = words("What came of it?", missing="Enter what came of it")
    done_on = DateField(label="When was it done?", noun="The date", past=True, missing="Enter when it was done")


class DropForm(ActionWordsForm):
    """The action is no longer needed."""

    reason = words("Why is it no longer needed?", missing="Enter why it is no longer needed")


class PutOffForm(Form):
    """The action gets another day."""

    due_on = DateField(label="By when now?", noun="The date", missing="Enter the new date")


class HandOverForm(Form):
    """Somebody else is asked to take the action."""

    to = person_field("Who is asked to take it?", missing="Select who is asked to take it")

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer(self.fields["to"], people)

    def clean_to(self) -> User | None:
        return chosen(self.people, self.cleaned_data["to"])
