"""Pasting a text into a referral, and confirming what was found in it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cases import policy
from cases.forms.pasting import ConfirmForm, PasteForm
from cases.policy import Action
from cases.services import pasted, received
from cases.services.pasted import Finding
from cases.services.received import PASTED, PASTING
from cases.views.base import CaseView
from cases.views.intake import DraftPage
from stalking_unit.ui.words import counted


class Paste(DraftPage):
    """One box for a text as it came. It is kept while it is typed, like everything else of the draft."""

    form_class = PasteForm
    template_name = "cases/paste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(texts=range(1, len(self.kept.typed.get(PASTED, ())) + 1), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.does.startswith("forget-"):
            return self.forget(self.does.removeprefix("forget-"))
        return super().post(request, *args, **kwargs)

    def go_on(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the text out of the box and look through it."""
        text = "".join(self.kept.typed.get(PASTING, ()))
        if not text.strip():
            form = self.get_form()
            form.add_error(PASTING, "Paste the text first")
            return self.form_invalid(form)
        self.set_boxes({PASTED: [*self.kept.typed.get(PASTED, ()), text], PASTING: [""]})
        return self.away("cases:found_referral")

    def forget(self, number: str) -> HttpResponse:
        """One text does not belong to this referral."""
        texts = list(self.kept.typed.get(PASTED, ()))
        if number.isdigit() and 0 < int(number) <= len(texts):
            texts.pop(int(number) - 1)
            self.set_boxes({PASTED: texts})
            messages.success(self.request, "The text is no longer part of this referral.")
        return self.away("cases:paste_referral")

    def away(self, route: str) -> HttpResponse:
        return HttpResponseRedirect(reverse(route, kwargs={"pk": self.case.pk}), status=303)

    def act(self, form: PasteForm) -> str:
        return ""  # the buttons of this page lead elsewhere


class Found(DraftPage):
    """What was found in a pasted text, the last one unless another is named. It is assigned when it is confirmed."""

    template_name = "cases/found.html"
    text: str

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        texts = list(self.kept.typed.get(PASTED, ()))
        number = request.GET.get("text", str(len(texts)))
        if not (number.isdigit() and 0 < int(number) <= len(texts)):
            raise Http404
        self.text = texts[int(number) - 1]

    @cached_property
    def findings(self) -> Sequence[Finding]:
        return pasted.read(self.text, self.actor.now.date())

    def get_form(self, form_class: Any = None) -> ConfirmForm:
        return ConfirmForm(self.request.POST or None, findings=self.findings)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def act(self, form: ConfirmForm) -> str:
        boxes = form.into(self.kept.typed)
        if form.cleaned_data["account"] == "yes":
            before = "".join(boxes.get("happening", ())).strip()
            said = pasted.without_protected(self.text, self.actor.now.date()).strip()
            boxes["happening"] = ["\n\n".join(part for part in (before, said) if part)]
        self.set_boxes(boxes)
        used = sum(1 for name, box in form.cleaned_data.items() if name.startswith("found_") and box)
        return f"{counted(used, 'thing')} that you confirmed now {'stands' if used == 1 else 'stand'} in the referral."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(nothing_found=not self.findings, **kwargs)

    def get_success_url(self) -> str:
        return reverse("cases:referral", kwargs={"pk": self.case.pk})


class AsReceived(CaseView):
    """The texts a referral came in as, shown by a press to those who may know where the victim lives.

    The door looks the same whether or not anything was pasted.
    """

    template_name = "cases/as_received.html"
    title = "As it came in"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        policy.require_within(self.actor, Action.VIEW_RECEIVED_TEXT, self.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"is_open": False, "texts": (), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        texts = [text.text for text in received.reveal(self.case, by=self.actor)]
        return self.render_to_response(self.get_context_data(is_open=True, texts=texts))
