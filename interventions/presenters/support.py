"""Support in words: for the advocates whose record it is, and for those who may know that it goes on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from cases.enums import Channel, EventKind
from cases.services.files import Event
from cases.services.safe_contact import VERBS
from interventions.models import EmergencyUse, SupportContact
from stalking_unit.db.said import together, worded
from stalking_unit.ui.parts import Link, Row, Tag, TimelineItem
from stalking_unit.ui.words import day, instant, lower_first


@dataclass(frozen=True, slots=True)
class Way:
    """A way of contact as a button."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class VictimCard:
    """One victim on the support page: the rule for this minute, and what can be pressed."""

    pk: UUID
    name: str
    rule: str
    may_contact: bool
    channels: Sequence[Way]  # those whose numbers this person may open, now or when the rule allows
    may_record: bool
    has_emergency_route: bool
    agree: str = ""  # where to write down the rule, for who may, while there is none


def ways(channels: Iterable[str]) -> list[Way]:
    """The agreed ways of contact, each as what one does."""
    verbs = ((channel, VERBS[Channel(channel)]) for channel in channels)
    return [Way(channel, verb[:1].upper() + verb[1:]) for channel, verb in verbs]


def contact_event(contact: SupportContact) -> Event:
    """One contact on the timeline."""
    return Event(
        contact.happened_at,
        TimelineItem(
            title=f"{contact.get_channel_display()}: {lower_first(contact.get_outcome_display())}",
            when=instant(contact.happened_at),
            by=f"{contact.author.name}, {contact.agency.short_name}",
            text=_words(contact),
            tag=None if contact.within_rule else Tag("Outside the rule", "yellow"),
            at=contact.happened_at,
            links=[_copy(contact)],
        ),
        EventKind.CONTACT,
    )


def contact_rows(contact: SupportContact) -> list[Row]:
    """One contact in rows, for a text that its agency keeps."""
    return [
        Row("When", instant(contact.happened_at)),
        Row("Recorded", f"{instant(contact.recorded_at)}, {contact.author.name}, {contact.agency.short_name}"),
        Row("How", f"{contact.get_channel_display()}: {lower_first(contact.get_outcome_display())}"),
        Row("In the victim’s words", contact.victims_words),
        Row("Notes", contact.notes),
        Row("Fear", f"{contact.fear} of 10" if contact.fear is not None else ""),
        Row("Outside the rule", lines=contact.outside_of, sub=contact.outside_reason),
        Row("Next contact", day(contact.next_contact_on) if contact.next_contact_on else ""),
    ]


def use_rows(uses: Iterable[EmergencyUse]) -> list[Row]:
    """When the emergency route was used, by whom and why."""
    return [
        Row(
            instant(use.happened_at),
            f"{use.author.name}, {use.agency.short_name}",
            sub=use.reason or "The reason is still to come.",
        )
        for use in uses
    ]


def _copy(contact: SupportContact) -> Link:
    href = reverse("interventions:copy-contact", kwargs={"pk": contact.pk})
    return Link("Copy for our record system", href, more=f"the contact of {instant(contact.happened_at)}")


def _words(contact: SupportContact) -> str:
    """What was said and noted, fear from 0 to 10, and why a contact was outside the rule."""
    parts = [
        worded("In the victim’s words: “{}”", contact.victims_words),
        contact.notes,
        f"Fear today: {contact.fear} of 10." if contact.fear is not None else "",
        worded("{} Why: {}", " ".join(contact.outside_of), contact.outside_reason) if contact.outside_of else "",
    ]
    return together(parts)
