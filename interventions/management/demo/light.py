"""Lighter cases, so that lists, stages and clocks have something in them: one line each, played by the same verbs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.clocks import CONFERENCE_DAYS, CONTRIBUTION_DAYS, REVIEW_DAYS, working_days_after
from cases.enums import Level, State, Transition
from cases.models import Case
from cases.services import intake, screening
from interventions.enums import Abuse, OrderAnswer, PoliceGroup, Proceedings, Programme, Strand
from interventions.management.demo.days import STORY_ENDS_ON, Moment
from interventions.management.demo.light_cases import Light
from interventions.management.demo.stage import Agreed, Stage
from interventions.services import closing, reviews
from interventions.services.results import Results
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
REFERRED, SCREENED, DECIDED, STARTED, CALLED = "09:30", "11:00", "15:00", "16:00", "16:30"
FOLLOW_UP_DAYS = 20
# Who asked each of them to refer, and where the referral comes from.
SOURCES = {
    "police": ("Local policing", "police"),
    "other-unit-police": ("Local policing", "police"),
    "health": ("Community mental health team", "health"),
    "advocate": ("Harbour Light, by telephone", "advocate"),
    "outreach": ("A support worker of Bridgeway", "other"),
    "probation": ("Offender manager", "probation"),
    "coordinator": ("Safeguarding lead, by telephone", "education"),
}
SCREENERS = frozenset({"police", "advocate", "other-unit-police"})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who screens, who decides and who leads which strand, in one unit."""

    screener: str
    lead: str
    strands: Mapping[str, str]
    coordinator: str = ""


CASTS = {
    "CHS": Cast(
        "advocate",
        "lead",
        {"legal": "police", "psychological": "health", "social": "outreach", "victim": "advocate"},
        "coordinator",
    ),
    "HMP": Cast("other-unit-police", "other-unit-lead", {"legal": "other-unit-police"}),
}


def play(stage: Stage, light: Light) -> Case:
    """Take one case as far as it got."""
    case = _refer(stage, light)
    ends = {S.DECLINED: _decline, S.MERGED: _merge, S.JOINED: _join, S.VOID: _cancel, S.AWAITING_INFO: _ask}
    if light.reached in ends:
        ends[light.reached](stage, light, case)
    elif light.reached in {S.CONSULTATION, S.CONSULT_ADVISED}:
        _consult(stage, light, case)
    else:
        _work(stage, light, case)
    if light.then is not None:
        light.then(stage, case)
    return case


def _refer(stage: Stage, light: Light) -> Case:
    given, family = light.victim
    referrer, source = SOURCES[light.referrer]
    answers = intake.Answers(
        victim=intake.Named(given, family, date(1985, 1, 1) + timedelta(days=int(light.number) % 7000)),
        suspect=intake.Named(*light.suspect) if light.suspect else intake.Named(),
        suspect_known=light.suspect is not None,
        in_danger=f"{given} {family}.",
        happening=light.what,
        immediate_danger=light.is_urgent,
        done_now="Local officers told; marker on the address." if light.is_urgent else "",
        referrer_name=referrer,
        referrer_contact="01632 960150",
        source=source,
    )
    sent = _on_day_of(stage, light, REFERRED)
    case = stage.refer(light.referrer, sent, light.reference, answers, unit=light.unit, agency=light.agency)
    if not light.agency:  # once it is hidden, its referrer reads it and writes nothing more
        recorder = light.referrer if light.referrer in SCREENERS else CASTS[light.unit].screener
        recorded = _on_day_of(stage, light, "09:45")
        stage.incident(recorder, recorded, case, stage.on(light.referred_on), light.what, light.codes)
    return case


def _ask(stage: Stage, light: Light, case: Case) -> None:
    when = _on_day_of(stage, light, SCREENED)
    with stage.as_("advocate", when) as by:
        screening.begin(case, by=by)
    stage.move(
        "advocate",
        when + timedelta(minutes=30),
        case,
        T.ASK_FOR_MORE,
        says={"question": "How often since the summer, and did anyone keep them?", "asked_of": "Local policing"},
        facts={"answer_due_on": working_days_after(when, 5).on},
    )


