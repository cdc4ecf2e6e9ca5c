"""The values our code branches on in plans, orders and support."""

from django.db import models


class Strand(models.TextChoices):
    """What an action is for. The first three are asked of every plan; the fourth is the victim’s side’s own."""

    PSYCHOLOGICAL = "a", "Psychological intervention"
    SOCIAL = "b", "Social support"
    LEGAL = "c", "Legal sanction"
    VICTIM_SAFETY = "v", "Victim safety"


# Each has an action or a reason why it has none.
ASKED_STRANDS = (Strand.PSYCHOLOGICAL, Strand.SOCIAL, Strand.LEGAL)


class ActionStatus(models.TextChoices):
    """How far an action is. Handed over means still to be done, by somebody who has accepted it by name."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    HANDED_OVER = "handed_over", "Handed over"
    DROPPED = "dropped", "No longer needed"


class ActionStep(models.TextChoices):
    """What somebody did to an action."""

    ADDED = "added", "Added"
    REWORDED = "reworded", "Changed"
    PUT_OFF = "put_off", "Given another day"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Not accepted"
    DONE = "done", "Done"
    DROPPED = "dropped", "No longer needed"


class OrderKind(models.TextChoices):
    """The instruments that bind a suspect or perpetrator in England and Wales."""

    SPO_INTERIM = "spo_interim", "Interim stalking protection order"
    SPO_FULL = "spo_full", "Stalking protection order"
    RO_CONVICTION = "ro_conviction", "Restraining order on conviction"
    RO_ACQUITTAL = "ro_acquittal", "Restraining order on acquittal"
    NON_MOLESTATION = "non_molestation", "Non-molestation order"
    OCCUPATION = "occupation", "Occupation order"
    INJUNCTION = "injunction", "Injunction against harassment"
    DAPN = "dapn", "Domestic abuse protection notice"
    DAPO = "dapo", "Domestic abuse protection order"
    DVPN = "dvpn", "Domestic violence protection notice"
    DVPO = "dvpo", "Domestic violence protection order"
    BAIL_POLICE = "bail_police", "Police bail conditions"
    BAIL_COURT = "bail_court", "Court bail conditions"
    CP_WARNING = "cp_warning", "Community protection warning"
    CP_NOTICE = "cp_notice", "Community protection notice"
    CBO = "cbo", "Criminal behaviour order"
    SHPO = "shpo", "Sexual harm prevention order"
    SRO = "sro", "Sexual risk order"
    LICENCE = "licence", "Licence conditions"
    HOSPITAL = "hospital", "Hospital order"
    PRISON_NO_CONTACT = "prison_no_contact", "Prison no-contact measures"


class OrderAnswer(models.TextChoices):
    """What was decided about seeking a stalking protection order. The first two wait for whoever owns the question."""

    NOT_YET = "not_yet", "Not considered yet"
    ASKED_AGAIN = "asked_again", "Asked again, because something changed"
    SOUGHT = "sought", "Considered: police apply"
    NOT_SOUGHT = "not_sought", "Considered: not sought"


# What somebody answers; asking again is a step of its own.
ORDER_ANSWERS = (OrderAnswer.SOUGHT, OrderAnswer.NOT_SOUGHT, OrderAnswer.NOT_YET)


class MadeVia(models.TextChoices):
    """How an order came to be made."""

    POLICE_APPLICATION = "police_application", "On application by the police"
    VICTIM_APPLICATION = "victim_application", "On application by the victim"
    ON_CONVICTION = "on_conviction", "On conviction"
    ON_ACQUITTAL = "on_acquittal", "On acquittal"
    WITHOUT_COURT = "without_court", "Without a court"
    OTHER = "other", "Another way"


class ConditionKind(models.TextChoices):
    """What a condition forbids or asks."""

    NO_CONTACT = "no_contact", "No contact, direct or indirect"
    NO_POSTING = "no_posting", "No posting online"
    EXCLUSION_AREA = "exclusion_area", "Keep out of an area"
    NO_APPROACH = "no_approach", "Do not approach"
    DEVICES = "devices", "Disclose devices and accounts"
    PROGRAMME = "programme", "Attend an assessment or programme"
    TAG = "tag", "Wear a location tag"
    NOTIFY = "notify", "Notify changes"
    NO_RESEARCH = "no_research", "Do not search for the victim"
    CURFEW = "curfew", "Curfew"
    OTHER = "other", "Another condition"


class ServiceMethod(models.TextChoices):
    """How an order was put into the hands of the person it binds."""

    IN_PERSON = "in_person", "In person"
    AT_COURT = "at_court", "At court"
    SOLICITOR = "solicitor", "Through a solicitor"
    POST = "post", "By post"
    OTHER = "other", "Another way"


class BreachOutcome(models.TextChoices):
    """What was decided about a breach. Until something is, the case stays open."""

    UNDECIDED = "undecided", "Not decided yet"
    CHARGED = "charged", "Charged"
    NO_CHARGE = "no_charge", "No charge"
    OTHERWISE = "otherwise", "Dealt with another way"
    NOT_A_BREACH = "not_a_breach", "Found not to be a breach"


class Abuse(models.TextChoices):
    """What became of the stalking by the end."""

    STOPPED = "stopped", "It has stopped"
    LESS = "less", "There is less of it"
    SAME = "same", "It is as it was"
    WORSE = "worse", "It is worse"
    NOT_KNOWN = "not_known", "Not known"


class Answered(models.TextChoices):
    """An answer to a question about the end; that nobody knows is one."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"


