"""The matrix: who may do what, as data. An action without a row is nobody's.

The paper it was written from is `tests/cases/policy/matrix.csv`; an oracle that never reads this file compares the two.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.enums import INTAKE_STATES, Capacity, Grant, Side, State, Transition, UnitRight
from cases.policy.actions import Action
from stalking_unit.accounts.actor import Seat
from stalking_unit.accounts.enums import DisciplineKind, Role


class Reach(enum.Enum):
    """How far a clause reaches: down to ROUND_OVER it also asks for a live grant on the case."""

    TEAM = "named on the case"
    SIDE = "works this side of the case"
    CAPACITY = "holds this capacity on the case"
    PLACED = "holds a place on the case that is more than having referred it"
    OWN_DISCIPLINE = "the record is of their discipline"
    OWN_AGENCY = "the record is of their agency, or one it came from"
    SIDE_OWN_AGENCY = "works this side of the case, and the record is of their agency"
    NAMED_ON_RECORD = "the record names them"
    ANSWERED = "the round is over, or their discipline has answered"
    SIDE_ANSWERED = "works this side of the case, and the round is over or their discipline has answered"
    ROUND_OVER = "the round is over"
    UNIT = "the unit's unrestricted cases"
    UNIT_NAMED = "the unit's unrestricted cases, where the record names them"
    UNIT_ROUND_OVER = "the unit's unrestricted cases, once the round is over"
    DUTY = "they took an alarm of the case, or hold its unit's duty and nobody did; not on the suspect's side"
    DUTY_NAMED = "the same, where the record names them"
    OFFERED = "offered to a unit they lead; a restricted case only if they are named on it"
    OWN_UNIT = "the unit they work in"
    SYSTEM = "the product itself"


@dataclass(frozen=True, slots=True)
class Clause:
    """One way to be allowed; clauses of an action are OR-ed."""

    who: frozenset[Seat]
    reach: Reach
    grant: Grant = Grant.VIEW
    right: UnitRight = UnitRight.LEAD
    states: frozenset[State] | None = None
    sides: frozenset[Side] = frozenset()
    capacities: frozenset[Capacity] = frozenset()


def seats(roles: Iterable[Role], kinds: Iterable[DisciplineKind]) -> frozenset[Seat]:
    """Every pair of one of these roles and one of these disciplines."""
    kinds = tuple(kinds)
    return frozenset((role, kind) for role in roles for kind in kinds)


CASEWORK = (Role.PRACTITIONER, Role.SUPERVISOR)
POLICE = seats(CASEWORK, [DisciplineKind.POLICE])
HEALTH = seats(CASEWORK, [DisciplineKind.HEALTH])
OUTREACH = seats(CASEWORK, [DisciplineKind.OUTREACH])
ADVOCACY = seats(CASEWORK, [DisciplineKind.ADVOCACY])
PROBATION = seats(CASEWORK, [DisciplineKind.PROBATION])
# The discipline "other" sees what a guest sees, so it is not among the caseworkers.
CASEWORKERS = POLICE | HEALTH | OUTREACH | ADVOCACY | PROBATION
SUPERVISORS = frozenset(seat for seat in CASEWORKERS if seat[0] is Role.SUPERVISOR)
LEADS = seats([Role.TEAM_LEAD], DisciplineKind)
COORDINATORS = seats([Role.COORDINATOR], DisciplineKind)
AUDITORS = seats([Role.AUDITOR], DisciplineKind)
ADMINS = seats([Role.AGENCY_ADMIN], DisciplineKind)
GUESTS = seats([Role.GUEST], DisciplineKind) | seats(CASEWORK, [DisciplineKind.OTHER])
SYSTEM = Clause(frozenset(), Reach.SYSTEM)


def team(who: frozenset[Seat], grant: Grant = Grant.VIEW, *states: State) -> Clause:
    """Those named on the case."""
    return Clause(who, Reach.TEAM, grant, states=frozenset(states) or None)


def side(who: frozenset[Seat], on: Side, grant: Grant = Grant.VIEW) -> Clause:
    """Those who work this side of the case, or both."""
    return Clause(who, Reach.SIDE, grant, sides=frozenset({on, Side.BOTH}))


def holding(who: frozenset[Seat], grant: Grant, *capacities: Capacity) -> Clause:
    """Those with one of these capacities on the case."""
    return Clause(who, Reach.CAPACITY, grant, capacities=frozenset(capacities))


def placed(who: frozenset[Seat]) -> Clause:
    """Those who have a place on the case beside that of having referred it."""
    return Clause(who, Reach.PLACED)


def own_discipline(who: frozenset[Seat], grant: Grant, *states: State) -> Clause:
    """Those of the record's discipline."""
    return Clause(who, Reach.OWN_DISCIPLINE, grant, states=frozenset(states) or None)


