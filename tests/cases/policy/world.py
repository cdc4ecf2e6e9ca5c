"""A small world: the people, the cases and everything that decides who may do what to which record. Plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from django.utils import timezone

from tests.cases.policy.paper import DISCIPLINES

NOW = timezone.now()  # the database keeps a clock of its own, so the past must be past to both
DAY = timedelta(days=1)
PERIODS: dict[str, tuple[datetime, datetime | None]] = {
    "past": (NOW - 9 * DAY, NOW - DAY),
    "ends now": (NOW - 9 * DAY, NOW),
    "live": (NOW - 9 * DAY, None),
    "starts now": (NOW, None),
    "for a time": (NOW - DAY, NOW + DAY),
    "future": (NOW + DAY, None),
}
LIVE = frozenset({"live", "starts now", "for a time"})

INTAKE = frozenset({"submitted", "screening", "awaiting_info", "triage"})
ROLES = ("practitioner", "supervisor", "team_lead", "coordinator", "agency_admin", "auditor", "guest")
KINDS = (*DISCIPLINES, "other")
SIDES = ("victim", "suspect", "both", "header")
READERS = ("agency_victim", "agency_suspect", "victim_side", "suspect_side", "team", "decision_log")
CAPACITIES = ("member", "officer_in_case", "named_advocate", "chair", "deputy", "coordinator", "alternate", "referrer")
RIGHTS = ("lead_unit", "audit_unit", "screen_unit")
# Agency 2 became agency 0, and 3 had become 2 before that. 1 is nobody's heir.
CAME_FROM = {0: frozenset({0, 2, 3}), 1: frozenset({1}), 2: frozenset({2, 3}), 3: frozenset({3})}
HANDED_OVER = 99  # the number of the move that offers the case, and of what it says
AGENCIES = tuple(CAME_FROM)
OF_NO_CASE = -1
Key = tuple[str, int, int]
SHOWN = ("cases.Case", "cases.Episode", "cases.CasePerson")


@dataclass(frozen=True)
class Seat:
    """A seat somebody holds. Agencies 2 and 3 have ended, and so have the seats in them."""

    role: str
    kind: str
    agency: int = 0
    unit: int = 0
    when: str = "live"

    @property
    def is_live(self) -> bool:
        return self.when == "live" and self.agency in (0, 1)

    @property
    def column(self) -> str:
        """The column of the paper that speaks of this seat."""
        if self.role in ("practitioner", "supervisor"):
            return "guest" if self.kind == "other" else self.kind
        return {"team_lead": "lead", "agency_admin": "admin"}.get(self.role, self.role)


@dataclass(frozen=True)
class Someone:
    """A person and their seats, the second one seldom."""

    seats: tuple[Seat, ...]
    is_active: bool = True


@dataclass(frozen=True)
class Granted:
    """A grant on a case; `shown` names the records a guest may see."""

    person: int
    case: int
    strength: str
    when: str
    shown: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Placed:
    """A place on a team."""

    person: int
    case: int
    side: str
    capacity: str
    when: str


@dataclass(frozen=True)
class Reaching:
    """A right over a unit."""

    person: int
    unit: int
    right: str
    when: str


@dataclass(frozen=True)
class OnDuty:
    """A turn of a unit's duty."""

    person: int
    unit: int
    when: str


@dataclass(frozen=True)
class AnAlarm:
    """An alarm, of the victim's side or not, that nobody has, or that somebody took lately or long ago.

    One of a draft rang for its author to send it.
    """

    is_victims: bool
    taken_by: int | None = None
    is_old: bool = False
    is_of_draft: bool = False


@dataclass(frozen=True)
class ARound:
    """A round of assessment, and the disciplines that have answered."""

    is_closed: bool
    answered: frozenset[str]


@dataclass(frozen=True)
class AnAction:
    """An action of a plan, on the victim's strand or another: who does it, and who was asked to take it over."""

    is_victims: bool
    owner: int
    handed_to: int | None = None


@dataclass(frozen=True)
class ACase:
    """A case, and whom and what its records name. `authors` wrote incidents and notes, one of each kind apiece."""

    unit: int = 0
    state: str = "plan_active"
    is_restricted: bool = False
    offered_to: int | None = None
    referrals: tuple[int, ...] = (0,)
    documents: tuple[int, ...] = ()
    authors: tuple[int, ...] = (0,)
    actions: tuple[AnAction, ...] = ()
    supports: tuple[int, ...] = ()
    emergencies: tuple[int, ...] = ()
    alarms: tuple[AnAlarm, ...] = ()
    spoken: tuple[int, ...] = ()
    rounds: tuple[ARound, ...] = ()


@dataclass(frozen=True)
class World:
    """Everything that decides."""

    people: tuple[Someone, ...]
    cases: tuple[ACase, ...]
    grants: tuple[Granted, ...] = ()
    places: tuple[Placed, ...] = ()
    reaches: tuple[Reaching, ...] = ()
    excluded: frozenset[tuple[int, int]] = frozenset()
    turns: tuple[OnDuty, ...] = ()
    units: int = 3


@dataclass(frozen=True)
class Record:
    """One record: its model, its case, a number among its like, and what it says of itself."""

    model: str
    case: int
    number: int = 0
    tags: frozenset[str] = frozenset()
    kind: str = ""
    agency: int | None = None
    named: int | None = None
    handed_to: int | None = None
    round: ARound | None = None

    def names(self, action: str) -> int | None:
        """Whom it names, for this action: who is asked to take something over is not who does it."""
        return self.handed_to if action == "accept_action" else self.named

    @property
    def key(self) -> Key:
        return self.model, self.case, self.number


