"""Keeps what was refused, after the transaction it was refused in has rolled back and before the answer leaves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from stalking_unit.audit import trail


class KeepRefusals:
    """Stands outside OneTransaction, which says what ended the request, for pages and for the API alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with trail.one_request():
            response = self.get_response(request)
            refusal: trail.Refusal | None = getattr(getattr(request, "ended_by", None), "refusal", None)
            if refusal:
                trail.refused(refusal)
            return response
