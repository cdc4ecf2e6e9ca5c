"""Henrietta Blankley: a colleague who misread her, medium, worked down to a good end."""

from datetime import date

from cases.enums import Channel, IdentifierKind, Level, Transition
from cases.models import Case
from cases.services import intake, people, places, safe_contact
from interventions.enums import (
    Abuse,
    Answered,
    ContactOutcome,
    OrderAnswer,
    PoliceGroup,
    Proceedings,
    Programme,
    Strand,
)
from interventions.management.demo.stage import Agreed, Stage
from interventions.services import closing, reviews, support
from interventions.services.results import Results
from risk.services.contributions import Answer

REFERENCE = "CHS-2026-00031"

REFERRAL = intake.Answers(
    victim=intake.Named("Henrietta", "Blankley", date(1997, 5, 14)),
    suspect=intake.Named("Tobias", "Quillmock", date(2003, 2, 2), "colleague"),
    suspect_known=True,
    in_danger="Henrietta Blankley, lab analyst.",
    happening="Since early March about 130 messages on the workplace chat, gifts left on her desk, following her to the "
    "tram stop on 9 April and turning up at her choir on 20 April. They never went out. She has told him to stop twice.",
    immediate_danger=False,
    safe_contact_words="Mobile, any time. Voicemail is fine.",
    referrer_name="Employer’s HR, through the coordinator",
    referrer_contact="hr@example.org",
    source="employer",
    views="limits",
    views_words="She does not want court. Happy for the unit and her employer to talk.",
)

BEFORE = (
    (
        "2026-03-03",
        "2026-04-20",
        "About 130 messages on the workplace chat, most of them after 10pm.",
        "unwanted-contact messaging",
        130,
    ),
    ("2026-03-27", "", "A scarf and a hand-made card left on her desk.", "gifts-letters in-person", 1),
    ("2026-04-09", "", "Followed her from work to the tram stop, two carriages behind.", "following in-person", 1),
    ("2026-04-20", "", "Came to her choir rehearsal and asked to join.", "approach in-person", 1),
)

FIRST_ROUND = {
    "police": (
        "2026-05-15 11:00",
        Answer(
            known="Section 2A recorded 25 April. No previous. Screening tool: stalking. Messages preserved. The limit for a "
            "summary charge runs out six months after the last act.",
            thought="Persistent but no threat, and he has engaged since he was spoken to.",
            level=Level.MEDIUM,
            summary="Persistent messages, no threats; engaging since spoken to.",
        ),
    ),
    "health": (
        "2026-05-18 15:30",
        Answer(
            known="Not known to services. Says himself that he is autistic. Seen once, with his manager’s agreement.",
            thought="Misreads politeness as interest. Little anger; strong wish to be told the rules plainly.",
            level=Level.MEDIUM,
            summary="Misread signals rather than grievance; likely to respond to plain coaching.",
            instrument_code="sash",
            instrument_result="Moderate concern",
        ),
    ),
    "outreach": (
        "2026-05-18 10:00",
        Answer(
            known="Lives alone, few friends outside work; evenings are when he writes.",
            thought="Something to do in the evenings would take much of the pressure off.",
            level=Level.STANDARD,
            summary="Isolated in the evenings; open to a group.",
        ),
    ),
    "advocate": (
        "2026-05-18 16:45",
        Answer(
            known="She has changed her route and stopped choir. Fear 7 of 10. Wants it to stop, does not want court.",
            thought="She is worn down more than frightened; a move of his desk would change her week.",
            level=Level.MEDIUM,
            summary="Daily life restricted; wants it stopped without court.",
        ),
    ),
}