def answered(who: frozenset[Seat]) -> Clause:
    """Those named on the case, once their own discipline has answered or the round is over."""
    return Clause(who, Reach.ANSWERED)


def own_unit(who: frozenset[Seat]) -> Clause:
    """Those who work in the unit."""
    return Clause(who, Reach.OWN_UNIT)


def screening(who: frozenset[Seat], states: frozenset[State] = INTAKE_STATES) -> Clause:
    """The unit's screeners, while a referral is being screened."""
    return Clause(who, Reach.UNIT, right=UnitRight.SCREEN, states=states)


INTAKE = screening(CASEWORKERS)
INTAKE_ALL = screening(CASEWORKERS | COORDINATORS)
INTAKE_NAMED = Clause(CASEWORKERS, Reach.UNIT_NAMED, right=UnitRight.SCREEN, states=INTAKE_STATES)
SENT = frozenset(State) - {State.DRAFT}  # a draft is its author's and, when restricted, the alternates'
# Whoever is on duty need not be on the case. An alarm brings them its header, what was done and the emergency route.
DUTY = Clause(CASEWORKERS, Reach.DUTY, states=SENT)
DUTY_NAMED = Clause(CASEWORKERS, Reach.DUTY_NAMED, states=SENT)
LEAD_UNIT = Clause(LEADS, Reach.UNIT, states=SENT)
LEAD_NAMED = team(LEADS)
LEADS_READ = (LEAD_UNIT, LEAD_NAMED)
LEADS_ACT = (LEAD_UNIT, team(LEADS, Grant.LEAD))
AUDIT = Clause(AUDITORS, Reach.UNIT, right=UnitRight.AUDIT, states=SENT)
TEAM = team(CASEWORKERS)
TEAM_WORKS = team(CASEWORKERS, Grant.WORK)
VICTIM_SIDE = side(CASEWORKERS, Side.VICTIM)
VICTIM_SIDE_WORKS = side(CASEWORKERS, Side.VICTIM, Grant.WORK)
SUSPECT_SIDE_WORKS = side(CASEWORKERS, Side.SUSPECT, Grant.WORK)
ADVOCATES_WORK = side(ADVOCACY, Side.VICTIM, Grant.WORK)
OFFICER_IN_CASE = holding(POLICE, Grant.VIEW, Capacity.OFFICER_IN_CASE)
CHAIRS = holding(CASEWORKERS, Grant.WORK, Capacity.CHAIR, Capacity.DEPUTY)
NAMED = Clause(CASEWORKERS, Reach.NAMED_ON_RECORD)
AUTHOR_OF_DRAFT = Clause(CASEWORKERS | COORDINATORS | LEADS, Reach.NAMED_ON_RECORD, states=frozenset({State.DRAFT}))
DRAFT_READERS = team(CASEWORKERS | COORDINATORS, Grant.VIEW, State.DRAFT)
DRAFTERS = team(CASEWORKERS | COORDINATORS | LEADS, Grant.WORK, State.DRAFT)
OFFERED = Clause(LEADS, Reach.OFFERED)
# What names somebody is theirs for as long as they may see the case: who has left a case leaves its papers behind.
SAID_BY_THEM = (
    Clause(CASEWORKERS | COORDINATORS, Reach.NAMED_ON_RECORD),
    Clause(COORDINATORS, Reach.UNIT_NAMED, right=UnitRight.SCREEN, states=INTAKE_STATES),
)
LEADS_NAMED = (Clause(LEADS, Reach.NAMED_ON_RECORD), Clause(LEADS, Reach.UNIT_NAMED, states=SENT))
OWN = (NAMED, *LEADS_NAMED)

