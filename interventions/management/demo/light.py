"""Lighter cases, so that lists, stages and clocks have something in them: one line each, played by the same verbs."""

from collections.abc import Mapping
from datetime import date, timedelta

from cases.enums import Level, State, Transition
from cases.models import Case
from cases.services import intake, moves, screening
from interventions.enums import Strand
from interventions.management.demo.light_cases import CASES, Light
from interventions.management.demo.stage import STORY_ENDS_ON, Agreed, Stage
from interventions.services import reviews
from risk.models import ConferenceItem
from risk.services.contributions import Answer

T, S = Transition, State
ORDER = (
    S.SUBMITTED,
    S.SCREENING,
    S.TRIAGE,
    S.ACCEPTED,
    S.ASSESSMENT,
    S.CONFERENCE_DUE,
    S.CONFERENCE_HELD,
    S.PLAN_ACTIVE,
)
LEADS = {"legal": "police", "psychological": "health", "social": "outreach", "victim": "advocate"}


def play(stage: Stage, light: Light) -> Case:
    """Take one case as far as it got."""
    case = _refer(stage, light)
    ends = {S.DECLINED: _decline, S.MERGED: _merge, S.VOID: _cancel, S.AWAITING_INFO: _ask}
    if light.reached in ends:
        ends[light.reached](stage, light, case)
    elif light.reached in {S.CONSULTATION, S.CONSULT_ADVISED}:
        _consult(stage, light, case)
    else:
        _work(stage, light, case)
    return case


def _refer(stage: Stage, light: Light) -> Case:
    given, family = light.victim
    suspect = intake.Named(*light.suspect) if light.suspect else intake.Named()
    answers = intake.Answers(
        victim=intake.Named(given, family, date(1985, 1, 1) + timedelta(days=int(light.number) % 7000)),
        suspect=suspect,
        suspect_known=light.suspect is not None,
        in_danger=f"{given} {family}.",
        happening=light.what,
        immediate_danger=light.is_urgent,
        done_now="Local officers told; marker on the address." if light.is_urgent else "",
        referrer_name="Local policing",
        referrer_contact="01632 960150",
        source="police",
    )
    case = stage.refer("police", f"{light.referred_on} 09:30", light.reference, answers)
    stage.incident("police", f"{light.referred_on} 09:45", case, light.referred_on, light.what, light.codes)
    return case


def _ask(stage: Stage, light: Light, case: Case) -> None:
    with stage.as_("advocate", f"{light.referred_on} 11:00") as by:
        screening.begin(case, by=by)
    stage.move(
        "advocate",
        f"{light.referred_on} 11:30",
        case,
        T.ASK_FOR_MORE,
        says={"question": "How many letters, and did anyone keep them?", "asked_of": "Local policing"},
        facts={"answer_due_on": stage.on(light.referred_on) + timedelta(days=4)},
    )


def _decline(stage: Stage, light: Light, case: Case) -> None:
    stage.screen("police", f"{light.referred_on} 11:00", case, "Mutual complaints about noise; no fixation.")
    stage.move(
        "lead",
        f"{light.referred_on} 15:00",
        case,
        T.DECLINE,
        says={
            "reason": "A dispute, not stalking.",
            "four": "Not fixated, not obsessive; unwanted on both sides; repeated.",
            "signposted": "Community mediation and the housing association.",
        },
        facts={"reason_code": "not-stalking", "referrer_told": True},
    )


def _merge(stage: Stage, light: Light, case: Case) -> None:
    with stage.as_("lead", f"{light.referred_on} 10:30") as by:
        first = Case.objects.get(reference=CASES[0].reference)
        said = {"reason": "The same referral, entered twice."}
        moves.make(case, T.MERGE, by=by, says=said, facts={"merged_into": first.pk})


def _cancel(stage: Stage, light: Light, case: Case) -> None:
    stage.move("lead", f"{light.referred_on} 10:30", case, T.CANCEL, says={"reason": "Opened by mistake."})


def _consult(stage: Stage, light: Light, case: Case) -> None:
    stage.screen("police", f"{light.referred_on} 11:00", case, "Stalking; the referrer can act with advice.")
    stage.take(
        "lead",
        f"{light.referred_on} 15:00",
        case,
        T.CONSULT,
        reason="Advice first.",
        level=light.level,
        leads={"legal": "police", "psychological": "health"},
    )
    if light.reached is S.CONSULT_ADVISED:
        on = stage.on(light.referred_on)
        stage.move(
            "health",
            f"{on + timedelta(days=3) - stage.moved} 12:00",
            case,
            T.ISSUE_ADVICE,
            says={
                "advice": "One named person answers his calls, at one time of day, and ends them after a minute.",
                "recipient": "Practice manager",
            },
            facts={"follow_up_on": on + timedelta(days=23)},
        )


