"""Who is acting, for whom, from where and when: handed to every rule, every service and every line of the trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from stalking_unit import clock
from stalking_unit.accounts.enums import DisciplineKind, Role
from stalking_unit.accounts.models import Agency, Discipline, Membership, Unit, User
from stalking_unit.db import context

Seat = tuple[Role, DisciplineKind]


@dataclass(slots=True, eq=False)
class Actor:
    """A person in one of their seats, or a named part of the product itself."""

    user: User | None
    membership: Membership | None
    now: datetime
    via: str = "web"
    session: str = ""
    ip: str | None = None
    system_name: str = ""
    reach: dict[Any, Any] = field(default_factory=dict)  # what a policy has worked out, kept for this request

    @classmethod
    def system(cls, name: str, now: datetime | None = None) -> Actor:
        """The product acting by itself, under a name that the trail can show."""
        return cls(user=None, membership=None, now=now or clock.now(), via="system", system_name=name)

    @classmethod
    def gate(cls, ip: str | None, now: datetime) -> Actor:
        """The sign-in page, acting for nobody known yet."""
        return cls(user=None, membership=None, now=now, ip=ip, system_name="sign-in")

    @classmethod
    def of(
        cls, user: User, membership: Membership | None = None, now: datetime | None = None, via: str = "code"
    ) -> Actor:
        """A person, in the seat given or in the first that is live."""
        now = now or clock.now()
        if membership is None:
            membership = user.seats(timezone.localdate(now)).first()
        return cls(user=user, membership=membership, now=now, via=via)

    @property
    def is_system(self) -> bool:
        return self.user is None

    @property
    def user_id(self) -> UUID:
        return self.user.pk if self.user else context.SYSTEM

    @property
    def name(self) -> str:
        return self.user.name if self.user else self.system_name

    @property
    def agency(self) -> Agency | None:
        return self.membership.agency if self.membership else None

    @property
    def agency_id(self) -> UUID | None:
        return self.membership.agency_id if self.membership else None

    @property
    def agency_name(self) -> str:
        return self.membership.agency.name if self.membership else ""

    @property
    def unit(self) -> Unit | None:
        return self.membership.unit if self.membership else None

    @property
    def role(self) -> Role | None:
        return Role(self.membership.role) if self.membership else None

    @property
    def role_name(self) -> str:
        return self.role.label if self.role else ""

    @property
    def discipline(self) -> Discipline | None:
        return self.membership.discipline if self.membership else None

    @property
    def seat(self) -> Seat | None:
        """What rules are written for. Somebody without a membership has no seat, so no rule names them."""
        if self.membership is None:
            return None
        return Role(self.membership.role), DisciplineKind(self.membership.discipline.kind)


_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Name the actor to the database: every transaction opened inside carries it, and without one no rows show."""
    token = _acting.set(actor)
    try:
        with context.acting_as(actor.user_id):
            yield actor
    finally:
        _acting.reset(token)


def reader() -> Actor | None:
    """Who is being shown what is read now. What may be done is asked of the actor that is handed on, never of this."""
    return _acting.get()