SUSPECT_KNOWN_TO = team(POLICE | HEALTH | PROBATION)
SUSPECT_PLACES = (SUSPECT_KNOWN_TO, side(OUTREACH, Side.SUSPECT), *LEADS_READ)
SUSPECT_PLACES_KEPT_BY = (
    team(POLICE | HEALTH | PROBATION, Grant.WORK),
    side(OUTREACH, Side.SUSPECT, Grant.WORK),
    *LEADS_ACT,
)
VICTIM_PLACES = (OFFICER_IN_CASE, side(ADVOCACY, Side.VICTIM), *LEADS_READ)
VICTIM_PLACES_KEPT_BY = (OFFICER_IN_CASE, ADVOCATES_WORK, *LEADS_ACT)
HEADER = (TEAM, INTAKE_ALL, DUTY, team(COORDINATORS), *LEADS_READ, AUDIT)
EVERYBODY_ON_IT = (*HEADER, team(GUESTS))
FACTS = (team(POLICE), VICTIM_SIDE, INTAKE, *LEADS_READ)
PLAIN = (TEAM, *LEADS_READ, AUDIT)
# What the unit does with a referral is not for whoever sent it, who learns the answer and no more.
TEAM_PLACED = placed(CASEWORKERS)
REFERRERS = Clause(CASEWORKERS | COORDINATORS | LEADS, Reach.NAMED_ON_RECORD)
# Until a round is over its leads know who has answered and not what was thought.
LEAD_UNIT_AFTER = Clause(LEADS, Reach.UNIT_ROUND_OVER, states=SENT)
LEADS_AFTER = (Clause(LEADS, Reach.ROUND_OVER), LEAD_UNIT_AFTER)
LEADS_SIGN_AFTER = (Clause(LEADS, Reach.ROUND_OVER, Grant.LEAD), LEAD_UNIT_AFTER)

A, T = Action, Transition

