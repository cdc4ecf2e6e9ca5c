"""The cases of the API."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from cases import policy
from cases.api.permissions import HasSeat
from cases.api.serializers import CaseSerializer
from cases.models import Case
from cases.policy import Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail


class CaseAPI(GenericAPIView[Case]):
    """Cases as the actor may see them."""

    permission_classes = [HasSeat]
    serializer_class = CaseSerializer
    queryset = Case.objects.select_related("unit", "area")

    @property
    def actor(self) -> Actor:
        """Put on the request by the middleware that read the token."""
        actor: Actor = self.request._request.actor  # type: ignore[attr-defined]
        return actor


class CaseList(CaseAPI, ListAPIView[Case]):
    """The open cases whose course you may see, newest first, 25 a page. There is no count: it would tell of others."""

    ordering = ("-created_at", "pk")

    def get_queryset(self) -> QuerySet[Case]:
        return policy.scope(self.actor, Action.VIEW_STAGE, super().get_queryset() & Case.objects.open())

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().list(request, *args, **kwargs)
        shown = [row["id"] for row in response.data["results"]]
        trail.record(self.actor, trail.Operation.CONSULT, "list_cases", shown=shown)
        return response


class CaseDetail(CaseAPI):
    """The header of one case."""

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One case, or the same answer for a hidden case as for one that is not there."""
        case = policy.get_or_404(self.actor, Action.VIEW_STAGE, super().get_queryset(), kwargs["pk"])
        trail.record(self.actor, trail.Operation.CONSULT, "view_case", case_id=case.pk, record=case)
        return Response(self.get_serializer(case).data)
