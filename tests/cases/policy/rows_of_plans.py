"""Rows of plans, orders and support, and what every row of a case shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Model

from cases.enums import PersonRole
from cases.models import Person
from risk.models import Conference
from tests.cases.policy.world import NOW, Key, Record, World

if TYPE_CHECKING:
    from tests.cases.policy.written import Stage

PARTS = (PersonRole.VICTIM, PersonRole.CHILD, PersonRole.SUSPECT, PersonRole.WITNESS)


class Made:
    """The rows made so far, and what each has of its case and of whoever wrote it."""

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


class PlanRows(Made):
    """One method for each model of plans, orders and support."""

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

    def release(self, record: Record) -> dict[str, Any]:
        """One that was answered with a no, since only that has a reason."""
        answered = {"state": "not_released", "checked_by": self.stage.users[0], "checked_at": NOW, "reason": "The road"}
        return self.writing(record) | answered | {"order": self.of(record, "interventions.Order"), "audience": "bound"}

    def hearing(self, record: Record) -> dict[str, Any]:
        is_hers = "victim" in record.tags
        return self.writing(record) | {"kind": "family", "court": "Notown", "held_on": NOW.date(), "is_hers": is_hers}

    def hearingtold(self, record: Record) -> dict[str, Any]:
        hearing = self.of(record, "interventions.Hearing", record.number)
        return self.writing(record) | {"hearing": hearing, "answer": "told"}

    def disclosure(self, record: Record) -> dict[str, Any]:
        codes = {"about": "both", "told_to": "court", "gateway": "court", "method": "post", "whereabouts": "no"}
        said = {"what": "A report", "recipient": "Notown", "why": "It was asked for"}
        return self.writing(record) | codes | said | {"is_hers": "victim" in record.tags}

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
