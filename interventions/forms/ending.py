"""Reviews and endings: what is decided, what is said of it, what becomes of actions that are overdue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.clocks import next_review
from cases.enums import Level, Transition
from cases.forms.choices import TEAM_READ, answered, coded, words, yes_no
from cases.models import CodeList
from cases.services.lifecycle import NOT_ASSESSED
from interventions.enums import Abuse, ActionStatus, Answered, PoliceGroup, Proceedings, Programme, Strand
from interventions.forms.order_question import BOXES, answer_field, order_said, owner_field, reason_field
from interventions.forms.parts import chosen, level_field, offer, person_field, readers_of
from interventions.models import PlanAction
from interventions.models.ending import MOST_SAFE
from interventions.services import results
from interventions.services.closing import Ending
from interventions.services.results import Results
from interventions.services.reviews import Settled
from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import DateField, Form, RadiosField, TickField, WholeNumberField
from stalking_unit.ui.words import day

GOES_ON, DONE, DROPPED = ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.DROPPED


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands before a review: the level, since when, and the day on which it is reviewed again if it stays."""

    level: str | None
    since: date | None
    until: date | None
    today: date


class ReviewForm(Form):
    """The outcome, the level, the victim’s view; and a word on each action that is overdue.

    What stands is in the boxes already. Where nothing changed, the decision and her view are all that is asked.
    """

    outcome = RadiosField(
        label="What was decided?",
        choices=[
            (Transition.KEEP_PLAN.value, "Go on with the plan"),
            (Transition.RECALL_CONFERENCE.value, "Back to conference"),
            (Transition.STEP_DOWN.value, "Step down to monitoring"),
        ],
        missing="Select what was decided",
    )
    level = level_field()
    reason = words(
        "Why?",
        rows=3,
        required=False,
        owed=True,
        help_text="Leave it empty if you go on at this level because nothing has changed. The record will say so.",
    )
    victim_asked = RadiosField(
        label="Was the victim asked?",
        choices=[
            ("yes", "Yes, and the advocate brings the answer"),
            ("no", "Not asked, because of what is said below"),
        ],
        missing="Select whether the victim was asked",
    )
    victims_view = words(
        "What does the victim say?",
        rows=3,
        missing="Enter what the victim says, or why nobody asked",
        help_text="In her or his words, from the advocate. If nobody asked, say why.",
    )
    order_answer = answer_field(required=False)
    order_owner = owner_field()
    order_considered = reason_field(required=False, owed=True)
    rest = TickField(label="All others go on until the next review", required=False)
    until = DateField(label="Next review by", required=False, help_text="If the level changes, the day follows it.")
    later_because = words("If later than the level asks, why?", rows=2, required=False)
    watched = words("What is watched?", rows=2, required=False, owed=True, help_text="And what would bring it back.")
    watched_by = person_field("Who watches it?", required=False, owed=True)
    monitored_until = DateField(label="Until when?", noun="The day monitoring ends", required=False, owed=True)

    def __init__(
        self,
        *args: Any,
        overdue: Sequence[PlanAction],
        officers: Sequence[User],
        people: Sequence[User],
        standing: Standing,
        **kwargs: Any,
    ) -> None:
        self.overdue, self.officers, self.people, self.standing = overdue, officers, people, standing
        super().__init__(*args, **kwargs)
        offer(self.fields["order_owner"], officers, nothing="Nobody yet")
        offer(self.fields["watched_by"], people)
        self.fields["level"].help_text = f"As on {day(standing.since)}." if standing.since else ""
        for action in overdue:
            self._add_overdue(action)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        outcome = cleaned.get("outcome")
        changed_level = bool(cleaned.get("level")) and cleaned["level"] != self.standing.level
        if changed_level and cleaned.get("until") == self.standing.until:
            cleaned["until"] = None
        if outcome and not cleaned.get("reason"):
            if outcome == Transition.KEEP_PLAN and not changed_level and self.standing.since:
                cleaned["reason"] = f"Nothing has changed since {day(self.standing.since)}."
            else:
                self.add_error("reason", "Enter why")
        if outcome == Transition.STEP_DOWN:
            self._ask_what_is_watched(cleaned)
        cleaned["settled"] = list(self._settled(cleaned))
        cleaned["order"] = order_said(cleaned, self.officers)
        if cleaned["order"] and not cleaned["order"].reason:
            self.add_error("order_considered", "Enter why an order is sought or not")
        return cleaned

    @property
    def decision(self) -> list[Any]:
        """What was decided, and why."""
        return [self[name] for name in ("outcome", "level", "reason")]

    @property
    def view(self) -> list[Any]:
        """The victim's view."""
        return [self["victim_asked"], self["victims_view"]]

    @property
    def order(self) -> list[Any]:
        """What stands of an order."""
        return [self[name] for name in BOXES]

    @property
    def late(self) -> list[list[Any]]:
        """Each action that is overdue, with its boxes."""
        names = [f"action-{action.pk}" for action in self.overdue]
        return [[self[name], self[f"{name}-words"], self[f"{name}-due"]] for name in names]

    @property
    def next_time(self) -> list[Any]:
        """When it is looked at again."""
        return [self["until"], self["later_because"]]

    @property
    def watch(self) -> list[Any]:
        """What is asked when it steps down."""
        return [self[name] for name in ("watched", "watched_by", "monitored_until")]

    def order_is_wrong(self) -> bool:
        """Whether the boxes about the order are shown open."""
        return any(box.errors for box in self.order)

    def _add_overdue(self, action: PlanAction) -> None:
        name = f"action-{action.pk}"
        self.fields[name] = RadiosField(
            label=f"“{action.text}” is overdue. What becomes of it?",
            choices=[(DONE.value, "It is done"), (GOES_ON.value, "It goes on"), (DROPPED.value, "No longer needed")],
            missing=f"Select what becomes of “{action.text}”",
            help_text=f"{action.owner.name}, {action.agency.short_name}. Was due {day(action.due_on)}.",
            inline=True,
            required=False,
            owed=True,
        )
        self.fields[f"{name}-words"] = words(
            "What came of it, or why is it no longer needed?",
            readers=readers_of(Strand(action.strand)),
            rows=2,
            required=False,
            owed=True,
        )
        due_on = DateField(label="If it goes on, until when?", noun="The date", required=False, owed=True)
        due_on.today = self.fields["until"].today  # type: ignore[attr-defined]
        self.fields[f"{name}-due"] = due_on

    def _ask_what_is_watched(self, cleaned: dict[str, Any]) -> None:
        cleaned["watched_by"] = chosen(self.people, cleaned.get("watched_by") or "")
        wanted = {
            "watched": "Enter what is watched",
            "watched_by": "Select who watches it",
            "monitored_until": "Enter the date until which the case is monitored",
        }
        for name, sentence in wanted.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def _settled(self, cleaned: dict[str, Any]) -> Iterator[Settled]:
        """Each overdue action as it was answered; the others roll on where that was ticked."""
        for action in self.overdue:
            name = f"action-{action.pk}"
            status, said, due_on = (cleaned.get(key) for key in (name, f"{name}-words", f"{name}-due"))
            if not status and cleaned.get("rest"):
                status, due_on = GOES_ON, self._rolls_to(cleaned)
            if not status:
                if cleaned.get("outcome") != Transition.RECALL_CONFERENCE:
                    self.add_error(name, f"Select what becomes of “{action.text}”")
            elif status == GOES_ON and due_on is None:
                self.add_error(f"{name}-due", "Enter the new date")
            elif status != GOES_ON and not said:
                self.add_error(f"{name}-words", "Enter what came of it, or why it is no longer needed")
            else:
                yield Settled(action, ActionStatus(status), said or "", due_on)

    def _rolls_to(self, cleaned: dict[str, Any]) -> date | None:
        """The day until which an action goes on when nothing else was said: that of the next review."""
        if cleaned.get("outcome") == Transition.STEP_DOWN:
            return cleaned.get("monitored_until")
        level = cleaned.get("level")
        return cleaned.get("until") or (next_review(Level(level), self.standing.today) if level else None)


