"""Hide it now, and the page after: is she safe tonight, who opened it, what left."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cases import policy
from cases.enums import SafeTonight
from cases.forms.hiding import ShowAgainForm
from cases.models import Hiding
from cases.policy import Action
from cases.presenters.hiding import hidden_words, hiding_card
from cases.services import exposure, hiding, safe_contact
from cases.views.base import CASES, ActorPage, CaseView, RecordFormPage, parse_uuid
from stalking_unit.db.said import Place


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
        may_answer, may_lift, with_words = (
            policy.can_within(self.actor, action, self.case)
            for action in (Action.ANSWER_SAFE_TONIGHT, Action.LIFT_HIDING, Action.VIEW_HIDDEN_WORDS)
        )
        cards = [
            hiding_card(
                one,
                exposure.of(one, at=self.actor.now),
                with_words=with_words,
                may_answer=may_answer,
                may_lift=may_lift,
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


class ShowAgain(RecordFormPage):
    """It was no danger, or the text has been put right: everybody who may read it reads it again."""

    action = Action.LIFT_HIDING
    records: ClassVar[Any] = Hiding.objects.all()
    form_class = ShowAgainForm
    tab = "Access and history"
    title = "Show the words again"
    submit_label = "Show them again"
    intro = "Everybody who may read these texts will read all of them again. Copies that were printed stay withheld."

    def act(self, form: ShowAgainForm) -> str:
        hiding.lift(self.record, by=self.actor, reason=form.cleaned_data["reason"])
        return "The words show again."

    def get_success_url(self) -> str:
        return reverse("cases:hidden", kwargs={"pk": self.case.pk})
