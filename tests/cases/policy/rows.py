"""The rows of a world's records: one of every kind that has a line on paper, in every case."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model

from cases.enums import PersonRole
from cases.models import Person
from risk.models import Conference
from tests.cases.policy.paper import DISCIPLINES
from tests.cases.policy.world import DAY, HANDED_OVER, NOW, Key, Record, World

if TYPE_CHECKING:
    from tests.cases.policy.written import Stage

# Parents before their children.
ORDER = (
    "cases.Case",
    "cases.Episode",
    "cases.StateChange",
    "cases.Statement",
    "cases.Referral",
    "cases.ReferralAddition",
    "cases.ReceivedText",
    "cases.CallerDrop",
    "cases.CasePerson",
    "cases.SafeContact",
    "cases.Location",
    "cases.ContactPoint",
    "cases.Incident",
    "cases.SharingView",
    "cases.Note",
    "cases.Exclusion",
    "cases.Hiding",
    "documents.GeneratedDocument",
    "risk.Round",
    "risk.Contribution",
    "risk.ContributionVersion",
    "risk.ContributionOpinion",
    "risk.ContributionLevel",
    "risk.SignOff",
    "risk.ConferenceItem",
    "risk.Attendance",
    "risk.Decision",
    "risk.DifferentView",
    "risk.Formulation",
    "risk.FormulationWords",
    "risk.Confirmation",
    "risk.MinuteRow",
    "interventions.Plan",
    "interventions.StrandReason",
    "interventions.PlanAction",
    "interventions.Order",
    "interventions.OrderQuestion",
    "interventions.Hearing",
    "interventions.HearingTold",
    "interventions.Outcome",
    "interventions.Lesson",
    "interventions.SupportContact",
    "interventions.LostContact",
    "interventions.VictimPlan",
    "interventions.Need",
    "interventions.SupportSummary",
    "interventions.EmergencyUse",
    "cases.Alarm",
    "cases.SpokenTo",
    "cases.Trigger",
)
Touch = Callable[[Record, Model], Model]
PARTS = (PersonRole.VICTIM, PersonRole.CHILD, PersonRole.SUSPECT, PersonRole.WITNESS)


def write(stage: Stage, wanted: Iterable[Record], world: World, touch: Touch) -> dict[Key, Model]:
    """Make the row of every record, model by model; `touch` may change a row before it is kept for good."""
    rows = Rows(stage, world)
    by_model: dict[str, list[Record]] = {}
    for record in wanted:
        by_model.setdefault(record.model, []).append(record)
    for label in ORDER:
        model: Any = apps.get_model(label)
        fields = getattr(rows, label.partition(".")[2].lower())
        fresh = {record.key: touch(record, model(**fields(record))) for record in by_model.get(label, ())}
        model._default_manager.bulk_create(fresh.values())
        rows.made |= fresh
    return rows.made


class Rows:
    """One method for each model, giving the fields of the row that a record stands for."""

    def __init__(self, stage: Stage, world: World) -> None:
        self.stage, self.world = stage, world
        self.made: dict[Key, Model] = {("accounts.Unit", -1, n): unit for n, unit in enumerate(stage.units)}
        self.bystander, self.agency = stage.users[-1], stage.agencies[1]
        self.humans = Person.objects.bulk_create(Person(unit=stage.units[0]) for _ in PARTS)
        meetings = [Conference(unit=unit, held_on=NOW.date(), chair=self.bystander) for unit in stage.units]
        self.made |= {("risk.Conference", -1, n): one for n, one in enumerate(Conference.objects.bulk_create(meetings))}
        self.conference = meetings[0]

    def of(self, record: Record, label: str, number: int = 0) -> Any:
        """Another row of the same case."""
        return self.made[label, record.case, number]

    def row(self, record: Record) -> dict[str, Any]:
        """What every row of a case has."""
        return {"case": self.of(record, "cases.Case")}

    def writing(self, record: Record) -> dict[str, Any]:
        """What every professional record has; nothing here decides unless the record says so."""
        return self.row(record) | {
            "agency": self.agency if record.agency is None else self.stage.agencies[record.agency],
            "author": self.bystander if record.named is None else self.stage.users[record.named],
            "happened_at": NOW,
            "recorded_at": NOW,
        }

    def case(self, record: Record) -> dict[str, Any]:
        case = self.world.cases[record.case]
        return {
            "unit": self.stage.units[case.unit],
            "reference": f"ZZZ-2026-{record.case:05}",
            "state": case.state,
            "is_restricted": case.is_restricted,
            "offered_to": None if case.offered_to is None else self.stage.units[case.offered_to],
            "review_on": NOW.date(),
            "created_at": NOW,
        }

    def episode(self, record: Record) -> dict[str, Any]:
        closed_at = NOW if record.number else None
        return self.row(record) | {"number": record.number + 1, "started_at": NOW - DAY, "closed_at": closed_at}

    def statechange(self, record: Record) -> dict[str, Any]:
        is_offer = record.number == HANDED_OVER
        return self.row(record) | {
            "episode": self.of(record, "cases.Episode", 0 if is_offer else max(record.number - 1, 0)),
            "transition": "offer" if is_offer else "decline" if record.number else "submit",
            "from_state": "draft",
            "to_state": "submitted",
            "happened_at": NOW,
            "recorded_at": NOW,
        }

    def statement(self, record: Record) -> dict[str, Any]:
        change = self.of(record, "cases.StateChange", record.number)
        heading = "safety_handover" if record.number == HANDED_OVER else "reason"
        return self.row(record) | {"change": change, "heading": heading, "text": "Because"}

    def referral(self, record: Record) -> dict[str, Any]:
        episode = self.of(record, "cases.Episode", record.number)
        return self.writing(record) | {"episode": episode, "involves_agency": False}

    def referraladdition(self, record: Record) -> dict[str, Any]:
        referral = self.of(record, "cases.Referral", record.number)
        return self.writing(record) | {"referral": referral, "fact": "more", "text": "He drives a van"}

    def receivedtext(self, record: Record) -> dict[str, Any]:
        referral = self.of(record, "cases.Referral", record.number)
        return self.row(record) | {"referral": referral, "number": 1, "text": "Followed her", "kept_at": NOW}

    def callerdrop(self, record: Record) -> dict[str, Any]:
        return self.writing(record) | {"said": "He has her new number", "checked": "not_yet"}

    def caseperson(self, record: Record) -> dict[str, Any]:
        role = PARTS[record.number]
        return self.row(record) | {"person": self.humans[record.number], "role": role, "party": role.party}

    def safecontact(self, record: Record) -> dict[str, Any]:
        return self.row(record) | {"case_person": self.of(record, "cases.CasePerson")}

    def location(self, record: Record) -> dict[str, Any]:
        whose = self.of(record, "cases.CasePerson", record.number)
        return self.row(record) | {"case_person": whose, "kind": "home", "address": "1 Paper Street"}

    def contactpoint(self, record: Record) -> dict[str, Any]:
        whose = self.of(record, "cases.CasePerson", record.number)
        return self.row(record) | {"case_person": whose, "channel": "call", "value": "01632 960000"}

    def incident(self, record: Record) -> dict[str, Any]:
        return self.writing(record) | {"precision": "unknown", "what": "Followed her"}

    def note(self, record: Record) -> dict[str, Any]:
        [readers] = record.tags
        return self.writing(record) | {"readers": readers, "text": "He rang again"}

    def sharingview(self, record: Record) -> dict[str, Any]:
        return self.writing(record) | {"case_person": self.of(record, "cases.CasePerson"), "views": "limits"}

    def exclusion(self, record: Record) -> dict[str, Any]:
        barred = [self.bystander, *(self.stage.users[person] for person, _ in sorted(self.world.excluded))]
        told = {"reason": "Knows them", "declared_by_name": "Somebody", "declared_at": NOW}
        return self.row(record) | {"user": barred[record.number]} | told

    def hiding(self, record: Record) -> dict[str, Any]:
        """Of a text that no row has, so that it covers nothing."""
        text = {"model": "cases.Incident", "record_id": uuid.uuid4(), "field": "what", "words": "1 Paper Street"}
        return self.row(record) | text | {"author": self.bystander, "agency": self.agency, "hidden_at": NOW}

    def alarm(self, record: Record) -> dict[str, Any]:
        alarm = self.world.cases[record.case].alarms[record.number]
        taken: dict[str, Any] = {}
        if alarm.taken_by is not None:
            taken = {"taken_by": self.stage.users[alarm.taken_by], "taken_by_name": "Somebody"}
            taken["taken_at"] = NOW - 9 * DAY if alarm.is_old else NOW - DAY
        return self.row(record) | {
            "kind": "emergency_route" if alarm.is_victims else "unsent_danger" if alarm.is_of_draft else "red_flag",
            "subject_id": uuid.uuid4(),
            "is_victim_side": alarm.is_victims,
            "raised_at": NOW - 10 * DAY,
            "raised_by_name": "Somebody",
            "rings_at": NOW + DAY,
            **taken,
        }

    def trigger(self, record: Record) -> dict[str, Any]:
        code = "victim-change" if "victim" in record.tags else "arrest"
        told = {"subject_id": uuid.uuid4(), "happened_at": NOW, "recorded_at": NOW}
        return self.row(record) | {"code": code} | told

    def spokento(self, record: Record) -> dict[str, Any]:
        return self.writing(record) | {"alarm": self.of(record, "cases.Alarm"), "words": "The control room"}

    def generateddocument(self, record: Record) -> dict[str, Any]:
        return {
            "case_id": self.of(record, "cases.Case").pk,
            "kind": "summary",
            "reference": "ZZZ",
            "audience": "Whoever asked",
            "requested_by": self.stage.users[record.named or 0],
            "requested_at": NOW,
            "file_name": "ZZZ-summary.pdf",
        }

    def round(self, record: Record) -> dict[str, Any]:
        closed_at = NOW if record.round and record.round.is_closed else None
        return self.row(record) | {
            "episode": self.of(record, "cases.Episode"),
            "number": record.number + 1,
            "trigger": "first",
            "opened_at": NOW - DAY,
            "due_on": NOW.date(),
            "closed_at": closed_at,
        }

    def part(self, record: Record) -> dict[str, Any]:
        """What everything a discipline said in a round has: `number` counts the disciplines, round by round."""
        around = self.of(record, "risk.Round", record.number // len(DISCIPLINES))
        return self.row(record) | {"round": around, "discipline": self.stage.disciplines[record.kind]}

    def contribution(self, record: Record) -> dict[str, Any]:
        if record.round is None or record.kind not in record.round.answered:
            return self.part(record)
        return self.part(record) | {"status": "signed", "author": self.bystander, "agency": self.agency}

    def contributionversion(self, record: Record) -> dict[str, Any]:
        return self.part(record) | {
            "contribution": self.of(record, "risk.Contribution", record.number),
            "number": 1,
            "known": "He was seen outside",
            "author": self.bystander,
            "agency": self.agency,
            "submitted_at": NOW,
        }

    def said(self, record: Record) -> dict[str, Any]:
        version = self.of(record, "risk.ContributionVersion", record.number)
        return self.part(record) | {"version": version, "author": self.bystander}

    contributionopinion = contributionlevel = said

    def signoff(self, record: Record) -> dict[str, Any]:
        return self.said(record) | {"signed_by": self.stage.users[0], "verdict": "agreed", "signed_at": NOW}

    def conferenceitem(self, record: Record) -> dict[str, Any]:
        episode = self.of(record, "cases.Episode")
        return self.row(record) | {
            "conference": self.conference,
            "episode": episode,
            "held_at": NOW,
            "recorded_at": NOW,
        }

    def attendance(self, record: Record) -> dict[str, Any]:
        return self.row(record) | {"item": self.of(record, "risk.ConferenceItem"), "name": "A bystander"}

    def decision(self, record: Record) -> dict[str, Any]:
        kind = "victim_safety" if "victim" in record.tags else "legal"
        item = self.of(record, "risk.ConferenceItem")
        return self.writing(record) | {"item": item, "kind": kind, "text": "Apply for an order"}

    def differentview(self, record: Record) -> dict[str, Any]:
        item = self.of(record, "risk.ConferenceItem")
        return self.writing(record) | {"item": item, "why": "It looked otherwise", "recorded_by": self.bystander}

    def formulation(self, record: Record) -> dict[str, Any]:
        by = {"author": self.bystander, "agency": self.agency, "proposed_at": NOW}
        return self.row(record) | {"number": 1} | by

    def formulationwords(self, record: Record) -> dict[str, Any]:
        [audience] = record.tags
        said = {"heading": f"presenting-{audience}", "audience": audience, "text": "He waits at the gate"}
        return self.row(record) | {"formulation": self.of(record, "risk.Formulation")} | said

    def confirmation(self, record: Record) -> dict[str, Any]:
        item = self.of(record, "risk.ConferenceItem")
        given = {"user": self.bystander, "agency": self.agency, "agrees": True, "given_at": NOW}
        return self.row(record) | {"item": item, "seat": "health"} | given

    def minuterow(self, record: Record) -> dict[str, Any]:
        readers = "victim_side" if "victim" in record.tags else "team"
        return self.writing(record) | {"conference": self.conference, "readers": readers, "text": "It was said"}

    def plan(self, record: Record) -> dict[str, Any]:
        episode = self.of(record, "cases.Episode")
        return self.row(record) | {
            "episode": episode,
            "item": self.of(record, "risk.ConferenceItem"),
            "adopted_at": NOW,
            "adopted_by": self.bystander,
            "recorded_at": NOW,
        }

    def strandreason(self, record: Record) -> dict[str, Any]:
        plan = self.of(record, "interventions.Plan")
        return self.row(record) | {"plan": plan, "strand": "a", "text": "Nothing to treat"}

    def planaction(self, record: Record) -> dict[str, Any]:
        """Whoever entered it decides nothing: that is the bystander."""
        is_victims, users = "victim" in record.tags, self.stage.users
        handed: dict[str, Any] = {}
        if record.handed_to is not None:
            handed = {"handed_by": self.bystander, "handed_to": users[record.handed_to], "handed_at": NOW}
        return self.writing(record) | {
            "author": self.bystander,
            "owner": users[record.named or 0],
            "strand": "v" if is_victims else "a",
            "is_victim_strand": is_victims,
            "text": "Fit an alarm",
            "due_on": NOW.date(),
            **handed,
        }

    def order(self, record: Record) -> dict[str, Any]:
        return self.writing(record) | {"kind": "spo_full", "made_via": "police_application"}

    def orderquestion(self, record: Record) -> dict[str, Any]:
        return self.writing(record) | {"answer": "not_sought", "owner": self.bystander, "reason": "He stopped"}

    def hearing(self, record: Record) -> dict[str, Any]:
        is_hers = "victim" in record.tags
        return self.writing(record) | {"kind": "family", "court": "Notown", "held_on": NOW.date(), "is_hers": is_hers}

    def hearingtold(self, record: Record) -> dict[str, Any]:
        hearing = self.of(record, "interventions.Hearing", record.number)
        return self.writing(record) | {"hearing": hearing, "answer": "told"}

    def outcome(self, record: Record) -> dict[str, Any]:
        answers = ("daily_life", "knows_how_to_report", "wants_support", "content_with_police", "proceedings")
        episode = self.of(record, "cases.Episode")
        known = dict.fromkeys((*answers, "abuse", "programme"), "not_known")
        return self.writing(record) | known | {"episode": episode}

    def lesson(self, record: Record) -> dict[str, Any]:
        episode = self.of(record, "cases.Episode")
        return self.writing(record) | {"episode": episode, "is_candidate": True, "sentence": "Ask the employer early"}

    def supportcontact(self, record: Record) -> dict[str, Any]:
        return self.writing(record) | {
            "case_person": self.of(record, "cases.CasePerson"),
            "channel": "call",
            "outcome": "spoken",
            "initiated_by": "worker",
            "within_rule": True,
        }

    def lostcontact(self, record: Record) -> dict[str, Any]:
        victim = self.of(record, "cases.CasePerson")
        said = {"with_suspect": "not_known", "known": "She always answers", "done": "Officers were asked"}
        return self.writing(record) | said | {"case_person": victim}

    def victimplan(self, record: Record) -> dict[str, Any]:
        victim = self.of(record, "cases.CasePerson")
        return self.writing(record) | {"case_person": victim, "kind": "safety", "number": 1, "pocket": "Ring 999"}

    def need(self, record: Record) -> dict[str, Any]:
        saved = {"kind": "housing", "text": "A lock", "saved_by": self.bystander, "saved_at": NOW}
        return self.writing(record) | saved | {"case_person": self.of(record, "cases.CasePerson")}

    def supportsummary(self, record: Record) -> dict[str, Any]:
        return self.writing(record) | {"text": "She goes to work again"}

    def emergencyuse(self, record: Record) -> dict[str, Any]:
        victim = self.of(record, "cases.CasePerson")
        return self.writing(record) | {"case_person": victim, "reason": "She rang", "reason_given_at": NOW}
