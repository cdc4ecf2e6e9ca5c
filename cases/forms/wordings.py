"""What each move of the lifecycle asks, as one table: title, button, confirmation and boxes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from cases.enums import Level, Transition
from cases.forms.choices import coded, words
from cases.forms.moves import MoveForm, OfferedField, ReferenceField
from cases.models import Case, CodeList
from cases.services import codes, moves, screening
from stalking_unit import clock
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.ui.forms import (
    CheckboxesField,
    DateField,
    LongTextField,
    RadiosField,
    TextField,
)

T = Transition
LEVELS = tuple((level.value, level.label) for level in Level)
KINDS = tuple((kind.value, kind.label) for kind in DisciplineKind if kind is not DisciplineKind.OTHER)


@dataclass(frozen=True, slots=True)
class Wording:
    """One row: the page's title and button, the sentence when it is done, what it asks, and who is warned of what."""

    title: str
    button: str
    done: str
    fields: Mapping[str, forms.Field] = field(default_factory=dict)
    intro: str = ""
    kind: str = ""  # "warning" sets the button in red: it ends or undoes something


def form_for(transition: Transition) -> type[MoveForm]:
    """The form of one row."""
    return type(f"{transition.name.title()}Form", (MoveForm,), dict(WORDINGS[transition].fields))


def _agreeing(case: Case, by: Actor) -> list[tuple[str, str]]:
    seats = moves.people_to_agree(case, by=by)
    return list({str(seat.user_id): f"{seat.user.name}, {seat.discipline.name.lower()}" for seat in seats}.items())


def _units(case: Case, by: Actor) -> list[tuple[str, str]]:
    return [(str(unit.pk), unit.name) for unit in moves.units_to_offer(case, by=by)]


def _reason(label: str = "Why?", **kwargs: Any) -> LongTextField:
    return words(label, rows=3, missing="Enter why", **kwargs)


def _four() -> LongTextField:
    return words(
        "How it meets the four: fixated, obsessive, unwanted, repeated",
        missing="Enter how it meets or does not meet the four",
        help_text="A line for each that you can say something about.",
    )


def _follow_up() -> DateField:
    return DateField(
        label="When will somebody ask whether it was acted on?",
        noun="The day of the follow-up",
        missing="Enter the day of the follow-up",
    )


def _recipient() -> TextField:
    return TextField(
        label="Who is the advice for?", missing="Enter who the advice is for", width=30, help_text="A name and a post."
    )


