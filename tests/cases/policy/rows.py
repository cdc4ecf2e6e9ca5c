"""The rows of a world's records: one of every kind that has a line on paper, in every case."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model

from tests.cases.policy.paper import DISCIPLINES
from tests.cases.policy.rows_of_plans import PARTS, PlanRows
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
    "interventions.Release",
    "interventions.Hearing",
    "interventions.HearingTold",
    "interventions.Disclosure",
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


class Rows(PlanRows):
    """One method for each other model, giving the fields of the row that a record stands for."""

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
