"""Whatever the channel, page, API or print: a reader meets no word of a record that the paper does not let them view.

Every text of every record is a mark of its own. Whoever opens a page finds the marks of what they may view, and no
other; a new page, panel or section is held to it without being named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
import pytest_django
from django.db import models, transaction
from django.template.loader import render_to_string
from django.test import Client
from knox.models import AuthToken

from cases import documents
from cases.enums import Paper
from cases.models import Case, CasePerson, Identifier, Incident, IncidentVersion, NextStep, PersonDetail, PersonName
from interventions.models import (
    ActionChange,
    Breach,
    Order,
    OrderCondition,
    OrderEnding,
    PlanAction,
    Release,
    ReleasedWords,
    ServiceAttempt,
    VictimPlan,
    VictimPlanPart,
)
from risk.models import ContributionOpinion, ContributionVersion, FactAnswer, OpinionAnswer
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import User
from tests.cases.policy import paper
from tests.cases.policy.oracle import Asker, Oracle
from tests.cases.policy.paper import DISCIPLINES
from tests.cases.policy.test_hidden import KEY_OF
from tests.cases.policy.world import (
    NOW,
    ACase,
    AnAction,
    AnAlarm,
    ARound,
    Granted,
    OnDuty,
    Placed,
    Reaching,
    Record,
    Seat,
    Someone,
    World,
)
from tests.cases.policy.written import Stage, Written
from tests.cast import Cast
from tests.test_architecture import address, routes

MARK = re.compile(r"zq(\d+)qz", re.IGNORECASE)
FIRST = 1000  # with three figures a mark would have the shape of a postcode, which papers leave out
# Columns that are codes, numbers or names of people at work, or that a constraint keeps empty or in a form.
NOT_WORDS = {
    "audience",
    "closure_reason",
    "code",
    "failure",
    "field",
    "file_name",
    "gone_on_without",
    "heading",
    "instrument_code",
    "instrument_result",
    "instrument_version",
    "kind",
    "lifted_reason",
    "made_by_name",
    "model",
    "outside_reason",
    "question",
    "reference",
    "relationship",
    "sha256",
    "source",
    "raised_by_name",
    "struck_reason",
    "taken_by_name",
    # The use of an emergency route is an action of its own and shows this one to whoever took it.
    "emergency_route",
}
# Viewing actions that show a part of a record: which columns of it, when not all.
PARTS_SHOWN = {
    "view_victim_brief": {"code_name"},
    "view_suspect_brief": {"code_name", "given", "family", "sort_key"},
    "view_incident_brief": set(),
    "view_last_spoken": set(),
}
# The same of what hangs on a record: that an order was served or broken, and no word of it.
CHILD_PARTS_SHOWN: dict[tuple[str, str], set[str]] = {
    ("view_order", "interventions.ServiceAttempt"): set(),
    ("view_order", "interventions.Breach"): {"crime_reference"},
}
SHOWN_TO_SOMEBODY = {
    "cases.CasePerson",
    "cases.Incident",
    "cases.IncidentVersion",
    "cases.NextStep",
    "cases.Note",
    "cases.PersonName",
    "cases.SafeContact",
    "cases.SharingView",
    "cases.SpokenTo",
    "cases.Statement",
    "interventions.ActionChange",
    "interventions.Breach",
    "interventions.Disclosure",
    "interventions.EmergencyUse",
    "interventions.Hearing",
    "interventions.LostContact",
    "interventions.Need",
    "interventions.Order",
    "interventions.OrderCondition",
    "interventions.OrderEnding",
    "interventions.OrderQuestion",
    "interventions.PlanAction",
    "interventions.Release",
    "interventions.ReleasedWords",
    "interventions.ServiceAttempt",
    "interventions.SupportContact",
    "interventions.SupportSummary",
    "interventions.VictimPlan",
    "interventions.VictimPlanPart",
    "risk.Attendance",
    "risk.ContributionLevel",
    "risk.ContributionOpinion",
    "risk.ContributionVersion",
    "risk.Decision",
    "risk.DifferentView",
    "risk.FactAnswer",
    "risk.OpinionAnswer",
}
VIEWS = [line for line in paper.matrix() if line.action.startswith("view_")]
CHILDREN = {child.model: child for child in paper.children()}


@dataclass(frozen=True)
class Source:
    """Where a mark stands: in which column of which record, or of which child of it."""

    record: Record
    column: str
    child: str = ""


@dataclass(frozen=True)
class Reader:
    """Somebody, and how they stand to every case of the play: a grant and a side, or a right over the unit."""

    seat: Seat
    grant: str = ""
    side: str = ""
    capacity: str = "member"
    right: str = ""
    on_duty: bool = False
    shown: tuple[str, ...] | None = None


READERS = {
    "officer in the case": Reader(Seat("practitioner", "police"), "work", "both", "officer_in_case"),
    "officer on his side": Reader(Seat("practitioner", "police"), "work", "suspect"),
    "psychologist": Reader(Seat("practitioner", "health"), "work", "suspect"),
    "outreach worker, his side": Reader(Seat("practitioner", "outreach"), "work", "suspect"),
    "outreach worker, her side": Reader(Seat("practitioner", "outreach"), "work", "victim"),
    "advocate": Reader(Seat("practitioner", "advocacy"), "work", "victim", "named_advocate"),
    "advocate of another agency": Reader(Seat("practitioner", "advocacy", agency=1), "view", "victim"),
    "lead": Reader(Seat("team_lead", "other"), right="lead_unit"),
    "auditor": Reader(Seat("auditor", "other"), right="audit_unit"),
    "coordinator": Reader(Seat("coordinator", "other"), "view", "header", "coordinator", "screen_unit"),
    "officer on duty": Reader(Seat("practitioner", "police"), on_duty=True),
    "guest": Reader(Seat("guest", "other"), "view", shown=("cases.Case", "cases.CasePerson")),
}
NAMES = list(READERS)


def world(readers: Mapping[str, Reader] = READERS) -> World:
    """One case whose plan runs, one that is being assessed and one that has just come in; everybody on all three."""
    bystander = len(readers)
    cases = tuple(
        ACase(
            state=state,
            referrals=(bystander,),
            documents=(bystander,),
            authors=(bystander,) * 3,
            actions=(AnAction(False, bystander), AnAction(True, bystander)),
            supports=(0, 1),
            emergencies=(bystander,),
            alarms=(AnAlarm(False), AnAlarm(True)),
            spoken=(bystander,),
            rounds=(ARound(is_closed, frozenset(DISCIPLINES if is_closed else ("police", "advocacy"))),),
        )
        for state, is_closed in (("plan_active", True), ("assessment", False), ("triage", False))
    )
    on_it = [(person, case, one) for person, one in enumerate(readers.values()) for case in range(len(cases))]
    return World(
        people=(*(Someone((reader.seat,)) for reader in readers.values()), Someone(())),
        cases=cases,
        grants=tuple(Granted(person, case, r.grant, "for a time", r.shown) for person, case, r in on_it if r.grant),
        places=tuple(Placed(person, case, r.side, r.capacity, "live") for person, case, r in on_it if r.side),
        turns=tuple(OnDuty(n, 0, "live") for n, r in enumerate(readers.values()) if r.on_duty),
        reaches=tuple(Reaching(n, 0, r.right, "live") for n, r in enumerate(readers.values()) if r.right),
    )


@dataclass
class Marks:
    """Gives every text a mark, and knows which text it stood for."""

    sources: list[Source] = field(default_factory=list)

    def touch(self, record: Record, row: models.Model, child: str = "") -> models.Model:
        for column in row._meta.concrete_fields:
            if isinstance(column, models.TextField | models.CharField) and self.takes(column):
                setattr(row, column.attname, f"zq{FIRST + len(self.sources)}qz")
                self.sources.append(Source(record, column.attname, child))
        return row

    def takes(self, column: models.Field) -> bool:  # type: ignore[type-arg]
        is_short = column.max_length is not None and column.max_length < 10
        return not (column.choices or column.name in NOT_WORDS or is_short or column.is_relation)

    def found_in(self, text: str) -> set[Source]:
        return {self.sources[int(mark) - FIRST] for mark in MARK.findall(text)}


@dataclass
class Play:
    """The world written with its marks, and who meets which where."""

    written: Written
    marks: Marks
    met: dict[str, list[tuple[str, set[Source]]]] = field(default_factory=dict)

    def met_by(self, name: str) -> list[tuple[str, set[Source]]]:
        if name not in self.met:
            self.met[name] = list(met(self, NAMES.index(name)))
        return self.met[name]

    def lawful(self, asker: Asker) -> set[Source]:
        """The marks the paper lets somebody meet."""
        oracle = Oracle(self.written.world)
        return {source for source in self.marks.sources if self.may_meet(oracle, asker, source)}

    def may_meet(self, oracle: Oracle, asker: Asker, source: Source) -> bool:
        for line in VIEWS:
            if oracle.may(asker, line, source.record):
                is_whole = line.action not in PARTS_SHOWN and not source.child
                if is_whole or source.column in PARTS_SHOWN.get(line.action, ()):
                    return True
                if source.child and line.action in CHILDREN[source.child].actions:
                    shown = CHILD_PARTS_SHOWN.get((line.action, source.child))
                    if shown is None or source.column in shown:
                        return True
        return False


def write_with(marks: Marks, readers: Mapping[str, Reader] = READERS) -> Written:
    """The whole world in rows, with a mark in every text of every record and of what hangs on it."""
    written = Written.write(Stage.build(len(readers) + 1), world(readers), marks.touch)
    for record in written.records:
        for child in children_of(written.rows[record.key]):
            marks.touch(record, child, child._meta.label).save()
            if isinstance(child, NextStep):
                Case.objects.filter(pk=child.case_id).update(next_step=child)
    return written


@pytest.fixture(scope="module")
def play(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Play]:
    """Written once for this module, which only looks, and undone after it."""
    marks = Marks()
    with django_db_blocker.unblock(), transaction.atomic(), acting(Actor.system("test")):
        written = write_with(marks)
        yield Play(written, marks)
        transaction.set_rollback(True)


def children_of(row: models.Model) -> Iterator[models.Model]:
    """What hangs on a case, a person, an incident or an order and has no line of its own."""
    if isinstance(row, Case):
        yield NextStep(case=row, number=1, set_by=User.objects.latest("name"), set_at=NOW)
    if isinstance(row, CasePerson):
        hung = {"case": row.case, "case_person": row}
        yield PersonName(**hung)
        yield PersonDetail(**hung, born_on=NOW.date(), has_children=True)
        yield Identifier(**hung, kind="nhs")
    if isinstance(row, Incident):
        before = {"number": 1, "written_by": row.author, "written_at": NOW, "precision": "unknown", "count": 1}
        yield IncidentVersion(case=row.case, incident=row, broke_order=False, **before)
    if isinstance(row, VictimPlan):
        yield VictimPlanPart(case=row.case, plan=row, code="home")
    if isinstance(row, PlanAction):
        yield ActionChange(case=row.case, action=row, number=1, step="added", made_by=row.author, made_at=NOW)
    if isinstance(row, Order):
        about = {"case": row.case, "order": row}
        written_down = {"agency": row.agency, "author": row.author, "happened_at": NOW, "recorded_at": NOW}
        yield OrderCondition(**about, kind="no_contact")
        yield ServiceAttempt(**about, **written_down, method="in_person", is_good=True)
        yield Breach(**about, **written_down)
        yield OrderEnding(**about, **written_down, answer="renew")
    if isinstance(row, Release):
        yield ReleasedWords(case=row.case, release=row, condition=row.order.conditions.get())
    if isinstance(row, ContributionVersion):
        yield FactAnswer(case=row.case, version=row, question="crimes", known="written")
    if isinstance(row, ContributionOpinion):
        yield OpinionAnswer(case=row.case, opinion=row, question="drive")


def addresses(written: Written, number: int) -> Iterator[str]:
    """Every page there is; where it asks for a key, that of one record, and every reader begins with another."""
    for turn, (path, _) in enumerate(routes()):
        if path.startswith(("accounts/", "healthz/", "inbox/")):
            continue
        key = ""
        if "<uuid:" in path:
            of_kind = written.of_model(KEY_OF[path.partition("/<")[0]])
            key = str(written.rows[of_kind[(turn + number) % len(of_kind)].key].pk)
        yield address(path, key)


def met(play: Play, number: int) -> Iterator[tuple[str, set[Source]]]:
    """Where this reader looks, and the marks they meet there."""
    user = play.written.stage.users[number]
    browser = Cast({"reader": user}, NOW).client("reader")
    token = {"authorization": f"Token {AuthToken.objects.create(user)[1]}"}
    for where in addresses(play.written, number):
        is_api = where.startswith("/api/")
        answer = (Client() if is_api else browser).get(where, headers=token if is_api else {})
        if answer.status_code == 200:
            yield where, play.marks.found_in(answer.content.decode())
    with acting(Actor.of(user, now=NOW)) as actor:
        for record in play.written.of_model("cases.Case"):
            case = play.written.rows[record.key]
            assert isinstance(case, Case)
            for kind in Paper:
                yield f"{kind} of {case}", play.marks.found_in(printed(kind, actor, case))


def printed(kind: Paper, actor: Actor, case: Case) -> str:
    """What a paper says, whoever would be let near the button."""
    imprint = {"marking": "", "made_by": actor.user, "made_for": "", "made_at": NOW, "title": ""}
    return render_to_string(documents.TEMPLATE, documents.paper(kind, actor, case) | imprint)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_meets_what_they_may_not_view(play: Play, name: str) -> None:
    lawful = play.lawful(Asker(NAMES.index(name), READERS[name].seat))
    leaks = {(address, source) for address, sources in play.met_by(name) for source in sources - lawful}
    assert leaks == set()


def test_the_marks_are_met_by_somebody(play: Play) -> None:
    """Or the test above would look at empty pages."""
    sources = {source for name in NAMES for _, found in play.met_by(name) for source in found}
    assert {source.child or source.record.model for source in sources} >= SHOWN_TO_SOMEBODY
