"""The fixed words that rules about people are written in."""

from django.db.models import TextChoices


class Role(TextChoices):
    """The job someone does in a unit. With the kind of their discipline it makes a seat."""

    PRACTITIONER = "practitioner", "Practitioner"
    SUPERVISOR = "supervisor", "Supervisor"
    TEAM_LEAD = "team_lead", "Team lead"
    COORDINATOR = "coordinator", "Coordinator"
    AGENCY_ADMIN = "agency_admin", "Agency administrator"
    AUDITOR = "auditor", "Information governance auditor"
    GUEST = "guest", "Guest"


class DisciplineKind(TextChoices):
    """What rules may know of a discipline. Disciplines themselves are rows; "other" sees what a guest sees."""

    POLICE = "police", "Police"
    HEALTH = "health", "Mental health"
    ADVOCACY = "advocacy", "Advocacy"
    OUTREACH = "outreach", "Outreach"
    PROBATION = "probation", "Probation"
    OTHER = "other", "Other"


class AgencyKind(TextChoices):
    POLICE = "police", "Police force"
    HEALTH = "health", "Health trust"
    CHARITY = "charity", "Charity"
    COUNCIL = "council", "Council"
    PROBATION = "probation", "Probation service"
    OTHER = "other", "Other"


class Regime(TextChoices):
    """Which part of the law governs what an agency does with personal data."""

    PART_3 = "part_3", "Data Protection Act 2018, Part 3 (law enforcement)"
    UK_GDPR = "uk_gdpr", "UK GDPR"
