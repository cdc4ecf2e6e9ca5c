"""One transaction for each request, around the view and the rendering of its answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class StreamedRows(RuntimeError):
    """An answer would be produced after its transaction has ended, when no row shows any more."""


class WorkRequest(HttpRequest):
    """What this middleware leaves on a request."""

    work: ExitStack  # holds the open transaction
    ended_by: Exception | None  # what the view raised, for those who look after the rollback


class OneTransaction:
    """Commits what the view did once its answer is rendered, or nothing of it.

    Comes last in MIDDLEWARE, so that whatever fails inside the transaction passes `process_exception`.
    Django's `non_atomic_requests` exempts a view that must answer without a database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: WorkRequest) -> HttpResponseBase:
        with ExitStack() as request.work:
            response = self.get_response(request)
            if response.streaming and not _streams_file(response):
                raise StreamedRows(f"{request.resolver_match} streams. Read the rows first, or answer with a file.")
            return response

    def process_view(self, request: WorkRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if not getattr(view, "_non_atomic_requests", None):
            request.work.enter_context(transaction.atomic())

    def process_exception(self, request: WorkRequest, exception: Exception) -> None:
        undo(request, exception)


def undo(request: WorkRequest, exception: Exception) -> None:
    """Roll back at once what the view did. The page that tells of it is made in a fresh transaction."""
    request.ended_by = exception
    request.work.__exit__(type(exception), exception, exception.__traceback__)
    request.work.enter_context(transaction.atomic())


def _streams_file(response: HttpResponseBase) -> bool:
    return getattr(response, "streams_file", False) or getattr(response, "file_to_stream", None) is not None
