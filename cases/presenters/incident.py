"""Incidents in words: when, what kind, and what was said of them only for those who may read it."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from cases.enums import EventKind, LocationKind, Party, PersonRole, Precision
from cases.models import CodeItem, CodeList, Incident, IncidentVersion, Location
from cases.services.files import Event
from stalking_unit.db.said import together, worded
from stalking_unit.ui.parts import Row, Tag, TimelineItem
from stalking_unit.ui.words import clock, counted, day, instant, lower_first


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident for one reader. Without `said` they know when it happened and what kind it was, and no more."""

    title: str
    rows: Sequence[Row]
    said: Sequence[Row] = ()
    opinion: str = ""
    struck: Sequence[Row] = ()
    earlier: Sequence["EarlierView"] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class EarlierView:
    """What it said until it was corrected."""

    title: str
    rows: Sequence[Row]


def incident_event(incident: Incident, behaviours: Sequence[str], *, in_words: bool) -> Event:
    """One incident: what kind it was, and its own words only where the reader may have them."""
    return Event(
        incident.occurred_from or incident.happened_at,
        TimelineItem(
            title=titled(behaviours, incident.count),
            when=when(incident),
            by=incident.agency.short_name,
            text=_told(incident) if in_words else "",
            href=incident_href(incident),
            tag=_tag(incident),
            at=incident.occurred_from,
        ),
        EventKind.INCIDENT,
        until=latest(incident),
        is_dated=incident.occurred_from is not None and incident.precision != Precision.UNKNOWN,
    )


def incident_view(
    incident: Incident,
    ticked: Mapping[CodeList, Sequence[CodeItem]],
    *,
    in_words: bool,
    against: str = "",
    earlier: Sequence[IncidentVersion] = (),
    labels: Mapping[str, str] | None = None,
) -> IncidentView:
    """The page of one incident, as far as this reader may know it."""
    behaviours = [item.label for item in ticked[CodeList.BEHAVIOUR]]
    methods = [item.label for item in ticked[CodeList.METHOD]]
    title = titled(behaviours, incident.count)
    known = [
        Row("Happened", when(incident)),
        Row("Recorded", f"{instant(incident.recorded_at)}, {incident.agency.short_name}"),
        Row("Behaviour", lines=behaviours),
        Row("How it was done", lines=methods),
        Row("How often", counted(incident.count, "time") if incident.count > 1 else ""),
        Row("Broke an order or a condition", "Yes" if incident.broke_order else ""),
    ]
    if not in_words:
        return IncidentView(title, _answered(known))
    more = [
        Row("Against", against),
        Row("Where", place_words(incident.place) if incident.place else ""),
        Row("Reported to the police", day(incident.reported_on) if incident.reported_on else ""),
        Row("Crime reference", incident.crime_reference),
        Row("Recorded by", incident.author.name),
        Row("Last corrected", _corrected(incident)),
    ]
    return IncidentView(
        title,
        _answered([*known, *more]),
        said=_facts(incident),
        opinion=incident.opinion,
        struck=_struck(incident),
        earlier=[_earlier(version, labels or {}) for version in earlier],
    )


def incident_choices(incidents: Sequence[Incident]) -> list[tuple[str, str]]:
    """Incidents to choose from, by when and what kind."""
    return [
        (str(incident.pk), f"{when(incident)}: {titled(sorted(behaviours_of(incident)), incident.count)}")
        for incident in incidents
    ]


def behaviours_of(incident: Incident) -> list[str]:
    """What was ticked for it as behaviour."""
    return [code.item.label for code in incident.codes.all() if code.item.list == CodeList.BEHAVIOUR]


def incident_href(incident: Incident) -> str:
    """Its own page."""
    return reverse("cases:incident", kwargs={"pk": incident.pk})


