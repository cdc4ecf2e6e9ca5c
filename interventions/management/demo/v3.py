"""Dr Rufus Stubbfield: a former patient believes they are married; an order, a breach, and hospital since May."""

from datetime import timedelta

from cases.enums import Channel, IdentifierKind, Level, LocationKind, PersonRole, Transition
from cases.models import Case
from cases.services import people, places, safe_contact, team
from interventions.enums import (
    BreachOutcome,
    ConditionKind,
    ContactOutcome,
    MadeVia,
    NeedKind,
    OrderKind,
    ServiceMethod,
    Strand,
    VictimPlanKind,
)
from interventions.management.demo.stage import Stage
from interventions.management.demo.v3_said import BEFORE, FIRST_ROUND, PLAN, REFERRAL
from interventions.management.demo.v3_understood import AXES, UNDERSTOOD
from interventions.models import Order
from interventions.services import orders, planning, support, victim_plans
from interventions.services.orders import NewCondition
from risk.models import Contribution
from risk.services import signoff

REFERENCE = "CHS-2026-00044"


def play(stage: Stage) -> None:
    """From the referral by the surgery to the ward, with the next review on 4 December."""
    case = intake_and_triage(stage)
    what_is_known(stage, case)
    assessment(stage, case)
    item = stage.confer(case, "2026-03-30 10:00", "lead", "police", "health-supervisor", "outreach", "advocate")
    stage.formulate(item, "2026-03-30 10:50", UNDERSTOOD, AXES)
    stage.adopt(item, "2026-03-30 11:10", PLAN)
    order_and_breach(stage, case)
    hospital(stage, case)
    support_for_him(stage, case)
    plan_for_him(stage, case)
    reviews(stage, case)


def intake_and_triage(stage: Stage) -> Case:
    """20 to 23 March: the surgery and the custody team refer; the psychologist has a conflict, a second one steps in."""
    case = stage.refer("coordinator", "2026-03-20 09:50", REFERENCE, REFERRAL)
    stage.incidents(
        "police", "2026-03-20 10:40", case, BEFORE, how_known="The surgery’s log, and the letters themselves."
    )
    stage.screen(
        "advocate",
        "2026-03-20 11:30",
        case,
        "Stalking: fixed belief of a marriage, four months, not put off by any answer. A child of the family watched.",
    )
    with stage.as_("lead", "2026-03-23 09:15") as by:
        reason = "Her team treats the victim’s partner at the same trust."
        team.exclude(case, stage.users["health"], by=by, reason=reason)
    stage.take(
        "lead",
        "2026-03-23 10:00",
        case,
        Transition.ACCEPT,
        reason="A delusional belief that grows, and a child watched at school. Needs health and police together.",
        level="high",
        leads={"legal": "police", "psychological": "health-supervisor", "social": "outreach", "victim": "advocate"},
        order="Interim order to be applied for; conditions to be read by health first, so that they leave treatment open.",
    )
    return case


def what_is_known(stage: Stage, case: Case) -> None:
    """How he is reached, who lives with him, and who she is."""
    victim, suspect = stage.victim(case), stage.suspect(case)
    with stage.as_("advocate", "2026-03-23 12:20") as by:
        rules = {
            "channels": [Channel.CALL.value],
            "voicemail": False,
            "say": "Ring the practice manager’s line and ask for him. Never his mobile in surgery hours.",
            "emergency_route": "The practice manager walks to his room.",
            "agreed_on": by.now.date(),
        }
        safe_contact.agree(victim, rules, by=by)
        places.add_contact(victim, Channel.CALL, "01632 960121", by=by)
        places.add_contact(victim, Channel.TEXT, "07700 900121", by=by)
        places.add_place(victim, LocationKind.WORK, by=by, address="Imaginary Lane Surgery, Notown", postcode="ZX1 4DD")
        people.put_on_case(case, PersonRole.NEW_PARTNER, by=by, given="Elowen", family="Stubbfield")
        people.put_on_case(case, PersonRole.VICTIM_FAMILY, by=by, given="Kester", family="Stubbfield")
        people.describe(victim, by=by, sex="male", ethnicity="W1", has_children=False)
    with stage.as_("police", "2026-03-23 13:00") as by:
        places.add_contact(suspect, Channel.CALL, "07700 900122", by=by)
        for kind, value in ((IdentifierKind.NHS, "999 000 4331"), (IdentifierKind.PNC, "2021/9001011B")):
            people.add_identifier(suspect, kind, value, by=by)
        people.describe(suspect, by=by, sex="female", ethnicity="B1")


