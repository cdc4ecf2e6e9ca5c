"""Marigold Testwick: a former partner, very high, an order with a tag, and a breach."""

from datetime import time, timedelta

from cases.enums import Channel, IdentifierKind, Level, LocationKind, PersonRole, Precision, Transition
from cases.models import Case
from cases.services import moves, people, places, safe_contact
from interventions.enums import (
    BreachOutcome,
    ConditionKind,
    ContactOutcome,
    HearingAnswer,
    HearingKind,
    Initiator,
    MadeVia,
    OrderKind,
    Strand,
)
from interventions.management.demo import desks, v1_copies, v1_support
from interventions.management.demo.stage import Stage
from interventions.management.demo.v1_register import what_left_the_team
from interventions.management.demo.v1_said import BEFORE, FIRST_ROUND, PLAN, REFERRAL
from interventions.management.demo.v1_understood import AXES, UNDERSTOOD
from interventions.models import Order
from interventions.services import hearings, orders, planning, support
from interventions.services.hearings import HearingSaid
from interventions.services.orders import NewCondition

REFERENCE = "CHS-2026-00012"

AFTER_SILENCE = 22  # the contact of mid-September
LEADS = {"legal": "police", "psychological": "health", "social": "outreach", "victim": "advocate"}


def play(stage: Stage) -> None:
    """The whole story, from the referral to the hearing that is coming."""
    case = intake_and_triage(stage)
    assessment(stage, case)
    conference(stage, case)
    order_breach_and_sentence(stage, case)
    support_for_her(stage, case)
    what_left_the_team(stage, case)
    weekly_reviews(stage, case)
    this_week(stage, case)
    v1_copies.copies(stage, case)
    desks.begin_a_referral(stage)
    desks.a_text_to_look_through(stage)
    desks.ask_for_the_papers(stage, case)


def intake_and_triage(stage: Stage) -> Case:
    """24 February: referred at 9:15am, screened by 11am, accepted, and reached by the advocate at 2:05pm."""
    case = stage.refer("police", "2026-02-24 09:15", REFERENCE, REFERRAL)
    for occurred, what, codes, count, precision in BEFORE:
        stage.incident(
            "police",
            "2026-02-24 09:40",
            case,
            occurred,
            what,
            codes,
            count=count,
            precision=precision,
            how_known="Her phone, and hospital security.",
        )
    stage.screen(
        "advocate",
        "2026-02-24 10:35",
        case,
        "Stalking: fixated, obsessive, unwanted, repeated. Suicide threat, tracker and approach within three weeks of "
        "separation. Take today.",
    )
    stage.take(
        "lead",
        "2026-02-24 12:30",
        case,
        Transition.ACCEPT,
        reason="Red flags: threat of suicide, tracker, approach at work. Escalating since the separation.",
        level="very_high",
        leads=LEADS,
        order="Police to apply for an interim stalking protection order; tag to be asked for.",
    )
    what_is_known(stage, case)
    return case


def what_is_known(stage: Stage, case: Case) -> None:
    """Her rules and her address, his numbers and where he lives."""
    victim, suspect = stage.victim(case), stage.suspect(case)
    with stage.as_("advocate", "2026-02-24 14:05") as by:
        safe_contact.agree(
            victim,
            {
                "channels": [Channel.TEXT.value],
                "days": [1, 2, 3, 4, 5],
                "from_time": time(13),
                "until_time": time(14),
                "voicemail": False,
                "sign_as": "Dental Reminders",
                "say": "Your appointment is confirmed.",
                "code_word": "marmalade",
                "device_may_be_watched": True,
                "emergency_route": "Ring the ward sister on 01632 960141 and ask for Marigold by her maiden name.",
                "agreed_on": by.now.date(),
            },
            by=by,
        )
        places.add_contact(victim, Channel.TEXT, "07700 900101", by=by)
        places.add_contact(victim, Channel.EMAIL, "m.testwick@example.org", by=by)
        places.add_place(victim, LocationKind.HOME, by=by, address="3 Imaginary Mews, Notown", postcode="ZX1 1AA")
        for given in ("Pip", "Juno"):
            people.put_on_case(case, PersonRole.CHILD, by=by, given=given, family="Testwick")
        people.describe(victim, by=by, has_children=True, sex="female", ethnicity="W1")
        support.record(
            victim,
            by=by,
            channel=Channel.TEXT,
            outcome=ContactOutcome.SPOKEN,
            initiated_by=Initiator.WORKER,
            happened_at=stage.at("2026-02-24 13:55"),
            fear=9,
            victims_words="I check the car before I get in. I have not slept at home since Friday.",
            notes="First contact. Explained who we are and what we keep from the police. Agreed how to reach her.",
        )
    with stage.as_("police", "2026-02-24 14:30") as by:
        places.add_contact(suspect, Channel.CALL, "07700 900102", by=by)
        places.add_place(suspect, LocationKind.HOME, by=by, address="8 Fictive Row, Notown", postcode="ZX1 2BB")
        for kind, value in ((IdentifierKind.NHS, "999 000 1006"), (IdentifierKind.PNC, "2014/9000456R")):
            people.add_identifier(suspect, kind, value, by=by)


