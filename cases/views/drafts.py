"""Pages whose words are kept as they are typed: what such a page is sent is saved before anything is asked of it."""

from abc import abstractmethod
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.generic.base import ContextMixin, View

from cases.presenters.drafts import saved_line, typed_clashes
from cases.services.drafts import Kept, Seen, Typed
from cases.services.errors import Changed
from cases.views.base import show
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.forms import Form


class Drafting(ContextMixin, View):
    """Put before a form page. The buttons named `do` say what is meant: `keep` is the page's script saving by itself,
    `later` is somebody leaving; anything else goes on to what the page is for.
    """

    actor: Actor
    form_class: type[Form]
    kept: Kept
    found_again: str = "You find it on your home page"

    @abstractmethod
    def keep(self, typed: Typed) -> Kept:
        """Save these boxes; the draft as it is then."""

    @abstractmethod
    def load(self) -> Kept:
        """The draft as it stands. Pages put it in `kept` when they are set up."""

    @property
    def does(self) -> str:
        return self.request.POST.get("do", "")

    @property
    def seen(self) -> Seen | None:
        """Which state of the draft this page was made from. A program that does not say saves what it sends."""
        version, turn = self.request.POST.get("version", ""), self.request.POST.get("turn", "")
        if not version.isdigit():
            return None
        return Seen(int(version), self.request.POST.get("tab", "")[:32], int(turn) if turn.isdigit() else 0)

    def merged(self) -> Typed:
        """What the draft holds in boxes that this page does not show, and what this page was sent."""
        own = set(self.form_class.box_names())
        others = {name: values for name, values in self.kept.typed.items() if name not in own}
        return {**others, **self.form_class.typed(self.request.POST)}

    def get_initial(self) -> dict[str, Any]:
        return self.form_class.typed_before(self.kept.typed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line = saved_line(self.kept, self.actor.now)
        return super().get_context_data(draft=line, tab=uuid4().hex, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.kept = self.keep(self.merged())
        except Changed as error:
            return self.clashed(error)
        line = saved_line(self.kept, self.actor.now)
        if self.does == "keep":
            return JsonResponse({"words": line.words, "version": line.version})
        if self.does == "later":
            messages.success(request, f"{line.words}. {self.found_again}.")
            return HttpResponseRedirect(reverse("cases:home"), status=303)
        return self.go_on(request, *args, **kwargs)

    def go_on(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the page is for, now that its words are safe."""
        return super().post(request, *args, **kwargs)  # type: ignore[misc, no-any-return]  # the form page this is put before

    def clashed(self, error: Changed) -> HttpResponse:
        """The same draft saved in another tab shows what stands there beside what was typed here."""
        if self.does == "keep":
            return JsonResponse({"words": error.message}, status=error.status)
        self.kept = self.load()
        form: Form = self.get_form()  # type: ignore[attr-defined]  # the same
        show(form, error)
        return self.render_to_response(  # type: ignore[attr-defined, no-any-return]  # the same
            self.get_context_data(form=form, clashes=typed_clashes(form, self.kept.typed)), status=error.status
        )
