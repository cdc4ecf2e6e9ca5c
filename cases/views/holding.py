"""Words that were typed when a screen was hidden or a session ended: held, and put back into their boxes."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDict
from django.views.generic.base import ContextMixin, View

from cases.enums import Purpose
from cases.presenters.drafts import Held, held_line
from cases.services import drafts
from cases.services.drafts import Kept, Typed
from stalking_unit.accounts.actor import Actor

OURS = frozenset({"csrfmiddlewaretoken", "do"})
LONGEST_ADDRESS = 200


class Holding(ContextMixin, View):
    """Put before a form page. Its form is marked `data-holds`, so that the script sends `do=hold` before
    the screen is covered; who comes back finds their words in the boxes, and nobody else ever does.
    """

    actor: Actor
    holds: ClassVar[bool] = True  # not where a page has a draft of its own

    @property
    def held_for(self) -> UUID | None:
        """The case that the words are about, or the unit; none where nothing may be held."""
        key: UUID = self.case.pk  # type: ignore[attr-defined]  # most such pages are about one
        return key

    @property
    def address(self) -> str:
        """Which of the forms of a case this is."""
        return self.request.get_full_path()[:LONGEST_ADDRESS]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        does = request.POST.get("do", "") if self.holds and request.method == "POST" else ""
        if does == "hold":
            return self.hold(request)
        if does == "let-go":
            self.let_go()
            return HttpResponseRedirect(request.get_full_path(), status=303)
        return super().dispatch(request, *args, **kwargs)

    def hold(self, request: HttpRequest) -> HttpResponse:
        """Keep these boxes as they stand, right or wrong."""
        if self.held_for is None:
            return HttpResponse(status=409)
        typed: Typed = {name: values for name, values in request.POST.lists() if name not in OURS}
        drafts.keep(Purpose.PAGE, self.held_for, typed, by=self.actor, page=self.address)
        return HttpResponse(status=204)

    def let_go(self) -> None:
        """They were sent, or are wanted no more."""
        if self.holds and self.held_for is not None:
            drafts.let_go(Purpose.PAGE, self.held_for, by=self.actor, page=self.address)

    @property
    def held(self) -> Kept:
        """What this person had typed here; once the page is sent, what is sent counts."""
        if not self.holds or self.held_for is None or self.request.method == "POST":
            return Kept({})
        if "_held" not in self.__dict__:
            self._held = drafts.kept(Purpose.PAGE, self.held_for, by=self.actor, page=self.address)
        return self._held

    @property
    def sent(self) -> MultiValueDict[str, str]:
        """The boxes as they were sent, or as they are held."""
        if self.request.method == "POST":
            return self.request.POST
        return MultiValueDict({name: list(values) for name, values in self.held.typed.items()})

    def get_form(self, form_class: Any = None) -> Any:
        """The form with what is held in its boxes."""
        form = super().get_form(form_class)  # type: ignore[misc]  # the form page this is put before
        if form is not None and not form.is_bound and self.held.saved_at:
            boxes = form.fields.items()
            form.initial |= {name: field.widget.value_from_datadict(self.sent, {}, name) for name, field in boxes}
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held: Held | None = held_line(self.held, self.actor.now, self.request.get_full_path())
        return super().get_context_data(held=held, **kwargs)