def assessment(stage: Stage, case: Case) -> None:
    """24 to 26 February: four disciplines answer apart; two are countersigned."""
    stage.assess(case, "2026-02-24 13:10", FIRST_ROUND, "2026-02-26 09:00")


def conference(stage: Stage, case: Case) -> None:
    """26 February: the conference agrees very high, and what each will do by when."""
    item = stage.confer(case, "2026-02-26 10:00", "lead", "police", "health", "outreach", "advocate")
    stage.formulate(item, "2026-02-26 10:50", UNDERSTOOD, AXES)
    stage.adopt(item, "2026-02-26 11:15", PLAN)
    done = {
        "advocate": ("2026-03-02 15:00", "Fitted and tested with her; the car is clean."),
        "health": ("2026-03-03 16:00", "Seen in the hostel. Safety plan agreed. Treatment after sentence."),
        "outreach": ("2026-03-05 12:00", "Room found; debt plan signed."),
        "police": ("2026-03-06 17:00", "Interim order made today."),
    }
    for slug, (when, outcome) in done.items():
        stage.finish(slug, when, case, outcome)
    with stage.as_("lead", "2026-02-27 10:00") as by:
        moves.make(
            case,
            Transition.CLEAR_RED_FLAG,
            by=by,
            says={
                "outcome": "Reviewed with health at 9:30am.",
                "reason": "Arrested, safety measures in place tonight.",
            },
            facts={"agreed_by": stage.users["health"].pk},
        )


def order_breach_and_sentence(stage: Stage, case: Case) -> None:
    """March to October: interim order, breach, full order with a tag, and sentence."""
    suspect, on, at = stage.suspect(case), stage.on, stage.at
    with stage.as_("police", "2026-03-06 17:10") as by:
        interim = orders.record(
            case,
            by=by,
            kind=OrderKind.SPO_INTERIM,
            made_via=MadeVia.POLICE_APPLICATION,
            binds=suspect,
            court="Notown magistrates’ court",
            reference="NMC/26/0306",
            applied_on=on("2026-03-04"),
            made_on=on("2026-03-06"),
            starts_on=on("2026-03-06"),
            until_further_order=True,
            conditions=[NewCondition(ConditionKind.NO_CONTACT, "No contact by any means, nor through others.")],
        )
    stage.look_again(case, "2026-03-06 18:00", "The interim order is made, as planned. Level stands.")
    with stage.as_("police", "2026-03-07 11:00") as by:
        orders.serve(interim, by=by, at=at("2026-03-07 10:40"))
    with stage.as_("police", "2026-03-09 15:00") as by:
        interim.refresh_from_db()
        orders.notified(interim, by=by, on=on("2026-03-09"))
    stage.incident(
        "police",
        "2026-04-17 19:30",
        case,
        "2026-04-17 18:50",
        "Drove past her home twice; number plate camera.",
        "watching breach vehicle",
        precision=Precision.MINUTE,
        broke_order=True,
        how_known="Number plate camera.",
        crime_reference="CHS/0417/31",
    )
    with stage.as_("police", "2026-04-18 10:00") as by:
        orders.breach(
            Order.objects.get(pk=interim.pk),
            by=by,
            happened_at=at("2026-04-17 18:50"),
            how="Drove past her home twice.",
            reported_on=on("2026-04-17"),
            arrested_on=on("2026-04-17"),
            charged_on=on("2026-04-18"),
            outcome=BreachOutcome.CHARGED,
            new_crime_recorded=True,
            crime_reference="CHS/0417/31",
        )
    stage.look_again(case, "2026-04-18 11:30", "Twice past her home; arrested and charged. Level stands.", "Afraid.")
    with stage.as_("police", "2026-05-22 16:00") as by:
        full = orders.record(
            case,
            by=by,
            kind=OrderKind.SPO_FULL,
            made_via=MadeVia.POLICE_APPLICATION,
            binds=suspect,
            court="Notown magistrates’ court",
            reference="NMC/26/0522",
            made_on=on("2026-05-22"),
            starts_on=on("2026-05-22"),
            ends_on=on("2031-05-21"),
            replaces=Order.objects.get(pk=interim.pk),
            conditions=[
                NewCondition(ConditionKind.NO_CONTACT, "No contact by any means, nor through others."),
                NewCondition(
                    ConditionKind.EXCLUSION_AREA,
                    "Keep out of the area on the map, bounded by the river, the ring road and the railway.",
                ),
                NewCondition(ConditionKind.TAG, "Wear a location tag."),
                NewCondition(ConditionKind.PROGRAMME, "Attend the programme offered by the trust."),
            ],
        )
    stage.look_again(case, "2026-05-22 17:00", "Full order with a tag. Level stands until it has been tried.")
    with stage.as_("police", "2026-05-23 12:00") as by:
        orders.serve(full, by=by, at=at("2026-05-23 11:20"))
    with stage.as_("police", "2026-10-16 16:30") as by:
        orders.record(
            case,
            by=by,
            kind=OrderKind.RO_CONVICTION,
            made_via=MadeVia.ON_CONVICTION,
            binds=suspect,
            court="Crown Court at Notown",
            reference="T20260416",
            made_on=on("2026-10-16"),
            starts_on=on("2026-10-16"),
            ends_on=on("2036-10-15"),
            conditions=[NewCondition(ConditionKind.NO_CONTACT, "No contact, direct or indirect, for ten years.")],
        )
    stage.look_again(case, "2026-10-16 17:30", "Sentenced, and free today under a suspended sentence. Level stands.")


