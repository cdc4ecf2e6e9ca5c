"""The referral one question a page, on the same draft as the long form, and the answers to check before it is sent."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.datastructures import MultiValueDict

from cases.forms.questions import QUESTIONS, Question
from cases.presenters.questions import answered_pages, problems_elsewhere, question_page
from cases.services.drafts import Kept, Typed
from cases.services.errors import Changed
from cases.views.base import show
from cases.views.intake import DraftPage, WriteReferral
from stalking_unit.ui.forms import Form
from stalking_unit.ui.parts import Link


class AskOne(DraftPage):
    """One question. What is typed is kept as on the long form; to go on, it has only to be readable."""

    template_name = "cases/question.html"
    number: int

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = [number for number, one in enumerate(QUESTIONS) if one.slug == kwargs["question"]]
        if not found:
            raise Http404
        [self.number] = found
        self.form_class = self.question.form_class

    @property
    def question(self) -> Question:
        return QUESTIONS[self.number]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "now": self.actor.now}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            question=self.question, number=self.number + 1, last=len(QUESTIONS), back=self.back, **kwargs
        )

    @property
    def back(self) -> Link:
        if self.number:
            return Link("Back to the question before", question_page(self.case, QUESTIONS[self.number - 1]))
        return Link("Back to the referral", self.case_page("cases:referral"))

    def act(self, form: Form) -> str:
        return ""  # it is kept already

    def get_success_url(self) -> str:
        after = QUESTIONS[self.number + 1 :]
        return question_page(self.case, after[0]) if after else self.case_page("cases:check_referral")


class CheckAnswers(WriteReferral):
    """Everything that was answered, and the press that sends it: exactly what this page showed."""

    template_name = "cases/check_referral.html"

    def merged(self) -> Typed:
        """This page has no boxes."""
        return self.kept.typed

    def keep(self, typed: Typed) -> Kept:
        if self.seen and self.seen.revision != self.kept.revision:
            raise Changed("You changed this referral in another tab after opening this page. Check it again.")
        return self.kept

    def clashed(self, error: Changed) -> HttpResponse:
        form = self.get_form()
        form.full_clean()
        show(form, error)
        return self.render_to_response(self.get_context_data(form=form), status=error.status)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The whole form, filled in from the draft."""
        given = super().get_form_kwargs()
        if self.request.method == "POST":
            given["data"] = MultiValueDict({name: list(values) for name, values in self.kept.typed.items()})
        return given

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        typed = self.form_class.typed_before(self.kept.typed)
        back = Link("Back to the last question", question_page(self.case, QUESTIONS[-1]))
        return context | {
            "answered": answered_pages(self.case, QUESTIONS, form, typed),
            "problems": list(problems_elsewhere(self.case, QUESTIONS, form)),
            "back": back,
        }


def routes() -> list[URLPattern]:
    """Its routes."""
    return [
        path("cases/<uuid:pk>/referral/check/", CheckAnswers.as_view(), name="check_referral"),
        path("cases/<uuid:pk>/referral/questions/<slug:question>/", AskOne.as_view(), name="referral_question"),
    ]
