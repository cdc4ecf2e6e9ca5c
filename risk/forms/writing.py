"""The forms of a contribution, one a section, made from what its discipline is asked."""

from functools import cache
from typing import Any, ClassVar

from django.forms import Field

from cases.enums import Level
from risk.enums import Known, Stance
from risk.instruments import INSTRUMENTS
from risk.presenters import readers
from risk.questions import Question, Section
from risk.services.writing import NOT_KNOWN, tick_of
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.ui.forms import CheckboxesField, Form, LongTextField, RadiosField, SelectField, TextField

MEANINGS = {
    Level.VERY_HIGH.value: "Serious harm could happen at any time.",
    Level.HIGH.value: "Serious harm is likely if something changes.",
    Level.MEDIUM.value: "It is likely to go on; serious harm is possible if something changes.",
    Level.STANDARD.value: "Little concern now. Keep watching.",
    NOT_KNOWN: "You cannot say. That is an answer.",
}
LEVELS = [*((level.value, str(level.label)) for level in Level), (NOT_KNOWN, "Not known")]
NO_WORDS = [(one.value, str(one.label)) for one in (Known.NOTHING, Known.NOT_KNOWN)]
CHOOSE = "Choose “Nothing known” or “Not known”, not both"
KEEP_ONE = "You have written an answer and ticked that there is none. Keep one of the two."


class SectionForm(Form):
    """One page of a contribution. Empty boxes are no mistake: they have no answer yet."""

    asked: ClassVar[tuple[Question, ...]] = ()

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        for one in self.asked:
            ticked = answers.get(tick_of(one)) or []
            if len(ticked) > 1:
                self.add_error(tick_of(one), CHOOSE)
            elif ticked and answers.get(one.code):
                self.add_error(one.code, KEEP_ONE)
        if (answers.get("instrument_version") or answers.get("instrument_result")) and not answers["instrument_code"]:
            self.add_error("instrument_code", "Select the instrument")
        return answers


@cache
def form_of(kind: DisciplineKind, section: Section) -> type[SectionForm]:
    """The form of this section, with who will read it above each box."""
    if section.stance is Stance.LEVEL:
        return _form(_level_boxes())
    if section.stance is Stance.OPINION:
        return _form(_opinion_boxes(kind, section))
    return _form(_fact_boxes(kind, section), section.questions)


def _form(boxes: dict[str, Field], asked: tuple[Question, ...] = ()) -> type[SectionForm]:
    return type("SectionForm", (SectionForm,), {**boxes, "asked": asked})


def _fact_boxes(kind: DisciplineKind, section: Section) -> dict[str, Field]:
    words = readers.of_facts(kind)
    boxes: dict[str, Field] = {}
    for asked in section.questions:
        boxes[asked.code] = _box(asked.label, asked.hint, words)
        boxes[tick_of(asked)] = CheckboxesField(
            label=f"If there is nothing to write about “{asked.label}”",
            choices=NO_WORDS,
            required=False,
            inline=True,
            owed=True,
            size="",
        )
    if section.asks_else:
        boxes["known"] = LongTextField(
            label="Anything else we know",
            required=False,
            rows=4,
            readers=words,
            help_text="Facts that fit nowhere above.",
        )
    return boxes


def _opinion_boxes(kind: DisciplineKind, section: Section) -> dict[str, Field]:
    words = readers.of_opinion(kind)
    boxes: dict[str, Field] = {asked.code: _box(asked.label, asked.hint, words) for asked in section.questions}
    return boxes | {
        "thought": _box(
            "What we think", "Your opinion: what may happen, what makes it more or less likely, and why.", words
        ),
        "instrument_code": SelectField(
            label="Instrument",
            choices=list(INSTRUMENTS.items()),
            required=False,
            help_text="If you used one.",
            readers=words,
        ),
        "instrument_version": TextField(label="Its edition", required=False, width=10, max_length=40),
        "instrument_result": TextField(
            label="Its result", required=False, max_length=200, help_text="In your own words, not the instrument’s."
        ),
    }


def _level_boxes() -> dict[str, Field]:
    words = readers.of_level()
    return {
        "level": RadiosField(
            label="How high do you put the risk?",
            choices=LEVELS,
            hints=MEANINGS,
            required=False,
            owed=True,
            missing="Select how high you put the risk, or that it is not known",
            readers=words,
        ),
        "summary": LongTextField(
            label="In one or two sentences",
            rows=3,
            count=400,
            required=False,
            owed=True,
            missing="Enter in one or two sentences what the whole team should know",
            help_text="For the whole team. No address, no phone number, nothing that shows where anybody is.",
            readers=words,
        ),
    }


def _box(label: str, hint: str, readers_words: str) -> LongTextField:
    return LongTextField(label=label, help_text=hint, rows=3, required=False, owed=True, readers=readers_words)
