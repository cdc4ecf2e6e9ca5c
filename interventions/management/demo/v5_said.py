"""What was said and written in the story of Saffron Inkwell."""

from datetime import date

from cases.enums import Level, Precision
from cases.services import intake
from interventions.enums import Strand
from interventions.management.demo.stage import Agreed
from risk.enums import DecisionKind
from risk.services.conferences import Decided
from risk.services.contributions import Answer

REFERRAL = intake.Answers(
    victim=intake.Named("Saffron", "Inkwell", date(2009, 2, 17)),
    suspect=intake.Named(relationship="stranger"),
    suspect_known=False,
    in_danger="Saffron Inkwell, 17, student.",
    happening="The same man has stood across from the college gate on four Wednesdays since the end of April. Last night "
    "a picture of her, taken from behind on the stairs, came to her phone from an account nobody knows. Her parent knows "
    "of the man and not of the pictures; she asks that it stays so.",
    immediate_danger=True,
    done_now="College keeps her in the building until 4pm; a teacher drives her. Control room told at 8:55am.",
    safe_contact_words="Her own phone, after 5pm. Not in front of her parent.",
    referrer_name="Safeguarding lead of the college",
    referrer_contact="01632 960142",
    source="education",
    views="limits",
    views_words="Not the pictures, not to her parent.",
)

# From when to when, what, which behaviours and methods, how often, how well the time is known.
BEFORE = (
    (
        "2026-04-29 15:30",
        "2026-05-27",
        "The same man across from the college gate on Wednesdays as she leaves: 29 April, 13 May, 20 May and 27 May.",
        "watching loitering in-person",
        4,
        Precision.PART_OF_DAY,
    ),
    (
        "2026-06-02 21:14",
        "",
        "A picture of her from behind, taken on the college stairs, sent from an unknown account.",
        "image-abuse watching social",
        1,
        Precision.MINUTE,
    ),
)

# When recorded, when it happened, what, which behaviours and methods, how well the time is known.
LATER = (
    (
        "2026-06-10 09:00",
        "2026-06-09",
        "Her bag was searched in the changing room. Nothing taken; her timetable was on top.",
        "entry research in-person",
        Precision.DAY,
    ),
    (
        "2026-06-11 18:10",
        "2026-06-11 16:45",
        "Came up to her at the bus stop and used her first name.",
        "approach in-person",
        Precision.HOUR,
    ),
    (
        "2026-06-12 16:30",
        "2026-06-12 15:50",
        "Sat in a grey van by the gate; a teacher wrote down the number plate.",
        "watching vehicle",
        Precision.MINUTE,
    ),
)

FIRST_ROUND = {
    "police": (
        "2026-06-03 16:30",
        Answer(
            known="Section 4A and voyeurism recorded. Account traced to a prepaid phone. Camera at the gate asked for.",
            thought="Patient, and coming closer. We do not know who he is, so we cannot say what he will not do.",
            level=Level.VERY_HIGH,
            summary="Unknown man, closer each week, pictures taken inside the college.",
        ),
    ),
    "health": (
        "2026-06-03 17:00",
        Answer(
            known="Nobody to assess. Consultation only.",
            thought="Watching before approach and pleasure in not being seen: read it as predatory until shown otherwise.",
            level=Level.VERY_HIGH,
            summary="Predatory pattern; no therapy is offered before a trial.",
        ),
    ),
    "outreach-victim-side": (
        "2026-06-03 17:30",
        Answer(
            known="The college can change her hours and her gate. Her brother is 15 and goes to the same bus stop.",
            thought="A travel plan would give her back the afternoon.",
            level=Level.HIGH,
            summary="Travel plan and changed hours are possible from tomorrow.",
        ),
    ),
    "advocate-two": (
        "2026-06-03 19:10",
        Answer(
            known="Fear 8 of 10. Has stopped swimming. Her parent does not know about the pictures.",
            thought="What her parent is told is hers to decide as far as it is safe; ask her again each time.",
            level=Level.VERY_HIGH,
            summary="Very frightened; confidence at home matters as much as the gate.",
        ),
    ),
}

PLAN = Agreed(
    level=Level.VERY_HIGH,
    reason="A child, an unknown man, and pictures from inside the college.",
    order="As soon as he has a name. The application is drafted today.",
    review_on="2026-06-11",
    actions=(
        (Strand.LEGAL, "Plates, cameras and the account: find out who he is.", "police", "2026-06-19"),
        (
            Strand.VICTIM_SAFETY,
            "Social care referral of 3 June followed up; strategy meeting; who tells her parent what.",
            "advocate-two",
            "2026-06-19",
        ),
    ),
    reasons={
        Strand.PSYCHOLOGICAL: "Nobody to treat; none before a trial.",
        Strand.SOCIAL: "None with the suspect. The college’s travel plan is on her side.",
    },
    decisions=(
        Decided(
            DecisionKind.VICTIM_SAFETY,
            "Her parent is not told of the pictures unless she is in danger by it.",
            "She is 17 and understands what she asks.",
        ),
        Decided(DecisionKind.DISCLOSURE, "Children’s services and the college’s safeguarding lead.", "Under 18."),
    ),
)
