"""The stage: people doing what they do on a page, each thing at the time that their story says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from cases.clocks import REVIEW_DAYS, next_review, working_days_after
from cases.enums import Level, PersonRole, Precision, Side, State, Transition
from cases.models import Case, CasePerson, TeamMember
from cases.services import incidents, intake, moves, screening, team, triage
from cases.services.incidents import When
from interventions.enums import OrderAnswer, Strand
from interventions.management.demo import answered
from interventions.management.demo.answered import lead_of
from interventions.management.demo.days import ByWeeks, Day, Moment, Said, london
from interventions.models import PlanAction
from interventions.services import adopting, planning, reviews
from interventions.services.order_question import OrderSaid
from interventions.services.planning import NewAction
from risk.headings import AXES, part
from risk.models import ConferenceItem, Contribution
from risk.services import conferences, contributions, formulations, rounds, signoff
from risk.services.conferences import Attended, Decided, OtherView
from risk.services.contributions import Answer
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Membership, Unit, User

Answers = Mapping[str, tuple[Moment, Answer]]  # who, when, what
Boxes = Mapping[str, str]
Understood = Mapping[str, Boxes]  # by the code of the part
COUNTERSIGNED_BY = {"police": "police-supervisor", "health": "health-supervisor"}
LATER = "He is held until then, and the prison tells us of any change."
WORKS_FOR = {"outreach-victim-side": Side.VICTIM}  # against the side of the strand

# When it was done, until when, what was done, its codes, how often, and how exactly it is known.
Told = tuple[Moment | Day, str, str, str, int, Precision]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a conference agreed. An action is its strand, its words, whose it is and by when."""

    level: Level
    reason: str
    order: str
    review_on: Day
    sought: OrderAnswer = OrderAnswer.SOUGHT
    actions: Sequence[tuple[Strand, str, str, Day]] = ()
    reasons: Mapping[Strand, str] = field(default_factory=dict)
    decisions: Sequence[Decided] = ()
    views: Sequence[tuple[str, str, Level | None]] = ()


