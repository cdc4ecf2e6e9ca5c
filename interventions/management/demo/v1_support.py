"""What Marigold Testwick and her advocate agreed: plans, needs, and what the team was told; and the week she was silent."""

from cases.enums import Channel, Views
from cases.models import Case
from cases.services import sharing
from interventions.enums import ContactOutcome, CouldBe, NeedKind, NeedState, VictimPlanKind
from interventions.management.demo.stage import Stage
from interventions.services import silence, support, victim_plans
from interventions.services.victim_plans import Pocket

FIRST = {
    "works": "She varies the way to work and never walks to the car alone.",
    "home": "Locks changed on 26 February. Her mother has the only spare key. The girls know not to open the door.",
    "devices": "His tablet is signed out of the family account, with the police officer’s advice, in one evening.",
    "children": "School has a photograph and a password. Only she or her mother fetches them.",
    "contact": "Does not answer. Takes a picture of the screen, writes the time down, keeps the phone on. 999 at the door.",
    "words": "“I want to be at home with my girls and not plan every walk to the bin.”",
}
SECOND = FIRST | {
    "alarm": "Alarm by the bed and in her bag, tested on the first of each month. The control room knows the number.",
    "travel": "The car is looked over each Sunday. She parks under the lamp at gate B; security walks with her at night.",
    "evidence": "Pictures go to her mother’s album the same day; the ward keeps the note that came with the flowers.",
    "dates": "Family court on 2 December. His birthday and hers. The day the tag is changed.",
    "knows": "Her mother, the ward sister and the head teacher each have their own part.",
    "care": "Trauma therapy on Mondays. Rings her sister when she cannot sleep.",
}
POCKET = "If the dentist rings twice: girls to Nan, blue bag, side door. Nan rings the number on the fridge."
WANTS = {
    "wants": "To sleep at home. To know before he is anywhere new. The girls not to be asked to carry messages.",
    "works": "Her mother, the ward, choir on Thursdays.",
    "agreed": "One text a week in her hour. I go with her to every hearing. The therapy referral is mine to chase.",
    "not": "She does not want the school counsellor for the girls yet.",
    "end": "When she has gone three months without planning her walks. She can come back without a referral.",
}
NEEDS = (
    (NeedKind.SAFETY, "To reach the court unseen", "Separate entrance and a screen", "Advocate", NeedState.IN_HAND),
    (
        NeedKind.COPING,
        "Help with sleep and with the dreams",
        "Trauma therapy, Mondays",
        "Health service",
        NeedState.MET,
    ),
    (NeedKind.WORK, "Shifts that he cannot foresee", "Ward sister changes them weekly", "Ward sister", NeedState.MET),
    (NeedKind.MONEY, "The joint loan", "", "Debt adviser to be asked", NeedState.OPEN),
)
FOR_TEAM = (
    "She is back at home and at work, and afraid of the family court on 2 December. She wants to be told each time the "
    "tag speaks, and before any hearing is moved. She asks the police for the separate entrance in writing."
)


def plans(stage: Stage, case: Case) -> None:
    """Two versions of the safety plan, a support plan and her needs."""
    victim = stage.victim(case)
    with stage.as_("advocate", "2026-03-03 13:40") as by:
        victim_plans.write(
            victim, VictimPlanKind.SAFETY, stage.said(FIRST), by=by, after=0, review_on=stage.on("2026-06-01")
        )
        victim_plans.write(victim, VictimPlanKind.SUPPORT, WANTS, by=by, after=0, review_on=stage.on("2026-12-07"))
        for kind, text, agreed, who, state in NEEDS:
            victim_plans.add_need(victim, kind, text, by=by, agreed=agreed, who=who, state=state)
    with stage.as_("advocate", "2026-04-20 13:30") as by:
        sharing.record(
            victim,
            Views.LIMITS,
            by=by,
            happened_at=by.now,
            whom="Police and the trust, yes. The school only that there is an order.",
            why="The girls are not to hear of it from a teacher.",
            ask_again_on=stage.on("2026-12-03"),
        )
    with stage.as_("advocate", "2026-11-18 13:50") as by:
        pocket = Pocket(POCKET, stage.on("2026-11-18"), "On the back of the dentist’s card, in her purse. Not by text.")
        again = stage.on("2026-12-03")
        said = stage.said(SECOND)
        victim_plans.write(victim, VictimPlanKind.SAFETY, said, by=by, after=1, review_on=again, pocket=pocket)
    with stage.as_("advocate", "2026-11-19 15:00") as by:
        victim_plans.tell_conference(case, stage.said(FOR_TEAM), by=by)


def silent_week(stage: Stage, case: Case) -> None:
    """9 to 11 September: three texts without an answer. Her mother is asked, officers look, and she is on a ward."""
    victim = stage.victim(case)
    for when in ("2026-09-09 13:05", "2026-09-10 13:30", "2026-09-11 13:50"):
        with stage.as_("advocate", when) as by:
            support.record(victim, by=by, channel=Channel.TEXT, outcome=ContactOutcome.NO_REPLY)
    with stage.as_("advocate", "2026-09-11 14:50") as by:
        silence.answer(
            victim,
            by=by,
            with_suspect=CouldBe.NOT_KNOWN,
            known="She has answered within the hour since March. His tag is at the hostel.",
            done="Officers went to her door at 2:35pm: she was asleep after nights, her phone in a locker. All well.",
        )
    stage.look_again(
        case, "2026-09-11 15:30", "She was silent for three days and is well. Level stands.", "Sorry for it."
    )
