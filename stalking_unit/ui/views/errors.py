"""What people see when something goes wrong: each page says what happened and what to do next.

These pages are the same for everyone and ask the database nothing: they may be the answer to a transaction that is
being undone, and a hidden record's page must equal a missing one's to the byte.
"""

import sys
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from stalking_unit.ui.forms import Form
from stalking_unit.ui.parts import Conflict


def page(status: HTTPStatus, **context: str) -> HttpResponse:
    """The error page of a status, without a frame."""
    return HttpResponse(render_to_string(f"errors/{status.value}.html", context), status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    too_big = isinstance(exception, RequestDataTooBig)
    return page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_big else HTTPStatus.BAD_REQUEST)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A refusal may bring a sentence that says who can do it."""
    return page(HTTPStatus.FORBIDDEN, who_may=getattr(exception, "who_may", ""))


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(HTTPStatus.NOT_FOUND)


@login_not_required
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(HTTPStatus.TOO_MANY_REQUESTS)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; or, when the database cannot be reached, a service that will be back."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return page(HTTPStatus.SERVICE_UNAVAILABLE)
    return page(HTTPStatus.INTERNAL_SERVER_ERROR)


@login_not_required
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token does not match: most often the page was open in another tab when the session changed."""
    return HttpResponse(render_to_string("errors/form_expired.html"), status=HTTPStatus.FORBIDDEN)


def saved_first(request: HttpRequest, *, conflict: Conflict, form: Form) -> HttpResponse:
    """Somebody saved first. Shows both texts, and the form again with what was typed and the new version."""
    return TemplateResponse(
        request, "errors/409.html", {"conflict": conflict, "form": form}, status=HTTPStatus.CONFLICT
    )
