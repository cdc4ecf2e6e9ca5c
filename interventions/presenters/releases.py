"""Copies of orders for the suspect, in words: how far each has come, and what is printed."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse

from interventions.enums import ReleasedTo, ReleaseState
from interventions.models import Release
from interventions.service_copy import ServiceCopy, context
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.ui.parts import Cell, Column, Link, Row, Table, Tag
from stalking_unit.ui.words import instant, lower_first

NOT_RELEASED = "Not released. Speak to the victim’s advocate."
TAGS = {
    ReleaseState.HELD: Tag("Held", "yellow"),
    ReleaseState.RELEASED: Tag("Released", "teal"),
    ReleaseState.NOT_RELEASED: Tag("Not released", "grey"),
    ReleaseState.WITHDRAWN: Tag("Taken back", "grey"),
}


def releases_table(found: Iterable[Release]) -> Table:
    """Every copy that was asked for, the newest first."""
    return Table(
        caption="Copies of orders for the suspect’s side",
        columns=[Column("Copy"), Column("For"), Column("Asked for"), Column("State")],
        rows=[
            [
                Cell(str(one.order), href=reverse("interventions:release", kwargs={"pk": one.pk})),
                Cell(ReleasedTo(one.audience).label),
                Cell(instant(one.recorded_at), sub=f"{one.author.name}, {one.agency.short_name}"),
                Cell(tag=TAGS[ReleaseState(one.state)], sub=_since(one)),
            ]
            for one in found
        ],
    )


def release_rows(one: Release, *, reason: str) -> list[Row]:
    """How far it has come. `reason` is empty for whoever may not read why it was not released."""
    rows = [
        Row("Order", str(one.order)),
        Row("State", tag=TAGS[ReleaseState(one.state)], sub=_said(one)),
        Row("For", str(ReleasedTo(one.audience).label)),
        Row("Asked for", instant(one.recorded_at), sub=f"{one.author.name}, {one.agency.short_name}"),
        Row("Why not", reason),
    ]
    return [row for row in rows if row.value or row.tag]


def printed_rows(copy: ServiceCopy) -> list[Row]:
    """What would be printed, line for line."""
    what = context(copy)
    return [*what["facts"], *what["conditions"]]


def prints_table(documents: Sequence[GeneratedDocument]) -> Table:
    """What this officer had printed of it."""
    return Table(
        caption="Your prints of it",
        columns=[Column("Print"), Column("Asked for"), Column("State")],
        rows=[
            [
                Cell(
                    one.file_name,
                    href=reverse("interventions:take-print", kwargs={"pk": one.pk}) if _may_be_taken(one) else "",
                ),
                Cell(instant(one.requested_at)),
                Cell("Put aside" if one.is_withheld else one.get_status_display(), sub=one.failure),
            ]
            for one in documents
        ],
    )


def newest_copies(asked: Iterable[Release]) -> dict[UUID, Link]:
    """The way from an order to its newest copy, of copies of which the newest comes first."""
    links: dict[UUID, Link] = {}
    for one in asked:
        state = lower_first(TAGS[ReleaseState(one.state)].text)
        href = reverse("interventions:release", kwargs={"pk": one.pk})
        links.setdefault(
            one.order_id, Link(f"Copy for service: {state}", href, more=f"of the {lower_first(str(one.order))}")
        )
    return links


def _since(one: Release) -> str:
    at = one.withdrawn_at or one.checked_at
    return instant(at) if at else "Somebody on the victim’s side reads it first"


def _said(one: Release) -> str:
    match one.state:
        case ReleaseState.HELD:
            return "Whatever it says, somebody on the victim’s side reads it first."
        case ReleaseState.NOT_RELEASED:
            return NOT_RELEASED
        case ReleaseState.WITHDRAWN:
            who = one.withdrawn_by.name if one.withdrawn_by else ""
            return f"{who}, {instant(one.withdrawn_at)}" if one.withdrawn_at else who
    who = one.checked_by.name if one.checked_by else ""
    return f"Read by {who}, {instant(one.checked_at)}" if one.checked_at else who


def _may_be_taken(one: GeneratedDocument) -> bool:
    return one.is_ready and not one.is_withheld
