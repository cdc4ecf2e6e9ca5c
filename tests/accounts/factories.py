"""Makes people and what they belong to. What a test does not name is plain and unlike anything else."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.test import Client
from django.utils import timezone

from stalking_unit.accounts import visits
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import AgencyKind, DisciplineKind, Role
from stalking_unit.accounts.models import Agency, Discipline, Membership, Unit, User, Visit

PASSWORD = "four invented random words"
LONG_AGO = date(2024, 1, 1)
EMPLOYERS = {
    DisciplineKind.POLICE: AgencyKind.POLICE,
    DisciplineKind.HEALTH: AgencyKind.HEALTH,
    DisciplineKind.ADVOCACY: AgencyKind.CHARITY,
    DisciplineKind.OUTREACH: AgencyKind.CHARITY,
    DisciplineKind.PROBATION: AgencyKind.PROBATION,
    DisciplineKind.OTHER: AgencyKind.COUNCIL,
}

_number = count(1)


def make_user(*, password: str = "", second_factor: bool = False, suspended: bool = False, **told: Any) -> User:
    number = next(_number)
    told = {"email": f"person{number}@example.org", "name": f"Person {number} Inventa"} | told
    user = User.objects.create_user(password=password or None, **told)
    if suspended:
        user.is_active = False
        user.save(update_fields=["is_active"])
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return user


def make_agency(kind: AgencyKind = AgencyKind.POLICE, *, ended_on: date | None = None, **told: Any) -> Agency:
    number = next(_number)
    told = {"name": f"Agency {number} (invented)", "short_name": f"Agency {number}", "starts_on": LONG_AGO} | told
    return Agency.objects.create(kind=kind, ends_on=ended_on, **told)


def make_unit(*, ended_on: date | None = None, **told: Any) -> Unit:
    number = next(_number)
    told = {"name": f"Unit {number} (invented)", "code": _code(number), "starts_on": LONG_AGO} | told
    return Unit.objects.create(ends_on=ended_on, **told)


def make_discipline(kind: DisciplineKind = DisciplineKind.POLICE) -> Discipline:
    return Discipline.objects.get_or_create(code=f"test-{kind}", defaults={"name": kind.label, "kind": kind})[0]


def make_membership(
    user: User | None = None,
    *,
    role: Role = Role.PRACTITIONER,
    kind: DisciplineKind = DisciplineKind.POLICE,
    agency: Agency | None = None,
    unit: Unit | None = None,
    ended: bool = False,
    not_begun: bool = False,
) -> Membership:
    """A seat, live unless told otherwise, at an employer that fits the discipline."""
    today = timezone.localdate()
    return Membership.objects.create(
        user=user or make_user(),
        agency=agency or make_agency(EMPLOYERS[kind]),
        unit=unit or make_unit(),
        discipline=make_discipline(kind),
        role=role,
        starts_on=today + timedelta(days=1) if not_begun else LONG_AGO,
        ends_on=today - timedelta(days=1) if ended else None,
    )


def make_actor(role: Role = Role.PRACTITIONER, kind: DisciplineKind = DisciplineKind.POLICE, **told: Any) -> Actor:
    """Somebody who acts in a live seat."""
    membership = make_membership(role=role, kind=kind, **told)
    return Actor.of(membership.user, Membership.objects.whole().get(pk=membership.pk), via="test")


def sign_in(client: Client, user: User, *, proved: bool = True) -> Visit:
    """A whole sign-in without its pages: the session, and the visit the clocks run on."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    visit = visits.begin(user, ip="127.0.0.1", is_proved=proved, now=timezone.now())
    session = client.session
    session["visit"] = str(visit.pk)
    session.save()
    return visit


def totp_code(user: User, *, steps: int = 0) -> str:
    """What the person's app shows now, or some half minutes from now."""
    data = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data
    return code_of(decrypt(data["secret"]), steps=steps)


def code_of(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def recovery_code(user: User) -> str:
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return str(RecoveryCodes(row).get_unused_codes()[0])


def _code(number: int) -> str:
    """AAA, AAB and so on."""
    letters = []
    for _ in range(3):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(reversed(letters))
