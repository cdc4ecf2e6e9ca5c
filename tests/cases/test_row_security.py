"""What the database refuses by itself, below the policy; and that nothing beside the policy opens a case."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission, PermissionsMixin
from django.db import IntegrityError, ProgrammingError, connection, transaction
from guardian.shortcuts import get_objects_for_user

from cases import grants, policy
from cases.enums import Grant, State
from cases.models import Case, Exclusion, Incident
from cases.policy import Action
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import User
from stalking_unit.db import context
from tests.cases.policy import paper
from tests.cases.policy.world import ACase, AnAction, AnAlarm, ARound, Granted, Placed, World
from tests.cases.policy.written import Stage, Written
from tests.cast import Cast
from tools.places import ROOT
from tools.sources import PRODUCT

# Every table with a key to a case, whatever the column is called. The trail is kept from the application altogether.
WITH_A_CASE = """
SELECT DISTINCT relation.relname, relation.relrowsecurity, pg_get_userbyid(relation.relowner),
  EXISTS (SELECT FROM pg_policy WHERE polrelid = relation.oid AND polroles = ARRAY['su_app'::regrole::oid])
FROM pg_class relation
JOIN pg_attribute field ON field.attrelid = relation.oid AND field.attnum > 0 AND NOT field.attisdropped
LEFT JOIN pg_constraint reference ON reference.conrelid = relation.oid AND reference.contype = 'f'
  AND reference.confrelid = 'cases_case'::regclass AND field.attnum = ANY (reference.conkey)
WHERE relation.relkind IN ('r', 'p') AND relation.relnamespace = 'public'::regnamespace
  AND (field.attname = 'case_id' OR reference.oid IS NOT NULL OR relation.oid = 'cases_case'::regclass)
  AND relation.relname NOT LIKE 'audit_event%'