def assessment(stage: Stage, case: Case) -> None:
    """24 to 27 March. The second clinician is the trust’s own supervisor here, so the lead signs for the trust."""
    stage.assess(case, "2026-03-23 14:00", FIRST_ROUND, "2026-03-27 12:00")
    with stage.as_("lead", "2026-03-27 12:20") as by:
        part = Contribution.objects.get(case=case, discipline=stage.seat("health-supervisor").discipline)
        signoff.sign(
            part, by=by, comment="The first clinician has a conflict; nobody else of the trust is on the case."
        )


def order_and_breach(stage: Stage, case: Case) -> None:
    """April and May: interim order served and notified, broken by a card, charged the next day."""
    stage.incident(
        "police",
        "2026-04-03 09:00",
        case,
        "2026-04-02",
        "88 calls to the surgery between opening and closing time.",
        "unwanted-contact silent-call phone",
        count=88,
        how_known="The surgery’s switchboard.",
    )
    stage.look_again(case, "2026-04-03 12:00", "88 calls in one day. Level stands; the order is applied for.")
    with stage.as_("police", "2026-04-10 15:40") as by:
        interim = orders.record(
            case,
            by=by,
            kind=OrderKind.SPO_INTERIM,
            made_via=MadeVia.POLICE_APPLICATION,
            binds=stage.suspect(case),
            court="Notown magistrates’ court",
            reference="NMC/26/0410",
            applied_on=stage.on("2026-04-01"),
            made_on=stage.on("2026-04-10"),
            until_further_order=True,
            conditions=[
                NewCondition(
                    ConditionKind.NO_CONTACT, "No contact with him or the surgery’s staff, except for her care."
                ),
                NewCondition(ConditionKind.PROGRAMME, "Attend the appointments that the trust offers."),
            ],
        )
    stage.look_again(case, "2026-04-10 16:30", "The interim order is made, as planned. Level stands.")
    with stage.as_("police", "2026-04-11 12:00") as by:
        orders.serve(
            interim,
            by=by,
            at=stage.at("2026-04-11 09:30"),
            method=ServiceMethod.OTHER,
            is_good=False,
            words="A neighbour took it; she was not at home.",
        )
        orders.serve(Order.objects.get(pk=interim.pk), by=by, at=stage.at("2026-04-11 11:20"))
    with stage.as_("police", "2026-04-13 16:00") as by:
        orders.notified(Order.objects.get(pk=interim.pk), by=by, on=stage.on("2026-04-13"))
    stage.incident(
        "police",
        "2026-05-01 14:00",
        case,
        "2026-05-01",
        "A wedding anniversary card handed in at the surgery’s desk.",
        "gifts-letters breach in-person",
        broke_order=True,
        how_known="The card, and the desk’s camera.",
        crime_reference="CHS/0501/44",
    )
    with stage.as_("police", "2026-05-02 10:30") as by:
        orders.breach(
            Order.objects.get(pk=interim.pk),
            by=by,
            happened_at=stage.at("2026-05-01 11:15"),
            how="Handed in a card at the surgery’s desk.",
            reported_on=stage.on("2026-05-01"),
            arrested_on=stage.on("2026-05-01"),
            charged_on=stage.on("2026-05-02"),
            outcome=BreachOutcome.CHARGED,
            new_crime_recorded=True,
            crime_reference="CHS/0501/44",
        )