def begin(stage: Stage) -> Case:
    """24 April to 14 May: referred by the employer, consulted on, then taken on when he wrote again."""
    case = stage.refer("coordinator", "2026-04-24 10:20", REFERENCE, REFERRAL)
    stage.screen("police", "2026-04-27 09:30", case, "Stalking by the screening tool; moderate concern. No red flag.")
    for start, end, what, codes, count in BEFORE:
        stage.incident(
            "police", "2026-04-27 10:15", case, start, what, codes, count=count, until=end, how_known="Employer’s log."
        )
    stage.take(
        "lead",
        "2026-04-28 11:30",
        case,
        Transition.CONSULT,
        reason="No threat and an employer who acts. Advice to the officer in the case and to HR first.",
        level="medium",
        leads={"legal": "police", "psychological": "health"},
        order="Considered; not proportionate while he stops when told.",
    )
    on = stage.on
    stage.move(
        "health",
        "2026-04-30 16:00",
        case,
        Transition.ISSUE_ADVICE,
        says={
            "advice": "One person at work tells him plainly, in writing, what he may not do. No mediation. Keep every "
            "message. Move one of the two desks, his by preference.",
            "recipient": "Officer in the case; HR",
        },
        facts={"follow_up_on": on("2026-05-14")},
    )
    stage.incident(
        "police",
        "2026-05-13 09:00",
        case,
        "2026-05-12",
        "A new message through a professional network: “I only want to explain.”",
        "unwanted-contact social",
        how_known="Screenshot from her.",
    )
    stage.take(
        "lead",
        "2026-05-14 10:00",
        case,
        Transition.ESCALATE,
        reason="He wrote again after being told to stop. Direct work with both is needed.",
        follow_up="HR told him in writing on 4 May; he kept to it for a week.",
        level="medium",
        leads={"social": "outreach", "victim": "advocate"},
    )
    return case


def what_is_known(stage: Stage, case: Case) -> None:
    """How to reach her, and his numbers."""
    with stage.as_("advocate", "2026-05-14 15:00") as by:
        victim = stage.victim(case)
        rules = {"channels": [Channel.CALL.value, Channel.TEXT.value], "voicemail": True, "agreed_on": by.now.date()}
        safe_contact.agree(victim, rules, by=by)
        places.add_contact(victim, Channel.CALL, "07700 900111", by=by)
        people.describe(victim, by=by, sex="female", ethnicity="M9")
    with stage.as_("police", "2026-05-14 16:00") as by:
        suspect = stage.suspect(case)
        places.add_contact(suspect, Channel.CALL, "07700 900112", by=by)
        people.add_identifier(suspect, IdentifierKind.NHS, "999 000 2118", by=by)
        people.describe(suspect, by=by, sex="male", ethnicity="A9", needs="Autistic; prefers written, literal words.")


PLAN = Agreed(
    level=Level.MEDIUM,
    reason="Persistent and unwanted, no threat, responding to plain words.",
    order="Considered and not sought: he stops when told, is engaging, and she does not want it.",
    sought=OrderAnswer.NOT_SOUGHT,
    review_on="2026-06-17",
    actions=(
        (
            Strand.PSYCHOLOGICAL,
            "Eight adapted sessions on reading signals; written rules for work.",
            "health",
            "2026-07-31",
        ),
        (Strand.SOCIAL, "Transfer to the other site; an evening group.", "outreach", "2026-06-30"),
        (Strand.LEGAL, "Section 2A file; decide before the six-month limit.", "police", "2026-10-30"),
        (Strand.VICTIM_SAFETY, "Safety plan for work, tram and choir.", "advocate", "2026-05-29"),
    ),
)
OUTCOMES = {
    "advocate": ("2026-05-28 17:00", "Plan agreed and kept at work."),
    "outreach": ("2026-06-24 15:00", "Moved to the other site on 22 June; joined a games evening."),
    "health": ("2026-07-30 16:00", "Eight of eight sessions; risk formulation shared in writing."),
    "police": ("2026-10-27 12:00", "Outcome 22, diversionary; she was asked and agrees."),
}
REVIEWS = (
    ("2026-06-17", "No contact for five weeks; transfer arranged.", "Sleeping better.", "2026-07-15"),
    ("2026-07-22", "Sessions nearly done; no contact for ten weeks.", "Back at choir.", "2026-08-19"),
    ("2026-09-02", "No contact for sixteen weeks.", "Feels ordinary again most days.", "2026-09-09"),
)
CONTACTS = (
    ("2026-05-14 15:20", 7, "I just want him to stop looking."),
    ("2026-05-28 17:10", 6, "The plan helps. I know what to do on the tram."),
    ("2026-06-11 12:30", 5, "My manager moved him, not me."),
    ("2026-06-25 12:30", 5, "First choir in two months."),
    ("2026-07-16 12:30", 4, "I forget about it for whole days."),
    ("2026-08-06 12:30", 4, "He said hello at the fire drill and walked on."),
    ("2026-08-27 12:30", 3, "All right."),
    ("2026-09-24 12:30", 3, "I do not need you so often, is that all right?"),
    ("2026-10-29 12:30", 2, "Thank you. I know the number."),
)


