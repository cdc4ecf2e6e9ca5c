"""Routes of these tests alone: each ends its request in another way."""

from io import BytesIO
from typing import Any

from django.db import connection, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from tests.db.probe import Secret, asked

LIST = "{% for secret in secrets %}{{ secret.label }},{% endfor %}{{ word }}"


def lazy(request: HttpRequest) -> TemplateResponse:
    """Renders after it has returned, as every generic view does."""
    return TemplateResponse(request, _template(LIST), {"secrets": Secret.objects.order_by("label"), "word": "end"})


def writes(request: HttpRequest) -> HttpResponse:
    Secret.objects.create(label="kept")
    return HttpResponse("done")


def writes_and_fails(request: HttpRequest) -> HttpResponse:
    Secret.objects.create(label="lost")
    raise Http404


def writes_and_fails_to_render(request: HttpRequest) -> TemplateResponse:
    Secret.objects.create(label="lost")
    return TemplateResponse(request, _template("{% include missing %}"), {"missing": "no/such/template.html"})


def breaks_its_transaction(request: HttpRequest) -> HttpResponse:
    asked("SELECT 1 / 0")
    raise AssertionError


def streams_rows(request: HttpRequest) -> StreamingHttpResponse:
    Secret.objects.create(label="lost")
    return StreamingHttpResponse(secret.label for secret in Secret.objects.order_by("label"))


def streams_file(request: HttpRequest) -> HttpResponseBase:
    return FileResponse(BytesIO(b"a file"))


def streams_pieces_of_a_file(request: HttpRequest) -> StreamingHttpResponse:
    response = StreamingHttpResponse(iter([b"a ", b"file"]))
    response.streams_file = True  # type: ignore[attr-defined]
    return response


@transaction.non_atomic_requests
def healthy(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(connection.in_atomic_block))


def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(asked("SELECT app_user()")))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An error page reads the database too: the same frame stands around it."""
    return HttpResponse(
        _template(LIST).render({"secrets": Secret.objects.order_by("label"), "word": "404"}), status=404
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_template(LIST).render({"secrets": Secret.objects.all(), "word": "500"}), status=500)


def _template(text: str) -> Any:
    return engines["django"].from_string(text)


handler404 = "tests.db.urls.not_found"
handler500 = "tests.db.urls.server_error"

urlpatterns = [
    path(view.__name__, view)
    for view in (
        lazy,
        writes,
        writes_and_fails,
        writes_and_fails_to_render,
        breaks_its_transaction,
        streams_rows,
        streams_file,
        streams_pieces_of_a_file,
        healthy,
        who,
    )
]
