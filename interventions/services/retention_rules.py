"""How long each kind of agency keeps what it holds of a case, as a unit starts with it.

The police: Management of Police Information, review groups 1 to 3. Health: the NHS records management code. Charity and
council: their own schedules, which each replaces by a row of its own with a date.
"""

from interventions.models import RetentionRule

# Code, whose, years, whether it is looked at again then, by which rule, from when.
RULES = (
    ("police-1", "police", 10, True, "Group 1: looked at again every 10 years, until the person is 100", "2006-04-03"),
    ("police-2", "police", 10, True, "Group 2: looked at again after 10 years without anything new", "2006-04-03"),
    ("police-3", "police", 6, True, "Group 3: looked at again after 6 years without anything new", "2006-04-03"),
    ("health", "health", 20, False, "Mental health records: 20 years after the last contact", "2021-08-01"),
    ("charity", "charity", 7, False, "The charity’s own schedule: 7 years", "2018-05-25"),
    ("council", "council", 6, False, "The council’s own schedule: 6 years", "2018-05-25"),
    ("probation", "probation", 6, True, "Looked at again after 6 years", "2018-05-25"),
)


def ensure_rules() -> None:
    """Put in the rules whose code is not there at all; one that a unit has ended or replaced is left alone."""
    known = set(RetentionRule.objects.values_list("code", flat=True))
    RetentionRule.objects.bulk_create(
        RetentionRule(code=code, holder=holder, years=years, is_review=again, basis=basis, starts_on=start)
        for code, holder, years, again, basis, start in RULES
        if code not in known
    )