def support_for_her(stage: Stage, case: Case) -> None:
    """One-to-one support: 34 contacts and attempts, most of them a text in her hour, some that were outside the rule."""
    victim = stage.victim(case)
    told = (
        (7, "He has not been near. I still sit facing the door.", "Checked in. Court dates gone through."),
        (6, "Slept four nights at home.", "Doorbell works. Talked about the children’s questions."),
        (8, "I saw a car like his and could not move.", "Grounding. Breach reported to the police with her."),
        (5, "Went to the cinema with the girls.", "Trauma therapy referral made."),
    )
    first = stage.on("2026-03-02")
    for number in range(29):
        day = first + timedelta(days=9 * number)
        day -= timedelta(days=max(0, day.weekday() - 4))
        fear, words, notes = told[number % len(told)]
        if number == AFTER_SILENCE:
            v1_support.silent_week(stage, case)
        with stage.as_("advocate", stage.hour(day, f"13:{10 + number % 40}")) as by:
            support.record(
                victim,
                by=by,
                channel=Channel.TEXT,
                outcome=ContactOutcome.SPOKEN,
                fear=fear,
                victims_words=words,
                notes=notes,
            )
    with stage.as_("advocate", "2026-04-17 21:00") as by:
        support.record(
            victim,
            by=by,
            channel=Channel.CALL,
            outcome=ContactOutcome.SPOKEN,
            initiated_by=Initiator.WORKER,
            outside_reason="He had just been seen at her home. Rang the ward first, then her.",
            fear=10,
            victims_words="I knew it was him before I looked.",
            notes="Stayed on the line until officers came.",
        )
    v1_support.plans(stage, case)


def weekly_reviews(stage: Stage, case: Case) -> None:
    """Very high means a review at least every seven days, and there was one."""
    stage.review_until(
        case,
        "2026-03-05",
        "2026-11-18",
        Level.VERY_HIGH,
        "Daily check made. Level stands.",
        "Asked by her advocate; she agrees.",
    )


def this_week(stage: Stage, case: Case) -> None:
    """November: convicted, the tag speaks on the 15th, and a family court hearing is coming on 2 December."""
    stage.incident(
        "police",
        "2026-11-16 08:30",
        case,
        "2026-11-15 22:40",
        "Tag alert at the edge of the zone; gone in nine minutes.",
        "approach breach vehicle",
        precision=Precision.MINUTE,
        how_known="Tag feed.",
    )
    stage.review(
        case,
        "2026-11-18 10:00",
        Level.VERY_HIGH,
        "Edge of the zone on the 15th, and the hearing is near. Therapy: 2 of 12 sessions attended.",
        "She wants to know each time the tag speaks.",
        "2026-11-25",
    )
    for strand, text, owner, due in (
        (Strand.PSYCHOLOGICAL, "Sessions 3 and 4 of 12; ask about the hearing.", "health", "2026-11-30"),
        (Strand.SOCIAL, "Keep the room and the job interview on 1 December.", "outreach", "2026-12-01"),
        (Strand.LEGAL, "Tell the family court of the order and of the tag alert.", "police", "2026-11-27"),
        (Strand.VICTIM_SAFETY, "Travel plan for the hearing; separate entrance.", "advocate", "2026-12-01"),
    ):
        with stage.as_("lead", "2026-11-18 10:30") as by:
            words = stage.said(text)
            planning.add(case, by=by, strand=strand, text=words, owner=stage.users[owner], due_on=stage.on(due))
    with stage.as_("advocate", "2026-11-20 14:50") as by:
        hearing = hearings.record(
            case,
            HearingSaid(
                kind=HearingKind.CHILDREN,
                court="Notown Family Court",
                held_on=stage.on("2026-12-02"),
                held_time=time(10, 30),
                about="Arrangements for contact",
                attends="The officer in the case brings the order.",
            ),
            by=by,
        )
        hearings.say_told(hearing, by=by, answer=HearingAnswer.TOLD)
    stage.move(
        "advocate",
        "2026-11-20 15:00",
        case,
        Transition.RAISE_RED_FLAG,
        says={"done_now": "Family court hearing on 2 December. Duty inspector told; travel plan begun."},
    )
