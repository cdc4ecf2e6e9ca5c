"""What was said and written in the story of Jolyon Greyscale."""

from datetime import date

from cases.enums import Level
from cases.services import intake
from interventions.enums import OrderAnswer, Strand
from interventions.management.demo.stage import Agreed
from risk.services.contributions import Answer

REFERRAL = intake.Answers(
    victim=intake.Named("Jolyon", "Greyscale", date(1985, 4, 4)),
    suspect=intake.Named(relationship="unknown"),
    suspect_known=False,
    in_danger="Jolyon Greyscale, teacher.",
    happening="Since May a false dating profile with his face, a made-up picture sent to his colleagues on 19 May, and "
    "messages day and night from accounts that come back as soon as he blocks them. On 24 June payments of one penny "
    "with threats in the reference. He does not know who it is and has stopped using e-mail.",
    immediate_danger=False,
    safe_contact_words="Messaging app only. No e-mail: somebody reads it.",
    referrer_name="He himself, through the helpline",
    referrer_contact="01632 960151",
    source="helpline",
    views="agreed",
)

# From when to when, what, which behaviours and methods, how often.
BEFORE = (
    ("2026-05-02", "", "A false dating profile with his pictures and his street.", "dating-app by-dating-app", 1),
    ("2026-05-19", "", "A made-up picture of him sent to eleven colleagues.", "image-abuse made-images", 11),
    ("2026-06-24", "", "Nine payments of one penny, each with a threat as its reference.", "payments payment", 9),
)
LATER = (
    ("2026-06-01", "2026-07-31", "From the six accounts named after his pupils.", "unwanted-contact social", 412),
    ("2026-06-08", "2026-07-30", "From eleven accounts with numbers for names.", "unwanted-contact messaging", 297),
    ("2026-06-15", "2026-07-31", "From four accounts with his own name, misspelt.", "impersonation social", 143),
    ("2026-07-03", "2026-07-28", "From two e-mail addresses, one of them his old one.", "hacking email", 48),
    ("2026-07-15", "", "A message that names the hours at which he is at the gym.", "research messaging", 1),
)

FIRST_ROUND = {
    "police": (
        "2026-07-06 11:00",
        Answer(
            known="Section 2A and malicious communications recorded. 23 accounts; preservation asked of four platforms.",
            thought="Somebody who knows the school. Tireless, and careful about traces.",
            level=Level.MEDIUM,
            summary="Persistent and careful; no act in person so far.",
        ),
    ),
    "health": (
        "2026-07-06 12:00",
        Answer(
            known="Nobody to assess while nobody is known.",
            thought="The tone is of a grievance, not of desire. Rejected or resentful, to be looked at after charge.",
            level=None,
            summary="Grievance rather than desire; not enough to put a level on.",
        ),
    ),
    "outreach-victim-side": (
        "2026-07-07 10:00",
        Answer(
            known="Off sick since 22 June; half pay from September.",
            thought="The head teacher would help if she were told what to look for.",
            level=Level.MEDIUM,
            summary="His post is at risk before he is.",
        ),
    ),
    "advocate": (
        "2026-07-07 11:30",
        Answer(
            known="Fear 6 of 10. Sleeps three hours. CORE-10 24. Lives alone; his sister is near.",
            thought="It is the not knowing that wears him down.",
            level=Level.HIGH,
            summary="Not knowing who it is wears him down most.",
        ),
    ),
}

PLAN = Agreed(
    level=Level.MEDIUM,
    reason="Violence low, persistence high, harm to his mind high.",
    order="When there is somebody to bind. The chief officer of the area where that person lives would apply.",
    sought=OrderAnswer.NOT_YET,
    review_on="2026-08-05",
    actions=(
        (
            Strand.LEGAL,
            "Addresses behind the accounts; say when there is a name, and who may tell him.",
            "police",
            "2026-08-28",
        ),
        (Strand.VICTIM_SAFETY, "Old accounts and pictures: what to close, what to keep.", "advocate", "2026-08-28"),
    ),
    reasons={
        Strand.PSYCHOLOGICAL: "Nobody is known yet.",
        Strand.SOCIAL: "None with the suspect. His post is on the victim’s side of the plan.",
    },
    views=(("advocate", "For him it is high: he has begun to give things away.", Level.HIGH),),
)
