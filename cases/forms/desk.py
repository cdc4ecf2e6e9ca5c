"""What the screening desk asks: the four, what each decision needs, and the team lead's tick under conflicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from cases.enums import Transition
from cases.forms.choices import POLICE_READ, line, words
from cases.forms.moves import MoveForm
from cases.forms.wordings import KINDS, WORDINGS
from cases.models import CodeList
from cases.services import codes, screening
from cases.services.conflicts import Likeness
from stalking_unit import clock
from stalking_unit.ui.forms import CheckboxesField, RadiosField, TickField

T = Transition
Fields = Mapping[str, forms.Field]
NONE_OF_FOUR, NOBODY_WE_KNOW, ALSO = "none_of_four", "nobody_we_know", "also"
ADVICE = ("advice", "signposted")
NOTES = {name: f"{name}_note" for name in screening.FOUR}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision at the desk: the move it makes, its words, what it asks and what it says of itself."""

    move: Transition
    title: str
    button: str
    done: str
    fields: Fields
    intro: str = ""
    says_four: bool = True
    proposed: str = ""


def _reasons() -> RadiosField:
    return RadiosField(
        label="Main reason",
        choices=lambda: codes.choices(CodeList.DECLINE, clock.today()),
        missing="Select the main reason",
    )


def _ready() -> CheckboxesField:
    return CheckboxesField(
        label="Ready advice for other behaviours",
        choices=lambda: codes.choices(CodeList.BEHAVIOUR, clock.today()),
        required=False,
    )


def _boxes(move: Transition) -> Fields:
    """What the page of the move asks; the four have boxes of their own here."""
    return {name: box for name, box in WORDINGS[move].fields.items() if name != "four"}


PASSING: Fields = {
    "research_asked": CheckboxesField(
        label="Who has been asked to look in their records?",
        choices=(*KINDS, ("nobody", "Nobody yet")),
        exclusive="nobody",
        initial=["nobody"],
        missing="Select who has been asked, or “Nobody yet”",
    ),
    "screening_result": words("What else did screening find?", rows=2, required=False),
}
PASSED = "The referral waits for a decision, and the team lead has been told."
WHY = words("Why, in your own words?", rows=3, missing="Enter why")
# In the order of the four keys; then what is done less often.
DECISIONS: Mapping[str, Decision] = {
    "advise": Decision(
        T.ADVISE_NOW,
        "Advise now",
        "Give the advice",
        "The advice is recorded.",
        {**_boxes(T.ADVISE_NOW), ALSO: _ready()},
        intro="The referrer keeps the case, with our advice. The unit contacts nobody.",
    ),
    "consult": Decision(
        T.PASS_TO_TRIAGE,
        "Consult",
        "Pass to triage",
        PASSED,
        PASSING,
        intro="Goes to triage with your proposal: the unit advises and contacts neither side.",
        proposed="consult",
    ),
    "take": Decision(
        T.PASS_TO_TRIAGE,
        "Take",
        "Pass to triage",
        PASSED,
        PASSING,
        intro="Goes to triage with your proposal: the unit works it.",
        proposed="take",
    ),
    "not-ours": Decision(
        T.DECLINE,
        "Not ours",
        "Record the decision",
        "Not taken on, advice given. The decision can be challenged.",
        {
            "reason_code": _reasons(),
            "reason": WHY,
            "signposted": words(
                "Where are they pointed to, and with what advice?",
                rows=5,
                missing="Enter where they are pointed to",
            ),
            ALSO: _ready(),
            "referrer_told": RadiosField(
                label="Tell the referrer?",
                choices=(("told", "Yes, they are told now"), ("unsafe", "No, it would not be safe")),
                initial="told",
                missing="Select whether the referrer is told",
            ),
        },
    ),
    "not-ours-proposed": Decision(
        T.PASS_TO_TRIAGE,
        "Not ours",
        "Pass to the team lead",
        PASSED,
        {"reason_code": _reasons(), "screening_result": WHY},
        intro="The team lead decides what is not taken on. Your reasons go with it.",
        proposed="not-ours",
    ),
    "ask": Decision(
        T.ASK_FOR_MORE,
        WORDINGS[T.ASK_FOR_MORE].title,
        "Ask",
        WORDINGS[T.ASK_FOR_MORE].done,
        _boxes(T.ASK_FOR_MORE),
        intro="Safety work goes on meanwhile.",
        says_four=False,
    ),
    "join": Decision(
        T.JOIN,
        WORDINGS[T.JOIN].title,
        "Join",
        "The referral is joined. The referrer learns no more than that it was received.",
        _boxes(T.JOIN),
        intro=WORDINGS[T.JOIN].intro,
        says_four=False,
    ),
}
FOUR: Fields = {
    **{name: TickField(label=name.capitalize(), required=False, readers=POLICE_READ) for name in screening.FOUR},
    **{note: line(f"{name.capitalize()}: what you see") for name, note in NOTES.items()},
    NONE_OF_FOUR: TickField(label="None of the four", required=False),
}


