"""Why a case does not go on as usual, in words."""

from collections.abc import Mapping

from cases.enums import Transition
from cases.models import Case
from cases.services.halts import Halt, Offer
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import day, instant

T = Transition
TITLES: Mapping[Transition, str] = {
    T.PAUSE: "Paused",
    T.MERGE: "Merged with another case",
    T.JOIN: "Joined to an open case",
    T.CANCEL: "Cancelled",
}
MEANS: Mapping[Transition, str] = {
    T.PAUSE: "Reviews go on. It resumes by itself when release, discharge or return is recorded.",
    T.MERGE: "Work goes on in the other case. Nothing is deleted, and it is undone in one step.",
    T.JOIN: "It was an event of the other case. Nothing is deleted, and it can be undone.",
    T.CANCEL: "Nothing is deleted. The team lead can restore it.",
}


def halt_title(halt: Halt) -> str:
    """What happened to the case."""
    return TITLES[Transition(halt.change.transition)]


def halt_rows(halt: Halt) -> list[Row]:
    """Since when, by whom, what it means and why; and the case it leads to, for whoever may see that one."""
    move = Transition(halt.change.transition)
    by = halt.change.made_by_name
    other = halt.leads_to
    if other is not None:
        link = Link("Open it", other.get_absolute_url(), more=other.reference or "")
        leads = [Row("The other case", other.reference or "", actions=[link])]
    else:
        leads = []
    return [
        Row("Since", day(halt.change.happened_at), sub=f"{by}. {MEANS[move]}"),
        *leads,
        *(Row(one.get_heading_words(), one.text) for one in halt.said),
    ]


def offer_rows(offer: Offer, case: Case) -> list[Row]:
    """To whom, by whom, by when it is answered, and what is handed over."""
    to = case.offered_to.name if case.offered_to else ""
    return [
        Row("Offered to", to, sub=f"{instant(offer.offered_at)}, {offer.by}"),
        Row("Answer by", instant(offer.due.at), sub=f"Until then {case.unit.name} keeps the risk."),
        *(Row(one.get_heading_words(), one.text) for one in offer.said),
    ]
