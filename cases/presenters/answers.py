"""What whoever referred is told: that it was received, and later the answer; nothing on the way and of nobody else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from cases import policy
from cases.clocks import challenge_due
from cases.enums import EventKind, Owed, Transition
from cases.models import Case, CodeList, Referral, ReferralAddition, StateChange, Statement
from cases.policy import Action
from cases.presenters.stage import RECEIVED, stage_words, to_referrers
from cases.services import codes
from cases.services.answering import may_start_for, untold
from cases.services.files import Event
from stalking_unit.accounts.actor import Actor
from stalking_unit.ui.parts import Cell, Column, Link, Row, Table, TimelineItem
from stalking_unit.ui.words import day, instant, lower_first

HEADINGS: Mapping[str, str] = {
    "advice": "Advice",
    "question": "What the unit asks",
    "reason": "Why",
    "signposted": "Where to go, and advice",
}


def answers(actor: Actor, case: Case) -> list[Row]:
    """The latest that was said to whoever referred, as far as this reader referred."""
    words = policy.scope(actor, Action.VIEW_ANSWER, Statement.objects.filter(case=case))
    said = list(words.select_related("change").order_by("-change__recorded_at", "change", "heading", "pk"))
    latest = [one for one in said if one.change_id == said[0].change_id]
    return [*(_of_decision(said[0].change) if said else []), *(Row(HEADINGS[one.heading], one.text) for one in latest)]


def added_rows(additions: Iterable[ReferralAddition]) -> list[Row]:
    """What came after a referral was sent, each with who said it, when it was learnt and when it was recorded."""
    return [Row(str(Owed(one.fact).label), one.text, sub=_added(one)) for one in additions]


def addition_event(one: ReferralAddition) -> Event:
    """Something added to the referral, on the timeline of those who read it."""
    item = TimelineItem(
        title=f"Added to the referral: {lower_first(str(Owed(one.fact).label))}",
        when=instant(one.happened_at),
        by=f"{one.author.name}, {one.agency.short_name}",
        text=one.text,
        at=one.happened_at,
    )
    return Event(one.happened_at, item, EventKind.NOTE)


def challenge_words(actor: Actor, case: Case, may: frozenset[Action]) -> str:
    """Until when a decision may be challenged, by whom it is made again and by when; nothing when it may not be."""
    if not _offers(case, Transition.CHALLENGE, may):
        return ""
    decided_at = decided(case)
    if decided_at is None:
        return ""
    due = challenge_due(decided_at)
    until = f"until {instant(due.at)}" if due.at > actor.now else "still, though the ten working days are over"
    return (
        f"You can challenge this decision {until}. The team lead decides again within two working days, "
        "and you are told the answer."
    )


def decided(case: Case) -> datetime | None:
    """When it was last decided that the unit does not take the case on."""
    declined = StateChange.objects.filter(case=case, transition=Transition.DECLINE)
    at: datetime | None = declined.order_by("-recorded_at", "pk").values_list("happened_at", flat=True).first()
    return at


def owed_words(sent: Referral, owed: Sequence[Owed]) -> str:
    """By when what is missing follows; nothing more of it than whoever referred knows already."""
    return f"Still to come by {day(sent.owed_by)}" if owed and sent.owed_by else ""


def links(case: Case, may: frozenset[Action], sent: Referral | None) -> list[Link]:
    """What whoever referred can do next."""
    add = [Link("Add to your referral", reverse("cases:add_to_referral", kwargs={"pk": case.pk}))] if sent else []
    moves = (
        (Transition.CHALLENGE, "Challenge the decision", "cases:challenge"),
        (Transition.RE_REFER, "Refer again", "cases:re_refer"),
    )
    open_now = [
        Link(text, reverse(route, kwargs={"pk": case.pk})) for move, text, route in moves if _offers(case, move, may)
    ]
    return [*add, *open_now, Link("Read what you sent", case.get_absolute_url())]


def sent_table(referrals: Sequence[Referral]) -> Table | None:
    """Everything this person referred, the latest first, each with its answer as it stands."""
    if not referrals:
        return None
    kept_back = untold(one.case for one in referrals)
    return Table(
        caption="Referrals you sent",
        columns=[Column("Referral"), Column("Sent"), Column("Answer")],
        rows=[
            [
                Cell(one.case.reference or "", href=reverse("cases:received", kwargs={"pk": one.case_id})),
                Cell(day(one.sent_at) if one.sent_at else ""),
                Cell(to_referrers(one.case, is_told=one.case_id not in kept_back)),
            ]
            for one in referrals
        ],
    )


def heading(case: Case) -> str:
    """What the page of the acknowledgement says first, to everybody who opens it."""
    words = stage_words(case, frozenset())
    return "Referral received" if words == RECEIVED else words


def _added(one: ReferralAddition) -> str:
    learnt = "" if one.happened_at == one.recorded_at else f". Learnt {instant(one.happened_at)}"
    return f"Added {instant(one.recorded_at)}, {one.author.name}, {one.agency.short_name}{learnt}"


def _offers(case: Case, move: Transition, may: frozenset[Action]) -> bool:
    return Action(move.value) in may and may_start_for(case, move, sees_stage=Action.VIEW_STAGE in may)


def _of_decision(change: StateChange) -> list[Row]:
    rows = [Row(str(Transition(change.transition).label), day(change.happened_at))]
    if reason := change.facts.get("reason_code"):
        rows.append(Row("Main reason", codes.label(CodeList.DECLINE, reason)))
    return rows