def titled(behaviours: Sequence[str], count: int) -> str:
    """What kind it was, as one line; a series says how often."""
    title = ", ".join([*behaviours[:1], *(lower_first(more) for more in behaviours[1:])]) or "Incident"
    return f"{title} ({count} times)" if count > 1 else title


def when(incident: Incident | IncidentVersion) -> str:
    """As exactly as it is known, and no more exactly."""
    start, end = incident.occurred_from, incident.occurred_to
    if start is None or incident.precision == Precision.UNKNOWN:
        return f"Until {day(end)}" if end else "Time not known"
    began = _at_best(start, Precision(incident.precision))
    return f"{began} to {day(end)}" if end and day(end) != day(start) else began


def latest(incident: Incident) -> datetime | None:
    """The latest that it may have been, as far as its time is known."""
    start, end = incident.occurred_from, incident.occurred_to
    if end is not None or start is None:
        return end
    local = localtime(start)
    match Precision(incident.precision):
        case Precision.MONTH:
            return local.replace(day=monthrange(local.year, local.month)[1])
        case Precision.YEAR:
            return local.replace(month=12, day=31)
        case _:
            return start


def place_words(place: Location) -> str:
    """What a place is, never where it is; whose it is only where that tells of nobody who is kept from readers."""
    kind = lower_first(str(LocationKind(place.kind).label))
    if place.case_person.role == PersonRole.VICTIM:
        return f"Victim’s {kind} (protected)"
    if place.case_person.party == Party.SUSPECT:
        return f"Suspect’s {kind} (protected)"
    return "A protected place"


def _at_best(at: datetime, precision: Precision) -> str:
    match precision:
        case Precision.MINUTE:
            return instant(at)
        case Precision.HOUR | Precision.PART_OF_DAY:
            return f"{day(at)}, about {clock(at)}"
        case Precision.MONTH:
            return f"{localtime(at):%B %Y}"
        case Precision.YEAR:
            return f"{localtime(at):%Y}"
        case _:
            return day(at)


def _tag(incident: Incident) -> Tag | None:
    if incident.struck_at is not None:
        return Tag("Struck out", "grey")
    return Tag("Broke an order", "yellow") if incident.broke_order else None


def _told(incident: Incident) -> str:
    """Its words: what was done, how that is known, what is thought of it, and the number the police have for it."""
    parts = (
        incident.what,
        worded("How we know: {}", incident.how_known),
        f"Where: {place_words(incident.place)}" if incident.place else "",
        worded("Opinion: {}", incident.opinion),
        worded("Crime reference {}", incident.crime_reference),
    )
    return together(parts)


def _facts(told: Incident | IncidentVersion) -> list[Row]:
    return _answered(
        [
            Row("What happened", told.what),
            Row("How we know", told.how_known),
            Row("What it has meant for the victim", told.impact),
        ]
    )


def _corrected(incident: Incident) -> str:
    if incident.saved_at is None or incident.saved_by is None:
        return ""
    return f"{instant(incident.saved_at)}, {incident.saved_by.name}"


def _struck(incident: Incident) -> list[Row]:
    if incident.struck_at is None or incident.struck_by is None:
        return []
    return [Row("Struck out", f"{instant(incident.struck_at)}, {incident.struck_by.name}", sub=incident.struck_reason)]


def _earlier(version: IncidentVersion, labels: Mapping[str, str]) -> EarlierView:
    ticked = [labels.get(code, code) for code in version.codes]
    rows = [
        Row("Happened", when(version)),
        Row("Behaviour and how it was done", lines=ticked),
        Row("How often", counted(version.count, "time") if version.count > 1 else ""),
        Row("Broke an order or a condition", "Yes" if version.broke_order else ""),
        *_facts(version),
        Row("Opinion", version.opinion),
        Row("Reported to the police", day(version.reported_on) if version.reported_on else ""),
        Row("Crime reference", version.crime_reference),
    ]
    return EarlierView(f"Written {instant(version.written_at)}, {version.written_by.name}", _answered(rows))


def _answered(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.value or row.lines]