class Proceedings(models.TextChoices):
    """What became of proceedings by the end."""

    CONVICTED = "convicted", "Convicted"
    OUT_OF_COURT = "out_of_court", "Settled out of court"
    PENDING = "pending", "Still to be heard"
    ENDED = "ended", "Ended without a conviction"
    NONE = "none", "There were none"
    NOT_KNOWN = "not_known", "Not known"


class Programme(models.TextChoices):
    """What became of work with the suspect by the end."""

    COMPLETED = "completed", "Completed"
    PARTLY = "partly", "Begun and not completed"
    REFUSED = "refused", "Offered, and refused"
    NONE = "none", "Not offered"
    NOT_KNOWN = "not_known", "Not known"


class PoliceGroup(models.TextChoices):
    """The group by which police review what they keep about a person."""

    ONE = "police-1", "Group 1: certain public protection matters"
    TWO = "police-2", "Group 2: other sexual, violent or serious offences"
    THREE = "police-3", "Group 3: all other offences"


class ContactOutcome(models.TextChoices):
    """How an attempt to speak with a victim ended."""

    SPOKEN = "spoken", "We spoke or wrote to each other"
    NO_REPLY = "no_reply", "No reply"
    ATTEMPTED = "attempted", "Tried, and could not get through"
    WRONG_PERSON = "wrong", "Somebody else answered"
    NOT_SAFE = "not_safe", "It was not safe to talk, and we stopped"


# After these nobody knows how the victim is.
UNANSWERED = (ContactOutcome.NO_REPLY, ContactOutcome.ATTEMPTED, ContactOutcome.WRONG_PERSON)


class VictimPlanKind(models.TextChoices):
    """What a plan made with a victim is for."""

    SAFETY = "safety", "Safety plan"
    SUPPORT = "support", "Support plan"


class NeedKind(models.TextChoices):
    """What a victim needs help with."""

    SAFETY = "safety", "Safety"
    HOUSING = "housing", "Housing"
    MONEY = "money", "Money"
    HEALTH = "health", "Health"
    COPING = "coping", "Coping and counselling"
    CHILDREN = "children", "Children"
    WORK = "work", "Work or study"
    LAW = "law", "Police and court"
    DEVICES = "devices", "Phones and accounts"
    OTHER = "other", "Something else"


class NeedState(models.TextChoices):
    """How far a need is met."""

    OPEN = "open", "Open"
    IN_HAND = "in_hand", "In hand"
    MET = "met", "Met"
    DROPPED = "dropped", "No longer wanted"


class CouldBe(models.TextChoices):
    """Whether the suspect could be with a victim who does not answer."""

    YES = "yes", "Yes, that is possible"
    NOT_KNOWN = "not_known", "We do not know"
    NO = "no", "No, and we know why"


