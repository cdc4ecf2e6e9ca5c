"""The same work by the usual means: Django's admin, guardian's shortcut for who may see what, and a task for each case.

None of it asks for sides, places or what is hidden, so it does less than the product on every page.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest  # noqa: TID251  the admin's own pages, which only the bench ever shows
from django.urls import path
from guardian.core import ObjectPermissionChecker
from guardian.shortcuts import get_objects_for_user

from cases.enums import OPEN_STATES, Grant, Readers
from cases.models import Case, CasePerson, Incident, Note, TeamMember
from interventions.models import PlanAction
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Unit
from stalking_unit.notifications.models import Message, Notification
from stalking_unit.reminders.models import SentReminder
from stalking_unit.urls import urlpatterns as products

GRANTS = [f"cases.{grant.value}" for grant in Grant]


class Open:
    """Whoever is signed in may: what there is to see is left to the queryset."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class Site(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active)


def inline(of: type[Any], *raw: str) -> type[Any]:
    """Rows of this model below the case, without a list of everybody in each of their boxes."""
    named = {"model": of, "extra": 0, "raw_id_fields": raw}
    return type(f"{of.__name__}Inline", (Open, admin.TabularInline), named)


class CaseAdmin(Open, admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable when the program runs
    list_display = ("reference", "names", "level", "state", "review_on")
    list_per_page = 25
    ordering = ("review_on", "-created_at", "pk")
    list_select_related = ("area", "unit")
    raw_id_fields = ("unit", "area", "offered_to", "next_step", "joined_to")
    show_full_result_count = False
    inlines: ClassVar[list[Any]] = [
        inline(CasePerson, "person"),
        inline(TeamMember, "user", "agency", "discipline", "for_person"),
        inline(Incident, "agency", "author", "against", "place"),
        inline(Note, "agency", "author"),
        inline(PlanAction, "agency", "author", "plan", "owner", "handed_by", "handed_to"),
    ]

    @admin.display
    def names(self, case: Case) -> str:
        return ", ".join(str(name) for part in case.casepersons.all() for name in part.names.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """On the list guardian's, for a worker; by the unit for whoever leads, who has no grant on a case."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        cases = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name != "cases_case_changelist":
            return cases
        cases = cases.filter(state__in=OPEN_STATES).prefetch_related("casepersons__names")
        if actor.role is Role.TEAM_LEAD:
            led = get_objects_for_user(actor.user, "accounts.lead_unit", Unit, accept_global_perms=False)
            return cases.filter(unit__in=led, is_restricted=False)
        found: QuerySet[Any] = get_objects_for_user(actor.user, GRANTS, cases, any_perm=True, accept_global_perms=False)
        return found


class NoteAdmin(Open, admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable when the program runs
    fields = ("case", "agency", "author", "happened_at", "recorded_at", "text")
    raw_id_fields = ("case", "agency", "author")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.readers = Readers.TEAM
        super().save_model(request, obj, form, change)


site = Site()
site.register(Case, CaseAdmin)
site.register(Note, NoteAdmin)
urlpatterns = [path("admin/", site.urls), *products]


def a_task_for_each(cases: Iterable[Case], on: date, by: Actor) -> int:
    """Load each case and ask in Python what is due on it, and of whom."""
    told = 0
    for found in cases:
        with transaction.atomic():
            case = Case.objects.get(pk=found.pk)
            if case.review_on and case.review_on <= on:
                for place in case.teammembers.select_related("user"):
                    if ObjectPermissionChecker(place.user).has_perm("work_case", case):
                        told += _tell("review", case.pk, case, case.review_on, place.user_id, by)
            for action in case.planactions.filter(status="open", due_on__lte=on):
                told += _tell("action", action.pk, case, action.due_on, action.owner_id, by)
    return told


def _tell(kind: str, subject: Any, case: Case, on: date, person: Any, by: Actor) -> int:
    _, is_new = SentReminder.objects.get_or_create(
        kind=kind,
        subject_id=subject,
        due_on=on,
        recipient_id=person,
        defaults={"case_id": case.pk, "told_at": by.now},
    )
    if is_new:
        notice = Notification.objects.create(
            recipient_id=person,
            kind=kind,
            reference=case.reference or "",
            path=case.get_absolute_url(),
            text="Something is due.",
            key=f"{kind}:{subject}:{on.isoformat()}",
            told_at=by.now,
        )
        Message.objects.create(notification=notice, due_at=by.now)
    return int(is_new)
