"""The values our code branches on; what people tick lives in code lists."""

from django.db import models


class State(models.TextChoices):
    """Where a case stands. Flags such as restricted, red flag and paused are not states."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    SCREENING = "screening", "Screening"
    AWAITING_INFO = "awaiting_info", "Waiting for information"
    TRIAGE = "triage", "Triage"
    CONSULTATION = "consultation", "Consultation"
    CONSULT_ADVISED = "consult_advised", "Advice given"
    ACCEPTED = "accepted", "Accepted"
    ASSESSMENT = "assessment", "Assessment"
    CONFERENCE_DUE = "conference_due", "Conference due"
    CONFERENCE_HELD = "conference_held", "Conference held"
    PLAN_ACTIVE = "plan_active", "Plan active"
    REVIEW = "review", "Review"
    STEP_DOWN = "step_down", "Step down"
    CLOSED = "closed", "Closed"
    DECLINED = "declined", "Not taken on, advice given"
    JOINED = "joined", "Joined to an open case"
    TRANSFERRED = "transferred", "Transferred"
    MERGED = "merged", "Merged"
    VOID = "void", "Cancelled"


INTAKE_STATES = frozenset({State.SUBMITTED, State.SCREENING, State.AWAITING_INFO, State.TRIAGE})
MANAGED_STATES = frozenset(
    {
        State.ACCEPTED,
        State.ASSESSMENT,
        State.CONFERENCE_DUE,
        State.CONFERENCE_HELD,
        State.PLAN_ACTIVE,
        State.REVIEW,
        State.STEP_DOWN,
    }
)
OPEN_STATES = INTAKE_STATES | MANAGED_STATES | {State.CONSULTATION, State.CONSULT_ADVISED, State.TRANSFERRED}
REVIEWED = (State.PLAN_ACTIVE, State.REVIEW, State.STEP_DOWN)  # where a review day is kept
ENDED_STATES = frozenset({State.CLOSED, State.DECLINED, State.JOINED, State.MERGED, State.VOID})


class Stage(models.TextChoices):
    """States as lists of cases group them; the first is what they show unasked."""

    OPEN = "open", "All open cases"
    INTAKE = "intake", "Being screened and decided"
    WORKED = "worked", "Taken on"
    ADVICE = "advice", "Advice only"
    ENDED = "ended", "Ended"
    EVER = "all", "Open and ended"


class Whose(models.TextChoices):
    """Whose cases a list shows, of those that one may see; the first is what it shows unasked."""

    EVERY = "every", "All that you may see"
    MINE = "mine", "Where you are named"
    UNIT = "unit", "Your unit’s"


class Transition(models.TextChoices):
    """The moves of the lifecycle; `cases.lifecycle.STEPS` has one row for each."""

    SUBMIT = "submit", "Send the referral"
    RAISE_RED_FLAG = "raise_red_flag", "Raise a red flag"
    CLEAR_RED_FLAG = "clear_red_flag", "Clear the red flag"
    BEGIN_SCREENING = "begin_screening", "Begin screening"
    JOIN = "join", "Join to an open case"
    UNJOIN = "unjoin", "Undo the join"
    ASK_FOR_MORE = "ask_for_more", "Ask for more information"
    RESUME_SCREENING = "resume_screening", "Go on with screening"
    DECLINE = "decline", "Do not take on"
    PASS_TO_TRIAGE = "pass_to_triage", "Pass to triage"
    ADVISE_NOW = "advise_now", "Advise now"
    ACCEPT = "accept", "Accept"
    CONSULT = "consult", "Consult only"
    ISSUE_ADVICE = "issue_advice", "Issue the advice"
    ESCALATE = "escalate", "Take on after advice"
    END_CONSULTATION = "end_consultation", "End the consultation"
    CHALLENGE = "challenge", "Challenge the decision"
    RE_REFER = "re_refer", "Refer again"
    START_ASSESSMENT = "start_assessment", "Start the assessment"
    ASK_AGAIN = "ask_again", "Ask the disciplines again"
    CONTRIBUTE = "contribute", "Contribute"
    CALL_CONFERENCE = "call_conference", "Call the conference"
    HOLD_CONFERENCE = "hold_conference", "Hold the conference"
    ADOPT_PLAN = "adopt_plan", "Adopt the plan"
    BRING_FORWARD = "bring_forward", "Bring the conference forward"
    NOTE_CHANGE = "note_change", "Record that something changed"
    TRIGGER_REVIEW = "trigger_review", "Review because something changed"
    REVIEW_FALLS_DUE = "review_falls_due", "Review because it is due"
    KEEP_PLAN = "keep_plan", "Go on with the plan"
    RECALL_CONFERENCE = "recall_conference", "Back to conference"
    STEP_DOWN = "step_down", "Step down"
    RETURN_TO_PLAN = "return_to_plan", "Return to the plan"
    END_MONITORING = "end_monitoring", "Close after monitoring"
    CLOSE = "close", "Close"
    OFFER = "offer", "Offer to another unit"
    ACCEPT_OFFER = "accept_offer", "Accept the case"
    REFUSE_OFFER = "refuse_offer", "Refuse the case"
    TAKE_UP = "take_up", "Take up the transferred case"
    MERGE = "merge", "Merge"
    UNMERGE = "unmerge", "Undo the merge"
    CANCEL = "cancel", "Cancel"
    RESTORE = "restore", "Restore"
    PAUSE = "pause", "Pause"
    RESUME = "resume", "Resume"


ADVISED = (Transition.ADVISE_NOW, Transition.ISSUE_ADVICE)


class Level(models.TextChoices):
    """How much harm the professionals think may come; agreed by people, never computed."""

    VERY_HIGH = "very_high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    STANDARD = "standard", "Standard"


class Side(models.TextChoices):
    """Whose part of the case someone works on; it decides what they may know before their discipline does."""

    VICTIM = "victim", "Victim’s side"
    SUSPECT = "suspect", "Suspect’s side"
    BOTH = "both", "Both sides"
    HEADER = "header", "Coordinator, no content"


class Capacity(models.TextChoices):
    """What someone is to this one case, beside their job."""

    MEMBER = "member", "Member of the case team"
    OFFICER_IN_CASE = "officer_in_case", "Officer in the case"
    NAMED_ADVOCATE = "named_advocate", "Named advocate"
    CHAIR = "chair", "Chair"
    DEPUTY = "deputy", "Deputy chair"
    COORDINATOR = "coordinator", "Coordinator"
    REFERRER = "referrer", "Referrer"
    ALTERNATE = "alternate", "Alternate for a restricted case"


class Grant(models.TextChoices):
    """What a grant on one case allows; each includes the ones before it."""

    VIEW = "view_case", "View"
    WORK = "work_case", "Work"
    LEAD = "lead_case", "Lead"

    @property
    def sufficing(self) -> list[str]:
        """The grants that allow at least this much."""
        order = list(Grant)
        return [grant.value for grant in order[order.index(self) :]]


class UnitRight(models.TextChoices):
    """What a grant on a unit allows over its unrestricted cases."""

    LEAD = "lead_unit", "Lead the unit"
    AUDIT = "audit_unit", "Audit the unit"
    SCREEN = "screen_unit", "Screen the unit’s referrals"


class Basis(models.TextChoices):
    """Why a grant was given."""

    ALLOCATED = "allocated", "On the case team"
    REFERRAL = "referral", "Made the referral"
    ALTERNATE = "alternate", "Named alternate"
    COVER = "cover", "Covers for someone"
    GUEST = "guest", "Guest"
    URGENT = "urgent", "Urgent access"


class Party(models.TextChoices):
    """Which side of the case a person stands on."""

    VICTIM = "victim", "Victim’s side"
    SUSPECT = "suspect", "Suspect’s side"
    OTHER = "other", "Neither"


class AlarmKind(models.TextChoices):
    """What cannot wait until somebody looks."""

    RED_FLAG = "red_flag", "A red flag was raised"
    URGENT_REFERRAL = "urgent_referral", "A referral says that somebody is in danger now"
    BREACH = "breach", "An order was broken"
    RELEASE = "release", "Release, or a change of bail"
    EMERGENCY_ROUTE = "emergency_route", "The emergency route was used"
    SAFE_TONIGHT = "safe_tonight", "Words about the victim were hidden: ask whether she is safe tonight"
    NOT_SCREENED = "not_screened", "A referral was not screened in time"
    NOT_DECIDED = "not_decided", "A red flag was not decided in time"
    UNSENT_DANGER = "unsent_danger", "A referral that may speak of danger has not been sent"
    WHEREABOUTS_TOLD = "whereabouts_told", "Somebody outside the team was told where the victim is"


# Not for the suspect's side to know of.
HER_ALARMS = (AlarmKind.EMERGENCY_ROUTE, AlarmKind.SAFE_TONIGHT, AlarmKind.WHEREABOUTS_TOLD)


# What changed in the victim's life is not for the suspect's side to know of, as a word in a list either.
HER_TRIGGERS = ("victim-change", "support-withdrawn", "right-to-know", "contact-lost")


class PersonRole(models.TextChoices):
    """The part a person plays in this case."""

    VICTIM = "victim", "Victim"
    SECONDARY_VICTIM = "secondary_victim", "Other person harmed"
    CHILD = "child", "Child"
    VICTIM_FAMILY = "victim_family", "Victim’s family"
    NEW_PARTNER = "new_partner", "Victim’s partner"
    SUSPECT = "suspect", "Suspect"
    PERPETRATOR = "perpetrator", "Convicted perpetrator"
    PROXY = "proxy", "Acts for the suspect"
    WITNESS = "witness", "Witness"
    PROFESSIONAL = "professional", "Professional"

    @property
    def party(self) -> Party:
        """The side this part belongs to."""
        return PARTIES.get(self, Party.OTHER)


PARTIES = {
    PersonRole.VICTIM: Party.VICTIM,
    PersonRole.SECONDARY_VICTIM: Party.VICTIM,
    PersonRole.CHILD: Party.VICTIM,
    PersonRole.VICTIM_FAMILY: Party.VICTIM,
    PersonRole.NEW_PARTNER: Party.VICTIM,
    PersonRole.SUSPECT: Party.SUSPECT,
    PersonRole.PERPETRATOR: Party.SUSPECT,
    PersonRole.PROXY: Party.SUSPECT,
}


class Readers(models.TextChoices):
    """Who may read a note, chosen before it is written; the narrowest first."""

    AGENCY_VICTIM = "agency_victim", "My own agency, on the victim’s side"
    AGENCY_SUSPECT = "agency_suspect", "My own agency, on the suspect’s side"
    VICTIM_SIDE = "victim_side", "The victim’s side"
    SUSPECT_SIDE = "suspect_side", "The suspect’s side"
    TEAM = "team", "Everyone on the case"
    DECISION_LOG = "decision_log", "Police decision log"

    @property
    def is_of_agency(self) -> bool:
        """Whether it is for one agency alone; not even all of that, but those on one side of the case."""
        return self in {Readers.AGENCY_VICTIM, Readers.AGENCY_SUSPECT}


class EventKind(models.TextChoices):
    """What sort of thing a line of the timeline tells of. Everybody is offered all of them, whatever there is."""

    INCIDENT = "incident", "Incidents"
    CONTACT = "contact", "Contacts with the victim"
    ASSESSMENT = "assessment", "Assessments and conferences"
    ORDER = "order", "Orders"
    ACTION = "action", "Actions"
    NOTE = "note", "Notes"
    ALARM = "alarm", "Alarms"
    MOVE = "move", "Moves of the case"


class Paper(models.TextChoices):
    """What may be printed of a case, for one reader. The value stands in the name of the file."""

    SUMMARY = "summary", "Case summary"
    CHRONOLOGY = "chronology", "Chronology"
    PLAN = "plan", "Plan"
    MINUTES = "minutes", "Minutes of the last conference"
    ALL_MINUTES = "all-minutes", "Minutes of every conference"


class Precision(models.TextChoices):
    """How exactly the time of an event is known."""

    MINUTE = "minute", "To the minute"
    HOUR = "hour", "To the hour"
    PART_OF_DAY = "part_of_day", "Part of the day"
    DAY = "day", "The day"
    MONTH = "month", "The month"
    YEAR = "year", "The year"
    UNKNOWN = "unknown", "Not known"


class NameKind(models.TextChoices):
    """What kind of name it is."""

    LEGAL = "legal", "Legal name"
    ALIAS = "alias", "Also known as"
    MAIDEN = "maiden", "Former name"
    ONLINE = "online", "Online name"


class IdentifierKind(models.TextChoices):
    """Numbers by which other systems know a person; none is a key here."""

    NHS = "nhs", "NHS number"
    PNC = "pnc", "PNC identifier"
    CRO = "cro", "CRO number"
    CUSTODY = "custody", "Custody reference"
    PRISON = "prison", "Prison number"


class LocationKind(models.TextChoices):
    """What a place is to the person."""

    HOME = "home", "Home"
    WORK = "work", "Work"
    SCHOOL = "school", "School or nursery"
    REGULAR = "regular", "Goes there regularly"
    OTHER = "other", "Other"


class Channel(models.TextChoices):
    """A way of reaching someone."""

    CALL = "call", "Phone call"
    TEXT = "text", "Text message"
    APP = "app", "Messaging app"
    EMAIL = "email", "E-mail"
    POST = "post", "Post"
    IN_PERSON = "in_person", "In person"


class Views(models.TextChoices):
    """The victim's views on sharing; never the lawful basis for it."""

    AGREED = "agreed", "Agrees"
    LIMITS = "limits", "Agrees with limits"
    NOT_AGREED = "not_agreed", "Does not agree"
    NOT_ASKED = "not_asked", "Not asked"


