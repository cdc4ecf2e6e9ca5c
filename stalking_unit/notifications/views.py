"""The inbox: one's own notices, and nobody else's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView, View

from stalking_unit.audit.trail import By
from stalking_unit.notifications import inbox, presenters
from stalking_unit.notifications.models import Notification
from stalking_unit.ui.parts import FramePart, NavLink

PAGE = 25


class ActingRequest(HttpRequest):
    """A request whose actor is known. Everything in these views is the actor's own."""

    actor: By


def frame(request: HttpRequest) -> FramePart:
    """The inbox in every page's navigation, with how much of it is new."""
    actor: By | None = getattr(request, "actor", None)
    if actor is None:  # a stranger, or somebody whose screen is hidden
        return FramePart()
    unopened = Notification.objects.of(actor.user_id).listed().unopened().count()
    return FramePart(navigation=[NavLink("Inbox", reverse("inbox"), count=unopened)])


class Inbox(TemplateView):
    """What one was told, newest first."""

    request: ActingRequest
    template_name = "notifications/inbox.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        mine = Notification.objects.of(actor.user_id).listed().newest_first().select_related("message")
        page = Paginator(mine, PAGE).get_page(self.request.GET.get("page"))
        notices = list(page)
        return super().get_context_data(
            page=page,
            table=presenters.inbox(notices, actor.now),
            has_new=any(notice.opened_at is None for notice in notices),
            **kwargs,
        )


class Open(View):
    """Follow a notice to its page, from the inbox or from an e-mail. The page decides who may read it."""

    http_method_names = ["get"]

    def get(self, request: ActingRequest, pk: UUID) -> HttpResponse:
        notice = inbox.open_one(pk, by=request.actor)
        if notice is None:
            raise Http404
        return redirect(notice.path)


class MarkAllAsRead(View):
    """Put everything aside without following it."""

    http_method_names = ["post"]

    def post(self, request: ActingRequest) -> HttpResponse:
        inbox.open_all(by=request.actor)
        return redirect("inbox")
