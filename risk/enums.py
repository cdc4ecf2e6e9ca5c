"""The values that assessments and conferences branch on."""

from django.db import models

from stalking_unit.accounts.enums import DisciplineKind


class RoundTrigger(models.TextChoices):
    """Why every discipline is asked."""

    FIRST = "first", "First assessment"
    REFERRED_AGAIN = "referred_again", "Referred again"
    SOMETHING_CHANGED = "something_changed", "Something changed"
    LEVEL = "level", "A change of level is considered"
    CLOSURE = "closure", "Closure is considered"


AGAIN = (RoundTrigger.SOMETHING_CHANGED, RoundTrigger.LEVEL, RoundTrigger.CLOSURE)


class ContributionStatus(models.TextChoices):
    """How far one discipline is with its part. A vacant post is a state, not a delay."""

    AWAITED = "awaited", "Still to come"
    VACANT = "vacant", "Post vacant"
    SUBMITTED = "submitted", "Submitted, sign-off to come"
    SIGNED = "signed", "Answered"
    RETURNED = "returned", "Returned for changes"


ANSWERED = frozenset({ContributionStatus.SUBMITTED, ContributionStatus.SIGNED, ContributionStatus.RETURNED})
STILL_TO_COME = frozenset({ContributionStatus.AWAITED, ContributionStatus.VACANT, ContributionStatus.RETURNED})


class Stance(models.TextChoices):
    """What a section of a contribution holds: three different rules say who reads it, and when."""

    FACTS = "facts", "What we know"
    OPINION = "opinion", "What we think"
    LEVEL = "level", "How high we put the risk"


class Known(models.TextChoices):
    """What an answer about facts comes to. No answer at all is none of these: the row is missing."""

    WRITTEN = "written", "Written"
    NOTHING = "nothing", "Nothing known"
    NOT_KNOWN = "not_known", "Not known"


class Verdict(models.TextChoices):
    """What a second person says to a contribution."""

    AGREED = "agreed", "Signed off"
    RETURNED = "returned", "Returned for changes"


class Audience(models.TextChoices):
    """For whom a part of a formulation is written; each has a rule of its own."""

    TEAM = "team", "Everybody on the case"
    VICTIM = "victim", "The victim’s side"
    CLINICAL = "clinical", "Mental health"


class Axis(models.TextChoices):
    """How high on one axis of a formulation. It is no level, and axes are never added up."""

    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    HIGH = "high", "High"
    NOT_KNOWN = "not_known", "Not known"


class Imminence(models.TextChoices):
    """How soon what is feared could come."""

    NOW = "now", "Now"
    SOON = "soon", "In days or weeks"
    NOT_IMMINENT = "not_imminent", "Not imminent"
    NOT_KNOWN = "not_known", "Not known"


class DecisionKind(models.TextChoices):
    """What a decision is about. Those on victim safety are for the victim’s side only."""

    LEVEL = "level", "Level of risk"
    LEGAL = "legal", "Legal"
    PSYCHOLOGICAL = "psychological", "Psychological"
    SOCIAL = "social", "Social"
    VICTIM_SAFETY = "victim_safety", "Victim safety"
    DISCLOSURE = "disclosure", "Sharing information"
    NO_ACTION = "no_action", "No action"


class Difference(models.TextChoices):
    """In what somebody's being there differs for one case from their being in the room."""

    AWAY = "away", "Away for this case"
    CONFLICT = "conflict", "Declared a conflict of interest"
    CHAIR = "chair", "In the chair for this case"
    GUEST = "guest", "There for this case only"


class MinuteReaders(models.TextChoices):
    """Who reads a row of the minutes about a case."""

    TEAM = "team", "Everyone on the case"
    VICTIM_SIDE = "victim_side", "The victim’s side"


class AgendaReason(models.TextChoices):
    """Why a case is on the agenda of a meeting."""

    CONFERENCE_DUE = "conference_due", "The assessment is over: a conference is due"
    IN_REVIEW = "in_review", "Its review has begun"
    REVIEW_DUE = "review_due", "Its review is due by then"
    TRIGGER = "trigger", "Something changed since the last conference"
    UNCONFIRMED = "unconfirmed", "A decision was not confirmed in time"
    ADDED = "added", "Added"


class Quorum(models.TextChoices):
    """Who must be at a conference for it to be quorate."""

    CHAIR = "chair", "Chair"
    POLICE = DisciplineKind.POLICE.value, "Police"
    HEALTH = DisciplineKind.HEALTH.value, "Mental health"
    ADVOCACY = DisciplineKind.ADVOCACY.value, "Advocate"
