"""Questions asked about people and the bodies they belong to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self, TypeVar

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Q, QuerySet
from django.db.models.base import Model

if TYPE_CHECKING:
    from stalking_unit.accounts.models import Membership, User, Visit  # noqa: F401  (named in the bases below)

Row = TypeVar("Row", bound=Model)


def runs_on(on: date, path: str = "") -> Q:
    """The period at `path` has begun by that day and has not ended before it. Its last day still counts."""
    begun = Q(**{f"{path}starts_on__lte": on})
    return begun & (Q(**{f"{path}ends_on": None}) | Q(**{f"{path}ends_on__gte": on}))


class PeriodQuerySet(QuerySet[Row]):
    def live(self, on: date) -> Self:
        """Those that run on that day."""
        return self.filter(runs_on(on))


class MembershipQuerySet(QuerySet["Membership"]):
    def live(self, on: date) -> Self:
        """Memberships that count on that day: the person, the agency and the unit must all still be there."""
        return self.filter(runs_on(on), runs_on(on, "agency__"), runs_on(on, "unit__"), user__is_active=True)

    def whole(self) -> Self:
        """With everything an actor says about itself, in one query."""
        return self.select_related("user", "agency", "unit", "discipline")


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, password: str | None = None) -> User:
        """Make an account. Without a password it cannot sign in until one is set."""
        user = self.model(email=self.normalize_email(email), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """One spelling for one mailbox, so that nobody has two accounts by a capital letter."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=self.normalize_email(username))


class VisitQuerySet(QuerySet["Visit"]):
    def open(self, now: datetime) -> Self:
        """Stays that nobody ended and neither clock has run out on."""
        return self.filter(
            ended_at=None,
            seen_at__gt=now - timedelta(seconds=settings.SESSION_IDLE_SECONDS),
            started_at__gt=now - timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS),
            user__is_active=True,
        )
