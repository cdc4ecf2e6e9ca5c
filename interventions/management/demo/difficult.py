"""What makes a lighter case difficult: two victims, an accusation that comes back, a date nobody knows."""

from datetime import date

from cases.clocks import working_days_after
from cases.enums import Channel, PersonRole, Precision, Transition
from cases.models import Case
from cases.services import intake, people, safe_contact
from interventions.management.demo.stage import Stage
from interventions.services import closing

T = Transition


def a_second_victim(stage: Stage, case: Case) -> None:
    """Two who share a flat: one may be texted, the other not be contacted at all."""
    first = stage.victim(case)
    with stage.as_("advocate", "2026-11-16 17:10") as by:
        safe_contact.agree(first, {"channels": [Channel.TEXT.value], "agreed_on": by.now.date()}, by=by)
        second = people.put_on_case(case, PersonRole.VICTIM, by=by, given="Petra", family="Sharewell")
        rules = {"do_not_contact": True, "say": "Her sister-in-law reads her phone.", "agreed_on": by.now.date()}
        safe_contact.agree(second, rules, by=by)


def he_says_it_is_she(stage: Stage, case: Case) -> None:
    """The suspect of another case refers himself as a victim; who began is for the lead to decide."""
    stage.incident(
        "police",
        "2026-11-20 10:00",
        case,
        "",
        "He says that she looks at him whenever they meet, and that she has told the neighbours.",
        "watching in-person",
        precision=Precision.UNKNOWN,
        how_known="He told us on the telephone. There is no witness.",
    )


def a_pupil(stage: Stage, case: Case) -> None:
    """The suspect is 15: duties, not a flag."""
    with stage.as_("police", "2026-11-20 12:00") as by:
        people.describe(
            stage.suspect(case), by=by, born_on=date(2011, 3, 3), needs="Under 18. Speak with his school first."
        )


def years_ago(stage: Stage, case: Case) -> None:
    """Some of it is only known by its year, some by its month, some not at all."""
    stage.incidents(
        "advocate",
        "2026-11-20 11:40",
        case,
        (
            (
                "2023-01-01",
                "",
                "It began with cards through the door, some time that year.",
                "gifts-letters post",
                1,
                Precision.YEAR,
            ),
            (
                "2025-05-01",
                "2025-09-30",
                "Silent calls through the summer, about two a week.",
                "silent-call",
                40,
                Precision.MONTH,
            ),
            (
                "",
                "",
                "Her cat came home with a ribbon round its neck. She cannot say when.",
                "other unknown",
                1,
                Precision.UNKNOWN,
            ),
            (
                "2026-11-18 18:00",
                "",
                "A torch at the back fence, after dark.",
                "watching in-person",
                1,
                Precision.PART_OF_DAY,
            ),
        ),
        how_known="As she remembers it.",
    )


def with_a_partner_and_a_helper(stage: Stage, case: Case) -> None:
    """Her new partner is threatened, and his cousin carries the messages."""
    with stage.as_("advocate", "2026-11-18 15:30") as by:
        people.put_on_case(case, PersonRole.NEW_PARTNER, by=by, given="Anselm", family="Laterly")
        people.describe(stage.victim(case), by=by, has_children=True)
    with stage.as_("police", "2026-11-18 15:50") as by:
        people.put_on_case(case, PersonRole.PROXY, by=by, given="Dougal", family="Carrier")


def referred_again(stage: Stage, case: Case) -> None:
    """Not taken on in September; the same people again."""
    again = intake.Answers(
        in_danger="The same woman as in September.",
        happening="It was called a dispute. Since then he has followed her to two jobs and waits in the car park.",
        immediate_danger=False,
        referrer_name="Local policing",
        referrer_contact="01632 960150",
        source="police",
    )
    with stage.as_("police", "2026-11-23 09:55") as by:
        intake.refer_again(Case.objects.get(pk=case.pk), again, by=by)


def challenged(stage: Stage, case: Case) -> None:
    """The referrer does not accept the answer."""
    says = {"grounds": "Eleven acts in six weeks, all by him. The noise was hers once, in May."}
    stage.move("police", "2026-11-19 10:15", case, T.CHALLENGE, says=says)


def asked_twice(stage: Stage, case: Case) -> None:
    """Not enough to go on after two requests."""
    for when, question in (
        ("2026-11-10 11:30", "Who has seen him there?"),
        ("2026-11-12 11:30", "Can anybody give a date?"),
    ):
        stage.move(
            "advocate",
            when,
            case,
            T.ASK_FOR_MORE,
            says={"question": question, "asked_of": "Local policing"},
            facts={"answer_due_on": working_days_after(stage.at(when), 2).on},
        )
        stage.move(
            "advocate", stage.at(when).replace(hour=16), case, T.RESUME_SCREENING, says={"answer": "Nobody knows."}
        )
    stage.move(
        "lead",
        "2026-11-13 15:00",
        case,
        T.DECLINE,
        says={
            "reason": "Asked twice; nobody can say who, when or where.",
            "four": "Nothing to put under any of the four yet.",
            "signposted": "Neighbourhood team, with the number of the helpline for her.",
        },
        facts={"reason_code": "insufficient", "referrer_told": True},
    )


def out_of_our_area(stage: Stage, case: Case) -> None:
    """She lives elsewhere; the unit there has been told."""
    stage.move(
        "lead",
        "2026-11-12 15:00",
        case,
        T.DECLINE,
        says={
            "reason": "Both live outside our area. Their unit took the call while we were on the line.",
            "four": "Fixated, unwanted, repeated; obsessive is not known.",
            "signposted": "The unit of their area, by telephone at 2:30pm.",
        },
        facts={"reason_code": "out-of-area", "referrer_told": True},
    )


def advised_at_once(stage: Stage, case: Case) -> None:
    """The officer in the case keeps it, with written advice on the same day."""
    stage.move(
        "police",
        "2026-11-16 12:00",
        case,
        T.ADVISE_NOW,
        says={
            "advice": "Take one statement that covers the pattern, not eleven. Ask for the gym’s cameras before they are "
            "wiped on Friday. Consider a stalking protection order and write down why not.",
            "recipient": "Officer in the case, local policing",
            "risk_owner": "The officer in the case, who also decides on an order.",
        },
        facts={"follow_up_on": working_days_after(stage.at("2026-11-16 12:00"), 20).on},
    )


def acted_on(stage: Stage, case: Case) -> None:
    """The advice was followed and was enough."""
    with stage.as_("lead", "2026-11-05 11:00") as by:
        closing.end_consultation(
            case,
            by=by,
            reason="No call for four weeks; the surgery is content.",
            follow_up="One person answers, at one time of day. The calls stopped in the second week.",
        )