@dataclass
class Stage:
    """Who plays, and on which days."""

    users: Mapping[str, User]
    days: ByWeeks
    seats: dict[str, Membership] = field(default_factory=dict)

    def on(self, day: Day) -> date:
        """A day of the story: "2026-02-24"."""
        return self.days.on(date.fromisoformat(day)) if isinstance(day, str) else day

    def at(self, when: Moment) -> datetime:
        """An instant of the story in London: "2026-02-24 09:15"."""
        if isinstance(when, datetime):
            return when
        local = datetime.fromisoformat(when)
        return self.days.at(self.days.on(local.date()), local.time())

    def hour(self, day: Day, at: str) -> datetime:
        """A time on a day: "10:30"."""
        return self.days.at(self.on(day), time.fromisoformat(at))

    def working_day(self, start: Day, days: int, at: str) -> datetime:
        """A time on the nth working day after a day."""
        return self.hour(working_days_after(london(self.on(start), "12:00"), days).on, at)

    def said(self, told: Said) -> Said:
        """What somebody says or writes: the days that it names are days of ours."""
        return self.days.said(told)

    @contextmanager
    def as_(self, slug: str, when: Moment) -> Iterator[Actor]:
        """Everything inside is done by this person at that time."""
        now = self.at(when)
        actor = (
            Actor.system("clock", now)
            if slug == "system"
            else Actor.of(self.users[slug], self.seat(slug), now=now, via="demo")
        )
        with acting(actor), transaction.atomic(savepoint=False):
            yield actor
            answered.answer(self.users, now)

    # What many stories do alike

    def refer(
        self, slug: str, when: Moment, reference: str, answers: intake.Answers, *, unit: str = "CHS", agency: str = ""
    ) -> Case:
        """Send a referral. `agency` says how somebody of an agency here is involved; the case is hidden at once."""
        with self.as_(slug, when) as by:
            referral = intake.begin(Unit.objects.get(code=unit), by=by, involves_agency=bool(agency), how=agency)
            Case.objects.filter(pk=referral.case_id).update(reference=reference)
            referral.refresh_from_db()
            return intake.send(referral, self.said(answers), by=by)

    def screen(self, slug: str, when: Moment, case: Case, result: str, *, research: str = "police, health") -> None:
        """Screen a referral and pass it to triage."""
        with self.as_(slug, when) as by:
            screening.begin(case, by=by)
        self.move(
            slug,
            self.at(when) + timedelta(minutes=20),
            case,
            Transition.PASS_TO_TRIAGE,
            says={"screening_result": result},
            facts={"research_asked": research},
        )

    def move(self, slug: str, when: Moment, case: Case, transition: Transition, **said: Any) -> None:
        """One move of the lifecycle."""
        with self.as_(slug, when) as by:
            moves.make(case, transition, by=by, **self.said(said))

    def take(
        self,
        slug: str,
        when: Moment,
        case: Case,
        transition: Transition,
        *,
        reason: str,
        level: str,
        leads: Mapping[str, str],
        order: str = "Not yet: the facts are still coming in.",
        follow_up: str = "",
        coordinator: str = "coordinator",
    ) -> None:
        """Accept, consult or take on after advice. `leads` names who leads each strand: {"legal": "police"}."""
        with self.as_(slug, when) as by:
            triage.decide(
                case,
                transition,
                by=by,
                leads=[self._lead(strand, who) for strand, who in leads.items()],
                says={
                    "reason": self.said(reason),
                    "order_considered": self.said(order),
                    "risk_owner": "Whoever leads the unit"
                    if transition is Transition.ACCEPT
                    else "The officer in the case",
                    "follow_up": self.said(follow_up),
                },
                facts={
                    "priority": "urgent" if level in {"very_high", "high"} else "usual",
                    "level": level,
                    "heard": ["police", "advocacy"],
                    "suspect_elsewhere": False,
                },
                coordinator=self.seat(coordinator) if coordinator else None,
            )

    def incident(
        self,
        slug: str,
        when: Moment,
        case: Case,
        occurred: Moment | Day,
        what: str,
        codes: str,
        *,
        count: int = 1,
        until: str = "",
        precision: Precision = Precision.DAY,
        **more: Any,
    ) -> None:
        """Record what was done. `codes` are behaviours and methods, separated by spaces."""
        with self.as_(slug, when) as by:
            incidents.record(
                case,
                by=by,
                when=When(self._known(occurred), self._known(until), precision),
                what=self.said(what),
                codes=codes.split(),
                count=count,
                against=self.victim(case),
                **more,
            )

    def incidents(self, slug: str, when: Moment, case: Case, told: Iterable[Told], *, how_known: str) -> None:
        """Record what was told of at once."""
        for occurred, until, what, codes, count, precision in told:
            self.incident(
                slug,
                when,
                case,
                occurred,
                what,
                codes,
                until=until,
                count=count,
                precision=precision,
                how_known=how_known,
            )

    def begin_assessment(
        self,
        case: Case,
        started: Moment,
        answers: Answers,
        *,
        asked: Sequence[str] = (),
        vacant: Mapping[str, Day] | None = None,
    ) -> None:
        """Ask the disciplines of these people, and let those answer who did; each is countersigned where asked."""
        with self.as_(lead_of(case), started) as by:
            posts = {self.seat(slug).discipline: self.on(since) for slug, since in (vacant or {}).items()}
            disciplines = [*(self.seat(slug).discipline for slug in asked or answers), *posts]
            since = next(iter(posts.values()), None)
            rounds.start(case, by=by, disciplines=disciplines, vacant=[*posts], vacant_since=since)
            self._let_countersign(case, answers, by)
        for slug, (when, answer) in answers.items():
            seat = self.seat(slug)
            with self.as_(slug, when) as by:
                part = Contribution.objects.get(case=case, round__closed_at=None, discipline=seat.discipline)
                contributions.submit(part, self.said(answer), by=by)
            if slug in COUNTERSIGNED_BY:
                with self.as_(COUNTERSIGNED_BY[slug], self.at(when) + timedelta(minutes=40)) as by:
                    part.refresh_from_db()
                    signoff.sign(part, by=by)

    def assess(
        self, case: Case, started: Moment, answers: Answers, closed: Moment, *, vacant: Mapping[str, Day] | None = None
    ) -> None:
        """A whole round: everyone asked has answered, and the conference is called."""
        self.begin_assessment(case, started, answers, vacant=vacant)
        self.call_conference(case, closed, vacant=vacant)

    def call_conference(self, case: Case, closed: Moment, *, vacant: Mapping[str, Day] | None = None) -> None:
        """The round is over."""
        why = {self.seat(slug).discipline.code: "The post is vacant." for slug in vacant or {}}
        with self.as_(lead_of(case), closed) as by:
            rounds.close(case, by=by, gone_on_without=why)

    def confer(self, case: Case, when: Moment, *slugs: str) -> ConferenceItem:
        """The conference sits over the case; the first named is in the chair."""
        with self.as_(lead_of(case), when) as by:
            present = [Attended(self.users[slug], is_chair=number == 0) for number, slug in enumerate(slugs)]
            return conferences.hold(case, by=by, attended=present)

    def formulate(self, item: ConferenceItem, when: Moment, said: Mapping[str, Understood], axes: Boxes) -> None:
        """What the team understands: each writes their parts, the last proposes it, and the conference agrees it."""
        at = self.at(when)
        for minutes, (slug, parts) in enumerate(said.items()):
            with self.as_(slug, at + timedelta(minutes=minutes)) as by:
                case = Case.objects.get(pk=item.case_id)
                for code, boxes in {**parts, **({AXES: axes} if minutes == 0 else {})}.items():
                    if found := part(code):
                        typed = {name: [self.said(words)] for name, words in boxes.items()}
                        formulations.keep(case, found, typed, by=by)
                version = formulations.propose(case, by=by)
        with self.as_(lead_of(item.case), at + timedelta(minutes=len(said))) as by:
            formulations.agree(version, item, by=by)

    def adopt(self, item: ConferenceItem, when: Moment, agreed: Agreed) -> None:
        """The plan: level and reason, an action or a reason in each strand, the order considered, the next review."""
        agreed = self.said(agreed)
        with self.as_(lead_of(item.case), when) as by:
            adopting.adopt(
                item,
                by=by,
                level=agreed.level,
                reason=agreed.reason,
                order_considered=agreed.order,
                order=OrderSaid(agreed.sought, agreed.order),
                review_on=self.on(agreed.review_on),
                actions=[
                    NewAction(strand, text, self.users[owner], self.on(due))
                    for strand, text, owner, due in agreed.actions
                ],
                strand_reasons=agreed.reasons,
                decisions=agreed.decisions,
                different_views=[OtherView(self.users[slug], why, level) for slug, why, level in agreed.views],
            )

    def review(
        self,
        case: Case,
        when: Moment,
        level: Level,
        reason: str,
        victims_view: str,
        until: Day = "",
    ) -> None:
        """A review that goes on with the plan; one that is later than the level asks says why."""
        with self.as_(lead_of(case), when) as by:
            until = self.on(until) if until else next_review(level, localdate(by.now))
            is_later = until > next_review(level, localdate(by.now))
            reviews.review(
                case,
                Transition.KEEP_PLAN,
                by=by,
                level=level,
                reason=self.said(reason),
                victims_view=self.said(victims_view),
                until=until,
                later_because=LATER if is_later else "",
            )

    def look_again(self, case: Case, when: Moment, reason: str, victims_view: str = "Asked the same day.") -> None:
        """What was recorded has opened a review, and the lead holds it at once: the level stands."""
        case.refresh_from_db()
        if case.state == State.REVIEW:
            self.review(case, when, Level(case.level or Level.STANDARD), reason, victims_view)

    def review_until(
        self, case: Case, first: Day, last: Day, level: Level, reason: str, victims_view: str, *, every: int = 0
    ) -> None:
        """One review after another, as often as the level asks for, until the one that falls due on the last day."""
        due, end = self.on(first), self.on(last)
        while due < end:
            following = min(due + timedelta(days=every or REVIEW_DAYS[level]), end)
            self.move("system", self.hour(due, "06:00"), case, Transition.REVIEW_FALLS_DUE)
            self.review(case, self.hour(due, "11:00"), level, reason, victims_view, following)
            due = following

    def finish(self, slug: str, when: Moment, case: Case, outcome: str) -> None:
        """Whatever this person still has to do on the case is done."""
        with self.as_(slug, when) as by:
            theirs = PlanAction.objects.open().filter(case=case, owner=self.users[slug]).order_by("due_on", "pk")
            for action in list(theirs):
                planning.finish(action, by=by, outcome=self.said(outcome))

    def seat(self, slug: str) -> Membership:
        """The one seat this person has in the demonstration."""
        if slug not in self.seats:
            self.seats[slug] = Membership.objects.whole().get(user=self.users[slug])
        return self.seats[slug]

    def victim(self, case: Case) -> CasePerson:
        """The first victim of the case."""
        return self._first(case, PersonRole.VICTIM)

    def suspect(self, case: Case) -> CasePerson:
        """The first suspect of the case."""
        return self._first(case, PersonRole.SUSPECT)

    def _first(self, case: Case, role: PersonRole) -> CasePerson:
        with acting(Actor.system("demo")), transaction.atomic():
            part: CasePerson = CasePerson.objects.select_related("case").filter(case=case, role=role).order_by("pk")[0]
        return part

    def _known(self, occurred: Moment | Day) -> datetime | None:
        """When something happened, at midday where only the day is known; nothing where not even that is."""
        if isinstance(occurred, datetime):
            return occurred
        if isinstance(occurred, str) and " " in occurred:
            return self.at(occurred)
        return self.hour(occurred, "12:00") if occurred else None

    def _let_countersign(self, case: Case, slugs: Iterable[str], by: Actor) -> None:
        """Whoever signs for an agency is on the team, on the suspect's side like those they sign for."""
        for slug in slugs:
            if (second := COUNTERSIGNED_BY.get(slug)) is None:
                continue
            if not TeamMember.objects.live(by.now).filter(case=case, user=self.users[second]).exists():
                team.join(case, self.users[second], by=by, side=Side.SUSPECT, reason="Signs for the agency")

    def _lead(self, strand: str, slug: str) -> triage.Named:
        kind = triage.BY_CODE[strand]
        return triage.Named(kind, self.seat(slug), WORKS_FOR.get(slug, kind.side))
