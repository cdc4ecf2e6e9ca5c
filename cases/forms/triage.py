"""Taking a case on: the reasons, and who leads each strand on which side."""

from typing import Any

from django import forms

from cases.enums import Side, Transition
from cases.forms.choices import words, yes_no
from cases.forms.moves import MoveForm, OfferedField
from cases.forms.wordings import KINDS, LEVELS, Wording
from cases.services import triage
from cases.services.triage import STRANDS, Named, Strand
from stalking_unit.accounts.models import Membership
from stalking_unit.ui.forms import CheckboxesField, RadiosField, TextField

T = Transition
SIDES = tuple((side.value, side.label) for side in (Side.VICTIM, Side.SUSPECT, Side.BOTH))
PRIORITIES = (("now", "Now"), ("this-week", "This week"), ("routine", "Routine"))
Fields = dict[str, forms.Field]


class LeadsForm(MoveForm):
    """Names somebody for each strand; a strand without anybody stays vacant and is shown as such."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats: dict[str, Membership] = {}
        for strand in STRANDS:
            self._offer(f"lead_{strand.code}", triage.candidates(self.case, strand, by=self.by))
        self._offer("coordinator", triage.coordinators(self.case, by=self.by))

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        return {name: value for name, value in given.items() if name not in TEAM_FIELDS}

    def leads(self) -> list[Named]:
        """Who was named, from which seat, for which strand and side."""
        typed = self.cleaned_data
        return [
            Named(
                strand,
                self.seats[typed[f"lead_{strand.code}"]],
                Side(typed[f"side_{strand.code}"]) if _has_sides(strand) else strand.side,
            )
            for strand in STRANDS
            if typed.get(f"lead_{strand.code}")
        ]

    def named_coordinator(self) -> Membership | None:
        """Who chases and files, if anybody."""
        return self.seats.get(self.cleaned_data["coordinator"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(f"lead_{strand.code}") for strand in STRANDS):
            self.add_error("lead_legal", "Select who leads at least one strand")
        if cleaned.get("suspect_elsewhere") == "yes" and not cleaned.get("primary_aggressor"):
            self.add_error("primary_aggressor", "Enter who the primary aggressor is, and why")
        return cleaned

    def strands(self) -> list[tuple[str, Any, Any]]:
        """For the page: each strand with its two boxes."""
        return [
            (strand.name, self[f"lead_{strand.code}"], self[f"side_{strand.code}"] if _has_sides(strand) else None)
            for strand in STRANDS
        ]

    def asked(self) -> list[Any]:
        return [box for box in super().asked() if box.name not in TEAM_FIELDS]

    def _offer(self, name: str, seats: list[Membership]) -> None:
        self.seats |= {str(seat.pk): seat for seat in seats}
        box = self.fields[name]
        if isinstance(box, OfferedField):
            box.choices = [("", "Nobody yet"), *((str(seat.pk), _seat_words(seat)) for seat in seats)]


def _has_sides(strand: Strand) -> bool:
    """An advocate is on the victim's side and nowhere else."""
    return strand.side is not Side.VICTIM


def _seat_words(seat: Membership) -> str:
    return f"{seat.user.name}, {seat.agency.short_name}"


def _lead(strand: Strand) -> OfferedField:
    return OfferedField(label="Who leads it?", required=False, owed=True, offers=lambda case, by: ())


def _side(strand: Strand) -> RadiosField:
    return RadiosField(
        label="On which side?", choices=SIDES, initial=strand.side.value, missing="Select the side", inline=True
    )


TEAM: Fields = {
    **{f"lead_{strand.code}": _lead(strand) for strand in STRANDS},
    **{f"side_{strand.code}": _side(strand) for strand in STRANDS if _has_sides(strand)},
    "coordinator": OfferedField(label="Coordinator", required=False, offers=lambda case, by: ()),
}
TEAM_FIELDS = frozenset(TEAM)


def _level() -> RadiosField:
    return RadiosField(
        label="Level for now",
        choices=LEVELS,
        missing="Select the level for now",
        help_text="Provisional, until the conference agrees one.",
    )


SIDES_ELSEWHERE: Fields = {
    "suspect_elsewhere": yes_no(
        "Is the victim a suspect in another case, or the suspect a victim?",
        missing="Select yes if somebody here stands on the other side elsewhere",
        help_text="Decided before an advocate is named.",
    ),
    "primary_aggressor": words(
        "If yes, who is the primary aggressor, and why?", rows=2, required=False, owed=True, missing=""
    ),
}
DECIDING: Fields = {
    "reason": words("Why?", rows=3, missing="Enter why"),
    "heard": CheckboxesField(
        label="Who was heard?",
        choices=KINDS,
        missing="Select who was heard",
        help_text="Police, and one of health or advocacy: in the room, by telephone or in writing.",
    ),
    **SIDES_ELSEWHERE,
    "order_considered": words(
        "Stalking protection order considered?",
        rows=2,
        missing="Enter what was considered about an order",
        help_text="Whether police will apply, or why not now.",
    ),
    "priority": RadiosField(label="Priority", choices=PRIORITIES, missing="Select the priority", inline=True),
    "level": _level(),
    "risk_owner": TextField(
        label="Who owns the risk until the conference?", missing="Enter who owns the risk", width=30
    ),
}
ASKED: dict[Transition, Fields] = {
    T.ACCEPT: DECIDING,
    T.CONSULT: DECIDING,
    T.ESCALATE: {
        "follow_up": words("Was the advice acted on?", rows=3, missing="Enter whether the advice was acted on"),
        "reason": words("Why does the unit take it on now?", rows=3, missing="Enter why"),
        **SIDES_ELSEWHERE,
        "level": _level(),
    },
    T.TAKE_UP: {},
}

DECISIONS = {
    T.ACCEPT: Wording("Accept", "Accept the case", "The case is accepted, and those you named have been told."),
    T.CONSULT: Wording(
        "Consult only",
        "Consult only",
        "The unit advises on this case.",
        intro="The unit gives advice and contacts neither side.",
    ),
    T.ESCALATE: Wording("Take on after advice", "Take it on", "The case is accepted."),
    T.TAKE_UP: Wording("Take up the transferred case", "Take it up", "The case is accepted."),
}


def decide_form(transition: Transition) -> type[LeadsForm]:
    """The form for one of the moves that name a team."""
    return type(f"{transition.name.title()}Form", (LeadsForm,), {**ASKED[transition], **TEAM})