VIEWING: Mapping[Action, tuple[Clause, ...]] = {
    A.VIEW_CASE: (*EVERYBODY_ON_IT, OFFERED, SYSTEM),
    A.VIEW_ROTA: (own_unit(CASEWORKERS | COORDINATORS | LEADS | AUDITORS | ADMINS),),
    A.VIEW_EPISODE: (*EVERYBODY_ON_IT, SYSTEM),
    A.VIEW_STAGE: (
        placed(CASEWORKERS | COORDINATORS | LEADS),
        team(GUESTS),
        INTAKE_ALL,
        DUTY,
        LEAD_UNIT,
        AUDIT,
        OFFERED,
        SYSTEM,
    ),
    A.VIEW_HISTORY: (TEAM_PLACED, INTAKE, DUTY, *LEADS_READ, AUDIT),
    A.VIEW_STATEMENT: (placed(POLICE), VICTIM_SIDE, INTAKE, DUTY, *LEADS_READ),
    A.VIEW_ANSWER: (REFERRERS,),
    A.VIEW_HANDOVER: (OFFERED,),
    A.VIEW_ACCESS: (*HEADER, SYSTEM),
    A.VIEW_TRAIL: (*LEADS_ACT, AUDIT),
    A.VIEW_EXCLUSION: (*LEADS_ACT, AUDIT),
    A.VIEW_REFERRAL: (*FACTS, NAMED, Clause(COORDINATORS, Reach.NAMED_ON_RECORD, states=frozenset({State.DRAFT}))),
    A.VIEW_ADDITION: (VICTIM_SIDE, INTAKE, *LEADS_READ, REFERRERS),
    A.VIEW_RECEIVED_TEXT: VICTIM_PLACES,
    A.VIEW_CALLER_DROP: (VICTIM_SIDE, *LEADS_READ),
    A.VIEW_VICTIM: (VICTIM_SIDE, INTAKE, DRAFT_READERS, *LEADS_READ, AUDIT),
    A.VIEW_VICTIM_BRIEF: EVERYBODY_ON_IT,
    A.VIEW_SUSPECT: (SUSPECT_KNOWN_TO, INTAKE, DRAFT_READERS, *LEADS_READ, AUDIT),
    A.VIEW_SUSPECT_BRIEF: EVERYBODY_ON_IT,
    A.VIEW_OTHER_PERSON: (VICTIM_SIDE, INTAKE, *LEADS_READ),
    A.VIEW_SAFE_CONTACT: (side(POLICE | OUTREACH | ADVOCACY, Side.VICTIM), *LEADS_READ, AUDIT),
    A.VIEW_VICTIM_LOCATION: VICTIM_PLACES,
    A.VIEW_SUSPECT_LOCATION: SUSPECT_PLACES,
    A.VIEW_VICTIM_CONTACT: VICTIM_PLACES,
    A.VIEW_SUSPECT_CONTACT: SUSPECT_PLACES,
    A.VIEW_INCIDENT: FACTS,
    A.VIEW_INCIDENT_BRIEF: (TEAM, INTAKE, DUTY, *LEADS_READ, AUDIT),
    A.VIEW_ALARM: (*HEADER, SYSTEM),
    A.VIEW_VICTIM_ALARM: (VICTIM_SIDE, DUTY, *LEADS_READ, AUDIT, SYSTEM),
    A.VIEW_TRIGGER: PLAIN,
    A.VIEW_VICTIM_TRIGGER: (VICTIM_SIDE, *LEADS_READ),
    A.VIEW_SPOKEN_TO: (VICTIM_SIDE, INTAKE, DUTY, *SAID_BY_THEM, *LEADS_READ),
    A.VIEW_NEXT_STEP: (placed(CASEWORKERS | COORDINATORS), *LEADS_READ, AUDIT),
    A.VIEW_AGENCY_VICTIM_NOTE: (Clause(CASEWORKERS, Reach.SIDE_OWN_AGENCY, sides=frozenset({Side.VICTIM, Side.BOTH})),),
    A.VIEW_AGENCY_SUSPECT_NOTE: (
        Clause(CASEWORKERS, Reach.SIDE_OWN_AGENCY, sides=frozenset({Side.SUSPECT, Side.BOTH})),
    ),
    A.VIEW_VICTIM_SIDE_NOTE: (VICTIM_SIDE, *LEADS_READ),
    A.VIEW_SUSPECT_SIDE_NOTE: (side(CASEWORKERS, Side.SUSPECT), *LEADS_READ),
    A.VIEW_TEAM_NOTE: (TEAM, INTAKE, *LEADS_READ),
    A.VIEW_DECISION_LOG: (Clause(POLICE, Reach.OWN_AGENCY), *LEADS_READ),
    A.VIEW_SHARING: (VICTIM_SIDE, INTAKE, *LEADS_READ, AUDIT),
    A.VIEW_DOCUMENT: OWN,
    A.VIEW_HIDING: (VICTIM_SIDE, *LEADS_READ, AUDIT),
    A.VIEW_HIDDEN_WORDS: (VICTIM_SIDE, *LEADS_READ),
    A.VIEW_ROUND: (TEAM, team(COORDINATORS), *LEADS_READ, AUDIT, SYSTEM),
    A.VIEW_CONTRIBUTION: (TEAM, team(COORDINATORS), *LEADS_READ, AUDIT, SYSTEM),
    A.VIEW_POLICE_WORDS: (team(POLICE | HEALTH | PROBATION), *LEADS_READ),
    A.VIEW_HEALTH_WORDS: (team(POLICE | HEALTH), *LEADS_READ),
    A.VIEW_OUTREACH_WORDS: (own_discipline(OUTREACH, Grant.VIEW), team(HEALTH), *LEADS_READ),
    A.VIEW_ADVOCACY_WORDS: (
        own_discipline(ADVOCACY, Grant.VIEW),
        side(POLICE | HEALTH | OUTREACH, Side.VICTIM),
        *LEADS_READ,
    ),
    A.VIEW_PROBATION_WORDS: (own_discipline(PROBATION, Grant.VIEW), team(POLICE | HEALTH), *LEADS_READ),
    A.VIEW_POLICE_OPINION: (answered(POLICE | HEALTH | PROBATION), *LEADS_AFTER),
    A.VIEW_HEALTH_OPINION: (answered(POLICE | HEALTH), *LEADS_AFTER),
    A.VIEW_OUTREACH_OPINION: (own_discipline(OUTREACH, Grant.VIEW), answered(HEALTH), *LEADS_AFTER),
    A.VIEW_ADVOCACY_OPINION: (
        own_discipline(ADVOCACY, Grant.VIEW),
        Clause(POLICE | HEALTH | OUTREACH, Reach.SIDE_ANSWERED, sides=frozenset({Side.VICTIM, Side.BOTH})),
        *LEADS_AFTER,
    ),
    A.VIEW_PROBATION_OPINION: (own_discipline(PROBATION, Grant.VIEW), answered(POLICE | HEALTH), *LEADS_AFTER),
    A.VIEW_CONTRIBUTION_LEVEL: (
        answered(CASEWORKERS),
        *LEADS_AFTER,
        Clause(AUDITORS, Reach.UNIT_ROUND_OVER, right=UnitRight.AUDIT, states=SENT),
    ),
    A.VIEW_SIGN_OFF: (own_discipline(CASEWORKERS, Grant.VIEW), *LEADS_AFTER),
    A.VIEW_CONFERENCE: (TEAM, team(COORDINATORS), *LEADS_READ, AUDIT, SYSTEM),
    A.VIEW_ATTENDANCE: (TEAM, team(COORDINATORS), *LEADS_READ, AUDIT),
    A.VIEW_DECISION: PLAIN,
    A.VIEW_VICTIM_DECISION: (VICTIM_SIDE, *LEADS_READ),
    A.VIEW_DIFFERENT_VIEW: PLAIN,
    A.VIEW_FORMULATION: PLAIN,
    A.VIEW_FORMULATION_WORDS: PLAIN,
    A.VIEW_VICTIM_FORMULATION_WORDS: (VICTIM_SIDE, *LEADS_READ),
    A.VIEW_TYPOLOGY: (team(POLICE | HEALTH), *LEADS_READ),
    A.VIEW_MEETING: (own_unit(CASEWORKERS | COORDINATORS | LEADS),),
    A.VIEW_AGENDA: (placed(CASEWORKERS | COORDINATORS), *LEADS_READ, AUDIT),
    A.VIEW_CONFIRMATION: (TEAM, team(COORDINATORS), *LEADS_READ, AUDIT),
    A.VIEW_MINUTE: (TEAM, team(COORDINATORS), *LEADS_READ, AUDIT),
    A.VIEW_VICTIM_MINUTE: (VICTIM_SIDE, *LEADS_READ),
    A.VIEW_PLAN: (TEAM, team(COORDINATORS), *LEADS_READ, AUDIT, SYSTEM),
    A.VIEW_ACTION: (*PLAIN, SYSTEM),
    A.VIEW_VICTIM_ACTION: (VICTIM_SIDE, *LEADS_READ, SYSTEM),
    A.VIEW_STRAND_REASON: PLAIN,
    **dict.fromkeys((A.VIEW_ORDER, A.VIEW_HEARING), (*PLAIN, DUTY, SYSTEM)),
    **dict.fromkeys((A.VIEW_ORDER_WORDS, A.VIEW_RELEASE_WORDS), (team(POLICE), VICTIM_SIDE, *LEADS_READ)),
    **dict.fromkeys((A.VIEW_ORDER_QUESTION, A.VIEW_RELEASE, A.VIEW_LESSON, A.VIEW_DISCLOSURE), PLAIN),
    **dict.fromkeys((A.VIEW_OUTCOME, A.VIEW_VICTIM_DISCLOSURE), (VICTIM_SIDE, *LEADS_READ, AUDIT)),
    A.VIEW_SUPPORT_CONTACT: (Clause(ADVOCACY, Reach.OWN_AGENCY),),
    **dict.fromkeys((A.VIEW_LAST_SPOKEN, A.VIEW_VICTIM_HEARING, A.VIEW_HEARING_TOLD), (VICTIM_SIDE, *LEADS_READ)),
    A.VIEW_RELEASE_REASON: (VICTIM_SIDE, *LEADS_READ),
    **dict.fromkeys((A.VIEW_LOST_CONTACT, A.VIEW_VICTIM_PLAN, A.VIEW_NEED), (VICTIM_SIDE, *LEADS_READ)),
    A.VIEW_SUPPORT_SUMMARY: PLAIN,
    A.VIEW_EMERGENCY_USE: (VICTIM_SIDE, DUTY, *LEADS_READ, AUDIT),
}

