"""Saffron Inkwell, 17: a stranger outside her college, unknown until a number plate, and her parent not to know all."""

from datetime import time, timedelta

from cases.enums import Channel, IdentifierKind, Level, PersonRole, Transition
from cases.models import Case
from cases.services import moves, people, places, safe_contact
from interventions.enums import ConditionKind, ContactOutcome, MadeVia, OrderKind, ServiceMethod, Strand
from interventions.management.demo.stage import Stage
from interventions.management.demo.v5_said import BEFORE, FIRST_ROUND, LATER, PLAN, REFERRAL
from interventions.services import orders, planning, support
from interventions.services.orders import NewCondition

REFERENCE = "CHS-2026-00067"


def play(stage: Stage) -> None:
    """From the college’s call to the months before the trial."""
    case = intake_and_triage(stage)
    what_is_known(stage, case)
    stage.assess(case, "2026-06-03 14:00", FIRST_ROUND, "2026-06-04 11:00")
    item = stage.confer(case, "2026-06-04 14:00", "lead", "police", "health", "outreach-victim-side", "advocate-two")
    stage.adopt(item, "2026-06-04 15:15", PLAN)
    found(stage, case)
    order(stage, case)
    support_for_her(stage, case)
    before_the_trial(stage, case)


def intake_and_triage(stage: Stage) -> Case:
    """3 June: the college refers, red flag, a suspect nobody can name, accepted the same day."""
    case = stage.refer("coordinator", "2026-06-03 09:20", REFERENCE, REFERRAL)
    stage.incidents(
        "police", "2026-06-03 10:30", case, BEFORE, how_known="Her own notes, and the college’s gate staff."
    )
    stage.screen(
        "advocate",
        "2026-06-03 10:40",
        case,
        "Stalking of a child by a stranger: watching, then a picture taken of her from behind. Take today.",
        research="police, health, children’s services",
    )
    stage.take(
        "lead",
        "2026-06-03 12:30",
        case,
        Transition.ACCEPT,
        reason="She is 17, he is unknown and comes closer each week.",
        level="very_high",
        leads={
            "legal": "police",
            "psychological": "health",
            "social": "outreach-victim-side",
            "victim": "advocate-two",
        },
        order="Not possible while nobody knows who he is.",
    )
    return case


def what_is_known(stage: Stage, case: Case) -> None:
    """How she is reached, in the evening, and what may not be said at home."""
    victim = stage.victim(case)
    with stage.as_("advocate-two", "2026-06-03 18:40") as by:
        rules = {
            "channels": [Channel.TEXT.value, Channel.CALL.value],
            "from_time": time(17),
            "until_time": time(21),
            "voicemail": False,
            "sign_as": "Odile from college",
            "say": "Her parent knows about the man at the gate and not about the pictures. Say nothing of them at home.",
            "emergency_route": "The college’s safeguarding lead fetches her out of class.",
            "agreed_on": by.now.date(),
        }
        safe_contact.agree(victim, rules, by=by)
        places.add_contact(victim, Channel.TEXT, "07700 900141", by=by)
        people.put_on_case(case, PersonRole.VICTIM_FAMILY, by=by, given="Farida", family="Inkwell")
        people.put_on_case(case, PersonRole.VICTIM_FAMILY, by=by, given="Milo", family="Inkwell")
        people.describe(victim, by=by, sex="female", ethnicity="A3", needs="Under 18. Young person’s specialist.")
        support.record(
            victim,
            by=by,
            channel=Channel.CALL,
            outcome=ContactOutcome.SPOKEN,
            fear=8,
            victims_words="He is always on the other side of the road. I thought I was making it up.",
            notes="First contact. Social care referral made today; what her parent may be told gone through with her.",
        )


def found(stage: Stage, case: Case) -> None:
    """9 to 15 June: he comes closer, a number plate gives him a name, he is arrested and remanded."""
    for when, occurred, what, codes, precision in LATER:
        stage.incident("police", when, case, occurred, what, codes, precision=precision)
    view = "She wants to know his name before she hears it from anybody else."
    stage.review(case, "2026-06-11 09:30", Level.VERY_HIGH, "Closer each time: gate, bag, picture.", view, "2026-06-18")
    with stage.as_("police", "2026-06-12 17:10") as by:
        suspect = stage.suspect(case)
        people.identify(suspect, by=by, given="Cormac", family="Voidley")
        places.add_contact(suspect, Channel.CALL, "07700 900142", by=by)
        people.add_identifier(suspect, IdentifierKind.PNC, "2017/9000789Z", by=by)
        people.describe(suspect, by=by, sex="male", ethnicity="W9")
    stage.review(
        case,
        "2026-06-12 18:15",
        Level.VERY_HIGH,
        "The plate gives him a name. On the sex offenders’ register, and not yet found.",
        view,
        "2026-06-19",
    )
    changed(stage, case, "2026-06-15 15:40", "arrest", "Arrested on 13 June; remanded today until trial.")
    stage.finish("police", "2026-06-15 15:50", case, "Plate, camera and phone match. Charged and remanded.")
    stage.finish("advocate-two", "2026-06-15 16:00", case, "Told her first. The college walks her to the bus.")
    with stage.as_("lead", "2026-06-15 16:20") as by:
        moves.make(
            case,
            Transition.CLEAR_RED_FLAG,
            by=by,
            says={"outcome": "Reviewed with health and police at 4pm.", "reason": "Remanded in custody until trial."},
            facts={"agreed_by": stage.users["health"].pk},
        )
    stage.review(
        case,
        "2026-06-15 16:30",
        Level.VERY_HIGH,
        "Remanded until trial; the level stands for the day that ends. Reviewed monthly meanwhile.",
        "Relieved, and afraid of the trial.",
        "2026-07-13",
    )


