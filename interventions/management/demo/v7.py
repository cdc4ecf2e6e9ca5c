"""Copper Beech: the suspect serves with the police here, so nobody here sees it who is not named on it."""

from datetime import date

from cases.enums import Channel, Level, LocationKind, Precision, Transition
from cases.models import Case
from cases.services import intake, people, places, safe_contact, team
from interventions.enums import ContactOutcome, Strand
from interventions.management.demo.stage import Agreed, Stage
from interventions.services import support
from risk.services.contributions import Answer

REFERENCE = "CHS-2026-00085"

REFERRAL = intake.Answers(
    victim=intake.Named("Beatrix", "Hollowell", date(1993, 1, 30)),
    suspect=intake.Named("Lachlan", "Redactor", date(1990, 6, 11), "ex-dated"),
    suspect_known=True,
    in_danger="Beatrix Hollowell, hospital pharmacist. She does not trust the local police.",
    happening="They separated in June. On 4 July he called 22 times. On 12 July a police car stood outside her home "
    "while he was off duty. On 20 July he quoted her new number to her, which she had given to nobody he knows.",
    immediate_danger=False,
    safe_contact_words="Through the advocate only. Never the work line.",
    referrer_name="Odile Facsimile, Harbour Light",
    referrer_contact="01632 960161",
    source="advocate",
    views="limits",
    views_words="Not the local unit. Another force.",
)
AGENCY = "The suspect is a serving officer of Cheshire Police."

LATER = (
    (
        "2026-08-02 10:00",
        "2026-08-01",
        "Professional standards find that he opened her address in the force’s own records four times.",
        "research other",
        4,
    ),
    ("2026-08-10 09:00", "2026-08-09", "Followed her car from the retail park to her street.", "following vehicle", 1),
    (
        "2026-08-17 09:00",
        "2026-08-16",
        "A message passed on through a colleague at the hospital.",
        "proxy third-party",
        1,
    ),
)

FIRST_ROUND = {
    "other-unit-police": (
        "2026-07-23 15:00",
        Answer(
            known="Serving officer, local unit, trained in firearms. Call data and off-duty logs secured by professional "
            "standards of his own force. No earlier complaint.",
            thought="He has the means to find her and knows how an investigation runs.",
            level=Level.HIGH,
            summary="Access to police systems and training; means to find her.",
        ),
    ),
    "advocate-two": (
        "2026-07-23 17:20",
        Answer(
            known="Fear 8 of 10. Sleeps at her sister’s. Afraid that any call to the police reaches him.",
            thought="Every step must be told to her before it is taken.",
            level=Level.HIGH,
            summary="Very frightened; no trust in local police; wants another force.",
        ),
    ),
}


def begin(stage: Stage) -> Case:
    """22 to 24 July: hidden from its first question, led and investigated from the neighbouring unit."""
    case = stage.refer("advocate-two", "2026-07-22 11:10", REFERENCE, REFERRAL, agency=AGENCY)
    with stage.as_("other-unit-lead", "2026-07-22 12:00") as by:
        for slug, why in (
            ("police", "Works in the same station as the suspect."),
            ("police-supervisor", "The suspect’s former sergeant."),
            ("lead-alternate", "The suspect’s inspector until May."),
            ("health", "Works with the victim’s trust."),
        ):
            team.exclude(case, stage.users[slug], by=by, reason=why)
    stage.screen(
        "other-unit-lead", "2026-07-22 13:00", case, "Stalking by a serving officer; misuse of police records."
    )
    stage.take(
        "other-unit-lead",
        "2026-07-22 16:30",
        case,
        Transition.ACCEPT,
        reason="Serving officer with access to records. Must not be worked from here.",
        level="high",
        leads={"legal": "other-unit-police", "victim": "advocate-two"},
        order="To be applied for by the other force’s chief officer with independent lawyers.",
        coordinator="",
    )
    for slug, occurred, what, codes, count in (
        ("advocate-two", "2026-07-04", "22 calls between 9pm and 2am.", "unwanted-contact phone", 22),
        (
            "advocate-two",
            "2026-07-12",
            "A marked police car outside her home for an hour. He was off duty.",
            "watching vehicle",
            1,
        ),
        (
            "advocate-two",
            "2026-07-20",
            "Rang her on a number she had changed the week before.",
            "unwanted-contact phone",
            1,
        ),
    ):
        stage.incident(slug, "2026-07-22 17:00", case, occurred, what, codes, count=count, how_known="Her diary.")
    what_is_known(stage, case)
    return case