class Initiator(models.TextChoices):
    """Who began a contact. The safe-contact rule binds us, never the victim."""

    WORKER = "worker", "We did"
    VICTIM = "victim", "The victim did"
    OTHER = "other", "Somebody else did"


class HearingKind(models.TextChoices):
    """What a court sits about."""

    ORDER = "order", "Application for an order, or to change one"
    BAIL = "bail", "Bail or remand"
    PLEA = "plea", "Plea"
    TRIAL = "trial", "Trial"
    SENTENCE = "sentence", "Sentence"
    CHILDREN = "children", "Family court: contact with children"
    FAMILY = "family", "Family court: something else"
    OTHER = "other", "Something else"


class ReleasedTo(models.TextChoices):
    """Who gets a copy of an order, all of them on the suspect's side or of its hearing."""

    BOUND = "bound", "The person it binds"
    SOLICITOR = "solicitor", "The solicitor of the person it binds"
    CUSTODY = "custody", "Prison or custody staff, for the person it binds"


class ReleaseState(models.TextChoices):
    """How far a release has come. Whatever was typed, it is held first."""

    HELD = "held", "Held until the victim’s side has read it"
    RELEASED = "released", "Released"
    NOT_RELEASED = "not_released", "Not released"
    WITHDRAWN = "withdrawn", "Taken back"


class HearingResult(models.TextChoices):
    """What became of a hearing."""

    HELD = "held", "It took place"
    MOVED = "moved", "Moved to another day"
    CANCELLED = "cancelled", "Cancelled"


class HearingAnswer(models.TextChoices):
    """Whether the victim knows of a hearing."""

    TOLD = "told", "Yes, the victim has been told"
    NOT_YET = "not_yet", "Not yet"
    NOT_WANTED = "not_wanted", "The victim asked not to be told"


class EndAnswer(models.TextChoices):
    """What is to become of an order when it ends."""

    RENEW = "renew", "Apply to renew or extend it"
    LET_END = "let_end", "Let it end"
    NOT_YET = "not_yet", "Not decided yet"


class About(models.TextChoices):
    """Whom something that left the team was about."""

    VICTIM = "victim", "The victim"
    SUSPECT = "suspect", "The suspect"
    BOTH = "both", "Both"


class ToldTo(models.TextChoices):
    """To whom something was given or told outside the team."""

    COURT = "court", "A court"
    PROSECUTION = "prosecution", "The Crown Prosecution Service"
    POLICE = "police", "Police who are not on the case"
    PRISON = "prison", "A prison, or custody staff"
    PROBATION = "probation", "Probation who are not on the case"
    HEALTH = "health", "A health service"
    CHILDREN = "children", "Children’s or adults’ social care"
    HOUSING = "housing", "Housing, or the council"
    WORK = "work", "An employer, a school or a university"
    VICTIM = "victim", "The victim"
    SUSPECT = "suspect", "The suspect"
    DEFENCE = "defence", "The suspect’s solicitor"
    OTHER = "other", "Somebody else"


class Gateway(models.TextChoices):
    """By what right it was given."""

    CRIME = "crime", "To prevent or detect crime"
    SAFETY = "safety", "To keep somebody from serious harm"
    CHILD = "child", "To protect a child, or an adult at risk"
    COURT = "court", "Ordered by a court, or part of a case before it"
    CONSENT = "consent", "The person it is about agreed"
    REQUEST = "request", "The person asked for their own data"
    DUTY = "duty", "Another duty in law"
    NONE = "none", "None. It should not have happened"
    UNKNOWN = "unknown", "Not known"


class ToldHow(models.TextChoices):
    """How it was given or told."""

    SPOKEN = "spoken", "Said in person"
    MEETING = "meeting", "Said in a meeting"
    PHONE = "phone", "By phone or video"
    EMAIL = "email", "By e-mail"
    POST = "post", "By post"
    HANDED = "handed", "Handed over on paper"
    SHOWN = "shown", "Shown, or left where it could be seen"


class Whereabouts(models.TextChoices):
    """Whether what left told where the victim is, or how they are reached."""

    NO = "no", "No"
    YES = "yes", "Yes"
    NOT_KNOWN = "not_known", "Not known"