def hospital(stage: Stage, case: Case) -> None:
    """6 May: detained for assessment, then for treatment. The case is paused; its reviews go on."""
    stage.move(
        "lead",
        "2026-05-06 16:10",
        case,
        Transition.PAUSE,
        says={
            "reason": "Detained in hospital today for assessment; treatment is likely to follow.",
            "what_ends_it": "Leave without escort, transfer or discharge. The ward tells us before any of them.",
        },
    )
    done = {
        "advocate": (
            "2026-04-24 15:00",
            "Alarm at the desk; two members of staff at closing time; calls are screened.",
        ),
        "police": (
            "2026-05-05 12:00",
            "Interim order made and kept up; charge laid on 2 May; fitness to plead is awaited.",
        ),
    }
    for slug, (when, outcome) in done.items():
        stage.finish(slug, when, case, outcome)
    with stage.as_("lead", "2026-05-06 16:30") as by:
        for strand, text, owner, due in (
            (
                Strand.PSYCHOLOGICAL,
                "Weekly call with the ward: risk at leave and discharge.",
                "health-supervisor",
                "12-04",
            ),
            (Strand.SOCIAL, "Day centre on leave; benefits and the former landlord.", "outreach", "12-18"),
            (Strand.LEGAL, "Ask the court each month about fitness to plead.", "police", "12-11"),
            (Strand.VICTIM_SAFETY, "Tell him first of any leave, through the practice manager.", "advocate", "12-11"),
        ):
            due_on = stage.on(f"2026-{due}")
            planning.add(case, by=by, strand=strand, text=text, owner=stage.users[owner], due_on=due_on)
    stage.look_again(
        case, "2026-05-06 17:00", "The order is broken, and she is in hospital. Level stands for any leave."
    )


def support_for_him(stage: Stage, case: Case) -> None:
    """14 contacts, all through the practice manager’s line."""
    first = stage.on("2026-03-25")
    told = (
        (6, "I keep looking at the waiting room before I call a name.", "Desk and closing time gone through."),
        (5, "My partner does not want to hear about it any more.", "Talked about what each of them wants to be told."),
        (4, "A quiet month. I am almost ashamed to be tired.", "Told him what the ward may tell us, and when."),
    )
    for number in range(14):
        fear, words, notes = told[number % len(told)]
        with stage.as_("advocate", stage.hour(first + timedelta(days=14 * number), "12:40")) as by:
            support.record(
                stage.victim(case),
                by=by,
                channel=Channel.CALL,
                outcome=ContactOutcome.SPOKEN,
                fear=fear,
                victims_words=words,
                notes=notes,
            )


def plan_for_him(stage: Stage, case: Case) -> None:
    """What he and his advocate agreed, and the last call, which nobody took."""
    victim = stage.victim(case)
    with stage.as_("advocate", "2026-04-08 12:50") as by:
        said = {
            "work": "Two at closing time. The desk asks for a name before a door is opened.",
            "contact": "Goes to the back room; the desk rings the police. Nobody answers letters.",
            "people": "His partner is told first of any leave from the ward.",
        }
        victim_plans.write(victim, VictimPlanKind.SAFETY, said, by=by, review_on=stage.on("2026-12-04"))
        victim_plans.add_need(victim, NeedKind.WORK, "A way in that patients do not use", by=by, agreed="Side door")
    with stage.as_("advocate", "2026-11-18 12:40") as by:
        support.record(victim, by=by, channel=Channel.CALL, outcome=ContactOutcome.NO_REPLY)


def reviews(stage: Stage, case: Case) -> None:
    """Every fourteen days, on the ward too."""
    reason = "On the ward; treatment goes on. No contact since the card."
    stage.review_until(case, "2026-04-10", "2026-12-04", Level.HIGH, reason, "Asked through the practice: go on.")
