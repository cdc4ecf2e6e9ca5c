"""The record that each verb is done to: its model, which of its rows, and whom they name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from cases.enums import HER_TRIGGERS, Party, PersonRole, Readers, Transition
from cases.policy.actions import Action
from stalking_unit.accounts.enums import DisciplineKind


@dataclass(frozen=True, slots=True)
class Subject:
    """The record an action is done to: its model by label, which of its rows, and who they name.

    `names` is the field naming the person for the reaches that ask for one. `view` is the action that must be allowed
    for a refusal to be a 403; without it a refused record is as good as missing.
    """

    model: str
    only: Q = field(default_factory=Q)
    names: str = "author"
    view: Action | None = None


UNIT = Subject("accounts.Unit")
CASE = Subject("cases.Case", view=Action.VIEW_CASE)
VICTIMS, SUSPECTS = Q(party=Party.VICTIM), Q(party=Party.SUSPECT)
OF_VICTIMS, OF_SUSPECTS = Q(case_person__party=Party.VICTIM), Q(case_person__party=Party.SUSPECT)
VICTIM = Subject("cases.CasePerson", VICTIMS, view=Action.VIEW_VICTIM_BRIEF)
# Her family, children and new partner are no part of what the suspect's side needs; that they exist is a lead to her.
PRIMARY_VICTIM = Subject("cases.CasePerson", Q(role=PersonRole.VICTIM))
SUSPECT = Subject("cases.CasePerson", SUSPECTS, view=Action.VIEW_SUSPECT_BRIEF)
# What a decision tells whoever referred, unless it would not be safe: what was advised or asked, and why not.
TOLD_TO_REFERRERS = Q(
    Q(change__transition__in=[Transition.ADVISE_NOW, Transition.ISSUE_ADVICE], heading="advice")
    | Q(change__transition=Transition.ASK_FOR_MORE, heading="question")
    | Q(change__transition=Transition.DECLINE, heading__in=["reason", "signposted"])
) & ~Q(change__facts__contains={"referrer_told": "unsafe"})
# What an offer tells the unit that is to answer it: enough to decide by, and nothing of the file.
HANDED_OVER = Q(change__transition=Transition.OFFER, heading__in=["safety_handover", "advocate_handover"])
CONTRIBUTION = Subject("risk.Contribution", view=Action.VIEW_CONTRIBUTION)


def _words_of(kind: DisciplineKind) -> Subject:
    return Subject("risk.ContributionVersion", Q(discipline__kind=kind))


def _opinion_of(kind: DisciplineKind) -> Subject:
    return Subject("risk.ContributionOpinion", Q(discipline__kind=kind))


def _note_for(readers: Readers) -> Subject:
    return Subject("cases.Note", Q(readers=readers))


SUBJECTS: Mapping[Action, Subject] = {
    Action.REFER: UNIT,
    Action.VIEW_ROTA: UNIT,
    Action.EDIT_ROTA: UNIT,
    Action.HOLD_DUTY: UNIT,
    Action.REWORD_ADVICE: UNIT,
    Action.VIEW_WEEK: UNIT,
    Action.VIEW_EPISODE: Subject("cases.Episode"),
    Action.VIEW_HISTORY: Subject("cases.StateChange"),
    Action.VIEW_STATEMENT: Subject("cases.Statement"),
    Action.VIEW_ANSWER: Subject("cases.Statement", TOLD_TO_REFERRERS, names="change__episode__referral__author"),
    Action.VIEW_HANDOVER: Subject("cases.Statement", HANDED_OVER),
    Action.VIEW_ACCESS: Subject("cases.TeamMember"),
    Action.VIEW_EXCLUSION: Subject("cases.Exclusion"),
    Action.VIEW_REFERRAL: Subject("cases.Referral"),
    Action.EDIT_REFERRAL: Subject("cases.Referral", view=Action.VIEW_REFERRAL),
    Action.VIEW_ADDITION: Subject("cases.ReferralAddition"),
    Action.ADD_TO_REFERRAL: Subject("cases.Referral"),
    Action.VIEW_RECEIVED_TEXT: Subject("cases.ReceivedText"),
    Action.TAKE_CALL: Subject("accounts.Unit"),
    Action.SORT_CALLS: Subject("accounts.Unit"),
    Action.VIEW_CALLER_DROP: Subject("cases.CallerDrop"),
    Action.VIEW_VICTIM: VICTIM,
    Action.VIEW_VICTIM_BRIEF: PRIMARY_VICTIM,
    Action.VIEW_SUSPECT: SUSPECT,
    Action.VIEW_SUSPECT_BRIEF: SUSPECT,
    Action.VIEW_OTHER_PERSON: Subject("cases.CasePerson", Q(party=Party.OTHER)),
    Action.VIEW_SAFE_CONTACT: Subject("cases.SafeContact"),
    Action.EDIT_SAFE_CONTACT: VICTIM,
    Action.VIEW_VICTIM_LOCATION: Subject("cases.Location", OF_VICTIMS),
    Action.ADD_VICTIM_LOCATION: VICTIM,
    Action.VIEW_SUSPECT_LOCATION: Subject("cases.Location", OF_SUSPECTS),
    Action.ADD_SUSPECT_LOCATION: SUSPECT,
    Action.VIEW_VICTIM_CONTACT: Subject("cases.ContactPoint", OF_VICTIMS),
    Action.ADD_VICTIM_CONTACT: VICTIM,
    Action.VIEW_SUSPECT_CONTACT: Subject("cases.ContactPoint", OF_SUSPECTS),
    Action.ADD_SUSPECT_CONTACT: SUSPECT,
    Action.VIEW_INCIDENT: Subject("cases.Incident", view=Action.VIEW_INCIDENT_BRIEF),
    Action.VIEW_INCIDENT_BRIEF: Subject("cases.Incident"),
    Action.CORRECT_INCIDENT: Subject("cases.Incident", view=Action.VIEW_INCIDENT_BRIEF),
    Action.VIEW_AGENCY_VICTIM_NOTE: _note_for(Readers.AGENCY_VICTIM),
    Action.VIEW_AGENCY_SUSPECT_NOTE: _note_for(Readers.AGENCY_SUSPECT),
    Action.VIEW_VICTIM_SIDE_NOTE: _note_for(Readers.VICTIM_SIDE),
    Action.VIEW_SUSPECT_SIDE_NOTE: _note_for(Readers.SUSPECT_SIDE),
    Action.VIEW_TEAM_NOTE: _note_for(Readers.TEAM),
    Action.VIEW_DECISION_LOG: _note_for(Readers.DECISION_LOG),
    Action.STRIKE_NOTE: Subject("cases.Note"),
    Action.VIEW_SHARING: Subject("cases.SharingView"),
    Action.RECORD_SHARING: VICTIM,
    Action.VIEW_ALARM: Subject("cases.Alarm", Q(is_victim_side=False)),
    Action.VIEW_VICTIM_ALARM: Subject("cases.Alarm", Q(is_victim_side=True)),
    Action.TAKE_ALARM: Subject("cases.Alarm", Q(is_victim_side=False), view=Action.VIEW_ALARM),
    Action.TAKE_VICTIM_ALARM: Subject("cases.Alarm", Q(is_victim_side=True), view=Action.VIEW_VICTIM_ALARM),
    Action.VIEW_TRIGGER: Subject("cases.Trigger", ~Q(code__in=HER_TRIGGERS)),
    Action.VIEW_VICTIM_TRIGGER: Subject("cases.Trigger", Q(code__in=HER_TRIGGERS)),
    Action.VIEW_SPOKEN_TO: Subject("cases.SpokenTo"),
    Action.VIEW_DOCUMENT: Subject("documents.GeneratedDocument", names="requested_by"),
    Action.VIEW_HIDING: Subject("cases.Hiding"),
    Action.VIEW_HIDDEN_WORDS: Subject("cases.Hiding"),
    Action.ANSWER_SAFE_TONIGHT: Subject("cases.Hiding", view=Action.VIEW_HIDING),
    Action.LIFT_HIDING: Subject("cases.Hiding", view=Action.VIEW_HIDING),
    Action.ASK_REDACTION: Subject("cases.Hiding", view=Action.VIEW_HIDING),
    Action.AGREE_REDACTION: Subject("cases.Hiding", view=Action.VIEW_HIDING),
    Action.REFUSE_REDACTION: Subject("cases.Hiding", view=Action.VIEW_HIDING),
    Action.VIEW_SEALED_WORDS: Subject("cases.Hiding", view=Action.VIEW_HIDING),
    Action.VIEW_ROUND: Subject("risk.Round"),
    Action.VIEW_CONTRIBUTION: CONTRIBUTION,
    Action.VIEW_POLICE_WORDS: _words_of(DisciplineKind.POLICE),
    Action.VIEW_HEALTH_WORDS: _words_of(DisciplineKind.HEALTH),
    Action.VIEW_OUTREACH_WORDS: _words_of(DisciplineKind.OUTREACH),
    Action.VIEW_ADVOCACY_WORDS: _words_of(DisciplineKind.ADVOCACY),
    Action.VIEW_PROBATION_WORDS: _words_of(DisciplineKind.PROBATION),
    Action.VIEW_POLICE_OPINION: _opinion_of(DisciplineKind.POLICE),
    Action.VIEW_HEALTH_OPINION: _opinion_of(DisciplineKind.HEALTH),
    Action.VIEW_OUTREACH_OPINION: _opinion_of(DisciplineKind.OUTREACH),
    Action.VIEW_ADVOCACY_OPINION: _opinion_of(DisciplineKind.ADVOCACY),
    Action.VIEW_PROBATION_OPINION: _opinion_of(DisciplineKind.PROBATION),
    Action.VIEW_CONTRIBUTION_LEVEL: Subject("risk.ContributionLevel"),
    Action.WRITE_CONTRIBUTION: CONTRIBUTION,
    Action.SIGN_OFF_CONTRIBUTION: CONTRIBUTION,
    Action.VIEW_SIGN_OFF: Subject("risk.SignOff"),
    Action.VIEW_CONFERENCE: Subject("risk.ConferenceItem"),
    Action.VIEW_ATTENDANCE: Subject("risk.Attendance"),
    Action.VIEW_DECISION: Subject("risk.Decision", ~Q(kind="victim_safety")),
    Action.VIEW_VICTIM_DECISION: Subject("risk.Decision", Q(kind="victim_safety")),
    Action.VIEW_DIFFERENT_VIEW: Subject("risk.DifferentView"),
    Action.VIEW_FORMULATION: Subject("risk.Formulation"),
    Action.VIEW_FORMULATION_WORDS: Subject("risk.FormulationWords", Q(audience="team")),
    Action.VIEW_VICTIM_FORMULATION_WORDS: Subject("risk.FormulationWords", Q(audience="victim")),
    Action.VIEW_TYPOLOGY: Subject("risk.FormulationWords", Q(audience="clinical")),
    Action.VIEW_MEETING: Subject("risk.Conference"),
    Action.PLAN_MEETING: UNIT,
    Action.VIEW_CONFIRMATION: Subject("risk.Confirmation"),
    Action.VIEW_MINUTE: Subject("risk.MinuteRow", Q(readers="team")),
    Action.VIEW_VICTIM_MINUTE: Subject("risk.MinuteRow", Q(readers="victim_side")),
    Action.VIEW_PLAN: Subject("interventions.Plan"),
    Action.VIEW_ACTION: Subject("interventions.PlanAction", Q(is_victim_strand=False)),
    Action.VIEW_VICTIM_ACTION: Subject("interventions.PlanAction", Q(is_victim_strand=True)),
    Action.FINISH_ACTION: Subject("interventions.PlanAction", names="owner"),
    Action.HAND_OVER_ACTION: Subject("interventions.PlanAction", names="owner"),
    Action.ACCEPT_ACTION: Subject("interventions.PlanAction", names="handed_to"),
    Action.VIEW_STRAND_REASON: Subject("interventions.StrandReason"),
    Action.VIEW_ORDER: Subject("interventions.Order"),
    # How it was served and broken; these rows hang on it.
    Action.VIEW_ORDER_WORDS: Subject("interventions.Order"),
    Action.VIEW_DISCLOSURE: Subject("interventions.Disclosure", Q(is_hers=False)),
    Action.VIEW_VICTIM_DISCLOSURE: Subject("interventions.Disclosure", Q(is_hers=True)),
    Action.VIEW_ORDER_QUESTION: Subject("interventions.OrderQuestion"),
    **dict.fromkeys(
        (Action.VIEW_RELEASE, Action.VIEW_RELEASE_WORDS, Action.VIEW_RELEASE_REASON), Subject("interventions.Release")
    ),
    Action.VIEW_HEARING: Subject("interventions.Hearing", Q(is_hers=False)),
    Action.VIEW_VICTIM_HEARING: Subject("interventions.Hearing", Q(is_hers=True)),
    Action.VIEW_HEARING_TOLD: Subject("interventions.HearingTold"),
    Action.VIEW_OUTCOME: Subject("interventions.Outcome"),
    Action.VIEW_LESSON: Subject("interventions.Lesson"),
    Action.VIEW_SUPPORT_CONTACT: Subject("interventions.SupportContact"),
    Action.RECORD_SUPPORT_CONTACT: VICTIM,
    # A date alone is drawn from these rows: when somebody last spoke with the victim.
    Action.VIEW_LAST_SPOKEN: Subject("interventions.SupportContact"),
    Action.VIEW_LOST_CONTACT: Subject("interventions.LostContact"),
    Action.VIEW_VICTIM_PLAN: Subject("interventions.VictimPlan"),
    Action.WRITE_VICTIM_PLAN: VICTIM,
    Action.VIEW_NEED: Subject("interventions.Need"),
    Action.VIEW_SUPPORT_SUMMARY: Subject("interventions.SupportSummary"),
    Action.USE_EMERGENCY_ROUTE: VICTIM,
    Action.VIEW_EMERGENCY_USE: Subject("interventions.EmergencyUse"),
    Action.EXPLAIN_EMERGENCY_USE: Subject("interventions.EmergencyUse", view=Action.VIEW_EMERGENCY_USE),
}


def subject_of(action: Action) -> Subject:
    """The record an action is done to; the case itself unless the table says otherwise."""
    return SUBJECTS.get(action, CASE)