RECORDING: Mapping[Action, tuple[Clause, ...]] = {
    A.REFER: (own_unit(CASEWORKERS | COORDINATORS | LEADS),),
    A.EDIT_ROTA: (own_unit(COORDINATORS | LEADS),),
    **dict.fromkeys((A.REWORD_ADVICE, A.VIEW_WEEK), (own_unit(LEADS),)),
    A.HOLD_DUTY: (own_unit(CASEWORKERS | LEADS),),
    A.TAKE_CALL: (Clause(CASEWORKERS | COORDINATORS | LEADS, Reach.OWN_UNIT),),
    A.SORT_CALLS: (Clause(LEADS, Reach.OWN_UNIT),),
    A.EDIT_REFERRAL: (AUTHOR_OF_DRAFT,),
    A.ADD_TO_REFERRAL: (REFERRERS,),
    A.REPORT_PLACE: (side(CASEWORKERS, Side.SUSPECT),),
    A.CHANGE_TEAM: LEADS_ACT,
    A.TAKE_ALARM: (TEAM_WORKS, team(COORDINATORS, Grant.WORK, State.DRAFT), INTAKE, DUTY, *LEADS_READ),
    A.TAKE_VICTIM_ALARM: (VICTIM_SIDE_WORKS, DUTY, *LEADS_READ),
    A.DECLARE_CONFLICT: (TEAM, INTAKE_ALL, DUTY, team(COORDINATORS), team(GUESTS), *LEADS_READ),
    A.EXCLUDE_PERSON: LEADS_ACT,
    A.RESTRICT_CASE: (TEAM_WORKS, team(COORDINATORS, Grant.WORK), INTAKE_ALL, *LEADS_ACT),
    A.ADD_VICTIM: (VICTIM_SIDE_WORKS, INTAKE, DRAFTERS, *LEADS_ACT),
    A.ADD_SUSPECT: (TEAM_WORKS, INTAKE, DRAFTERS, *LEADS_ACT),
    A.EDIT_SAFE_CONTACT: (ADVOCATES_WORK, *LEADS_ACT),
    A.ADD_VICTIM_LOCATION: VICTIM_PLACES_KEPT_BY,
    A.ADD_SUSPECT_LOCATION: SUSPECT_PLACES_KEPT_BY,
    A.ADD_VICTIM_CONTACT: VICTIM_PLACES_KEPT_BY,
    A.ADD_SUSPECT_CONTACT: SUSPECT_PLACES_KEPT_BY,
    A.RECORD_INCIDENT: (TEAM_WORKS, INTAKE, LEAD_UNIT, team(LEADS, Grant.WORK)),
    A.CORRECT_INCIDENT: (Clause(CASEWORKERS, Reach.OWN_AGENCY, Grant.WORK), INTAKE_NAMED, *LEADS_ACT),
    A.SET_NEXT_STEP: (TEAM_WORKS, *LEADS_ACT),
    A.ADD_AGENCY_VICTIM_NOTE: (VICTIM_SIDE_WORKS,),
    A.ADD_AGENCY_SUSPECT_NOTE: (SUSPECT_SIDE_WORKS,),
    A.ADD_VICTIM_SIDE_NOTE: (VICTIM_SIDE_WORKS, *LEADS_ACT),
    A.ADD_SUSPECT_SIDE_NOTE: (SUSPECT_SIDE_WORKS, *LEADS_ACT),
    A.ADD_TEAM_NOTE: (TEAM_WORKS, INTAKE, *LEADS_ACT),
    A.ADD_DECISION_LOG: (team(POLICE, Grant.WORK),),
    A.STRIKE_NOTE: (Clause(CASEWORKERS, Reach.OWN_AGENCY, Grant.WORK), INTAKE_NAMED, *LEADS_ACT),
    A.RECORD_SHARING: (VICTIM_SIDE_WORKS, INTAKE, *LEADS_ACT),
    A.ANSWER_SAFE_TONIGHT: (ADVOCATES_WORK, *LEADS_ACT),
    A.LIFT_HIDING: (VICTIM_SIDE_WORKS, *LEADS_ACT),
    A.ASK_REDACTION: LEADS_ACT,
    A.AGREE_REDACTION: (*LEADS_ACT, AUDIT),
    A.REFUSE_REDACTION: (*LEADS_ACT, AUDIT),
    A.VIEW_SEALED_WORDS: LEADS_ACT,
    A.MAKE_SUMMARY: (TEAM, *LEADS_READ),
    A.WRITE_CONTRIBUTION: (own_discipline(CASEWORKERS, Grant.WORK, State.ASSESSMENT),),
    A.SIGN_OFF_CONTRIBUTION: (own_discipline(SUPERVISORS, Grant.WORK), *LEADS_SIGN_AFTER),
    A.WRITE_FORMULATION: (TEAM_WORKS, *LEADS_ACT),
    A.WRITE_VICTIM_FORMULATION: (VICTIM_SIDE_WORKS, *LEADS_ACT),
    A.WRITE_TYPOLOGY: (team(HEALTH, Grant.WORK),),
    A.AGREE_FORMULATION: (CHAIRS, *LEADS_ACT),
    A.PLAN_MEETING: (own_unit(COORDINATORS | LEADS),),
    A.CONFIRM_DECISIONS: (team(POLICE | HEALTH | ADVOCACY, Grant.WORK), *LEADS_ACT),
    A.ADD_MINUTE: (TEAM_WORKS, team(COORDINATORS), *LEADS_ACT),
    A.ADD_VICTIM_MINUTE: (VICTIM_SIDE_WORKS, *LEADS_ACT),
    A.ADD_ACTION: (TEAM_WORKS, *LEADS_ACT),
    A.ADD_VICTIM_ACTION: (VICTIM_SIDE_WORKS, *LEADS_ACT),
    **dict.fromkeys((A.RECORD_VICTIM_HEARING, A.RECORD_VICTIM_DISCLOSURE), (VICTIM_SIDE_WORKS, *LEADS_ACT)),
    A.FINISH_ACTION: (NAMED, *LEADS_ACT),
    A.HAND_OVER_ACTION: (NAMED, *LEADS_ACT),
    A.ACCEPT_ACTION: OWN,
    A.RECORD_ORDER: (team(POLICE, Grant.WORK),),
    A.CHECK_RELEASE: (side(HEALTH | OUTREACH | ADVOCACY, Side.VICTIM, Grant.WORK), *LEADS_ACT),
    A.ANSWER_ORDER_QUESTION: (team(POLICE, Grant.WORK), *LEADS_ACT),
    **dict.fromkeys((A.ASK_ORDER_QUESTION, A.RECORD_HEARING, A.RECORD_DISCLOSURE), (TEAM_WORKS, *LEADS_ACT)),
    **dict.fromkeys((A.RECORD_SUPPORT_CONTACT, A.WRITE_VICTIM_PLAN, A.WRITE_SUPPORT_SUMMARY), (ADVOCATES_WORK,)),
    A.USE_EMERGENCY_ROUTE: (VICTIM_SIDE, DUTY, *LEADS_READ),
    A.EXPLAIN_EMERGENCY_USE: (*OWN, DUTY_NAMED),
}

