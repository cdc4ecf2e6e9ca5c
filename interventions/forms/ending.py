"""Reviews and endings: what is decided, what is said of it, what becomes of actions that are overdue."""

from collections.abc import Iterator, Sequence
from typing import Any

from cases.enums import Level, Transition
from cases.forms.choices import answered, coded, words, yes_no
from cases.models import CodeList
from cases.services.lifecycle import NOT_ASSESSED
from interventions.enums import ActionStatus, Strand
from interventions.forms.parts import chosen, level_field, offer, person_field, readers_of
from interventions.models import PlanAction
from interventions.services.closing import Ending
from interventions.services.reviews import Settled
from stalking_unit.accounts.models import User
from stalking_unit.ui.forms import DateField, Form, RadiosField, WholeNumberField

GOES_ON, DONE, DROPPED = ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.DROPPED


class ReviewForm(Form):
    """The outcome, the level, the victim’s view; and a word on each action that is overdue."""

    outcome = RadiosField(
        label="What was decided?",
        choices=[
            (Transition.KEEP_PLAN.value, "Go on with the plan"),
            (Transition.RECALL_CONFERENCE.value, "Back to conference"),
            (Transition.STEP_DOWN.value, "Step down to monitoring"),
        ],
        missing="Select what was decided",
    )
    level = level_field(help_text="As it stands. Change it only if something has changed.")
    reason = words("Why?", missing="Enter why")
    victims_view = words(
        "What does the victim say?",
        missing="Enter what the victim says",
        help_text="In her or his words, from the advocate. If nobody asked, say why.",
    )
    until = DateField(
        label="Next review by, or monitored until",
        required=False,
        help_text="Without a date the plan is reviewed as the level asks. Monitoring needs one.",
    )

    def __init__(self, *args: Any, overdue: Sequence[PlanAction], **kwargs: Any) -> None:
        self.overdue = overdue
        super().__init__(*args, **kwargs)
        for action in overdue:
            self.fields[f"action-{action.pk}"] = RadiosField(
                label=f"“{action.text}” is overdue. What becomes of it?",
                choices=[
                    (DONE.value, "It is done"),
                    (GOES_ON.value, "It goes on"),
                    (DROPPED.value, "No longer needed"),
                ],
                missing=f"Select what becomes of “{action.text}”",
                help_text=f"{action.owner.name}, {action.agency.short_name}",
                inline=True,
            )
            self.fields[f"action-{action.pk}-words"] = words(
                "What came of it, or why is it no longer needed?",
                readers=readers_of(Strand(action.strand)),
                rows=2,
                required=False,
                owed=True,
            )
            due_on = DateField(label="If it goes on, until when?", noun="The date", required=False, owed=True)
            due_on.today = self.fields["until"].today  # type: ignore[attr-defined]
            self.fields[f"action-{action.pk}-due"] = due_on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Transition.STEP_DOWN and cleaned.get("until") is None:
            self.add_error("until", "Enter the date until which the case is monitored")
        cleaned["settled"] = list(self._settled(cleaned))
        return cleaned

    def _settled(self, cleaned: dict[str, Any]) -> Iterator[Settled]:
        for action in self.overdue:
            name = f"action-{action.pk}"
            status, said, due_on = (cleaned.get(key) for key in (name, f"{name}-words", f"{name}-due"))
            if not status:
                continue
            if status == GOES_ON and due_on is None:
                self.add_error(f"{name}-due", "Enter the new date")
            elif status != GOES_ON and not said:
                self.add_error(f"{name}-words", "Enter what came of it, or why it is no longer needed")
            else:
                yield Settled(action, ActionStatus(status), said or "", due_on)


class ReturnForm(Form):
    """The plan is needed again."""

    reason = words("Why is the plan needed again?", missing="Enter why the plan is needed again")
    review_on = DateField(
        label="Next review by", required=False, help_text="Without a date the plan is reviewed as the level asks."
    )


class CloseForm(Form):
    """Why the case closes, how it ends, and whether the victim knows how to return."""

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

    @property
    def ending(self) -> Ending:
        """What was said, in the shape the service takes."""
        said = self.cleaned_data
        return Ending(
            reason_code=said["reason_code"],
            reason=said["reason"],
            level=None if said["level"] == NOT_ASSESSED else Level(said["level"]),
            victim_told=answered(said, "victim_told") is True,
            return_told=said["return_told"],
        )


class EndMonitoringForm(CloseForm):
    """Closing after monitoring, together with an advocate."""

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