class ReturnForm(Form):
    """The plan is needed again."""

    reason = words("Why is the plan needed again?", missing="Enter why the plan is needed again")
    review_on = DateField(
        label="Next review by", required=False, help_text="Without a date the plan is reviewed as the level asks."
    )


def _of(choices: Any, label: str, missing: str) -> RadiosField:
    """One answer of a few, of which the last is that nobody knows."""
    return RadiosField(label=label, choices=choices.choices, missing=missing, inline=True)


def _count(label: str, *, most: int | None = None) -> WholeNumberField:
    """A number; left empty, it is not known."""
    return WholeNumberField(
        label=label, width=3, min_value=0, max_value=most, required=False, owed=True, help_text="Empty means not known."
    )


class CloseForm(Form):
    """Why the case closes, how it came out, what others learn, and whether the victim knows how to return."""

    more: tuple[str, ...] = ()

    reason_code = coded(CodeList.CLOSURE, "Reason for closing", missing="Select the reason for closing")
    reason = words("Why, in your words", missing="Enter why")
    level = RadiosField(
        label="Level of risk at the end",
        choices=[*Level.choices, (NOT_ASSESSED, "Nobody assessed it")],
        missing="Select the level of risk at the end",
    )
    victim_told = yes_no(
        "Was the victim told how to return?", missing="Select yes if the victim was told how to return"
    )
    return_told = words(
        "How, and by whom? If not told, why was it unsafe?",
        rows=2,
        missing="Enter how the victim was told, or why telling was unsafe",
    )

    abuse = _of(Abuse, "What became of the stalking?", "Select what became of the stalking")
    contacts = _count("How often did the suspect make contact in the last four weeks?")
    safer_from = _count("How safe did she or he feel at the start, from 0 to 10?", most=MOST_SAFE)
    safer_to = _count("And now, from 0 to 10?", most=MOST_SAFE)
    daily_life = _of(Answered, "Is daily life back to what it was?", "Select whether daily life is back")
    knows_how_to_report = _of(
        Answered, "Does she or he know how to report?", "Select whether she or he knows how to report"
    )
    wants_support = _of(Answered, "Is support still wanted?", "Select whether support is still wanted")
    content_with_police = _of(
        Answered, "Content with what the police did?", "Select whether she or he is content with the police"
    )
    proceedings = _of(Proceedings, "What became of proceedings?", "Select what became of proceedings")
    programme = _of(Programme, "What became of work with the suspect?", "Select what became of work with the suspect")
    has_lesson = yes_no(
        "Should others learn from this case?",
        missing="Select yes if others should learn from this case",
        help_text="The county looks at every lesson again before it is shared.",
    )
    lesson = words(
        "If yes, what, in a sentence without names?",
        readers=TEAM_READ,
        rows=2,
        count=300,
        required=False,
        owed=True,
        help_text="No names, no places, no unusual job.",
    )
    police_group = RadiosField(
        label="By which group do police review what they keep?",
        choices=PoliceGroup.choices,
        initial=PoliceGroup.TWO.value,
        missing="Select the group by which police review",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("has_lesson") == "yes" and not cleaned.get("lesson"):
            self.add_error("lesson", "Enter what others should learn")
        return cleaned

    @property
    def head(self) -> list[Any]:
        """Why it closes and what the victim was told."""
        return [self[name] for name in ("reason_code", "reason", "level", "victim_told", "return_told", *self.more)]

    @property
    def outcome(self) -> list[Any]:
        """How it came out."""
        return [self[name] for name in results.ASKED]

    @property
    def afterwards(self) -> list[Any]:
        """What others learn from it, and how long it is kept."""
        return [self[name] for name in ("has_lesson", "lesson", "police_group")]

    @property
    def ending(self) -> Ending:
        """What was said, in the shape the service takes."""
        said = self.cleaned_data
        return Ending(
            results=self._results(),
            police_group=PoliceGroup(said["police_group"]),
            reason_code=said["reason_code"],
            reason=said["reason"],
            level=None if said["level"] == NOT_ASSESSED else Level(said["level"]),
            victim_told=answered(said, "victim_told") is True,
            return_told=said["return_told"],
        )

    def _results(self) -> Results:
        said = self.cleaned_data
        return Results(
            abuse=Abuse(said["abuse"]),
            proceedings=Proceedings(said["proceedings"]),
            programme=Programme(said["programme"]),
            contacts=said["contacts"],
            safer_from=said["safer_from"],
            safer_to=said["safer_to"],
            daily_life=Answered(said["daily_life"]),
            knows_how_to_report=Answered(said["knows_how_to_report"]),
            wants_support=Answered(said["wants_support"]),
            content_with_police=Answered(said["content_with_police"]),
            lesson=said["lesson"] if said["has_lesson"] == "yes" else "",
        )


class EndMonitoringForm(CloseForm):
    """Closing after monitoring, together with an advocate."""

    more = ("no_contact_weeks", "advocate")

    no_contact_weeks = WholeNumberField(
        label="Weeks without contact from the suspect", width=3, min_value=0, missing="Enter how many weeks"
    )
    advocate = person_field("Which advocate agrees?", missing="Select which advocate agrees")

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer(self.fields["advocate"], people)

    def clean_advocate(self) -> User | None:
        return chosen(self.people, self.cleaned_data["advocate"])


class EndConsultationForm(Form):
    """The advice was followed up."""

    reason = words("Why does the consultation end?", missing="Enter why the consultation ends")
    follow_up = words("Was the advice acted on?", missing="Enter whether the advice was acted on")