BY_LEAD = (
    T.CLEAR_RED_FLAG,
    T.DECLINE,
    T.ACCEPT,
    T.CONSULT,
    T.ESCALATE,
    T.END_CONSULTATION,
    T.START_ASSESSMENT,
    T.ASK_AGAIN,
    T.KEEP_PLAN,
    T.RECALL_CONFERENCE,
    T.STEP_DOWN,
    T.RETURN_TO_PLAN,
    T.END_MONITORING,
    T.CLOSE,
    T.OFFER,
    T.TAKE_UP,
    T.MERGE,
    T.UNMERGE,
    T.RESTORE,
    T.PAUSE,
)
BY_SCREENER = (T.BEGIN_SCREENING, T.JOIN, T.ASK_FOR_MORE, T.PASS_TO_TRIAGE, T.ADVISE_NOW)
BY_TEAM = (TEAM, team(COORDINATORS), *LEADS_READ)

MOVING: Mapping[Action, tuple[Clause, ...]] = {
    **{A(move): LEADS_ACT for move in BY_LEAD},
    **{A(move): (INTAKE, *LEADS_ACT) for move in BY_SCREENER},
    A(T.SUBMIT): (DRAFTERS,),
    A(T.RAISE_RED_FLAG): (TEAM, INTAKE_ALL, DUTY, team(COORDINATORS), team(GUESTS), *LEADS_READ),
    A(T.UNJOIN): (screening(CASEWORKERS, frozenset({State.JOINED})), *LEADS_ACT),
    A(T.RESUME_SCREENING): (INTAKE, *LEADS_ACT, SYSTEM),
    A(T.ISSUE_ADVICE): (TEAM_WORKS, *LEADS_ACT),
    A(T.CHALLENGE): BY_TEAM,
    A(T.RE_REFER): BY_TEAM,
    A(T.CONTRIBUTE): (team(CASEWORKERS, Grant.WORK, State.ASSESSMENT),),
    A(T.CALL_CONFERENCE): (*LEADS_ACT, SYSTEM),
    A(T.HOLD_CONFERENCE): (CHAIRS, *LEADS_ACT),
    A(T.ADOPT_PLAN): (CHAIRS, *LEADS_ACT),
    A(T.BRING_FORWARD): (TEAM_WORKS, *LEADS_ACT, SYSTEM),
    A(T.NOTE_CHANGE): (TEAM_WORKS, INTAKE, *LEADS_ACT),
    A(T.TRIGGER_REVIEW): (TEAM_WORKS, *LEADS_ACT, SYSTEM),
    A(T.REVIEW_FALLS_DUE): (*LEADS_ACT, SYSTEM),
    A(T.ACCEPT_OFFER): (OFFERED,),
    A(T.REFUSE_OFFER): (OFFERED,),
    A(T.CANCEL): (team(CASEWORKERS | COORDINATORS, Grant.WORK, State.DRAFT), *LEADS_ACT, SYSTEM),
    A(T.RESUME): (*LEADS_ACT, SYSTEM),
}

RULES: Mapping[Action, tuple[Clause, ...]] = {**VIEWING, **RECORDING, **MOVING}
