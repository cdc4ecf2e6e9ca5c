"""A round of assessment: every discipline is asked at once, and nobody's level anchors another's."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cases import policy
from cases.clocks import CONTRIBUTION_DAYS, Deadline, working_days_after
from cases.enums import Level, Side, State, Transition
from cases.models import Case, StateChange, TeamMember
from cases.policy import Action
from cases.services import lifecycle
from cases.services.errors import NotFromHere
from risk.enums import AGAIN, STILL_TO_COME, ContributionStatus, RoundTrigger
from risk.models import Contribution, Round
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.accounts.models import Discipline
from stalking_unit.audit import trail

TAKEN_ON = (Transition.ACCEPT, Transition.ESCALATE)


@transaction.atomic
def start(
    case: Case,
    *,
    by: Actor,
    disciplines: Collection[Discipline],
    vacant: Collection[Discipline] = (),
    vacant_since: date | None = None,
    trigger: RoundTrigger | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> Round:
    """Ask these disciplines; those whose post is vacant are asked too, and nobody waits for them.

    `vacant_since` is for posts that were not vacant before; a post that was, is still vacant since then.
    Without a `trigger` it is the first round, or the case was referred again.
    """
    change = lifecycle.move(
        case,
        Transition.START_ASSESSMENT,
        by=by,
        facts={"disciplines": sorted(discipline.code for discipline in disciplines)},
        version=version,
        happened_at=happened_at,
    )
    return _open(
        case,
        change,
        by=by,
        disciplines=disciplines,
        vacant=vacant,
        vacant_since=vacant_since,
        trigger=trigger,
        due_on=due(case, change.happened_at).on,
    )


@transaction.atomic
def again(
    case: Case,
    *,
    by: Actor,
    disciplines: Collection[Discipline],
    trigger: RoundTrigger,
    reason: str,
    vacant: Collection[Discipline] = (),
    vacant_since: date | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> Round:
    """Ask the disciplines anew in the same run of the case, from its review; each answers on its own again.

    They have as long as the agreed level gives, from now.
    """
    if trigger not in AGAIN:
        raise ValueError(f"{trigger} is no reason to ask again")
    change = lifecycle.move(
        case,
        Transition.ASK_AGAIN,
        by=by,
        says={"reason": reason},
        facts={"disciplines": sorted(discipline.code for discipline in disciplines), "why": trigger.value},
        version=version,
        happened_at=happened_at,
    )
    days = CONTRIBUTION_DAYS[Level(change.case.level or Level.STANDARD)]
    return _open(
        case,
        change,
        by=by,
        disciplines=disciplines,
        vacant=vacant,
        vacant_since=vacant_since,
        trigger=trigger,
        due_on=working_days_after(change.happened_at, days).on,
    )


@transaction.atomic
def close(
    case: Case,
    *,
    by: Actor,
    gone_on_without: Mapping[str, str] | None = None,
    version: int | None = None,
    happened_at: datetime | None = None,
) -> Round:
    """Call the conference. From now on everybody on the case may compare what the disciplines think.

    `gone_on_without` says why, by the code of each discipline that is still to come.
    """
    policy.require(by, Action.CALL_CONFERENCE, case)
    ending = _lock(case)
    _say_why(ending, gone_on_without or {})
    change = lifecycle.move(case, Transition.CALL_CONFERENCE, by=by, version=version, happened_at=happened_at)
    ending.closed_at = max(change.happened_at, ending.opened_at)
    ending.save(update_fields=["closed_at"])
    trail.record(by, trail.Operation.ALTER, "close_round", case_id=case.pk, record=ending, fields=["closed_at"])
    return ending


def unexplained(case: Case) -> tuple[str, ...]:
    """Why the conference cannot be called yet: who has not answered and nobody has said why we go on."""
    asked = Contribution.objects.still_to_come().filter(case=case, gone_on_without="")
    names = asked.order_by("discipline__name").values_list("discipline__name", flat=True)
    return tuple(f"{name} has not answered. Wait, or say why you go on without." for name in names)


def answered() -> QuerySet[Case]:
    """Cases on which every discipline has answered, so that only the conference waits to be called."""
    missing = Contribution.objects.still_to_come().filter(case=OuterRef("pk"))
    asked = Round.objects.open().filter(case=OuterRef("pk"))
    return Case.objects.filter(Exists(asked), ~Exists(missing), state=State.ASSESSMENT)


def last_over(case: Case) -> Round | None:
    """The round that the next conference sits over: the last that is over."""
    found: Round | None = Round.objects.over().filter(case=case).order_by("-number").first()
    return found


def due(case: Case, started_at: datetime) -> Deadline:
    """When contributions are due: working days from when the case was taken on, fewer the higher its first level."""
    taken_on = (
        StateChange.objects.filter(case=case, transition__in=TAKEN_ON).order_by("-happened_at", "-recorded_at").first()
    )
    given = taken_on.facts.get("level") if taken_on else None
    level = Level(given) if given in Level.values else Level.STANDARD
    return working_days_after(taken_on.happened_at if taken_on else started_at, CONTRIBUTION_DAYS[level])


def named_on(case: Case, at: datetime) -> list[Discipline]:
    """The disciplines of those who work the case now."""
    places = TeamMember.objects.live(at).filter(case=case).exclude(side=Side.HEADER)
    return list(
        Discipline.objects.filter(pk__in=places.values("discipline_id"))
        .exclude(kind=DisciplineKind.OTHER)
        .order_by("name")
    )


def _open(
    case: Case,
    change: StateChange,
    *,
    by: Actor,
    disciplines: Collection[Discipline],
    vacant: Collection[Discipline],
    vacant_since: date | None,
    trigger: RoundTrigger | None,
    due_on: date,
) -> Round:
    # A case can end while disciplines are still answering; what was left open then is over now.
    Round.objects.open().filter(case=case).update(closed_at=change.happened_at)
    earlier = Round.objects.filter(case=case).count()
    opened = Round.objects.create(
        case=case,
        episode=change.episode,
        number=earlier + 1,
        trigger=trigger or (RoundTrigger.REFERRED_AGAIN if earlier else RoundTrigger.FIRST),
        opened_at=change.happened_at,
        due_on=due_on,
    )
    since = {discipline.pk: vacant_since for discipline in vacant} | _vacant_before(case, vacant)
    Contribution.objects.bulk_create(
        Contribution(
            case=case,
            round=opened,
            discipline=discipline,
            status=ContributionStatus.VACANT if discipline.pk in since else ContributionStatus.AWAITED,
            vacant_since=since.get(discipline.pk),
        )
        for discipline in disciplines
    )
    trail.record(
        by, trail.Operation.ALTER, "start_round", case_id=case.pk, record=opened, fields=["disciplines", "due_on"]
    )
    return opened


def _vacant_before(case: Case, vacant: Collection[Discipline]) -> dict[UUID, date | None]:
    """Since when these posts of the unit are known to be vacant: what its last round with each of them said."""
    asked = Contribution.objects.filter(case__unit=case.unit_id, discipline__in=vacant)
    last = asked.order_by("discipline", "-round__opened_at", "-pk").distinct("discipline")
    return {
        one.discipline_id: one.vacant_since
        for one in last
        if one.vacant_since and one.status == ContributionStatus.VACANT
    }


def _lock(case: Case) -> Round:
    found: Round | None = (
        Round.objects.select_for_update(of=("self",), no_key=True).filter(case=case, closed_at=None).first()
    )
    if found is None:
        raise NotFromHere("No assessment is open on this case.")
    return found


def _say_why(ending: Round, reasons: Mapping[str, str]) -> None:
    """Keep each reason beside the contribution that is missing."""
    missing = ending.contributions.select_for_update(of=("self",), no_key=True).filter(status__in=sorted(STILL_TO_COME))
    for contribution in missing.select_related("discipline").order_by("pk"):
        contribution.gone_on_without = reasons.get(contribution.discipline.code, "").strip()
        contribution.save(update_fields=["gone_on_without"])
