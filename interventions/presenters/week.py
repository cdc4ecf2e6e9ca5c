"""The start of the week in sentences, each with a number that leads to its rows; and every row in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from cases.enums import Capacity
from cases.models import Case
from cases.services.files import Todo
from interventions.presenters.plan import action_href
from interventions.services.week import POSTS
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.db.said import cut, worded
from stalking_unit.ui.parts import Cell, Column, Due, Link, Table
from stalking_unit.ui.words import day, due, instant, lower_first

UNIT, LONGEST = "The unit", 80
KINDS = {
    DisciplineKind.POLICE: "the police",
    DisciplineKind.HEALTH: "mental health",
    DisciplineKind.ADVOCACY: "advocacy",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. `what` names it where there is nothing, `one` and `many` say how many there are."""

    group: str
    what: str
    one: str
    many: str
    hint: str
    row: Callable[[Any], Todo]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together."""

    title: str
    links: list[Link]


def week_groups(counts: Mapping[str, int]) -> list[Group]:
    """The lines that have rows, in the order of the page."""
    return [
        Group(title, links)
        for title in dict.fromkeys(line.group for line in WORDS.values())
        if (links := [_link(key, counts[key]) for key, line in WORDS.items() if line.group == title and counts[key]])
    ]


def week_nothing(counts: Mapping[str, int]) -> list[str]:
    """What was looked at and came to nothing."""
    return [line.what for key, line in WORDS.items() if not counts[key]]


def week_count(key: str, number: int) -> str:
    """How many rows a line has, as a sentence."""
    line = WORDS[key]
    return line.one if number == 1 else line.many.format(f"{number:,}")


def week_rows(key: str, records: Iterable[Any]) -> list[Todo]:
    """The rows of a line."""
    return [WORDS[key].row(record) for record in records]


def week_table(key: str, rows: Sequence[Todo], names: Mapping[UUID, str], *, today: date) -> Table:
    """The rows as a table; it has a column of days where any of them has a day."""
    is_dated = any(row.due_on for row in rows)
    return Table(
        caption=WORDS[key].what.capitalize(),
        columns=[Column("What"), Column("Case"), *([Column("Day")] if is_dated else [])],
        rows=[
            [
                Cell(row.what, href=row.href),
                _whose(row, names.get(row.case_id, "") if row.case_id else ""),
                *([_day(row.due_on, today)] if is_dated else []),
            ]
            for row in rows
        ],
    )


def _whose(row: Todo, names: str) -> Cell:
    """The people of the case, and below them its reference."""
    return Cell(names or row.reference, sub=row.reference if names else "")


def _day(on: date | None, today: date) -> Cell:
    if on is None:
        return Cell()
    return Cell(due=Due(due(on, today), sub=day(on), state="over" if on < today else "soon" if on == today else ""))


def _link(key: str, number: int) -> Link:
    return Link(week_count(key, number), reverse("interventions:week_line", kwargs={"line": key}))


def _of_case(case: Case, what: str, href: str = "") -> Todo:
    return Todo(case.pk, case.reference or "", what, href or case.get_absolute_url())


def _review(case: Case) -> Todo:
    return Todo(case.pk, case.reference or "", "Review", case.get_absolute_url(), case.review_on)


def _alarm(alarm: Any) -> Todo:
    href = reverse("cases:alarm", kwargs={"pk": alarm.pk})
    return Todo(alarm.case_id, alarm.case.reference or "", f"{alarm}: {instant(alarm.raised_at)}", href)


def _silent(case: Any) -> Todo:
    return _of_case(case, f"Nothing recorded since {day(case.heard_at)}")


def _unspoken(case: Any) -> Todo:
    last = f"Last spoken to on {day(case.spoken_at)}" if case.spoken_at else "Nobody has spoken to the victim yet"
    return _of_case(case, last, reverse("interventions:support", kwargs={"pk": case.pk}))


def _team(case: Case, what: str) -> Todo:
    return _of_case(case, what, reverse("cases:team", kwargs={"pk": case.pk}))


def _one_owner(case: Any) -> Todo:
    what = f"{case.whom}: {case.most} of {case.waiting} actions"
    return _of_case(case, what, reverse("interventions:plan", kwargs={"pk": case.pk}))


def _away_alone(place: Any) -> Todo:
    who = f"{place.user.name}, {_post(place)}, is away until {day(place.away_until)}"
    covers = f"{place.cover_name} covers, and does not work this case" if place.cover_name else "nobody covers"
    return _team(place.case, f"{who}; {covers}")


def _post(place: Any) -> str:
    named = place.capacity not in {Capacity.MEMBER}
    return lower_first(str(Capacity(place.capacity).label)) if named else lower_first(place.discipline.name)


def _vacant(case: Any) -> Todo:
    lacking = [KINDS[kind] for kind in POSTS if getattr(case, f"lacks_{kind.value}")]
    return _team(case, f"Nobody from {', nor from '.join(lacking)}")


def _unscreened(case: Case) -> Todo:
    return _of_case(case, f"Came in on {day(case.created_at)}", reverse("cases:decide", kwargs={"pk": case.pk}))


def _part(one: Any) -> Todo:
    empty = f", post vacant since {day(one.vacant_since)}" if one.vacant_since else ""
    what = f"Still to come: {one.discipline.name}{empty}"
    return Todo(
        one.case_id,
        one.case.reference or "",
        what,
        reverse("risk:assessment", kwargs={"pk": one.case_id}),
        one.round.due_on,
    )


def _word(item: Any) -> Todo:
    href = reverse("risk:assessment", kwargs={"pk": item.case_id})
    return Todo(item.case_id, item.case.reference or "", "Decided subject to somebody’s word", href, item.confirm_by)


def _handover(action: Any) -> Todo:
    what = worded("{}: {} has not answered", cut(action.text, LONGEST), action.handed_to.name)
    return Todo(action.case_id, action.case.reference or "", what, action_href(action), action.due_on)


def _minutes(meeting: Any) -> Todo:
    href = reverse("risk:minutes", kwargs={"pk": meeting.pk})
    return Todo(None, UNIT, f"Conference of {day(meeting.held_on)}, {meeting.chair.name} in the chair", href)


def _hearing(hearing: Any) -> Todo:
    href = f"{reverse('interventions:plan', kwargs={'pk': hearing.case_id})}#hearings"
    what = worded("{}: {}", str(hearing), hearing.court)
    return Todo(hearing.case_id, hearing.case.reference or "", what, href, hearing.held_on)


def _order(order: Any) -> Todo:
    href = reverse("interventions:plan", kwargs={"pk": order.case_id})
    return Todo(order.case_id, order.case.reference or "", f"{order} ends", href, order.ends_on)


def _released(trigger: Any) -> Todo:
    what = "Release" if trigger.code == "release" else "Bail changed or ended"
    href = reverse("cases:timeline", kwargs={"pk": trigger.case_id})
    return Todo(trigger.case_id, trigger.case.reference or "", f"{what}, {day(trigger.happened_at)}", href)


def _away(absence: Any) -> Todo:
    days = f"{day(absence.starts_on)} to {day(absence.ends_on)}"
    covers = f"{absence.cover.name} covers" if absence.cover else "nobody covers"
    return Todo(None, UNIT, f"{absence.user.name}, {days}: {covers}", "")


def _posted(discipline: Any) -> Todo:
    return Todo(None, UNIT, f"Nobody in the unit: {discipline.name}", "")


FIRST, ONE_PERSON, TO_COME = "Look at these first", "Hangs on one person, or on nobody", "Still to come"
DAYS = "In these days"
WORDS: Mapping[str, Line] = {
    "alarms": Line(
        FIRST,
        "alarms that nobody has",
        "1 alarm that nobody has",
        "{} alarms that nobody has",
        "Each rings until somebody presses “I have it”.",
        _alarm,
    ),
    "red-flags": Line(
        FIRST,
        "red flags",
        "1 case under a red flag",
        "{} cases under a red flag",
        "A flag stays up until a lead clears it.",
        lambda case: _of_case(case, "Red flag"),
    ),
    "silent": Line(
        FIRST,
        "high cases gone quiet",
        "1 case of high or very high level has had nothing recorded for two weeks",
        "{} cases of high or very high level have had nothing recorded for two weeks",
        "Nothing that you may read: an agency may hold notes of its own. Silence is no sign of safety.",
        _silent,
    ),
    "not-spoken-to": Line(
        FIRST,
        "high cases where nobody speaks to the victim",
        "In 1 case of high or very high level nobody has spoken to the victim for two weeks",
        "In {} cases of high or very high level nobody has spoken to the victim for two weeks",
        "Ask the advocate. Whether and how to try again is agreed with the victim.",
        _unspoken,
    ),
    "one-person": Line(
        ONE_PERSON,
        "cases with one person on the victim’s side",
        "1 case has one person on the victim’s side",
        "{} cases have one person on the victim’s side",
        "If that person is away, nobody there knows the victim.",
        lambda case: _team(case, f"{case.whom} alone"),
    ),
    "one-owner": Line(
        ONE_PERSON,
        "high cases where one person has most of the actions",
        "In 1 case of high or very high level one person has most of what is still to do",
        "In {} cases of high or very high level one person has most of what is still to do",
        "The work may be in the right hands. Ask what would happen if they were away.",
        _one_owner,
    ),
    "away-alone": Line(
        ONE_PERSON,
        "cases whose only person of a discipline is away",
        "1 post on a case has nobody at work today",
        "{} posts on cases have nobody at work today",
        "Whoever holds it is away, and nobody else of the discipline works the case. You can name a cover for a time.",
        _away_alone,
    ),
    "vacant": Line(
        ONE_PERSON,
        "vacant posts on cases",
        "1 case has nobody from the police, mental health or advocacy",
        "{} cases have nobody from the police, mental health or advocacy",
        "Without them a conference decides subject to their word.",
        _vacant,
    ),
    "posts": Line(
        ONE_PERSON,
        "vacant posts in the unit",
        "1 discipline has nobody in the unit",
        "{} disciplines have nobody in the unit",
        "An agency’s administrator opens accounts and gives seats.",
        _posted,
    ),
    "not-screened": Line(
        TO_COME,
        "referrals to screen",
        "1 referral has not been screened",
        "{} referrals have not been screened",
        "Anybody who screens can begin.",
        _unscreened,
    ),
    "reviews": Line(
        TO_COME,
        "reviews",
        "1 review is due",
        "{} reviews are due",
        "The overview of each case says what has changed.",
        _review,
    ),
    "assessments": Line(
        TO_COME,
        "parts of assessments",
        "1 part of an assessment is still to come",
        "{} parts of assessments are still to come",
        "Ask what stands in the way before you ask for the answer.",
        _part,
    ),
    "confirmations": Line(
        TO_COME,
        "decisions subject to somebody’s word",
        "1 case has decisions that are subject to somebody’s word",
        "{} cases have decisions that are subject to somebody’s word",
        "The plan stands only when everybody who was missing has said yes.",
        _word,
    ),
    "hand-overs": Line(
        TO_COME,
        "hand-overs to be accepted",
        "1 action was offered to somebody who has not answered",
        "{} actions were offered to somebody who has not answered",
        "Until they accept, each is still its owner’s.",
        _handover,
    ),
    "offers": Line(
        TO_COME,
        "cases offered to another unit",
        "1 case is offered to another unit, which has not answered",
        "{} cases are offered to other units, which have not answered",
        "The risk stays with you until they say yes.",
        lambda case: _of_case(case, f"Offered to {case.offered_to}"),
    ),
    "minutes": Line(
        TO_COME,
        "minutes to sign",
        "1 conference has minutes that nobody has signed",
        "{} conferences have minutes that nobody has signed",
        "The chair signs them.",
        _minutes,
    ),
    "hearings": Line(
        DAYS,
        "hearings",
        "1 hearing is in the next 7 days",
        "{} hearings are in the next 7 days",
        "The plan page of each case says whether the victim has been told.",
        _hearing,
    ),
    "orders-ending": Line(
        DAYS,
        "orders that end",
        "1 order ends in the next 7 days",
        "{} orders end in the next 7 days",
        "Whether it is sought again is the officer’s question.",
        _order,
    ),
    "released": Line(
        DAYS,
        "releases and changes of bail",
        "1 release or change of bail in the last 7 days",
        "{} releases or changes of bail in the last 7 days",
        "Who was told is on the timeline and with the alarm.",
        _released,
    ),
    "away": Line(
        DAYS,
        "people away",
        "1 person of the unit is away, now or in the next 7 days",
        "{} people of the unit are away, now or in the next 7 days",
        "Who covers sees no case they could not see before.",
        _away,
    ),
}