CHANGE: Mapping[str, forms.Field] = {
    "trigger": coded(CodeList.TRIGGER, "What changed?", missing="Select what changed"),
    "reason": words("What happened?", rows=3, missing="Enter what happened"),
}
WORDINGS: Mapping[Transition, Wording] = {
    T.RAISE_RED_FLAG: Wording(
        "Raise a red flag",
        "Raise the red flag",
        "The red flag is up, and the people of this case have been told.",
        {
            "done_now": words(
                "What has been done now?",
                rows=3,
                missing="Enter what has been done now",
                help_text="For example 999 called, force control room told, duty officer told. "
                "If nothing has been done yet, call first.",
            ),
            "flags": CheckboxesField(
                label="Which of these are seen?",
                choices=lambda: codes.choices(CodeList.RED_FLAG, clock.today()),
                required=False,
                help_text="Facts to tick, if you know them. They set no level.",
            ),
        },
        intro="For danger that cannot wait for the next meeting. If somebody is in danger now, call 999 first.",
    ),
    T.CLEAR_RED_FLAG: Wording(
        "Clear the red flag",
        "Clear the red flag",
        "The red flag is down.",
        {
            "outcome": words("What did the review find?", rows=3, missing="Enter what the review found"),
            "reason": _reason("Why can it come down?"),
            "agreed_by": OfferedField(
                label="Who of another discipline agrees?", missing="Select who agrees", offers=_agreeing
            ),
        },
    ),
    T.BEGIN_SCREENING: Wording(
        "Begin screening",
        "Begin screening",
        "Screening has begun. What the search found is below.",
        intro="Other cases are searched for the same names, dates of birth and numbers, as far as you may see them. "
        "The unit’s own people are compared with those of the referral; the team lead is told of a likeness.",
    ),
    T.JOIN: Wording(
        "Join to an open case",
        "Join",
        "The referral is joined. Undo it here if that was wrong.",
        {
            "joined_to": ReferenceField(
                label="Reference of the open case", missing="Enter the reference", finds=screening.open_case
            ),
            "reason": _reason("Why is it the same case?"),
        },
        intro="The referral becomes an event on the open case, which is looked at again. This can be undone.",
    ),
    T.UNJOIN: Wording("Undo the join", "Undo the join", "The referral stands by itself again.", {"reason": _reason()}),
    T.ASK_FOR_MORE: Wording(
        "Ask for more information",
        "Ask",
        "The question is recorded. Safety work goes on meanwhile.",
        {
            "question": words("What do you need to know?", rows=3, missing="Enter what you need to know"),
            "asked_of": TextField(label="Who is asked?", missing="Enter who is asked", width=30),
            "answer_due_on": DateField(
                label="Answer needed by", noun="The day the answer is needed", missing="Enter the day you need it by"
            ),
        },
    ),
    T.RESUME_SCREENING: Wording(
        "Go on with screening",
        "Go on",
        "Screening goes on.",
        {"answer": words("What was the answer?", rows=3, required=False)},
    ),
    T.DECLINE: Wording(
        "Do not take it on",
        "Record the decision",
        "The decision is recorded. It can be challenged.",
        {
            "reason_code": coded(CodeList.DECLINE, "Main reason", missing="Select the main reason"),
            "reason": _reason("Why, in your own words?"),
            "four": _four(),
            "signposted": words(
                "Where were they pointed to, and what advice was given?",
                rows=3,
                missing="Enter where they were pointed to",
            ),
            "referrer_told": RadiosField(
                label="Has the referrer been told?",
                choices=(("told", "Yes"), ("unsafe", "No, it would not be safe")),
                missing="Select whether the referrer has been told",
            ),
        },
    ),
    T.PASS_TO_TRIAGE: Wording(
        "Pass to triage",
        "Pass to triage",
        "The referral waits for a decision, and the team lead has been told.",
        {
            "proposed": RadiosField(
                label="What do you propose?",
                choices=(("take", "Take it on"), ("consult", "Consult only")),
                missing="Select what you propose",
            ),
            "screening_result": words(
                "What did screening find?",
                missing="Enter what screening found",
                help_text="The checklist and its result.",
            ),
            "four": _four(),
            "research_asked": CheckboxesField(
                label="Who has been asked to look in their records?",
                choices=(*KINDS, ("nobody", "Nobody yet")),
                exclusive="nobody",
                missing="Select who has been asked, or “Nobody yet”",
            ),
        },
    ),
    T.ADVISE_NOW: Wording(
        "Advise now",
        "Give the advice",
        "The advice is recorded.",
        {
            "advice": words("Advice", rows=6, missing="Enter the advice"),
            "four": _four(),
            "recipient": _recipient(),
            "follow_up_on": _follow_up(),
            "risk_owner": TextField(
                label="Who owns the risk, and decides about an order?",
                missing="Enter who owns the risk",
                width=30,
                help_text="As a rule the officer in the case.",
            ),
        },
        intro="The referrer keeps the case, with our advice. The unit contacts nobody.",
    ),
    T.ISSUE_ADVICE: Wording(
        "Issue the advice",
        "Issue the advice",
        "The advice is recorded.",
        {
            "advice": words("Advice", rows=6, missing="Enter the advice"),
            "recipient": _recipient(),
            "follow_up_on": _follow_up(),
        },
    ),
    T.CHALLENGE: Wording(
        "Challenge the decision",
        "Challenge",
        "The decision goes back to triage.",
        {"grounds": words("What should be looked at again, and why?", missing="Enter your grounds")},
        intro="A team lead decides again within two working days, another than before where there is one, and you are "
        "told the answer. A decision is challenged within ten working days; a later challenge is heard all the same.",
    ),
    T.BRING_FORWARD: Wording(
        "Bring the conference forward",
        "Record what changed",
        "Recorded. The conference comes forward.",
        CHANGE,
    ),
    T.NOTE_CHANGE: Wording(
        "Record that something changed",
        "Record what changed",
        "Recorded. It is shown where this case is looked at next.",
        CHANGE,
    ),
    T.TRIGGER_REVIEW: Wording(
        "Review because something changed",
        "Open the review",
        "The review is open, and the people of this case have been told.",
        CHANGE,
    ),
    T.REVIEW_FALLS_DUE: Wording("Open the review that is due", "Open the review", "The review is open."),
    T.OFFER: Wording(
        "Offer to another unit",
        "Offer the case",
        "The case is offered. The risk stays with this unit until they accept.",
        {
            "offered_to": OfferedField(label="Unit", missing="Select the unit", offers=_units),
            "safety_handover": words(
                "Safety: what must go on without a gap?", missing="Enter what must go on without a gap"
            ),
            "advocate_handover": words(
                "Advocate: who hands over to whom, and does the victim know?",
                rows=3,
                missing="Enter how the advocate hands over",
            ),
        },
        intro="This unit keeps the risk until the other one accepts.",
    ),
    T.ACCEPT_OFFER: Wording(
        "Accept the case",
        "Accept the case",
        "The case is yours. Name who works it.",
        intro="The risk is your unit’s from now on. The other unit’s access ends.",
    ),
    T.REFUSE_OFFER: Wording(
        "Refuse the case", "Refuse the case", "The case stays with the other unit.", {"reason": _reason()}
    ),
    T.MERGE: Wording(
        "Merge with another case",
        "Merge",
        "The case is merged. It can be undone in one step.",
        {
            "merged_into": ReferenceField(
                label="Reference of the case that stays", missing="Enter the reference", finds=moves.case_named
            ),
            "reason": _reason("Why are they the same?"),
        },
        intro="Nothing is deleted. This case points to the one that stays.",
        kind="warning",
    ),
    T.UNMERGE: Wording("Undo the merge", "Undo the merge", "The case stands by itself again.", {"reason": _reason()}),
    T.CANCEL: Wording("Cancel", "Cancel it", "Cancelled. It can be restored.", {"reason": _reason()}, kind="warning"),
    T.RESTORE: Wording("Restore", "Restore it", "It stands where it stood before.", {"reason": _reason()}),
    T.PAUSE: Wording(
        "Pause",
        "Pause the case",
        "The case is paused. Its reviews go on.",
        {
            "reason": _reason(),
            "what_ends_it": words(
                "What ends the pause?",
                rows=2,
                missing="Enter what ends the pause",
                help_text="For example release, discharge or return.",
            ),
        },
    ),
    T.RESUME: Wording("Resume", "Resume the case", "The case is no longer paused.", {"reason": _reason()}),
}