def what_is_known(stage: Stage, case: Case) -> None:
    """Reached through her advocate alone; since August in a refuge."""
    victim = stage.victim(case)
    with stage.as_("advocate-two", "2026-07-22 17:30") as by:
        rules = {
            "channels": [Channel.APP.value],
            "say": "“Library books”",
            "code_word": "copper beech",
            "emergency_route": "Her sister’s landline, by the advocate only.",
            "agreed_on": by.now.date(),
        }
        safe_contact.agree(victim, rules, by=by)
        places.add_contact(victim, Channel.APP, "07700 900161", by=by)
        people.describe(victim, by=by, sex="female", ethnicity="W1")
    with stage.as_("advocate-two", "2026-08-10 19:00") as by:
        places.add_place(
            victim,
            LocationKind.HOME,
            by=by,
            address=stage.said("Refuge, moved on 10 August"),
            postcode="ZX9 9ZZ",
            starts_on=stage.on("2026-08-10"),
        )


def later(stage: Stage, case: Case) -> None:
    """August: what professional standards found, and what he did next."""
    for when, occurred, what, codes, count in LATER:
        stage.incident("other-unit-police", when, case, occurred, what, codes, count=count, precision=Precision.DAY)


PLAN = Agreed(
    level=Level.HIGH,
    reason="Serving officer with access to systems; frightened victim; no contact with him by anyone but the other force.",
    order="Application by the other force’s chief officer, with independent lawyers.",
    review_on="2026-08-07",
    actions=(
        (
            Strand.LEGAL,
            "Suspension, and access to every system cut at the same hour.",
            "other-unit-police",
            "2026-08-04",
        ),
        (Strand.VICTIM_SAFETY, "A place in a refuge; nothing said on any work line.", "advocate-two", "2026-08-10"),
    ),
    reasons={
        Strand.PSYCHOLOGICAL: "Not while he is under investigation.",
        Strand.SOCIAL: "His force’s welfare officer, told nothing of this case.",
    },
)


def play(stage: Stage) -> None:
    """From the referral to the reviews every fourteen days."""
    case = begin(stage)
    stage.assess(case, "2026-07-22 17:15", FIRST_ROUND, "2026-07-24 09:00")
    item = stage.confer(case, "2026-07-24 10:00", "other-unit-lead", "other-unit-police", "advocate-two")
    stage.adopt(item, "2026-07-24 11:00", PLAN)
    later(stage, case)
    stage.finish("other-unit-police", "2026-08-04 18:00", case, "Suspended at 4pm; access cut at the same minute.")
    stage.finish("advocate-two", "2026-08-10 18:00", case, "She is in the refuge.")
    found_her = "He found her number, followed her home and sent a colleague. Level stands."
    stage.look_again(case, "2026-08-17 10:00", found_her, "Through her advocate: afraid.")
    stage.review_until(
        case,
        "2026-08-07",
        "2026-11-27",
        Level.HIGH,
        "Bail conditions kept. Level stands.",
        "Through her advocate: agrees.",
    )
    with stage.as_("advocate-two", "2026-10-13 17:00") as by:
        support.record(
            stage.victim(case),
            by=by,
            channel=Channel.APP,
            outcome=ContactOutcome.SPOKEN,
            fear=5,
            victims_words="Charged. I had to read it twice.",
            notes="Told her first, as agreed.",
        )