def _work(stage: Stage, light: Light, case: Case) -> None:
    """Through screening, triage, assessment and conference, as far as it got."""
    reached = ORDER.index(light.reached) if light.reached in ORDER else len(ORDER)
    on = date.fromisoformat(light.referred_on)
    if reached == 1:
        with stage.as_("advocate", f"{on} 11:00") as by:
            screening.begin(case, by=by)
    if reached >= 2:
        stage.screen("advocate", f"{on} 11:00", case, "Fixated, obsessive, unwanted, repeated.")
    if reached >= 3:
        stage.take("lead", f"{on} 16:00", case, T.ACCEPT, reason="Direct work needed.", level=light.level, leads=LEADS)
    if reached == 4:
        stage.begin_assessment(case, f"{on} 16:30", _answers(light, on, only=("police", "advocate")))
    if reached >= 5:
        stage.assess(case, f"{on} 16:30", _answers(light, on), f"{on + timedelta(days=3)} 16:00")
    if reached >= 6:
        held_on = on + timedelta(days=4)
        item = stage.confer(case, f"{held_on} 10:00", "lead", "police", "health", "advocate")
        if reached >= 7:
            _plan(stage, light, item, held_on)


def _answers(light: Light, on: date, only: tuple[str, ...] = ()) -> Mapping[str, tuple[str, Answer]]:
    second = f"{on + timedelta(days=2)}"
    answers = {
        "police": (
            f"{second} 10:00",
            Answer(
                known=light.what,
                thought="Likely to go on.",
                level=light.level,
                summary="Pattern confirmed by police records.",
            ),
        ),
        "health": (f"{second} 11:00", Answer(nothing_known=True, level=None, summary="Not known to services.")),
        "outreach": (
            f"{second} 12:00",
            Answer(
                known="Lives alone; out of work.",
                thought="Time on his hands.",
                level=Level.MEDIUM,
                summary="Isolated and out of work.",
            ),
        ),
        "advocate": (
            f"{second} 14:00",
            Answer(
                known="Has changed route and routine.",
                thought="Afraid to go out alone.",
                level=light.level,
                summary="Daily life restricted.",
            ),
        ),
    }
    return {slug: answer for slug, answer in answers.items() if not only or slug in only}


def _plan(stage: Stage, light: Light, item: ConferenceItem, held_on: date) -> None:
    """The plan; then reviewed until the review that comes next, stepped down, or due now."""
    case = item.case
    next_review = STORY_ENDS_ON + timedelta(days=light.reviewed_in)
    stage.adopt(
        item,
        f"{held_on} 10:20",
        Agreed(
            level=light.level,
            reason="Pattern confirmed; daily life restricted.",
            order="Considered; the police decide after the interview.",
            review_on=f"{held_on + timedelta(days=7)}",
            actions=(
                (Strand.LEGAL, "Interview and decide on an order.", "police", f"{next_review + timedelta(days=2)}"),
                (
                    Strand.VICTIM_SAFETY,
                    "Safety plan for home and work.",
                    "advocate",
                    f"{next_review + timedelta(days=5)}",
                ),
            ),
            reasons={
                Strand.PSYCHOLOGICAL: "Not known to services; offered after interview.",
                Strand.SOCIAL: "No need found.",
            },
        ),
    )
    stage.move("system", f"{held_on + timedelta(days=7)} 06:00", case, T.REVIEW_FALLS_DUE)
    when = f"{held_on + timedelta(days=7)} 11:00"
    if light.reached is S.STEP_DOWN:
        with stage.as_("lead", when) as by:
            reviews.review(
                case,
                T.STEP_DOWN,
                by=by,
                level=light.level,
                reason="No contact since the interview.",
                victims_view="Content.",
                until=next_review + stage.moved,
            )
        return
    stage.review(case, when, light.level, "Pattern unchanged.", "Wants us to go on.", f"{next_review}")
    if light.reached is S.REVIEW:
        stage.move("system", f"{next_review} 06:00", case, T.REVIEW_FALLS_DUE)
