"""A page of a case that answers a late press with what somebody else did, beside what was typed on it."""

from abc import ABC
from typing import Any

from django.http import HttpResponse

from cases.presenters.history import clashes, meanwhile
from cases.views.base import CaseFormPage, show
from stalking_unit.db.errors import Conflict, DomainError


class Beside(CaseFormPage, ABC):
    """Where somebody was quicker, the page shows both texts and loses no character of either."""

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        if not isinstance(error, Conflict):
            return super().refused(form, error)
        show(form, error)
        happened = meanwhile(self.actor, self.case, self.version)
        context = self.get_context_data(form=form, happened=happened, clashes=clashes(form, happened))
        return self.render_to_response(context, status=error.status)
