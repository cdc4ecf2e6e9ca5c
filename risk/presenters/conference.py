"""A conference in words: who was there, what was decided, who saw it differently."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from cases.enums import EventKind, Level
from cases.services.files import Event
from risk.enums import DecisionKind, MinuteReaders, Quorum
from risk.models import Attendance, Confirmation, Decision, DifferentView, MinuteRow
from risk.services.minutes import SeenConference
from stalking_unit.db.said import together, worded
from stalking_unit.ui.parts import Link, Row, TimelineItem
from stalking_unit.ui.words import day, instant


@dataclass(frozen=True, slots=True)
class ConferenceWords:
    """One conference as its reader may know it."""

    title: str
    chair: str
    subject_to: str
    present: Sequence[str]
    decisions: Sequence[Row]
    different_views: Sequence[Row]
    said: Sequence[Row]
    copy: Link


def conference(seen: SeenConference) -> ConferenceWords:
    """The card of one conference."""
    meeting = seen.item.conference
    return ConferenceWords(
        title=f"Conference of {day(meeting.held_on)}",
        chair=meeting.chair.name,
        subject_to=subject_to(seen),
        present=[attended(one) for one in seen.present],
        decisions=decision_rows(seen.decisions),
        different_views=different_view_rows(seen.different_views),
        said=[_said(row) for row in seen.rows],
        copy=Link(
            "Copy for our record system",
            reverse("risk:copy_conference", kwargs={"pk": seen.item.pk}),
            more=f"what the conference of {day(meeting.held_on)} decided",
        ),
    )


def _said(row: MinuteRow) -> Row:
    """One row of the minutes, as its own page shows it."""
    marks = ["addendum"] * row.is_addendum + ["for the victim’s side"] * (row.readers == MinuteReaders.VICTIM_SIDE)
    who = ", ".join([row.author.name, instant(row.recorded_at), *marks])
    struck_by = row.struck_by.name if row.struck_by else ""
    struck = worded("Struck out by {}: {}", struck_by, row.struck_reason) if row.struck_at else ""
    return Row(who, row.text, sub=struck)


def conference_event(seen: SeenConference) -> Event:
    """The line of the timeline: what was decided, and who saw it differently."""
    decided = [worded("{}: {}", DecisionKind(one.kind).label, one.text) for one in sorted(seen.decisions, key=_place)]
    differing = [
        worded("Different view: {}. {}", row.label, row.value) for row in different_view_rows(seen.different_views)
    ]
    at = seen.item.held_at
    lines = [*decided, *differing, *filter(None, [subject_to(seen)])]
    return Event(
        at,
        TimelineItem(title="Case conference", when=instant(at), text=together(lines, "\n"), at=at),
        EventKind.ASSESSMENT,
    )


def paper_rows(words: ConferenceWords) -> list[Row]:
    """For a paper: the decisions, and beside them the views that differ."""
    return [*words.decisions, *(Row(f"Different view: {row.label}", row.value) for row in words.different_views)]


def about_level(seen: SeenConference) -> list[Decision]:
    """What was decided about the level, which the overview tells; the rest stands with the assessment."""
    return [decision for decision in seen.decisions if decision.kind == DecisionKind.LEVEL]


def subject_to(seen: SeenConference) -> str:
    """Whose word is still missing, and by when it is due; and who has given theirs since."""
    if not seen.item.subject_to or seen.item.confirm_by is None:
        return ""
    given = {one.seat for one in seen.confirmations}
    missing = [Quorum(seat).label.lower() for seat in seen.item.subject_to if seat not in given]
    by = day(seen.item.confirm_by)
    still = [f"Decided subject to {_listed(missing)}, to be confirmed by {by}."] if missing else []
    return " ".join([*still, *(_word(one) for one in seen.confirmations)])


def _word(one: Confirmation) -> str:
    """What somebody said for a discipline that was not there."""
    said = "Confirmed" if one.agrees else "Seen differently"
    who = f"{one.user.name}, {one.agency.short_name}, on {day(one.given_at)}"
    return f"{said} for {Quorum(one.seat).label.lower()} by {who}."


def decision_rows(decisions: Sequence[Decision], *, why: str = "{}") -> list[Row]:
    """What was decided, why, and who sees to it by when; the level first. `why` is a sentence around its reason."""
    return [
        Row(
            str(DecisionKind(decision.kind).label),
            lines=[line for line in (decision.text, worded(why, decision.rationale)) if line],
            sub=_owner(decision),
        )
        for decision in sorted(decisions, key=_place)
    ]


def different_view_rows(views: Sequence[DifferentView]) -> list[Row]:
    """Who saw it differently, for which agency, and why."""
    return [
        Row(
            f"{view.author.name}, {view.agency.short_name}",
            worded("{}: {}", Level(view.level).label, view.why) if view.level else view.why,
        )
        for view in views
    ]


def _place(decision: Decision) -> int:
    return list(DecisionKind).index(DecisionKind(decision.kind))


def _owner(decision: Decision) -> str:
    who = decision.owner.name if decision.owner else ""
    by = f"by {day(decision.due_on)}" if decision.due_on else ""
    return ", ".join(part for part in (who, by) if part)


def attended(one: Attendance) -> str:
    """Who was there, for whom, and whether they left."""
    for_whom = (one.discipline.name if one.discipline else "", one.agency.short_name if one.agency else "")
    whose = ", ".join(filter(None, for_whom))
    role = "chair" if one.is_chair else whose
    words = worded("{} ({})", one.name, role) if role else one.name
    told = worded("{}: declared a conflict of interest and left", words) if one.declared_conflict else words
    return str(told) if one.user_id else told  # whose name is an account's was typed by nobody: nothing to hide


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