def records(world: World) -> Iterator[Record]:
    """Every record of this world, the units among them."""
    for unit in range(world.units):
        yield Record("accounts.Unit", OF_NO_CASE, unit)
        yield Record("risk.Conference", OF_NO_CASE, unit)
    for number, case in enumerate(world.cases):
        yield from _of_case(number, case)
    for number, place in enumerate(world.places):
        yield Record("cases.TeamMember", place.case, number)
    for number, (_, case) in enumerate(sorted(world.excluded), start=1):  # the first of each case is a bystander's
        yield Record("cases.Exclusion", case, number)


def _of_case(number: int, case: ACase) -> Iterator[Record]:
    for model in (
        "cases.Case",
        "cases.StateChange",
        "cases.Statement",
        "cases.SafeContact",
        "cases.CallerDrop",
        "cases.SharingView",
        "cases.Exclusion",
        "cases.Hiding",
    ):
        yield Record(model, number)
    for index, tags in enumerate(({"victim", "primary"}, {"victim"}, {"suspect"}, {"other"})):
        yield Record("cases.CasePerson", number, index, frozenset(tags))
    for index, tag in enumerate(("victim", "victim", "suspect")):
        yield Record("cases.Location", number, index, frozenset({tag}))
        yield Record("cases.ContactPoint", number, index, frozenset({tag}))
    for index, author in enumerate(case.referrals):
        yield Record("cases.Episode", number, index)
        yield Record("cases.Referral", number, index, named=author)
        yield Record("cases.ReceivedText", number, index)
        yield Record("cases.ReferralAddition", number, index, named=author)
        yield Record("cases.StateChange", number, index + 1)
        yield Record("cases.Statement", number, index + 1, frozenset({"answer"}), named=author)
    yield Record("cases.StateChange", number, HANDED_OVER)
    yield Record("cases.Statement", number, HANDED_OVER, frozenset({"handover"}))
    for index, author in enumerate(case.authors):
        yield Record("cases.Incident", number, index, named=author, agency=index % len(AGENCIES))
    for index, ((turn, author), readers) in enumerate(product(enumerate(case.authors), READERS)):
        yield Record("cases.Note", number, index, frozenset({readers}), named=author, agency=turn % len(AGENCIES))
    for index, asker in enumerate(case.documents):
        yield Record("documents.GeneratedDocument", number, index, named=asker)
    for index, alarm in enumerate(case.alarms):
        yield Record("cases.Alarm", number, index, frozenset({"victim" if alarm.is_victims else "open"}))
    for index, author in enumerate(case.spoken if case.alarms else ()):
        yield Record("cases.SpokenTo", number, index, named=author)
    yield from _of_conference(number)
    yield from _of_formulation(number)
    yield from _of_rounds(number, case)
    yield from _of_plan(number, case)


def _of_conference(number: int) -> Iterator[Record]:
    for model in ("risk.ConferenceItem", "risk.Attendance", "risk.DifferentView", "risk.Confirmation"):
        yield Record(model, number)
    for index, tag in enumerate(("open", "victim")):
        yield Record("risk.Decision", number, index, frozenset({tag}))
        yield Record("cases.Trigger", number, index, frozenset({tag}))
        yield Record("risk.MinuteRow", number, index, frozenset({tag}))


def _of_formulation(number: int) -> Iterator[Record]:
    yield Record("risk.Formulation", number)
    for index, tag in enumerate(("team", "victim", "clinical")):
        yield Record("risk.FormulationWords", number, index, frozenset({tag}))


def _of_rounds(number: int, case: ACase) -> Iterator[Record]:
    """Every discipline has its place in a round; those that answered have left facts, an opinion and a level."""
    for index, around in enumerate(case.rounds):
        yield Record("risk.Round", number, index, round=around)
        for place, kind in enumerate(DISCIPLINES):
            models = ["risk.Contribution"]
            if kind in around.answered:
                models += ["risk.ContributionVersion", "risk.ContributionOpinion", "risk.ContributionLevel"]
                models += ["risk.SignOff"]
            for model in models:
                key = index * len(DISCIPLINES) + place
                yield Record(model, number, key, frozenset({kind}), kind=kind, round=around)


def _of_plan(number: int, case: ACase) -> Iterator[Record]:
    for model in (
        "interventions.Plan",
        "interventions.StrandReason",
        "interventions.Order",
        "interventions.OrderQuestion",
        "interventions.Release",
        "interventions.Outcome",
        "interventions.Lesson",
        "interventions.LostContact",
        "interventions.VictimPlan",
        "interventions.Need",
        "interventions.SupportSummary",
    ):
        yield Record(model, number)
    for index, tag in enumerate(("open", "victim")):
        yield Record("interventions.Hearing", number, index, frozenset({tag}))
        yield Record("interventions.HearingTold", number, index)
        yield Record("interventions.Disclosure", number, index, frozenset({tag}))
    for index, action in enumerate(case.actions):
        tags = frozenset({"victim" if action.is_victims else "open"})
        yield Record("interventions.PlanAction", number, index, tags, named=action.owner, handed_to=action.handed_to)
    for index, user in enumerate(case.emergencies):
        yield Record("interventions.EmergencyUse", number, index, named=user)
    for index, agency in enumerate(case.supports):
        yield Record("interventions.SupportContact", number, index, agency=agency)
