"""The people of the tests: the demonstration's own, each in their seat, with the grants their jobs bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from cases import grants
from cases.enums import Basis, Capacity, Grant, Level, PersonRole, Side, State, UnitRight
from cases.models import Case, CasePerson, Episode, Person, TeamMember, UnitGrant
from cases.services import people, units
from stalking_unit.accounts import demo, entrance, visits
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Agency, Area, Discipline, Membership, Unit, User
from tests import strictness


@dataclass
class Cast:
    """`cast["police"]` is an actor; `cast.case()` makes a case, `cast.place()` puts somebody on it."""

    users: dict[str, User]
    now: datetime
    made: int = 0
    clients: dict[str, Client] = field(default_factory=dict)

    def __getitem__(self, slug: str) -> Actor:
        return Actor.of(self.users[slug], now=self.now)

    def at(self, slug: str, **later: Any) -> Actor:
        """The same person, some time later: `cast.at("lead", days=3)`."""
        return Actor.of(self.users[slug], now=self.now + timedelta(**later))

    @property
    def unit(self) -> Unit:
        return Unit.objects.get(code="CHS")

    def case(
        self, state: State = State.PLAN_ACTIVE, *, level: Level | None = None, restricted: bool = False, **fields: Any
    ) -> Case:
        """A case in a state, with a victim Marigold and a suspect Barnaby; nobody is on it yet."""
        self.made += 1
        case = Case.objects.create(
            **{
                "unit": self.unit,
                "reference": f"CHS-2026-{90000 + self.made}",
                "state": state,
                "level": level,
                "level_agreed_at": self.now if level else None,
                "created_at": self.now,
                **fields,
            }
        )
        Episode.objects.create(case=case, number=1, started_at=self.now - timedelta(days=1))
        self.person(case, PersonRole.VICTIM, "Marigold", "Testwick")
        self.person(case, PersonRole.SUSPECT, "Barnaby", "Fauxley")
        if restricted:
            Case.objects.filter(pk=case.pk).update(is_restricted=True)
            case.refresh_from_db()
        return case

    def person(self, case: Case, role: PersonRole, given: str, family: str) -> CasePerson:
        part = CasePerson.objects.create(
            case=case, person=Person.objects.create(unit=case.unit), role=role, party=role.party
        )
        people.name_person(part, given, family)
        return part

    def place(
        self,
        case: Case,
        slug: str,
        side: Side = Side.BOTH,
        capacity: Capacity = Capacity.MEMBER,
        grant: Grant = Grant.WORK,
    ) -> TeamMember:
        """Put somebody on the case, with the grant that follows."""
        system = Actor.system("cast", self.now - timedelta(minutes=1))
        seat = self[slug].membership
        assert seat is not None
        place = TeamMember.objects.create(
            case=case,
            user=self.users[slug],
            agency=seat.agency,
            discipline=seat.discipline,
            side=side,
            capacity=capacity,
            starts_at=system.now,
        )
        grants.give(case, self.users[slug], grant, by=system, basis=Basis.ALLOCATED)
        return place

    def whole_team(self, case: Case) -> None:
        """The four disciplines as the demonstration has them, each on their side."""
        self.place(case, "police", Side.BOTH, Capacity.OFFICER_IN_CASE)
        self.place(case, "health", Side.SUSPECT)
        self.place(case, "outreach", Side.SUSPECT)
        self.place(case, "advocate", Side.VICTIM, Capacity.NAMED_ADVOCATE)
        self.place(case, "coordinator", Side.HEADER, Capacity.COORDINATOR, Grant.VIEW)

    def client(self, slug: str) -> Client:
        """A browser signed in as this person, second factor and all."""
        if slug not in self.clients:
            client = strictness.StrictClient()
            client.force_login(self.users[slug])
            session = client.session
            visit = visits.begin(self.users[slug], ip=None, is_proved=True, now=timezone.now())
            session[entrance.VISIT_KEY] = str(visit.pk)
            session.save()
            self.clients[slug] = client
        return self.clients[slug]


PEOPLE_AND_PLACES = (User, Agency, Unit, Area, Discipline, Membership)
_drawn: dict[type[Model], list[dict[str, Any]]] = {}
_given: list[tuple[str, dict[str, Any]]] = []


def everybody() -> dict[str, User]:
    """The demonstration's people. They are made by the services once and by their rows after that: it is 10 times
    quicker, and every test has them.
    """
    if not _drawn:
        demo.ensure_people()
        _drawn.update({model: list(model._base_manager.values()) for model in PEOPLE_AND_PLACES})
    else:
        for model, rows in _drawn.items():
            model._base_manager.bulk_create(model(**row) for row in rows)
    found = {user.email: user for user in User.objects.filter(email__in=[person.email for person in demo.PEOPLE])}
    return {person.slug: found[person.email] for person in demo.PEOPLE}


def equip(users: dict[str, User], *, by: Actor) -> None:
    """The reach that their jobs bring, made in the same two ways. Permissions have other keys after a flush."""
    if not _given:
        for unit, screeners in (("CHS", ("police", "advocate")), ("HMP", ("other-unit-police",))):
            units.equip(Unit.objects.get(code=unit), by=by, screeners=[users[slug] for slug in screeners])
        rows = UnitGrant.objects.values("permission__codename", "user_id", "content_object_id", "starts_at")
        _given.extend((row.pop("permission__codename"), row) for row in rows.order_by("pk"))
        return
    known = dict(Permission.objects.filter(codename__in=UnitRight.values).values_list("codename", "pk"))
    UnitGrant.objects.bulk_create(
        UnitGrant(**row, permission_id=known[right], granted_by_name=by.name) for right, row in _given
    )


@pytest.fixture
def cast(system: Actor) -> Iterator[Cast]:
    users = everybody()
    equip(users, by=system)
    with acting(system):
        yield Cast(users, system.now)
