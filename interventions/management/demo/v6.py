"""Jolyon Greyscale: nine hundred messages from nobody, a former friend in another county, and the right to know."""

from datetime import timedelta

from cases.enums import Channel, IdentifierKind, Level, Side, Transition
from cases.models import Case
from cases.services import people, places, safe_contact, team
from interventions.enums import ConditionKind, ContactOutcome, Initiator, MadeVia, OrderKind, Strand
from interventions.management.demo.stage import Stage
from interventions.management.demo.v6_said import BEFORE, FIRST_ROUND, LATER, PLAN, REFERRAL
from interventions.models import Order
from interventions.services import orders, planning, support
from interventions.services.orders import NewCondition

REFERENCE = "CHS-2026-00078"


def play(stage: Stage) -> None:
    """From the helpline to an order made in the county where she lives."""
    case = intake_and_triage(stage)
    what_is_known(stage, case)
    stage.assess(case, "2026-07-01 15:00", FIRST_ROUND, "2026-07-07 15:00")
    item = stage.confer(case, "2026-07-08 11:00", "lead", "police", "health", "outreach-victim-side", "advocate")
    stage.adopt(item, "2026-07-08 11:50", PLAN)
    found(stage, case)
    right_to_know(stage, case)
    two_forces(stage, case)
    support_for_him(stage, case)
    stage.review_until(
        case,
        "2026-09-21",
        "2026-12-14",
        Level.MEDIUM,
        "Violence low, persistence high, harm to his mind high. Order made; charge awaited.",
        "By message: sleeps better, checks his accounts less.",
    )


def intake_and_triage(stage: Stage) -> Case:
    """29 June to 1 July: he refers himself through the helpline; nobody knows who it is."""
    case = stage.refer("coordinator", "2026-06-29 10:05", REFERENCE, REFERRAL)
    record(stage, case, "2026-06-29 13:00", BEFORE)
    stage.screen(
        "police",
        "2026-06-29 14:10",
        case,
        "Stalking: fixated, unwanted, repeated, obsessive by its number. Nobody is suspected yet.",
    )
    stage.take(
        "lead",
        "2026-07-01 10:30",
        case,
        Transition.ACCEPT,
        reason="Violence looks unlikely, persistence certain; he is close to giving up his post.",
        level="medium",
        leads={"legal": "police", "psychological": "health", "social": "outreach-victim-side", "victim": "advocate"},
        order="Not possible while nobody knows who it is. Platforms asked to keep what they have.",
    )
    return case


def record(stage: Stage, case: Case, when: str, told: tuple[tuple[str, str, str, str, int], ...]) -> None:
    """What was sent, as the exported messages and the bank show it: one series for each group of accounts."""
    for occurred, until, what, codes, count in told:
        known = "Exported messages, and his bank."
        stage.incident("police", when, case, occurred, what, codes, until=until, count=count, how_known=known)


def what_is_known(stage: Stage, case: Case) -> None:
    """By messaging app and never by e-mail: whoever it is reads his mail."""
    victim = stage.victim(case)
    with stage.as_("advocate", "2026-07-01 12:10") as by:
        rules = {
            "channels": [Channel.APP.value],
            "say": "“Book club”. Never e-mail: somebody reads it.",
            "device_may_be_watched": True,
            "agreed_on": by.now.date(),
        }
        safe_contact.agree(victim, rules, by=by)
        places.add_contact(victim, Channel.APP, "07700 900151", by=by)
        people.describe(victim, by=by, sex="male", ethnicity="W1")


def found(stage: Stage, case: Case) -> None:
    """August: the messages are counted, the address of one account leads to a name."""
    record(stage, case, "2026-08-03 10:00", LATER)
    count = "About 900 messages from 23 accounts in two months. No act in person."
    stage.review(case, "2026-08-05 11:00", Level.MEDIUM, count, "Wants to know who it is.", "2026-09-02")
    with stage.as_("police", "2026-08-20 15:10") as by:
        suspect = stage.suspect(case)
        people.identify(suspect, by=by, given="Wilhelmina", family="Hexley")
        places.add_contact(suspect, Channel.CALL, "07700 900152", by=by)
        people.add_identifier(suspect, IdentifierKind.NHS, "999 000 6555", by=by)
        people.describe(suspect, by=by, sex="female", ethnicity="W1")
    stage.review(
        case,
        "2026-08-21 10:00",
        Level.MEDIUM,
        "An address leads to a former friend in Hampshire, who knows his week. Right to know considered with a superintendent: disclose, in person, with "
        "his advocate, and with his safety plan open on the table.",
        "He asked again this week who it is.",
        "2026-09-18",
    )