class DeskForm(MoveForm):
    """One decision about one referral."""

    decision: Decision

    def __init__(self, *args: Any, likenesses: Sequence[Likeness] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.likenesses = likenesses
        if likenesses:
            self.fields[NOBODY_WE_KNOW] = TickField(label="None of these", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.decision.says_four:
            self._check_four(cleaned)
        if self.likenesses and not cleaned.get(NOBODY_WE_KNOW):
            self.add_error(NOBODY_WE_KNOW, "Tick “None of these”, or end the access of whoever is meant first")
        return cleaned

    def with_ready(self, texts: Sequence[str]) -> "DeskForm":
        """The form as it was typed, not judged yet, with the texts that are not in it already put below the advice."""
        kept = {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
        }
        box = next(name for name in ADVICE if name in kept)
        typed = (kept[box] or "").replace("\r\n", "\n").strip()
        kept |= {box: "\n\n".join(filter(None, [typed, *(text for text in texts if text not in typed)])), ALSO: []}
        return type(self)(case=self.case, by=self.by, likenesses=self.likenesses, initial=kept)

    def says(self) -> dict[str, str]:
        """The texts, by heading; the four are one of them, and what screening found when nothing else is said."""
        said = {name: text for name, text in super().says().items() if name not in FOUR}
        if self.decision.says_four:
            notes = {name: self.cleaned_data[note] for name, note in NOTES.items()}
            said["four"] = screening.four(self._seen(self.cleaned_data), notes)
        if "screening_result" in self.fields:
            said.setdefault("screening_result", said["four"])
        return said

    def facts(self) -> dict[str, Any]:
        given = super().facts()
        facts = {name: value for name, value in given.items() if name not in {*FOUR, ALSO, NOBODY_WE_KNOW}}
        if self.decision.proposed:
            facts = {"research_asked": ["nobody"], **facts, "proposed": self.decision.proposed}
        return facts

    def four(self) -> list[tuple[str, Any, Any]]:
        """For the page: each of the four with its key and the line beside it."""
        return [(name[0], self[name], self[note]) for name, note in NOTES.items()] if self.decision.says_four else []

    def asked(self) -> list[Any]:
        return [box for box in super().asked() if box.name not in {*FOUR, NOBODY_WE_KNOW, ALSO}]

    def _seen(self, cleaned: Mapping[str, Any]) -> set[str]:
        return {name for name in screening.FOUR if cleaned.get(name)}

    def _check_four(self, cleaned: Mapping[str, Any]) -> None:
        said = self._seen(cleaned) or {note for note in NOTES.values() if cleaned.get(note)}
        if bool(said) == bool(cleaned.get(NONE_OF_FOUR)):
            self.add_error(screening.FOUR[0], "Select which of the four you see, or “None of the four”")


def desk_form(name: str) -> type[DeskForm]:
    """The form of one decision."""
    decision = DECISIONS[name]
    four = FOUR if decision.says_four else {}
    return type(f"{decision.move.name.title()}Form", (DeskForm,), {**four, **decision.fields, "decision": decision})
