"""The Assessment tab and what is done on it: asking, answering, signing, going on to conference."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from cases import policy
from cases.enums import State, Transition
from cases.lifecycle import may_start
from cases.policy import Action
from cases.views.base import CASES, CaseFormPage, CaseView, RecordFormPage
from risk.enums import STILL_TO_COME, RoundTrigger, Verdict
from risk.forms.assessment import AgainForm, CallForm, SignOffForm, StartForm
from risk.models import Contribution, Round
from risk.presenters import assessment as words
from risk.presenters import writing as writing_words
from risk.presenters.conference import conference
from risk.services import confirming, contributions, minutes, rounds, signoff
from stalking_unit.audit import trail
from stalking_unit.ui.parts import Link

CONTRIBUTIONS = Contribution.objects.select_related("discipline", "round", "case")
STEPS = (
    (Transition.START_ASSESSMENT, "Start the assessment", "risk:start"),
    (Transition.ASK_AGAIN, "Ask the disciplines again", "risk:again"),
    (Transition.CALL_CONFERENCE, "Call the conference", "risk:call"),
    (Transition.HOLD_CONFERENCE, "Record the conference", "risk:hold"),
)


class Assessment(CaseView):
    """Who has answered; what may be compared, the difference first; and what conferences decided."""

    template_name = "risk/assessment.html"
    tab = "Assessment"
    title = "Assessment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = policy.scope(self.actor, Action.VIEW_ROUND, Round.objects.filter(case=self.case))
        asked = list(found.order_by("-number"))
        seen = contributions.seen(self.actor, asked)
        shown = [words.round_of(one, seen[one.pk], self.actor.now.date()) for one in asked]
        held = minutes.seen(self.actor, self.case)
        mine = self._parts()
        trail.record(
            self.actor,
            trail.Operation.CONSULT,
            "view_assessment",
            case_id=self.case.pk,
            shown=[part.facts.pk for parts in seen.values() for part in parts if part.facts],
        )
        return super().get_context_data(
            current=shown[0] if shown else None,
            earlier=shown[1:],
            conferences=[conference(one) for one in held],
            steps=self._steps(mine),
            again=[words.contribute_address(one) for one in mine if one.status not in STILL_TO_COME],
            **kwargs,
        )

    def _parts(self) -> list[Contribution]:
        """The parts that this reader may write, in the round that is open."""
        places = CONTRIBUTIONS.filter(case=self.case, round__closed_at=None)
        return list(policy.scope(self.actor, Action.WRITE_CONTRIBUTION, places).order_by("discipline__name", "pk"))

    def _steps(self, mine: Sequence[Contribution]) -> list[Link]:
        """What waits for this reader: a part to sign or to write, or the case to take a step on."""
        waiting = signoff.waiting_for(self.actor).filter(case=self.case).select_related("discipline").order_by("pk")
        return [
            *(Link(f"Sign off: {one.discipline.name}", words.sign_off_address(one)) for one in waiting),
            *(
                Link("Confirm what the conference decided", reverse("risk:confirm", kwargs={"pk": item.pk}))
                for item in confirming.waiting_for(self.actor, CASES.filter(pk=self.case.pk))
            ),
            *(Link("Write your part", words.contribute_address(one)) for one in mine if one.status in STILL_TO_COME),
            *(
                Link(text, reverse(route, kwargs={"pk": self.case.pk}))
                for move, text, route in STEPS
                if Action(move.value) in self.may and may_start(move, State(self.case.state))
            ),
        ]


class OnAssessment(CaseFormPage):
    """A page that comes from the Assessment tab and goes back to it."""

    tab = "Assessment"

    def get_success_url(self) -> str:
        return reverse("risk:assessment", kwargs={"pk": self.case.pk})


class Start(OnAssessment):
    """Every discipline is asked at once."""

    action = Action.START_ASSESSMENT
    form_class = StartForm
    title = "Start the assessment"
    submit_label = "Ask these disciplines"

    def get_initial(self) -> dict[str, Any]:
        return {"disciplines": rounds.named_on(self.case, self.actor.now)}

    def act(self, form: StartForm) -> str:
        answers = form.cleaned_data
        rounds.start(
            self.case,
            by=self.actor,
            disciplines=answers["disciplines"],
            vacant=answers["vacant"],
            vacant_since=answers["vacant_since"],
            version=self.version,
        )
        return "The assessment has started. Each discipline finds it on its home page."


class Again(Start):
    """The disciplines are asked anew, from the review; each on its own again."""

    action = Action.ASK_AGAIN
    form_class = AgainForm
    title = "Ask the disciplines again"
    intro = (
        "A new round opens, and each discipline answers on its own again: until it has, it does not see the levels of "
        "the others in this round. What was agreed stands meanwhile."
    )

    def act(self, form: StartForm) -> str:
        answers = form.cleaned_data
        rounds.again(
            self.case,
            by=self.actor,
            disciplines=answers["disciplines"],
            trigger=RoundTrigger(answers["trigger"]),
            reason=answers["reason"],
            vacant=answers["vacant"],
            vacant_since=answers["vacant_since"],
            version=self.version,
        )
        return "The new round has begun. Each discipline finds it on its home page."


class Call(OnAssessment):
    """The round ends: everybody has answered, or somebody says why the unit goes on without."""

    action = Action.CALL_CONFERENCE
    form_class = CallForm
    title = "Call the conference"
    submit_label = "Call the conference"
    intro = "The round ends, and everybody on the case can compare what the disciplines think."

    def get_form_kwargs(self) -> dict[str, Any]:
        missing = Contribution.objects.still_to_come().filter(case=self.case).select_related("discipline")
        return {**super().get_form_kwargs(), "missing": list(missing.order_by("discipline__name", "pk"))}

    def act(self, form: CallForm) -> str:
        rounds.close(self.case, by=self.actor, gone_on_without=form.reasons(), version=self.version)
        return "The conference is called."


class OnContribution(OnAssessment, RecordFormPage):
    """A page about one discipline's part."""

    records = CONTRIBUTIONS
    record: Contribution

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(record=self.record, **kwargs)


class SignOff(OnContribution):
    """Somebody other than the author reads the whole of it, and signs it off or returns it."""

    action = Action.SIGN_OFF_CONTRIBUTION
    template_name = "risk/sign_off.html"
    form_class = SignOffForm
    submit_label = "Confirm"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submitted = contributions.latest(self.record)
        context = super().get_context_data(
            submitted_by=words.submitted_by(submitted) if submitted else "",
            parts=writing_words.version_parts(self.record, submitted) if submitted else [],
            **kwargs,
        )
        return context | {"heading": f"{self.record.discipline.name}: sign off"}

    def act(self, form: SignOffForm) -> str:
        answers = form.cleaned_data
        decide = signoff.sign if answers["verdict"] == Verdict.AGREED else signoff.return_for_changes
        decide(self.record, by=self.actor, comment=answers["comment"], version=self.version)
        return "Signed off." if decide is signoff.sign else "Returned to its author, who is told."