def right_to_know(stage: Stage, case: Case) -> None:
    """24 August: told in person, and the safety plan changed on the same day."""
    stage.finish(
        "police", "2026-08-24 14:20", case, "Told in person at 1pm, as the superintendent decided on 21 August."
    )
    stage.move(
        "police",
        "2026-08-24 14:30",
        case,
        Transition.TRIGGER_REVIEW,
        says={"reason": "He was told today who it is."},
        facts={"trigger": "right-to-know"},
    )
    stage.finish("advocate", "2026-08-24 15:10", case, "Safety plan changed with him: gym, commute, shared friends.")
    with stage.as_("lead", "2026-08-24 15:30") as by:
        for strand, text, owner, due in (
            (Strand.LEGAL, "Order in the county where she lives; seize and read her devices.", "police", "2026-12-18"),
            (Strand.VICTIM_SAFETY, "Clean-up of old accounts; talk with his head teacher.", "advocate", "2026-12-16"),
        ):
            planning.add(case, by=by, strand=strand, text=text, owner=stage.users[owner], due_on=stage.on(due))
    level_stands = "The level stands; he knows now whom to avoid."
    stage.review(case, "2026-08-24 16:00", Level.MEDIUM, level_stands, "Shocked, and glad to know.", "2026-09-21")


def two_forces(stage: Stage, case: Case) -> None:
    """September and October: the other county’s officer is named on the case, and records the order made there."""
    with stage.as_("lead", "2026-09-02 10:00") as by:
        team.name_on(
            case,
            stage.seat("other-unit-police"),
            by=by,
            side=Side.SUSPECT,
            reason="She lives in that county; its chief officer applies for the order.",
        )
    with stage.as_("other-unit-police", "2026-10-09 16:20") as by:
        interim = orders.record(
            case,
            by=by,
            kind=OrderKind.SPO_INTERIM,
            made_via=MadeVia.POLICE_APPLICATION,
            binds=stage.suspect(case),
            court="Notown Harbour magistrates’ court",
            reference="NHC/26/1009",
            applied_on=stage.on("2026-09-21"),
            made_on=stage.on("2026-10-09"),
            until_further_order=True,
            conditions=[
                NewCondition(ConditionKind.NO_CONTACT, "No contact by any means, nor through others."),
                NewCondition(ConditionKind.NO_POSTING, "Post nothing about him anywhere."),
                NewCondition(ConditionKind.DEVICES, "Tell the police of every device and account."),
            ],
        )
    stage.look_again(case, "2026-10-09 17:30", "The order is made in the county where she lives. Level stands.")
    with stage.as_("other-unit-police", "2026-10-10 13:00") as by:
        orders.serve(interim, by=by, at=stage.at("2026-10-10 12:15"))
    with stage.as_("other-unit-police", "2026-10-12 15:00") as by:
        orders.notified(Order.objects.get(pk=interim.pk), by=by, on=stage.on("2026-10-12"))


def support_for_him(stage: Stage, case: Case) -> None:
    """Every other week by the app; once he rang himself, at night."""
    told = (
        (6, "I read them all. I know I should not.", "Muted accounts are still kept as evidence; shown how."),
        (
            5,
            "They laughed about the picture in the staff room, then they stopped.",
            "Briefing for the employer agreed.",
        ),
        (3, "Three days without looking.", "Old accounts closed, one by one."),
    )
    for number in range(10):
        fear, words, notes = told[min(number // 3, 2)]
        day = stage.on("2026-07-02") + timedelta(weeks=2 * number)
        with stage.as_("advocate", stage.hour(day, "17:30")) as by:
            support.record(
                stage.victim(case),
                by=by,
                channel=Channel.APP,
                outcome=ContactOutcome.SPOKEN if number != 4 else ContactOutcome.NO_REPLY,
                fear=fear if number != 4 else None,
                victims_words=words if number != 4 else "",
                notes=notes if number != 4 else "No answer; tried again in two weeks, at another hour.",
            )
    with stage.as_("advocate", "2026-08-24 22:40") as by:
        support.record(
            stage.victim(case),
            by=by,
            channel=Channel.CALL,
            outcome=ContactOutcome.SPOKEN,
            initiated_by=Initiator.VICTIM,
            fear=8,
            victims_words="We were friends. She was at my birthday.",
            notes="He rang the night line. Stayed with him until he had rung his sister.",
        )