class Purpose(models.TextChoices):
    """What a draft is for."""

    REFERRAL = "referral", "Referral"
    AGAIN = "again", "Referral of the same people"
    CALL = "call", "Telephone call"
    PAGE = "page", "Page of a case"


class SafeTonight(models.TextChoices):
    """What the advocate answers first when words of hers were hidden."""

    YES = "yes", "Yes, she is safe tonight"
    NO = "no", "No, or I do not know yet"


class Owed(models.TextChoices):
    """What a referral may be sent without, to follow by a date; and whatever else comes to light."""

    SUSPECT = "suspect", "Who is doing it"
    SAFE_CONTACT = "safe_contact", "When and how it is safe to contact the person in danger"
    VIEWS = "views", "What the person in danger thinks about sharing this"
    CRIME_REFERENCE = "crime_reference", "Crime reference, or that there is none"
    MORE = "more", "Something else"


class CallerCheck(models.TextChoices):
    """How it was made sure that somebody on the telephone is who they say they are."""

    CODE_WORD = "code_word", "The code word was right"
    CALLED_BACK = "called_back", "I called back on the agreed route"
    NOT_YET = "not_yet", "Not checked yet. I have said nothing"
    FROM_SUSPECT = "from_suspect", "Heard from the suspect, and compared with nothing"