"""
ASKS_DJANGO = {
    "assign_perm",
    "get_all_permissions",
    "get_objects_for_user",
    "get_perms",
    "has_module_perms",
    "has_perm",
    "has_perms",
    "permission_required",
    "PermissionRequiredMixin",
    "remove_perm",
    "user_passes_test",
    "UserPassesTestMixin",
}


def asked(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@contextmanager
def nobody() -> Iterator[None]:
    """The context that a piece of code has which forgot to say who acts."""
    token = context._user.set(None)
    context._bind_open_transactions()
    try:
        yield
    finally:
        context._user.reset(token)
        context._bind_open_transactions()


@pytest.mark.django_db
def test_the_application_is_no_master_of_its_tables() -> None:
    assert asked("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user") == [
        (False, False, False)
    ]
    assert asked("SELECT count(*) FROM pg_class WHERE relowner = 'su_app'::regrole") == [(0,)]


@pytest.mark.django_db
def test_every_table_with_a_case_has_row_security() -> None:
    tables = asked(WITH_A_CASE)
    assert len(tables) > 30
    assert [name for name, *state in tables if state != [True, "su_owner", True]] == []


@pytest.mark.django_db
def test_without_an_actor_no_table_of_a_case_has_rows() -> None:
    """Each of them has rows, and shows them to a named actor."""
    full = ACase(
        documents=(0,),
        actions=(AnAction(False, 0),),
        supports=(0,),
        emergencies=(0,),
        alarms=(AnAlarm(False),),
        spoken=(0,),
        rounds=(ARound(True, frozenset({"police"})),),
    )
    world = World(
        (),
        (full,),
        (Granted(0, 0, "view", "live"),),
        (Placed(0, 0, "both", "member", "live"),),
        (),
        frozenset(),
    )
    Written.write(Stage.build(people=2), world)
    labels = {line.record for line in paper.matrix()} - {"accounts.Unit"} | {"cases.CaseGrant", "cases.Exclusion"}
    for model in (apps.get_model(label) for label in sorted(labels)):
        with acting(Actor.system("test")):
            assert model._default_manager.exists(), model
        with nobody():
            assert not model._default_manager.exists(), model


@pytest.mark.django_db
def test_without_an_actor_nothing_of_a_case_is_written(cast: Cast) -> None:
    with nobody(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Case.objects.create(unit=cast.unit, created_at=cast.now)
    with nobody():
        assert Case.objects.update(state=State.CLOSED) == 0


def seen_raw(cast: Cast, slug: str, case: Case) -> bool:
    """Whether the bare table shows this person the case, policy or not."""
    with acting(cast[slug]):
        return Case.objects.filter(pk=case.pk).exists()


def test_a_restricted_case_is_shown_to_those_named_by_a_live_grant(cast: Cast) -> None:
    case = cast.case(restricted=True)
    assert not any(seen_raw(cast, slug, case) for slug in ("lead", "auditor", "advocate", "police"))
    cast.place(case, "advocate")
    assert [slug for slug in ("lead", "auditor", "advocate", "police") if seen_raw(cast, slug, case)] == ["advocate"]
    grants.end(case, cast.users["advocate"], by=cast["lead"])
    assert not seen_raw(cast, "advocate", case)


def test_a_conflict_of_interest_hides_the_case_whatever_is_granted(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police", grant=Grant.LEAD)
    assert seen_raw(cast, "police", case)
    Exclusion.objects.create(
        case=case, user=cast.users["police"], reason="His cousin", declared_by_name="Lead", declared_at=cast.now
    )
    assert not seen_raw(cast, "police", case)
    with acting(cast["police"]):
        assert Case.objects.filter(pk=case.pk).update(is_red_flagged=True) == 0
    assert seen_raw(cast, "lead", case)


def test_a_right_given_in_djangos_own_way_opens_nothing(cast: Cast) -> None:
    """guardian itself would hand over every case."""
    case, user = cast.case(), cast.users["advocate-two"]
    user.user_permissions.set(Permission.objects.all())
    user = User.objects.get(pk=user.pk)
    actor = Actor.of(user, now=cast.now)
    with acting(actor):
        assert user.has_perm("cases.view_case")
        assert get_objects_for_user(user, "cases.view_case", Case).filter(pk=case.pk).exists()
        assert not policy.scope(actor, Action.VIEW_CASE, Case.objects.all()).exists()
        assert policy.allowed(actor, case) == frozenset()
    assert cast.client("advocate-two").get(case.get_absolute_url()).status_code == 404


def test_what_guardian_would_still_answer_yes_to_is_over(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "health")
    grants.end(case, cast.users["health"], by=cast["lead"])
    with acting(cast["health"]) as actor:
        assert get_objects_for_user(actor.user, "cases.work_case", Case, accept_global_perms=False).exists()
        assert not policy.can(actor, Action.VIEW_CASE, case)


def test_nobody_can_be_made_a_superuser(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="nobody_is_superuser"), transaction.atomic():
        User.objects.filter(pk=cast.users["lead"].pk).update(is_superuser=True)


def test_guardian_has_no_say_in_signing_in_or_in_rights() -> None:
    assert [backend for backend in settings.AUTHENTICATION_BACKENDS if "guardian" in backend] == []


def test_no_line_of_the_product_asks_django_or_guardian_who_may() -> None:
    asking = [
        f"{file.relative_to(ROOT)}:{node.lineno} {name}"
        for folder in PRODUCT
        for file in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute)
        and (name := node.id if isinstance(node, ast.Name) else node.attr) in ASKS_DJANGO
    ]
    assert asking == []


def test_no_page_asks_django_who_may(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*asked: object, **named: object) -> bool:
        raise AssertionError("Only the policy is asked.")

    case = cast.case()
    cast.whole_team(case)
    client = cast.client("police")
    for question in ("has_perm", "has_perms", "has_module_perms", "get_all_permissions"):
        monkeypatch.setattr(PermissionsMixin, question, refuse)
    for page in ("/", "/cases/", *(f"/cases/{case.pk}/{page}" for page in ("", "timeline/", "people/", "history/"))):
        assert client.get(page).status_code == 200, page


def test_a_row_cannot_hang_on_a_row_of_another_case(cast: Cast) -> None:
    case, other = cast.case(), cast.case()
    stray = Incident(
        case=other,
        against=case.casepersons.first(),  # type: ignore[attr-defined]
        agency=cast["police"].agency,
        author=cast.users["police"],
        happened_at=cast.now,
        recorded_at=cast.now,
        precision="unknown",
        what="Followed her",
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="same_case"), transaction.atomic():
        stray.save()
