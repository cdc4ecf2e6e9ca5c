"""The papers that may be asked for, and what each holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from cases.enums import Paper


@dataclass(frozen=True, slots=True)
class Button:
    """The press that asks for one paper."""

    paper: Paper
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper, what it holds, and its button; minutes have two."""

    title: str
    holds: str
    buttons: Sequence[Button]


OFFERS = (
    Offer(
        "Case summary",
        "Where the case stands, who is in it, what each discipline thinks, what was decided, and the plan.",
        [Button(Paper.SUMMARY, "Make a case summary")],
    ),
    Offer(
        "Chronology",
        "What happened and what was done, month by month. Notes, and what was said in support, are on no paper.",
        [Button(Paper.CHRONOLOGY, "Make a chronology")],
    ),
    Offer(
        "Plan",
        "What is to be done and by whom, strand by strand, and the orders and hearings.",
        [Button(Paper.PLAN, "Print the plan")],
    ),
    Offer(
        "Minutes",
        "Who was there, what was decided and why, who saw it differently, and what was said of this case. "
        "Words that were struck out are not printed.",
        [
            Button(Paper.MINUTES, "Print the last minutes"),
            Button(Paper.ALL_MINUTES, "Print the minutes of every conference"),
        ],
    ),
)
