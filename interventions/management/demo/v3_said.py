"""What was said and written in the story of Dr Rufus Stubbfield."""

from datetime import date

from cases.enums import Level, Precision
from cases.services import intake
from interventions.enums import Strand
from interventions.management.demo.stage import Agreed
from risk.enums import DecisionKind
from risk.services.conferences import Decided
from risk.services.contributions import Answer

REFERRAL = intake.Answers(
    victim=intake.Named("Rufus", "Stubbfield", date(1985, 8, 30)),
    suspect=intake.Named("Clementina", "Vapourell", date(1980, 1, 12), "professional"),
    suspect_known=True,
    in_danger="Dr Rufus Stubbfield, GP, and his partner.",
    happening="A former patient writes that they are married. About 60 letters between November and February, four "
    "appointments booked under false names on 11 February, waiting at the school gate of his nephew on 5 March, and "
    "yesterday she stood in the surgery in a wedding dress. Seen in custody by liaison and diversion: no insight.",
    immediate_danger=False,
    safe_contact_words="Only through the practice manager’s line.",
    referrer_name="Practice manager, with the liaison and diversion nurse",
    referrer_contact="01632 960121",
    source="custody",
    views="agreed",
    views_words="He wants her treated, not punished.",
    crime_reference="CHS/0319/44",
)

# From when to when, what, which behaviours and methods, how often, how well the time is known.
BEFORE = (
    (
        "2025-11-01",
        "2026-02-28",
        "About 60 letters that speak of their marriage. Some are dated, most are not.",
        "gifts-letters post",
        60,
        Precision.MONTH,
    ),
    ("2026-02-11", "", "Four appointments booked under other names.", "impersonation phone", 4, Precision.DAY),
    (
        "2026-03-05 15:00",
        "",
        "Stood at the school gate and called his nephew by name.",
        "loitering third-party-contact in-person",
        1,
        Precision.PART_OF_DAY,
    ),
    (
        "2026-03-19 10:20",
        "",
        "Came into the waiting room in a wedding dress and would not leave.",
        "approach in-person",
        1,
        Precision.MINUTE,
    ),
)

FIRST_ROUND = {
    "police": (
        "2026-03-24 10:00",
        Answer(
            known="Section 2A recorded. One caution in 2021 for harassing a shopkeeper. No weapons. Letters kept, 41 of 60.",
            thought="She does not threaten, and she does not stop. Each answer is read as an invitation.",
            level=Level.HIGH,
            summary="Persistent, undeterred by arrest; a child of the family was approached.",
        ),
    ),
    "health-supervisor": (
        "2026-03-25 11:30",
        Answer(
            known="Known to the community team until 2023. Off medication since. Liaison saw her in custody on 19 March.",
            thought="A fixed belief that they are married. It will not yield to warnings; it may yield to treatment. "
            "Watch for anger when the partner is noticed.",
            level=Level.HIGH,
            summary="Intimacy seeking with a delusional belief; treatment first, order beside it.",
            instrument_code="srp",
            instrument_result="Intimacy seeker; persistence high, violence moderate",
        ),
    ),
    "outreach": (
        "2026-03-26 10:00",
        Answer(
            known="Lives alone; two months of rent owed; no one calls on her.",
            thought="The surgery is the only place where people have been kind to her.",
            level=Level.MEDIUM,
            summary="Very isolated; the day centre would give her another place to be.",
        ),
    ),
    "advocate": (
        "2026-03-26 15:30",
        Answer(
            known="Fear 6 of 10. Staff take turns to walk him to his car. His partner does not know about the dress.",
            thought="He is ashamed to be afraid of a patient, and asks for too little.",
            level=Level.HIGH,
            summary="Work and home both changed; he asks for too little.",
        ),
    ),
}

PLAN = Agreed(
    level=Level.HIGH,
    reason="A delusional belief that does not yield, a child approached, and a partner she has not noticed yet.",
    order="Interim order applied for, in words that leave her care and appointments open.",
    review_on="2026-04-10",
    actions=(
        (
            Strand.PSYCHOLOGICAL,
            "Assessment at home with the crisis team; medication; psychology to follow.",
            "health-supervisor",
            "2026-12-04",
        ),
        (Strand.SOCIAL, "Something to do in the day: the day centre, twice a week.", "outreach", "2026-12-18"),
        (Strand.LEGAL, "Interim order; charge for section 2A.", "police", "2026-05-08"),
        (Strand.VICTIM_SAFETY, "Plan for the surgery: desk, calls, closing time, car.", "advocate", "2026-04-30"),
    ),
    decisions=(
        Decided(
            DecisionKind.PSYCHOLOGICAL,
            "Health reads the conditions of every order before the police apply.",
            "An order that forbids the surgery without exception would stop her care.",
        ),
        Decided(DecisionKind.DISCLOSURE, "The school is told what to look for, and no name of an illness.", "A child."),
    ),
)
