"""Routes of these tests alone: each looks at a case and is then refused, or fails to say that it looked."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.audit.trail import Operation, Refusal

CASE = UUID(int=7)
ERRORS = {"hidden": Http404, "forbidden": PermissionDenied}


def look_and_be_refused(how: str) -> None:
    by = Actor.system("test")
    trail.record(by, Operation.CONSULT, "page", case_id=CASE)
    error = ERRORS[how]()
    error.refusal = Refusal(by, "page", "cases.case", CASE, case_id=CASE, reason="stranger")  # type: ignore[attr-defined]
    raise error


def page(request: HttpRequest, how: str) -> HttpResponse:
    look_and_be_refused(how)
    return HttpResponse()


class Api(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request, how: str) -> Response:
        look_and_be_refused(how)
        return Response()


@shared_task
def task(how: str) -> None:
    look_and_be_refused(how)


def cannot_say_that_it_looked(request: HttpRequest) -> HttpResponse:
    Group.objects.create(name="written before the line failed")
    trail.record(Actor.system("test"), Operation.DISCLOSE, "to nobody")
    return HttpResponse("all about it")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("not found", status=404)


handler404 = handler403 = "tests.audit.urls.not_found"

urlpatterns = [
    path("page/<how>", page),
    path("api/<how>", Api.as_view()),
    path("cannot", cannot_say_that_it_looked),
]
