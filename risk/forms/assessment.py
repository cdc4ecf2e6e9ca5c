"""Starting a round, handing in a discipline's part, signing it, and calling the conference."""

from collections.abc import Sequence
from typing import Any

from cases.enums import Level
from risk.enums import ContributionStatus, Verdict
from risk.instruments import INSTRUMENTS
from risk.models import Contribution, ContributionVersion
from risk.presenters import readers
from risk.services.contributions import Answer
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.accounts.models import Discipline
from stalking_unit.ui.forms import (
    Form,
    LongTextField,
    PickManyField,
    RadiosField,
    SelectField,
    TextField,
    TickField,
)

NOT_KNOWN = "not_known"
MEANINGS = {
    Level.VERY_HIGH.value: "Serious harm could happen at any time.",
    Level.HIGH.value: "Serious harm is likely if something changes.",
    Level.MEDIUM.value: "It is likely to go on; serious harm is possible if something changes.",
    Level.STANDARD.value: "Little concern now. Keep watching.",
    NOT_KNOWN: "You cannot say. That is an answer.",
}
HINTS = {ContributionStatus.VACANT: "The post is vacant.", ContributionStatus.RETURNED: "It was returned for changes."}
LEVELS = [*((level.value, str(level.label)) for level in Level), (NOT_KNOWN, "Not known")]


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

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        asked = set(answers.get("disciplines") or ())
        if not asked.issuperset(answers.get("vacant") or ()) and "disciplines" in answers:
            self.add_error("vacant", "Select only posts of disciplines that are asked")
        return answers


class ContributeForm(Form):
    """One page: facts, opinion, level. The label above each box says who will read it."""

    known = LongTextField(
        label="What we know",
        rows=8,
        missing="Enter what you know, or tick that nothing is known to you",
        help_text="Facts: what happened, when, and how you know it. Say what you do not know. "
        "That nothing is known is an answer too: leave the box empty and tick below it.",
    )
    nothing_known = TickField(label="Nothing is known to us", required=False)
    thought = LongTextField(
        label="What we think",
        required=False,
        rows=6,
        help_text="Your opinion: what may happen, what makes it more or less likely, and why.",
    )
    level = RadiosField(
        label="How high do you put the risk?",
        choices=LEVELS,
        hints=MEANINGS,
        missing="Select how high you put the risk, or that it is not known",
    )
    summary = LongTextField(
        label="In one or two sentences",
        rows=3,
        count=400,
        missing="Enter in one or two sentences what the whole team should know",
        help_text="What the whole team should know. No address, no phone number, nothing that shows where anybody is.",
    )
    instrument_code = SelectField(
        label="Instrument", choices=list(INSTRUMENTS.items()), required=False, help_text="If you used one."
    )
    instrument_version = TextField(label="Its edition", required=False, width=10, max_length=40)
    instrument_result = TextField(
        label="Its result", required=False, max_length=200, help_text="In your own words, not the instrument’s."
    )

    def __init__(self, *args: Any, kind: DisciplineKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opinion = readers.of_opinion(kind)
        for name, words in (
            ("known", readers.of_facts(kind)),
            ("thought", opinion),
            ("level", readers.of_level()),
            ("summary", readers.of_level()),
            ("instrument_code", opinion),
        ):
            self.fields[name].readers = words  # type: ignore[attr-defined]  # every field here is Guided
        if self.data.get("nothing_known"):
            self.fields["known"].required = self.fields["summary"].required = False

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        if (answers.get("instrument_version") or answers.get("instrument_result")) and not answers["instrument_code"]:
            self.add_error("instrument_code", "Select the instrument")
        return answers

    def answer(self) -> Answer:
        """What the discipline says."""
        given = dict(self.cleaned_data)
        level = given.pop("level")
        return Answer(level=None if level == NOT_KNOWN else Level(level), **given)

    @staticmethod
    def initial_of(version: ContributionVersion | None) -> dict[str, Any]:
        """What the discipline handed in before, to go on from."""
        if version is None:
            return {}
        return {
            "known": version.known,
            "nothing_known": version.nothing_known,
            "thought": version.opinion.thought,
            "level": version.level.level or NOT_KNOWN,
            "summary": version.level.summary,
            "instrument_code": version.opinion.instrument_code,
            "instrument_version": version.opinion.instrument_version,
            "instrument_result": version.opinion.instrument_result,
        }


class SignOffForm(Form):
    """Agree, or send back and say why."""

    verdict = RadiosField(
        label="Do you stand behind this answer?",
        choices=[
            (Verdict.AGREED.value, "Yes, I countersign it"),
            (Verdict.RETURNED.value, "No, I return it for changes"),
        ],
        missing="Select whether you countersign it",
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
