"""One shape for everything the API refuses: `{"code": ..., "message": ..., "fields": {...}}`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from stalking_unit.db.errors import DomainError
from stalking_unit.db.middleware import undo

NOT_FOUND = {"code": "not_found", "message": "There is nothing here that you may see.", "fields": {}}
FORBIDDEN = {"code": "permission_denied", "message": "You may not do this.", "fields": {}}


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Undo what the view did and say why. What DRF answers itself never reaches the middleware, so it is told here."""
    response = _refused(exc) if isinstance(exc, DomainError) else exception_handler(exc, context)
    if response is None:
        return None  # a fault: it goes on to the middleware by itself
    undo(context["request"]._request, exc)
    response.data = _body(exc, response)
    return response


def _refused(error: DomainError) -> Response:
    return Response({"code": error.code, "message": error.message}, status=error.status)


def _body(exc: Exception, response: Response) -> dict[str, Any]:
    """Hidden and missing are told in the same bytes, whatever the exception says."""
    match exc:
        case Http404() | exceptions.NotFound():
            return NOT_FOUND
        case PermissionDenied() | exceptions.PermissionDenied():
            return FORBIDDEN
        case DomainError():
            return {"code": exc.code, "message": exc.message, "fields": {}}
        case exceptions.ValidationError():
            fields = exc.detail if isinstance(exc.detail, dict) else {"non_field_errors": exc.detail}
            return {"code": "invalid", "message": "Some of what you sent cannot be used.", "fields": fields}
        case exceptions.APIException():
            return {"code": exc.get_codes(), "message": str(exc.detail), "fields": {}}
    raise TypeError(f"{type(exc).__name__} has no words.")
