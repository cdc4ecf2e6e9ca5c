"""The people of the demonstration, their agencies and units. Everybody and everything here is invented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from django.db import transaction

from stalking_unit.accounts import services
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.enums import AgencyKind, DisciplineKind, Role
from stalking_unit.accounts.models import Agency, Area, Discipline, Membership, Unit, User

Row = TypeVar("Row")

BEGAN_ON = date(2025, 1, 6)


@dataclass(frozen=True, slots=True)
class DemoAgency:
    name: str
    short_name: str
    kind: AgencyKind
    asks_countersignature: bool = False


@dataclass(frozen=True, slots=True)
class DemoUnit:
    name: str
    code: str
    areas: tuple[str, ...]
    on_duty_phone: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be: their seat, and one line on what they do."""

    slug: str
    name: str
    email: str
    unit: DemoUnit
    agency: DemoAgency
    discipline: str
    role: Role
    group: str
    does: str


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody to be first, and what to look at as them."""

    slug: str
    who: str
    look: str


DISCIPLINES = {
    "police": ("Police", DisciplineKind.POLICE),
    "mental-health": ("Mental health", DisciplineKind.HEALTH),
    "outreach": ("Outreach", DisciplineKind.OUTREACH),
    "advocacy": ("Advocacy", DisciplineKind.ADVOCACY),
    "probation": ("Probation", DisciplineKind.PROBATION),
    "partnership": ("Partnership office", DisciplineKind.OTHER),
    "housing": ("Housing", DisciplineKind.OTHER),
}

CHESHIRE = DemoUnit("Cheshire Stalking Unit", "CHS", ("Halton", "Warrington"), "01632 960010")
HAMPSHIRE = DemoUnit("Hampshire Stalking Unit", "HMP", ("Notown Harbour",), "01632 960020")

CHESHIRE_POLICE = DemoAgency("Cheshire Police (demonstration)", "Cheshire Police", AgencyKind.POLICE, True)
HAMPSHIRE_POLICE = DemoAgency("Hampshire Police (demonstration)", "Hampshire Police", AgencyKind.POLICE, True)
TRUST = DemoAgency("Mersey Vale Mental Health Trust (invented)", "Mersey Vale Trust", AgencyKind.HEALTH, True)
OUTREACH = DemoAgency("Bridgeway Outreach (invented)", "Bridgeway", AgencyKind.CHARITY)
ADVOCACY = DemoAgency("Harbour Light Advocacy (invented)", "Harbour Light", AgencyKind.CHARITY)
PROBATION = DemoAgency("Mersey Vale Probation (invented)", "Probation", AgencyKind.PROBATION)
HOUSING = DemoAgency("Notown Homes (invented)", "Notown Homes", AgencyKind.OTHER)
# A lead has the reach of their employer before that of their role: a police officer who leads would read advocacy and
# clinical notes as the police. So the lead, the coordinator, the administrator and the auditor are employed by a host
# that holds no case records of its own. The second lead is a police officer, to show the difference.
HOST = DemoAgency("Cheshire Partnership Office (invented)", "Partnership Office", AgencyKind.COUNCIL)
SOLENT_HOST = DemoAgency("Solent Partnership Office (invented)", "Solent Office", AgencyKind.COUNCIL)

SUSPECT_SIDE = "On the suspect’s side"
VICTIM_SIDE = "On the victim’s side"
OFFICE = "Running the unit"
ELSEWHERE = "From another unit"

PRACTITIONER, SUPERVISOR = Role.PRACTITIONER, Role.SUPERVISOR

# fmt: off
PEOPLE = (
    Person("police", "DS Avery Placeholder", "avery.placeholder@example.org", CHESHIRE, CHESHIRE_POLICE, "police",
           PRACTITIONER, SUSPECT_SIDE, "Investigates, applies for orders and answers for both sides of the case."),
    Person("police-supervisor", "DI Morgan Specimen", "morgan.specimen@example.org", CHESHIRE, CHESHIRE_POLICE,
           "police", SUPERVISOR, SUSPECT_SIDE, "Reads and signs what the unit’s officers contribute."),
    Person("health", "Dr Imogen Demoson", "imogen.demoson@example.org", CHESHIRE, TRUST, "mental-health",
           PRACTITIONER, SUSPECT_SIDE, "Forensic psychologist: assesses, treats and advises."),
    Person("health-supervisor", "Dr Fenwick Mockridge", "fenwick.mockridge@example.org", CHESHIRE, TRUST,
           "mental-health", SUPERVISOR, SUSPECT_SIDE, "Consultant psychiatrist: signs what the trust contributes."),
    Person("outreach", "Kit Sandboxe", "kit.sandboxe@example.org", CHESHIRE, OUTREACH, "outreach",
           PRACTITIONER, SUSPECT_SIDE, "Helps with housing, work and debt, so that there is less to lose."),
    Person("outreach-supervisor", "Tamsin Prototype", "tamsin.prototype@example.org", CHESHIRE, OUTREACH, "outreach",
           SUPERVISOR, SUSPECT_SIDE, "Manages the outreach workers of both sides."),
    Person("probation", "Perry Templatson", "perry.templatson@example.org", CHESHIRE, PROBATION, "probation",
           PRACTITIONER, SUSPECT_SIDE, "Supervises after sentence and reports what changes."),
    Person("advocate", "Bryony Exempla", "bryony.exempla@example.org", CHESHIRE, ADVOCACY, "advocacy",
           PRACTITIONER, VICTIM_SIDE, "Advocate: one-to-one support, safety plan, the victim’s own words."),
    Person("advocate-two", "Odile Facsimile", "odile.facsimile@example.org", CHESHIRE, ADVOCACY, "advocacy",
           PRACTITIONER, VICTIM_SIDE, "A second advocate, who sees only the cases she is named on."),
    Person("outreach-victim-side", "Jory Sampleton", "jory.sampleton@example.org", CHESHIRE, OUTREACH, "outreach",
           PRACTITIONER, VICTIM_SIDE, "Outreach for victims: moving home, benefits, work."),
    Person("coordinator", "Linden Draftwood", "linden.draftwood@example.org", CHESHIRE, HOST, "partnership",
           Role.COORDINATOR, OFFICE, "Enters referrals, makes the agenda and chases what is still to come."),
    Person("lead", "Rowan Chairley", "rowan.chairley@example.org", CHESHIRE, HOST, "partnership",
           Role.TEAM_LEAD, OFFICE, "Decides what the unit takes on, chairs conferences and answers for the cases."),
    Person("lead-alternate", "Insp Marlow Standin", "marlow.standin@example.org", CHESHIRE, CHESHIRE_POLICE, "police",
           Role.TEAM_LEAD, OFFICE, "Leads when Rowan cannot. A police officer, with a police officer’s reach."),
    Person("admin", "Casey Keyholder", "casey.keyholder@example.org", CHESHIRE, HOST, "partnership",
           Role.AGENCY_ADMIN, OFFICE, "Opens accounts and gives seats. Sees no case."),
    Person("auditor", "Sol Auditson", "sol.auditson@example.org", CHESHIRE, HOST, "partnership",
           Role.AUDITOR, OFFICE, "Information governance: reads who looked at what, and why they could."),
    Person("guest", "Wren Visitorson", "wren.visitorson@example.org", CHESHIRE, HOUSING, "housing",
           Role.GUEST, ELSEWHERE, "A housing officer asked to help on one case, for a time."),
    Person("other-unit-police", "DS Hollis Dummett", "hollis.dummett@example.org", HAMPSHIRE, HAMPSHIRE_POLICE,
           "police", PRACTITIONER, ELSEWHERE, "Investigates for the neighbouring unit. Cheshire’s cases do not show."),
    Person("other-unit-lead", "Sage Elsewhere", "sage.elsewhere@example.org", HAMPSHIRE, SOLENT_HOST, "partnership",
           Role.TEAM_LEAD, ELSEWHERE, "Leads the neighbouring unit; takes Cheshire’s cases when Cheshire cannot."),
)
# fmt: on


TEN_MINUTES = (
    Stop(
        "advocate",
        "Bryony Exempla, the victim’s advocate",
        "Home has what is due today. From Cases open CHS-2026-00012 and read what has changed. On its Support page "
        "select Text: the number shows in the hours that the victim agreed, and at no other.",
    ),
    Stop(
        "outreach",
        "Kit Sandboxe, who works with the suspect",
        "Open the same case. Her name, where she lives and what she told her advocate are not there. Of her safety "
        "plan Kit learns that it is in place, and no more.",
    ),
    Stop(
        "lead",
        "Rowan Chairley, the team lead",
        "Read Start of the week, then today’s conference under Conferences. In the same case, Access and history says "
        "who opened it: Bryony and Kit, a moment ago.",
    ),
)


def groups() -> list[Group]:
    """Everybody, as the page sets them out."""
    return [Group(title, tuple(people)) for title, people in groupby(PEOPLE, key=lambda person: person.group)]


def find(slug: str) -> User | None:
    """The account behind a slug; none where the demonstration was never filled."""
    email = next((person.email for person in PEOPLE if person.slug == slug), None)
    return User.objects.filter(email=email).first() if email else None


@transaction.atomic
def ensure_people() -> dict[str, User]:
    """Everybody with their seats, made where they are missing; run again, it changes nothing."""
    with acting(Actor.system("demo")) as by:
        units = {unit: _unit(unit) for unit in _distinct(person.unit for person in PEOPLE)}
        agencies = {agency: _agency(agency) for agency in _distinct(person.agency for person in PEOPLE)}
        disciplines = {code: _discipline(code) for code in DISCIPLINES}
        people: dict[str, User] = {}
        for person in PEOPLE:
            user = User.objects.filter(email=person.email).first()
            people[person.slug] = user or services.open_account(email=person.email, name=person.name, by=by)
            if not Membership.objects.filter(user=people[person.slug]).exists():
                services.seat(
                    people[person.slug],
                    agency=agencies[person.agency],
                    unit=units[person.unit],
                    discipline=disciplines[person.discipline],
                    role=person.role,
                    starts_on=BEGAN_ON,
                    by=by,
                )
        _name_alternates(units, people, by)
        return people


def _name_alternates(units: dict[DemoUnit, Unit], people: dict[str, User], by: Actor) -> None:
    """Another unit first: the suspect may be anybody of this one."""
    alternates = {
        CHESHIRE: (people["other-unit-lead"], people["lead-alternate"]),
        HAMPSHIRE: (people["lead"], people["other-unit-police"]),
    }
    for demo, (first, second) in alternates.items():
        if units[demo].first_alternate_id is None:
            services.name_alternates(units[demo], first, second, by=by)


def _unit(demo: DemoUnit) -> Unit:
    unit, _ = Unit.objects.get_or_create(
        code=demo.code, defaults={"name": demo.name, "starts_on": BEGAN_ON, "on_duty_phone": demo.on_duty_phone}
    )
    for name in demo.areas:
        Area.objects.get_or_create(unit=unit, name=name)
    return unit


def _agency(demo: DemoAgency) -> Agency:
    agency, _ = Agency.objects.get_or_create(
        name=demo.name,
        defaults={
            "short_name": demo.short_name,
            "kind": demo.kind,
            "starts_on": BEGAN_ON,
            "asks_countersignature": demo.asks_countersignature,
        },
    )
    return agency


def _discipline(code: str) -> Discipline:
    name, kind = DISCIPLINES[code]
    discipline, _ = Discipline.objects.get_or_create(code=code, defaults={"name": name, "kind": kind})
    return discipline


def _distinct(items: Iterable[Row]) -> list[Row]:
    return list(dict.fromkeys(items))