def _decline(stage: Stage, light: Light, case: Case) -> None:
    stage.screen("police", _on_day_of(stage, light, SCREENED), case, "Mutual complaints; no fixation.")
    stage.move(
        "lead",
        _on_day_of(stage, light, DECIDED),
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
    first = Case.objects.get(reference=light.into)
    said = {"reason": "The same referral, entered twice."}
    stage.move("lead", _on_day_of(stage, light, SCREENED), case, T.MERGE, says=said, facts={"merged_into": first.pk})


def _join(stage: Stage, light: Light, case: Case) -> None:
    first = Case.objects.get(reference=light.into)
    said = {"reason": "The same two people; the case is open already."}
    stage.move("lead", _on_day_of(stage, light, SCREENED), case, T.JOIN, says=said, facts={"joined_to": first.pk})


def _cancel(stage: Stage, light: Light, case: Case) -> None:
    when = _on_day_of(stage, light, SCREENED)
    stage.move("lead", when, case, T.CANCEL, says={"reason": "Opened by mistake."})


def _consult(stage: Stage, light: Light, case: Case) -> None:
    stage.screen("police", _on_day_of(stage, light, SCREENED), case, "Stalking; the referrer can act with our advice.")
    stage.take(
        "lead",
        _on_day_of(stage, light, DECIDED),
        case,
        T.CONSULT,
        reason="Advice first.",
        level=light.level,
        leads={"legal": "police", "psychological": "health"},
    )
    if light.reached is S.CONSULT_ADVISED:
        when = stage.working_day(light.referred_on, 3, "12:00")
        stage.move(
            "health",
            when,
            case,
            T.ISSUE_ADVICE,
            says={
                "advice": "One named person answers his calls, at one time of day, and ends them after a minute.",
                "recipient": "Practice manager",
            },
            facts={"follow_up_on": working_days_after(when, FOLLOW_UP_DAYS).on},
        )


def _work(stage: Stage, light: Light, case: Case) -> None:
    """Through screening, triage, assessment and conference, as far as it got and as fast as the clocks ask."""
    reached = ORDER.index(light.reached) if light.reached in ORDER else len(ORDER)
    cast, on = CASTS[light.unit], stage.on(light.referred_on)
    if reached == 1:
        with stage.as_(cast.screener, _on_day_of(stage, light, SCREENED)) as by:
            screening.begin(case, by=by)
    if reached >= 2:
        when = _on_day_of(stage, light, SCREENED)
        stage.screen(cast.screener, when, case, "Fixated, obsessive, unwanted, repeated.")
    if reached >= 3:
        _accept(stage, light, case)
    if reached >= 4:
        answered_on = working_days_after(stage.hour(on, DECIDED), CONTRIBUTION_DAYS[light.level]).on
        _assess(stage, light, case, answered_on, is_over=reached >= 5)
    if reached >= 6:
        held = stage.working_day(
            on, CONFERENCE_DAYS[light.level], CALLED if light.level is Level.VERY_HIGH else "10:00"
        )
        item = stage.confer(case, held, cast.lead, "police", "health", "advocate")
        if reached >= 7:
            _plan(stage, light, item)


def _accept(stage: Stage, light: Light, case: Case) -> None:
    cast = CASTS[light.unit]
    stage.take(
        cast.lead,
        _on_day_of(stage, light, DECIDED),
        case,
        T.ACCEPT,
        reason="Direct work needed.",
        level=light.level,
        leads=cast.strands,
        coordinator=cast.coordinator,
    )


def _assess(stage: Stage, light: Light, case: Case, answered_on: date, *, is_over: bool) -> None:
    started = _on_day_of(stage, light, STARTED)
    if is_over:
        stage.begin_assessment(case, started, _answers(stage, light, answered_on))
        if light.meanwhile is not None:
            light.meanwhile(stage, case)
        stage.call_conference(case, stage.hour(answered_on, STARTED))
        return
    early = {
        slug: answer for slug, answer in _answers(stage, light, answered_on).items() if slug in {"police", "advocate"}
    }
    stage.begin_assessment(case, started, early, asked=list(CASTS[light.unit].strands.values()))


def _answers(stage: Stage, light: Light, on: date) -> Mapping[str, tuple[Moment, Answer]]:
    told = {
        "police": Answer(
            known=light.what,
            thought="Likely to go on.",
            level=light.level,
            summary="Pattern confirmed by police records.",
        ),
        "health": Answer(nothing_known=True, level=None, summary="Not known to services."),
        "outreach": Answer(
            known="Lives alone; out of work.",
            thought="Time on his hands.",
            level=Level.MEDIUM,
            summary="Isolated and out of work.",
        ),
        "advocate": Answer(
            known="Has changed route and routine.",
            thought="Afraid to go out alone.",
            level=light.level,
            summary="Daily life restricted.",
        ),
    }
    return {slug: (stage.hour(on, f"{10 + hour}:00"), answer) for hour, (slug, answer) in enumerate(told.items())}


def _plan(stage: Stage, light: Light, item: ConferenceItem) -> None:
    """The plan; then reviewed as often as its level asks until the review that comes next, stepped down, or due now."""
    case = item.case
    last = stage.days.on(STORY_ENDS_ON + timedelta(days=light.reviewed_in))
    first = last
    while first - timedelta(days=REVIEW_DAYS[light.level]) > item.held_at.date():
        first -= timedelta(days=REVIEW_DAYS[light.level])
    stage.adopt(item, item.held_at + timedelta(minutes=20), _agreed(light, first, last))
    if light.reached is S.STEP_DOWN:
        _step_down(stage, light, case, first, last)
        return
    stage.review_until(case, first, last, light.level, "Pattern unchanged.", "Wants us to go on.")
    if light.reached is S.REVIEW:
        stage.move("system", stage.hour(last, "06:00"), case, T.REVIEW_FALLS_DUE)
    if light.reached is S.CLOSED:
        _close(stage, light, case, last)


def _agreed(light: Light, first: date, last: date) -> Agreed:
    return Agreed(
        level=light.level,
        reason="Pattern confirmed; daily life restricted.",
        order="Considered; the police decide after the interview.",
        sought=OrderAnswer.NOT_YET,
        review_on=first,
        actions=(
            (Strand.LEGAL, "Interview and decide on an order.", "police", last + timedelta(days=2)),
            (Strand.VICTIM_SAFETY, "Safety plan for home and work.", "advocate", last + timedelta(days=5)),
        ),
        reasons={
            Strand.PSYCHOLOGICAL: "Not known to services; offered after interview.",
            Strand.SOCIAL: "No need found.",
        },
    )


def _step_down(stage: Stage, light: Light, case: Case, first: date, last: date) -> None:
    stage.move("system", stage.hour(first, "06:00"), case, T.REVIEW_FALLS_DUE)
    with stage.as_("lead", stage.hour(first, "11:00")) as by:
        reviews.review(
            case,
            T.STEP_DOWN,
            by=by,
            level=light.level,
            reason="No contact since the interview.",
            victims_view="Content.",
            until=last,
            watch=reviews.Watch("Messages from new accounts, and her way to work.", stage.users["police"]),
        )


def _close(stage: Stage, light: Light, case: Case, last: date) -> None:
    """Both have done what they were to do; the risk has come down and stayed down."""
    for slug in ("police", "advocate"):
        stage.finish(slug, stage.hour(last, "12:00"), case, "Done; nothing new since.")
    with stage.as_("lead", stage.hour(last, "15:00")) as by:
        closing.close(
            case,
            closing.Ending(
                reason_code="risk-reduced",
                reason="Twelve weeks without contact.",
                level=Level.STANDARD,
                victim_told=True,
                return_told="By her advocate, with the unit’s number.",
                police_group=PoliceGroup.TWO,
                results=Results(Abuse.STOPPED, Proceedings.NONE, Programme.NONE, contacts=0),
            ),
            by=by,
        )


def _on_day_of(stage: Stage, light: Light, at: str) -> datetime:
    return stage.hour(light.referred_on, at)
