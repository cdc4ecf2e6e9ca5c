"""Hide it now, and the page after: is she safe tonight, who opened it, what left."""

from abc import ABC
from dataclasses import replace
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cases import policy
from cases.enums import SafeTonight
from cases.forms.hiding import RefuseForm, ShowAgainForm, TakeOutForm
from cases.models import Hiding
from cases.policy import Action
from cases.presenters.hiding import May, hidden_words, hiding_card, sealed_rows
from cases.services import exposure, hiding, redaction, safe_contact
from cases.views.base import CASES, ActorPage, CaseView, RecordFormPage, RecordPage, parse_uuid
from stalking_unit.db.said import Place
from stalking_unit.ui.forms import Form
from stalking_unit.ui.parts import Link

DONE_WITH_WORDS = (  # in the order of `May`
    Action.VIEW_HIDDEN_WORDS,
    Action.ANSWER_SAFE_TONIGHT,
    Action.LIFT_HIDING,
    Action.ASK_REDACTION,
    Action.AGREE_REDACTION,
    Action.VIEW_SEALED_WORDS,
)


class HideNow(ActorPage):
    """One press, from wherever a text is shown. It asks nothing; `words` are those that were marked, if any were."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        places = [Place.parse(name) for name in request.POST.get("place", "").split()]
        known = [place for place in places if place and hiding.is_shown_somewhere(place)]
        if not known or len(known) != len(places):
            raise Http404
        rows = [(hiding.find(place, by=self.actor), place.field) for place in known]
        pressed = hiding.hide(rows, by=self.actor, words=request.POST.get("words", ""))
        if policy.can(self.actor, Action.VIEW_HIDING, pressed):
            return HttpResponseRedirect(reverse("cases:hidden", kwargs={"pk": pressed.case_id}), status=303)
        case = CASES.get(pk=pressed.case_id)
        messages.success(request, hidden_words(safe_contact.named_advocate(self.actor, case)))
        return HttpResponseRedirect(self.back, status=303)

    @property
    def back(self) -> str:
        """The page of the press, which no longer shows the words."""
        asked = self.request.POST.get("next", "")
        return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else reverse("cases:home")


class Hidden(CaseView):
    """What was hidden in a case. The advocate is asked for one answer, and for nothing before it."""

    template_name = "cases/hidden.html"
    tab = "Access and history"
    title = "Hidden words"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        policy.require_within(self.actor, Action.VIEW_HIDING, self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = May(*(policy.can_within(self.actor, action, self.case) for action in DONE_WITH_WORDS))
        cards = [
            hiding_card(
                one,
                exposure.of(one, at=self.actor.now),
                replace(may, agree=may.agree and redaction.may_answer(self.actor, one)),
            )
            for one in hiding.of_case(self.actor, self.case)
        ]
        return super().get_context_data(
            cards=cards,
            answers=SafeTonight.choices,
            advocate=safe_contact.named_advocate(self.actor, self.case),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The answer, as a press on one of two buttons."""
        key, safe = parse_uuid(request.POST.get("hiding", "")), request.POST.get("safe", "")
        if key is None or safe not in SafeTonight.values:
            raise Http404
        records = Hiding.objects.filter(case=self.case)
        pressed = policy.get_or_404(self.actor, Action.ANSWER_SAFE_TONIGHT, records, key)
        hiding.answer(pressed, SafeTonight(safe), by=self.actor)
        return HttpResponseRedirect(reverse("cases:hidden", kwargs={"pk": self.case.pk}), status=303)


class OnHiding(RecordFormPage, ABC):
    """A page about one press, which leads back to what is hidden in the case."""

    records: ClassVar[Any] = Hiding.objects.all()
    tab = "Access and history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=Link("Back to what is hidden", self.get_success_url()), **kwargs)

    def get_success_url(self) -> str:
        return reverse("cases:hidden", kwargs={"pk": self.case.pk})


class ShowAgain(OnHiding):
    """It was no danger, or the text has been put right: everybody who may read it reads it again."""

    action = Action.LIFT_HIDING
    form_class = ShowAgainForm
    title = "Show the words again"
    submit_label = "Show them again"
    intro = "Everybody who may read these texts will read all of them again. Copies that were printed stay withheld."

    def act(self, form: ShowAgainForm) -> str:
        hiding.lift(self.record, by=self.actor, reason=form.cleaned_data["reason"])
        return "The words show again."


class TakeOut(OnHiding):
    """They may not stay, even hidden: ask that they are taken out, which a second person has to agree to."""

    action = Action.ASK_REDACTION
    form_class = TakeOutForm
    title = "Take the words out for ever"
    submit_label = "Ask for it"
    intro = (
        "The words are taken out of every text that was hidden in this press, signed and locked ones too. What each of "
        "them said is kept as a sealed copy that only a lead of this case can open. A second person has to agree: "
        "information governance, or another lead."
    )

    def act(self, form: TakeOutForm) -> str:
        redaction.ask(self.record, by=self.actor, reason=form.cleaned_data["reason"])
        return "Asked. Nothing is taken out until a second person agrees."


class AnswersRedaction(OnHiding, ABC):
    """A page for the second person, who reads why it is asked and need not see the words."""

    does: ClassVar[str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = redaction.asked(self.record)
        intro = f"{asked.author.name} asks for it: {asked.reason} {self.does}" if asked else self.does
        return super().get_context_data(**kwargs) | {"intro": intro}

    def admit(self) -> None:
        if not redaction.may_answer(self.actor, self.record):
            raise Http404


class AgreeRedaction(AnswersRedaction):
    """The second person says yes. Nothing brings the words back into the texts."""

    action = Action.AGREE_REDACTION
    form_class = Form
    title = "Agree that the words are taken out"
    submit_label = "Agree, and take them out"
    does = "The words are taken out for ever. A lead of this case can open the sealed copy."

    def act(self, form: Form) -> str:
        redaction.agree(self.record, by=self.actor)
        return "The words are taken out, and what stood there is sealed."


class RefuseRedaction(AnswersRedaction):
    """The second person says no, and why: the words stay hidden."""

    action = Action.REFUSE_REDACTION
    form_class = RefuseForm
    title = "Refuse that the words are taken out"
    submit_label = "Refuse"
    does = "If you refuse, the words stay where they are, hidden."

    def act(self, form: RefuseForm) -> str:
        redaction.refuse(self.record, by=self.actor, reason=form.cleaned_data["reason"])
        return "Refused. The words stay hidden, and whoever asked is told why."


class SealedWords(RecordPage, CaseView):
    """What stood there, by a press, once, and never kept by a browser."""

    http_method_names = ("post",)
    action = Action.VIEW_SEALED_WORDS
    records: ClassVar[Any] = Hiding.objects.all()
    template_name = "cases/sealed.html"
    tab = "Access and history"
    title = "Sealed copy"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        rows = sealed_rows(redaction.open_sealed(self.record, by=self.actor))
        response = self.render_to_response(self.get_context_data(rows=rows))
        response["Cache-Control"] = "no-store"
        return response
