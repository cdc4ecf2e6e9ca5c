"""Routes of these tests alone: each is refused in another way."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from rest_framework import exceptions, generics, serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from stalking_unit.db.errors import Conflict, DomainError
from stalking_unit.rest.throttles import PerAddress

ERRORS: dict[str, Exception] = {
    "hidden": Http404("Case CHS-2026-00001 is restricted."),
    "missing": exceptions.NotFound("No case has this key."),
    "forbidden": PermissionDenied("She works for the other side."),
    "not_allowed": exceptions.PermissionDenied("Only a supervisor."),
    "own_work": DomainError("Someone else must sign off your assessment.", "own_work"),
    "refused": DomainError("This case is closed."),
    "conflict": Conflict("Somebody else changed this while you were writing."),
    "fields": exceptions.ValidationError({"level": ["Choose a level."]}),
    "together": exceptions.ValidationError(["End comes before start."]),
    "unparsed": exceptions.ParseError(),
}


class Refuses(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)

    def get(self, request: Request, how: str) -> Response:
        Group.objects.create(name="written before it was refused")
        raise ERRORS[how]


class Fails(Refuses):
    def get(self, request: Request, how: str) -> Response:
        raise ZeroDivisionError


class SaysNothing(APIView):
    """No rule of its own, and nobody asked who it is."""

    authentication_classes = ()

    def get(self, request: Request) -> Response:
        raise AssertionError


class AsksWho(APIView):
    def get(self, request: Request) -> Response:
        raise AssertionError


class Seldom(PerAddress):
    rate = "2/minute"
    scope = "seldom"


class AskedSeldom(Refuses):
    throttle_classes = (Seldom,)

    def get(self, request: Request, how: str) -> Response:
        return Response({})


class GroupSerializer(serializers.ModelSerializer[Group]):
    class Meta:
        model = Group
        fields: ClassVar[Any] = ["name"]


class Groups(generics.ListAPIView[Group]):
    authentication_classes = ()
    permission_classes = (AllowAny,)
    serializer_class = GroupSerializer
    queryset = Group.objects.all()


urlpatterns = [
    path("refuses/<how>", Refuses.as_view()),
    path("fails/<how>", Fails.as_view()),
    path("says-nothing", SaysNothing.as_view()),
    path("asks-who", AsksWho.as_view()),
    path("seldom/<how>", AskedSeldom.as_view()),
    path("groups", Groups.as_view()),
]
