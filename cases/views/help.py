"""Help: what each kind of reader does here, in plain words, and nothing of any case."""

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from cases.presenters.help import READERS, help_page, own_help, places
from cases.views.base import ActorPage


class OwnHelp(ActorPage, TemplateView):
    """The page written for the seat somebody holds, then what is the same for everybody."""

    template_name = "help/page.html"

    @property
    def reader(self) -> str:
        return own_help(self.actor.seat)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(help=help_page(self.reader), to=places(self.actor), **kwargs)


class HelpFor(OwnHelp):
    """The page of another kind of reader; its links are those that whoever reads it may follow."""

    @property
    def reader(self) -> str:
        if (reader := self.kwargs["reader"]) not in READERS:
            raise Http404
        return str(reader)
