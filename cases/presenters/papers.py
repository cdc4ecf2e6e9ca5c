"""The papers that may be asked for, and what each holds."""

from dataclasses import dataclass

from cases.enums import Paper


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper, what it holds, and the words of its button."""

    paper: Paper
    holds: str
    button: str


OFFERS = (
    Offer(
        Paper.SUMMARY,
        "Where the case stands, who is in it, what each discipline thinks, what was decided, and the plan.",
        "Make a case summary",
    ),
    Offer(
        Paper.CHRONOLOGY,
        "What happened and what was done, month by month. Notes, and what was said in support, are on no paper.",
        "Make a chronology",
    ),
    Offer(Paper.PLAN, "What is to be done and by whom, strand by strand, and the orders in force.", "Print the plan"),
)