RESULTS = Results(
    abuse=Abuse.STOPPED,
    contacts=0,
    safer_from=3,
    safer_to=8,
    daily_life=Answered.YES,
    knows_how_to_report=Answered.YES,
    wants_support=Answered.NO,
    content_with_police=Answered.PARTLY,
    proceedings=Proceedings.OUT_OF_COURT,
    programme=Programme.COMPLETED,
    lesson="HR and clinical coaching together, before anything is escalated, can end stalking at work.",
)


def play(stage: Stage) -> None:
    """The whole story, to its good end."""
    case = begin(stage)
    what_is_known(stage, case)
    stage.assess(case, "2026-05-14 16:30", FIRST_ROUND, "2026-05-19 16:00", vacant={"probation": "2026-04-01"})
    item = stage.confer(case, "2026-05-20 10:00", "lead", "police", "health", "outreach", "advocate")
    stage.adopt(item, "2026-05-20 11:00", PLAN)
    for when, fear, words in CONTACTS:
        with stage.as_("advocate", when) as by:
            support.record(
                stage.victim(case),
                by=by,
                channel=Channel.CALL,
                outcome=ContactOutcome.SPOKEN,
                fear=fear,
                victims_words=words,
                notes="Safety plan gone through.",
            )
    for slug, (when, outcome) in OUTCOMES.items():
        stage.finish(slug, when, case, outcome)
    reviews_and_end(stage, case)


def reviews_and_end(stage: Stage, case: Case) -> None:
    """Three reviews, stepped down on 9 September, closed on 30 October."""
    for day, reason, victims_view, until in REVIEWS:
        stage.move("system", f"{day} 06:00", case, Transition.REVIEW_FALLS_DUE)
        stage.review(case, f"{day} 11:00", Level.MEDIUM, reason, victims_view, until)
    stage.move("system", "2026-09-09 06:00", case, Transition.REVIEW_FALLS_DUE)
    with stage.as_("lead", "2026-09-09 11:00") as by:
        reviews.review(
            case,
            Transition.STEP_DOWN,
            by=by,
            level=Level.STANDARD,
            reason="Seventeen weeks without contact.",
            victims_view="Content to step down.",
            until=stage.on("2026-10-30"),
            watch=reviews.Watch("Any message, and the fire drills that both sites share.", stage.users["police"]),
        )
    with stage.as_("lead", "2026-10-30 14:00") as by:
        closing.end_monitoring(
            case,
            closing.Ending(
                reason="Twenty-four weeks without contact; work at the other site has settled.",
                reason_code="risk-reduced",
                level=Level.STANDARD,
                victim_told=True,
                return_told=stage.said("By telephone on 29 October: the unit’s number and her advocate’s."),
                police_group=PoliceGroup.THREE,
                results=RESULTS,
            ),
            by=by,
            no_contact_weeks=24,
            advocate=stage.users["advocate"],
        )
