"""Opening accounts, giving people their seats and taking them away."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from stalking_unit.accounts import visits
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import Role
from stalking_unit.accounts.models import Agency, Discipline, Membership, Unit, User
from stalking_unit.accounts.querysets import UserManager
from stalking_unit.audit import trail
from stalking_unit.audit.trail import Operation
from stalking_unit.db.errors import DomainError


class SameAlternate(DomainError):
    code = "same_alternate"


@transaction.atomic
def open_account(*, email: str, name: str, by: Actor) -> User:
    """An account with no password: the person sets one by the link sent to their mailbox."""
    user = User.objects.create_user(email=email, name=name)
    trail.record(by, Operation.COLLECT, "account_opened", record=user, fields=["email", "name"])
    return user


@transaction.atomic
def seat(
    user: User, *, agency: Agency, unit: Unit, discipline: Discipline, role: Role, starts_on: date, by: Actor
) -> Membership:
    """Give somebody a seat from a day on."""
    membership = Membership(user=user, agency=agency, unit=unit, discipline=discipline, role=role, starts_on=starts_on)
    membership.full_clean()
    membership.save()
    trail.record(by, Operation.COLLECT, "seat_given", record=membership, fields=["agency", "unit", "role"])
    return membership


@transaction.atomic
def unseat(membership: Membership, *, ends_on: date, by: Actor) -> None:
    """End a seat after that day."""
    membership.ends_on = ends_on
    membership.full_clean()
    membership.save(update_fields=["ends_on"])
    trail.record(by, Operation.ALTER, "seat_ended", record=membership, fields=["ends_on"])


@transaction.atomic
def suspend(user: User, *, by: Actor) -> None:
    """Close an account at once, wherever it is signed in. What the person wrote stays theirs."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    visits.end_all(user, by=by)
    trail.record(by, Operation.ALTER, "account_suspended", record=user, fields=["is_active"])


@transaction.atomic
def set_password(user: User, password: str, *, by: Actor) -> None:
    """A new password, and every visit made with the old one is over."""
    user.set_password(password)
    user.save(update_fields=["password"])
    visits.end_all(user, by=by)
    trail.record(by, Operation.ALTER, "password_set", record=user, fields=["password"])


@transaction.atomic
def name_alternates(unit: Unit, first: User, second: User, *, by: Actor) -> None:
    """Who receives a referral that concerns somebody of the unit itself."""
    if first == second:
        raise SameAlternate("Name two different people")
    unit.first_alternate, unit.second_alternate = first, second
    unit.save(update_fields=["first_alternate", "second_alternate"])
    trail.record(by, Operation.ALTER, "alternates_named", record=unit, fields=["first_alternate", "second_alternate"])


def record_failed_sign_in(email: str, *, by: Actor) -> None:
    """The trail says whose account was tried, if anyone's, and never what was typed: it may be a password."""
    tried = User.objects.filter(email=UserManager.normalize_email(email)).first()
    trail.record(by, Operation.CONSULT, "sign_in_failed", record=tried, outcome="refused")


def record_failed_code(user: User, *, by: Actor) -> None:
    trail.record(by, Operation.CONSULT, "second_factor_failed", record=user, outcome="refused")