def changed(stage: Stage, case: Case, when: str, trigger: str, reason: str) -> None:
    """Something happened that opens a review at once."""
    said = {"reason": reason}
    stage.move("police", when, case, Transition.TRIGGER_REVIEW, says=said, facts={"trigger": trigger})


def order(stage: Stage, case: Case) -> None:
    """26 to 29 June: an interim order, served in prison. His older duty to notify stands in place of a new one."""
    with stage.as_("police", "2026-06-26 15:00") as by:
        interim = orders.record(
            case,
            by=by,
            kind=OrderKind.SPO_INTERIM,
            made_via=MadeVia.POLICE_APPLICATION,
            binds=stage.suspect(case),
            court="Notown magistrates’ court",
            reference="NMC/26/0626",
            made_on=stage.on("2026-06-26"),
            until_further_order=True,
            sex_offender_notification=True,
            conditions=[
                NewCondition(ConditionKind.NO_CONTACT, "No contact with her or her family by any means."),
                NewCondition(
                    ConditionKind.EXCLUSION_AREA, "Keep out of the area on the map, between river and railway."
                ),
                NewCondition(ConditionKind.DEVICES, "Tell the police of every device and account."),
            ],
        )
    stage.look_again(case, "2026-06-26 16:00", "The interim order is made. Level stands.")
    with stage.as_("police", "2026-06-29 11:00") as by:
        at = stage.at("2026-06-29 10:15")
        orders.serve(interim, by=by, at=at, method=ServiceMethod.OTHER, words="In prison, by an officer of the wing.")


def support_for_her(stage: Stage, case: Case) -> None:
    """Every three weeks, in the evening."""
    told = (
        (7, "I sit where I can see the door.", "School work and sleep. Counselling offered."),
        (5, "Milo walks with me now. He pretends he has to.", "Support for her brother begun."),
        (
            6,
            "They asked for my notes. Why do they get to read me?",
            "Talked through what may be asked for, and refused.",
        ),
    )
    for number in range(8):
        fear, words, notes = told[number % len(told)]
        day = stage.on("2026-06-17") + timedelta(weeks=3 * number)
        with stage.as_("advocate-two", stage.hour(day, "18:20")) as by:
            support.record(
                stage.victim(case),
                by=by,
                channel=Channel.CALL,
                outcome=ContactOutcome.SPOKEN,
                fear=fear,
                victims_words=words,
                notes=notes,
            )


def before_the_trial(stage: Stage, case: Case) -> None:
    """July to November: monthly reviews; in October the defence side asks for her counselling notes."""
    with stage.as_("lead", "2026-06-16 09:30") as by:
        for strand, text, owner, due in (
            (
                Strand.LEGAL,
                "Trial on 8 February: special measures asked for by the end of the year.",
                "police",
                "12-18",
            ),
            (Strand.VICTIM_SAFETY, "Visit to the court, screens, and who sits with her.", "advocate-two", "12-18"),
        ):
            due_on = stage.on(f"2026-{due}")
            said = stage.said(text)
            planning.add(case, by=by, strand=strand, text=said, owner=stage.users[owner], due_on=due_on)
    with stage.as_("lead", "2026-10-06 14:00") as by:
        planning.add(
            case,
            by=by,
            strand=Strand.VICTIM_SAFETY,
            text=stage.said(
                "Request of 6 October for her counselling notes: not given unless the reasons show substantial probative "
                "value. Answer in writing; tell her what was asked."
            ),
            owner=stage.users["advocate-two"],
            due_on=stage.on("2026-12-04"),
        )
    reason = "On remand; trial on 8 February. Order in force."
    view = "Asked in person: she wants it over."
    stage.review_until(case, "2026-07-13", "2026-11-30", Level.VERY_HIGH, reason, view, every=28)
