"""Making a referral: the first question alone, the page, the acknowledgement, and referring the same people again."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import FormView

from cases import policy
from cases.enums import Purpose
from cases.forms.intake import FirstQuestionForm, ReferAgainForm, ReferralForm
from cases.forms.questions import QUESTIONS
from cases.models import Referral
from cases.policy import Action
from cases.presenters.alarms import awake_for
from cases.presenters.intake import ending_words
from cases.presenters.questions import question_page
from cases.services import conflicts, drafts, intake
from cases.services.drafts import Kept, Seen, Typed
from cases.views.base import ActorPage, CaseFormPage
from cases.views.drafts import Drafting
from stalking_unit.accounts.models import Unit
from stalking_unit.ui.forms import Form


class Refer(ActorPage, FormView):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """The first question, alone: its answer decides who may ever know that the rest was written."""

    action = Action.REFER
    template_name = "cases/refer.html"
    form_class = FirstQuestionForm
    unit: Unit

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        own = self.actor.unit.pk if self.actor.unit else UUID(int=0)
        self.unit = policy.get_or_404(self.actor, self.action, Unit.objects.all(), own)

    def get_form_kwargs(self) -> dict[str, Any]:
        named = conflicts.named_alternates(self.unit, self.actor)
        choices = [(str(seat.user_id), seat.user.name) for seat in named if seat.user_id != self.actor.user_id]
        return {**super().get_form_kwargs(), "alternates": choices}

    def form_valid(self, form: FirstQuestionForm) -> HttpResponse:
        answer = form.cleaned_data
        referral = intake.begin(
            self.unit,
            by=self.actor,
            involves_agency=answer["involves_agency"] == "yes",
            how=answer["how"],
            kept_from=[UUID(key) for key in answer.get("kept_from", ())],
        )
        return HttpResponseRedirect(reverse("cases:referral", kwargs={"pk": referral.case_id}), status=303)

    def form_invalid(self, form: FirstQuestionForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


class DraftPage(Drafting, CaseFormPage):
    """A page that works on the draft of a referral."""

    holds = False  # it saves itself as it is typed
    asks_where = False  # a referral is kept as it was received, and his side does not read it
    action = Action.SUBMIT
    form_class: type[Form] = ReferralForm
    title = "Make a referral"
    found_again = "You find your referral on your home page"
    referral: Referral

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.referral = Referral.objects.select_related("case__unit", "episode").get(case=self.case)
        policy.require(self.actor, Action.EDIT_REFERRAL, self.referral)
        self.kept = self.load()

    def consult(self, record: Model) -> None:
        """A page that saves itself shows nothing."""
        if self.does != "keep":
            super().consult(record)

    def load(self) -> Kept:
        return intake.kept(self.referral, by=self.actor)

    def keep(self, typed: Typed) -> Kept:
        return intake.keep(self.referral, typed, by=self.actor, seen=self.seen)

    def set_boxes(self, boxes: Typed) -> None:
        """Change these boxes of the draft and leave the others; refused when another tab has saved in between."""
        seen = Seen(self.kept.revision)
        self.kept = intake.keep(self.referral, {**self.kept.typed, **boxes}, by=self.actor, seen=seen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            nobody_receives_it=self.case.is_restricted and not intake.has_alternates(self.case, self.actor),
            awake=awake_for(self.actor, self.case),
            **kwargs,
        )


class WriteReferral(DraftPage):
    """One page; saved as it is typed, sent with three facts."""

    template_name = "cases/referral.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(first_question=question_page(self.case, QUESTIONS[0]), **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sends": self.does == "send", "now": self.actor.now}

    def act(self, form: ReferralForm) -> str:
        intake.send(self.referral, form.answers(), by=self.actor)
        return ""

    def get_success_url(self) -> str:
        return reverse("cases:received", kwargs={"pk": self.case.pk})


class ReferAgain(Drafting, CaseFormPage):
    """The same people again, with what was decided before still in sight; saved as it is typed."""

    asks_where = False  # like any referral
    holds = False  # it saves itself as it is typed
    action = Action.RE_REFER
    template_name = "cases/refer_again.html"
    form_class: type[Form] = ReferAgainForm
    title = "Refer again"
    submit_label = "Send the referral"
    found_again = "You find it under “Refer again” on the case"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kept = self.load()

    def load(self) -> Kept:
        return drafts.kept(Purpose.AGAIN, self.case.pk, by=self.actor)

    def keep(self, typed: Typed) -> Kept:
        is_urgent = "yes" in typed.get("immediate_danger", ())
        return drafts.keep(Purpose.AGAIN, self.case.pk, typed, by=self.actor, seen=self.seen, is_urgent=is_urgent)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before, awake = ending_words(self.actor, self.case), awake_for(self.actor, self.case)
        return super().get_context_data(before=before, awake=awake, **kwargs)

    def act(self, form: Any) -> str:
        intake.refer_again(self.case, form.answers(), by=self.actor)
        drafts.let_go(Purpose.AGAIN, self.case.pk, by=self.actor)
        return ""

    def get_success_url(self) -> str:
        return reverse("cases:received", kwargs={"pk": self.case.pk})
