"""Every verb of every app, and the record it is done to. A name here and no rule means nobody may."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from cases.enums import HER_TRIGGERS, Party, PersonRole, Readers, Transition
from stalking_unit.accounts.enums import DisciplineKind


class Action(enum.StrEnum):
    """What somebody may ask to do. The moves of the lifecycle bear the names of their transitions."""

    REFER = "refer"
    VIEW_ROTA = "view_rota"
    EDIT_ROTA = "edit_rota"
    HOLD_DUTY = "hold_duty"
    REWORD_ADVICE = "reword_advice"
    VIEW_WEEK = "view_week"
    VIEW_CASE = "view_case"
    VIEW_STAGE = "view_stage"
    VIEW_EPISODE = "view_episode"
    VIEW_HISTORY = "view_history"
    VIEW_STATEMENT = "view_statement"
    VIEW_ANSWER = "view_answer"
    VIEW_HANDOVER = "view_handover"
    VIEW_ACCESS = "view_access"
    VIEW_TRAIL = "view_trail"
    CHANGE_TEAM = "change_team"
    DECLARE_CONFLICT = "declare_conflict"
    EXCLUDE_PERSON = "exclude_person"
    VIEW_EXCLUSION = "view_exclusion"
    RESTRICT_CASE = "restrict_case"
    VIEW_REFERRAL = "view_referral"
    EDIT_REFERRAL = "edit_referral"
    VIEW_ADDITION = "view_addition"
    ADD_TO_REFERRAL = "add_to_referral"
    VIEW_RECEIVED_TEXT = "view_received_text"
    TAKE_CALL = "take_call"
    SORT_CALLS = "sort_calls"
    VIEW_CALLER_DROP = "view_caller_drop"
    REPORT_PLACE = "report_place"
    VIEW_VICTIM = "view_victim"
    VIEW_VICTIM_BRIEF = "view_victim_brief"
    VIEW_SUSPECT = "view_suspect"
    VIEW_SUSPECT_BRIEF = "view_suspect_brief"
    VIEW_OTHER_PERSON = "view_other_person"
    ADD_VICTIM = "add_victim"
    ADD_SUSPECT = "add_suspect"
    VIEW_SAFE_CONTACT = "view_safe_contact"
    EDIT_SAFE_CONTACT = "edit_safe_contact"
    VIEW_VICTIM_LOCATION = "view_victim_location"
    ADD_VICTIM_LOCATION = "add_victim_location"
    VIEW_SUSPECT_LOCATION = "view_suspect_location"
    ADD_SUSPECT_LOCATION = "add_suspect_location"
    VIEW_VICTIM_CONTACT = "view_victim_contact"
    ADD_VICTIM_CONTACT = "add_victim_contact"
    VIEW_SUSPECT_CONTACT = "view_suspect_contact"
    ADD_SUSPECT_CONTACT = "add_suspect_contact"
    VIEW_INCIDENT = "view_incident"
    VIEW_INCIDENT_BRIEF = "view_incident_brief"
    RECORD_INCIDENT = "record_incident"
    CORRECT_INCIDENT = "correct_incident"
    VIEW_NEXT_STEP = "view_next_step"
    SET_NEXT_STEP = "set_next_step"
    VIEW_AGENCY_VICTIM_NOTE = "view_agency_victim_note"
    VIEW_AGENCY_SUSPECT_NOTE = "view_agency_suspect_note"
    VIEW_VICTIM_SIDE_NOTE = "view_victim_side_note"
    VIEW_SUSPECT_SIDE_NOTE = "view_suspect_side_note"
    VIEW_TEAM_NOTE = "view_team_note"
    VIEW_DECISION_LOG = "view_decision_log"
    ADD_AGENCY_VICTIM_NOTE = "add_agency_victim_note"
    ADD_AGENCY_SUSPECT_NOTE = "add_agency_suspect_note"
    ADD_VICTIM_SIDE_NOTE = "add_victim_side_note"
    ADD_SUSPECT_SIDE_NOTE = "add_suspect_side_note"
    ADD_TEAM_NOTE = "add_team_note"
    ADD_DECISION_LOG = "add_decision_log"
    STRIKE_NOTE = "strike_note"
    VIEW_SHARING = "view_sharing"
    RECORD_SHARING = "record_sharing"
    VIEW_ALARM = "view_alarm"
    VIEW_VICTIM_ALARM = "view_victim_alarm"
    TAKE_ALARM = "take_alarm"
    TAKE_VICTIM_ALARM = "take_victim_alarm"
    VIEW_TRIGGER = "view_trigger"
    VIEW_VICTIM_TRIGGER = "view_victim_trigger"
    VIEW_SPOKEN_TO = "view_spoken_to"
    MAKE_SUMMARY = "make_summary"
    VIEW_DOCUMENT = "view_document"
    VIEW_HIDING = "view_hiding"
    VIEW_HIDDEN_WORDS = "view_hidden_words"
    ANSWER_SAFE_TONIGHT = "answer_safe_tonight"
    LIFT_HIDING = "lift_hiding"
    ASK_REDACTION = "ask_redaction"
    AGREE_REDACTION = "agree_redaction"
    REFUSE_REDACTION = "refuse_redaction"
    VIEW_SEALED_WORDS = "view_sealed_words"

    SUBMIT = Transition.SUBMIT.value
    RAISE_RED_FLAG = Transition.RAISE_RED_FLAG.value
    CLEAR_RED_FLAG = Transition.CLEAR_RED_FLAG.value
    BEGIN_SCREENING = Transition.BEGIN_SCREENING.value
    JOIN = Transition.JOIN.value
    UNJOIN = Transition.UNJOIN.value
    ASK_FOR_MORE = Transition.ASK_FOR_MORE.value
    RESUME_SCREENING = Transition.RESUME_SCREENING.value
    DECLINE = Transition.DECLINE.value
    PASS_TO_TRIAGE = Transition.PASS_TO_TRIAGE.value
    ADVISE_NOW = Transition.ADVISE_NOW.value
    ACCEPT = Transition.ACCEPT.value
    CONSULT = Transition.CONSULT.value
    ISSUE_ADVICE = Transition.ISSUE_ADVICE.value
    ESCALATE = Transition.ESCALATE.value
    END_CONSULTATION = Transition.END_CONSULTATION.value
    CHALLENGE = Transition.CHALLENGE.value
    RE_REFER = Transition.RE_REFER.value
    START_ASSESSMENT = Transition.START_ASSESSMENT.value
    ASK_AGAIN = Transition.ASK_AGAIN.value
    CONTRIBUTE = Transition.CONTRIBUTE.value
    CALL_CONFERENCE = Transition.CALL_CONFERENCE.value
    HOLD_CONFERENCE = Transition.HOLD_CONFERENCE.value
    ADOPT_PLAN = Transition.ADOPT_PLAN.value
    BRING_FORWARD = Transition.BRING_FORWARD.value
    NOTE_CHANGE = Transition.NOTE_CHANGE.value
    TRIGGER_REVIEW = Transition.TRIGGER_REVIEW.value
    REVIEW_FALLS_DUE = Transition.REVIEW_FALLS_DUE.value
    KEEP_PLAN = Transition.KEEP_PLAN.value
    RECALL_CONFERENCE = Transition.RECALL_CONFERENCE.value
    STEP_DOWN = Transition.STEP_DOWN.value
    RETURN_TO_PLAN = Transition.RETURN_TO_PLAN.value
    END_MONITORING = Transition.END_MONITORING.value
    CLOSE = Transition.CLOSE.value
    OFFER = Transition.OFFER.value
    ACCEPT_OFFER = Transition.ACCEPT_OFFER.value
    REFUSE_OFFER = Transition.REFUSE_OFFER.value
    TAKE_UP = Transition.TAKE_UP.value
    MERGE = Transition.MERGE.value
    UNMERGE = Transition.UNMERGE.value
    CANCEL = Transition.CANCEL.value
    RESTORE = Transition.RESTORE.value
    PAUSE = Transition.PAUSE.value
    RESUME = Transition.RESUME.value

    VIEW_ROUND = "view_round"
    VIEW_CONTRIBUTION = "view_contribution"
    VIEW_POLICE_WORDS = "view_police_words"
    VIEW_HEALTH_WORDS = "view_health_words"
    VIEW_OUTREACH_WORDS = "view_outreach_words"
    VIEW_ADVOCACY_WORDS = "view_advocacy_words"
    VIEW_PROBATION_WORDS = "view_probation_words"
    VIEW_POLICE_OPINION = "view_police_opinion"
    VIEW_HEALTH_OPINION = "view_health_opinion"
    VIEW_OUTREACH_OPINION = "view_outreach_opinion"
    VIEW_ADVOCACY_OPINION = "view_advocacy_opinion"
    VIEW_PROBATION_OPINION = "view_probation_opinion"
    VIEW_CONTRIBUTION_LEVEL = "view_contribution_level"
    WRITE_CONTRIBUTION = "write_contribution"
    SIGN_OFF_CONTRIBUTION = "sign_off_contribution"
    VIEW_SIGN_OFF = "view_sign_off"
    VIEW_CONFERENCE = "view_conference"
    VIEW_ATTENDANCE = "view_attendance"
    VIEW_DECISION = "view_decision"
    VIEW_VICTIM_DECISION = "view_victim_decision"
    VIEW_DIFFERENT_VIEW = "view_different_view"
    VIEW_MEETING = "view_meeting"
    PLAN_MEETING = "plan_meeting"
    VIEW_AGENDA = "view_agenda"
    CONFIRM_DECISIONS = "confirm_decisions"
    VIEW_CONFIRMATION = "view_confirmation"
    VIEW_MINUTE = "view_minute"
    VIEW_VICTIM_MINUTE = "view_victim_minute"
    ADD_MINUTE = "add_minute"
    ADD_VICTIM_MINUTE = "add_victim_minute"

    VIEW_FORMULATION = "view_formulation"
    VIEW_FORMULATION_WORDS = "view_formulation_words"
    VIEW_VICTIM_FORMULATION_WORDS = "view_victim_formulation_words"
    VIEW_TYPOLOGY = "view_typology"
    WRITE_FORMULATION = "write_formulation"
    WRITE_VICTIM_FORMULATION = "write_victim_formulation"
    WRITE_TYPOLOGY = "write_typology"
    AGREE_FORMULATION = "agree_formulation"

    VIEW_PLAN = "view_plan"
    VIEW_ACTION = "view_action"
    VIEW_VICTIM_ACTION = "view_victim_action"
    ADD_ACTION = "add_action"
    ADD_VICTIM_ACTION = "add_victim_action"
    FINISH_ACTION = "finish_action"
    HAND_OVER_ACTION = "hand_over_action"
    ACCEPT_ACTION = "accept_action"
    VIEW_STRAND_REASON = "view_strand_reason"
    VIEW_ORDER = "view_order"
    RECORD_ORDER = "record_order"
    VIEW_ORDER_QUESTION = "view_order_question"
    VIEW_HEARING = "view_hearing"
    VIEW_VICTIM_HEARING = "view_victim_hearing"
    VIEW_HEARING_TOLD = "view_hearing_told"
    RECORD_HEARING = "record_hearing"
    RECORD_VICTIM_HEARING = "record_victim_hearing"
    ANSWER_ORDER_QUESTION = "answer_order_question"
    ASK_ORDER_QUESTION = "ask_order_question"
    VIEW_OUTCOME = "view_outcome"
    VIEW_LESSON = "view_lesson"
    VIEW_SUPPORT_CONTACT = "view_support_contact"
    RECORD_SUPPORT_CONTACT = "record_support_contact"
    VIEW_LAST_SPOKEN = "view_last_spoken"
    VIEW_LOST_CONTACT = "view_lost_contact"
    VIEW_VICTIM_PLAN = "view_victim_plan"
    WRITE_VICTIM_PLAN = "write_victim_plan"
    VIEW_NEED = "view_need"
    VIEW_SUPPORT_SUMMARY = "view_support_summary"
    WRITE_SUPPORT_SUMMARY = "write_support_summary"
    USE_EMERGENCY_ROUTE = "use_emergency_route"
    VIEW_EMERGENCY_USE = "view_emergency_use"
    EXPLAIN_EMERGENCY_USE = "explain_emergency_use"


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
    Action.VIEW_ORDER_QUESTION: Subject("interventions.OrderQuestion"),
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
