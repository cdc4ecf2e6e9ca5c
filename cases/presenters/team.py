"""Who works a case, in rows: which side, in what capacity, since when; and who has no access."""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from cases.enums import Capacity, Side
from cases.models import Exclusion, TeamMember
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import day


def place_rows(places: Iterable[TeamMember], *, may_end: bool = False) -> list[Row]:
    """One row for each place, with the way to end it for those who may."""
    return [
        Row(
            place.user.name,
            lines=[place_words(place), f"{place.discipline.name}, {place.agency.short_name}", period(place)],
            sub=place.reason,
            actions=[_end(place)] if may_end else (),
        )
        for place in places
    ]


def place_words(place: TeamMember) -> str:
    """The side somebody works and what they are to the case."""
    if place.side == Side.HEADER:
        return str(Capacity(place.capacity).label)
    side = str(Side(place.side).label)
    return side if place.capacity == Capacity.MEMBER else f"{side}, {Capacity(place.capacity).label.lower()}"


def period(place: TeamMember) -> str:
    """Since when, and until when where that is known; the last day still counts."""
    if place.ends_at is None:
        return f"Since {day(place.starts_at)}"
    return f"{day(place.starts_at)} to {day(place.ends_at - timedelta(microseconds=1))}"


def no_access_rows(exclusions: Iterable[Exclusion]) -> list[Row]:
    """Who has no access, since when, and why."""
    return [
        Row(
            exclusion.user.name,
            exclusion.reason,
            sub=f"Since {day(exclusion.declared_at)}, declared by {exclusion.declared_by_name}",
        )
        for exclusion in exclusions
    ]


def _end(place: TeamMember) -> Link:
    href = reverse("cases:leave_team", kwargs={"pk": place.case_id, "place": place.pk})
    return Link("End the place", href, f"of {place.user.name}")
