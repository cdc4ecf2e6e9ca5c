"""Writes a world into the database, as the product itself, and remembers which row is which record."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from string import ascii_uppercase
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection, models
from django.utils import timezone

from cases.models import CaseGrant, TeamMember, UnitGrant
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Agency, Discipline, Membership, Unit, User
from stalking_unit.duty.models import Turn
from tests.cases.policy import rows
from tests.cases.policy.oracle import Asker
from tests.cases.policy.paper import Line
from tests.cases.policy.world import AGENCIES, DAY, KINDS, NOW, PERIODS, Key, Record, Seat, World, records

TODAY = timezone.localdate(NOW)
LONG_AGO = date(2020, 1, 1)
DAYS = {"live": (LONG_AGO, None), "past": (LONG_AGO, TODAY - DAY), "future": (TODAY + DAY, None)}
STRENGTHS = {"view": "view_case", "work": "work_case", "lead": "lead_case"}
# Two grants of one strength may overlap when they rest on different grounds.
BASES = {
    "past": "allocated",
    "ends now": "urgent",
    "live": "referral",
    "starts now": "alternate",
    "for a time": "cover",
    "future": "allocated",
}


@dataclass
class Stage:
    """What every world is played on: units, agencies of which one became another, disciplines and accounts."""

    units: list[Unit]
    agencies: list[Agency]
    disciplines: dict[str, Discipline]
    users: list[User]
    permissions: dict[str, Permission]

    @classmethod
    def build(cls, people: int, units: int = 3) -> Stage:
        codes = [f"Z{first}{second}" for first in ascii_uppercase for second in ascii_uppercase]
        places = [Unit(name=f"Unit {n}", code=codes[n], starts_on=LONG_AGO) for n in range(units)]
        agencies = [Agency(name=f"Agency {n}", short_name=f"{n}", kind="other", starts_on=LONG_AGO) for n in AGENCIES]
        for older, heir in ((2, 0), (3, 2)):
            agencies[older].successor, agencies[older].ends_on = agencies[heir], TODAY - DAY
        kinds = {kind: Discipline(code=f"paper-{kind}", name=kind, kind=kind) for kind in KINDS}
        users = [User(email=f"paper{n}@unit.example", name=f"Person {n:02}") for n in range(people)]
        permissions = Permission.objects.filter(content_type__model__in=["case", "unit"])
        for some in (places, agencies, [*kinds.values()], users):
            type(some[0])._default_manager.bulk_create(some)
        return cls(places, agencies, kinds, users, {permission.codename: permission for permission in permissions})


@dataclass
class Written:
    """A world in the database: its records, the row of each, and which record a row is."""

    stage: Stage
    world: World
    records: list[Record]
    rows: dict[Key, models.Model] = field(default_factory=dict)
    keys: dict[tuple[str, uuid.UUID], Key] = field(default_factory=dict)
    seats: dict[tuple[int, Seat], Membership] = field(default_factory=dict)

    @classmethod
    def write(cls, stage: Stage, world: World, touch: rows.Touch = lambda record, row: row) -> Written:
        """Everything, as the product itself. What the database forbids at commit it forbids here."""
        written = cls(stage, world, list(records(world)))
        with acting(Actor.system("world", NOW)):
            written._people()
            written.rows = rows.write(stage, written.records, world, touch)
            written._access()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        written.keys = {(key[0], row.pk): key for key, row in written.rows.items()}
        return written

    def of_model(self, label: str) -> list[Record]:
        return [record for record in self.records if record.model == label]

    def actor(self, asker: Asker) -> Actor:
        """This person in this seat, as the pages would have them: an ended seat is no seat."""
        if asker.person is None:
            return Actor.system("world", NOW)
        user = self.stage.users[asker.person]
        if asker.seat is None:
            return Actor.of(user, now=NOW)
        return Actor.of(user, self.seats[asker.person, asker.seat], now=NOW)

    def _people(self) -> None:
        inactive = [self.stage.users[n].pk for n, someone in enumerate(self.world.people) if not someone.is_active]
        User.objects.filter(pk__in=inactive).update(is_active=False)
        for number, someone in enumerate(self.world.people):
            for seat in someone.seats:
                starts_on, ends_on = DAYS[seat.when]
                self.seats[number, seat] = Membership(
                    user=self.stage.users[number],
                    agency=self.stage.agencies[seat.agency],
                    unit=self.stage.units[seat.unit],
                    discipline=self.stage.disciplines[seat.kind],
                    role=seat.role,
                    starts_on=starts_on,
                    ends_on=ends_on,
                )
        Membership.objects.bulk_create(self.seats.values())

    def _access(self) -> None:
        stage, cases = self.stage, [self.rows["cases.Case", n, 0] for n in range(len(self.world.cases))]
        CaseGrant.objects.bulk_create(
            CaseGrant(
                content_object=cases[grant.case],
                user=stage.users[grant.person],
                permission=stage.permissions[STRENGTHS[grant.strength]],
                basis=BASES[grant.when],
                granted_by_name="the world",
                record_types=None if grant.shown is None else list(grant.shown),
                **_period(grant.when),
            )
            for grant in self.world.grants
        )
        places = [
            TeamMember(
                case=cases[place.case],
                user=stage.users[place.person],
                agency=stage.agencies[0],
                discipline=stage.disciplines["other"],
                side=place.side,
                capacity=place.capacity,
                **_period(place.when),
            )
            for place in self.world.places
        ]
        TeamMember.objects.bulk_create(places)
        for number, (place, row) in enumerate(zip(self.world.places, places, strict=True)):
            self.rows["cases.TeamMember", place.case, number] = row
        Turn.objects.bulk_create(
            Turn(
                unit=stage.units[turn.unit],
                user=stage.users[turn.person],
                telephone="01632 960000",
                hours="all",
                planned_at=NOW,
                planned_by_name="the world",
                starts_at=PERIODS[turn.when][0],
                ends_at=PERIODS[turn.when][1] or NOW + 99 * DAY,
            )
            for turn in self.world.turns
        )
        UnitGrant.objects.bulk_create(
            UnitGrant(
                content_object=stage.units[reach.unit],
                user=stage.users[reach.person],
                permission=stage.permissions[reach.right],
                granted_by_name="the world",
                **_period(reach.when),
            )
            for reach in self.world.reaches
        )


def all_of(line: Line) -> models.QuerySet[Any]:
    """Every row of the records that this line is about."""
    return apps.get_model(line.record)._default_manager.all()


def _period(when: str) -> dict[str, Any]:
    starts_at, ends_at = PERIODS[when]
    return {"starts_at": starts_at, "ends_at": ends_at}
