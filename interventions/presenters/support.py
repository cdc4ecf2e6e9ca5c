"""Support in words: for the advocates whose record it is, and for those who may know that it goes on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from uuid import UUID

from django.urls import reverse

from cases.enums import Channel, EventKind
from cases.models import SharingView
from cases.services.files import Event
from cases.services.safe_contact import VERBS
from interventions.enums import UNANSWERED, CouldBe, Initiator
from interventions.models import EmergencyUse, LostContact, SupportContact
from interventions.services import silence
from stalking_unit.db.said import together, worded
from stalking_unit.ui.parts import Link, Row, Tag, TimelineItem
from stalking_unit.ui.words import day, instant, lower_first


@dataclass(frozen=True, slots=True)
class Way:
    """A way of contact as a button."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Silence:
    """What the page says when nobody got through: how often, and what has to be asked."""

    is_lost: bool
    words: str
    question: str
    href: str


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
    silence: Silence | None = None
    plans: Sequence[Row] = ()
    add_need: Link | None = None
    sharing: Sequence[Row] = ()
    ask_views: Link | None = None

    @property
    def press(self) -> str:
        """The kind of the buttons of contact: they stand back while the rule forbids one."""
        return "" if self.may_contact else "secondary"


def ways(channels: Iterable[str]) -> list[Way]:
    """The agreed ways of contact, each as what one does."""
    verbs = ((channel, VERBS[Channel(channel)]) for channel in channels)
    return [Way(channel, verb[:1].upper() + verb[1:]) for channel, verb in verbs]


def whom(sex: str) -> str:
    """What to call a victim in a sentence."""
    return {"female": "her", "male": "him"}.get(sex, "them")


def silence_of(
    victim: UUID, contacts: Iterable[SupportContact], asked: Sequence[LostContact], to: str
) -> Silence | None:
    """What to ask after attempts without an answer; nothing when the last contact was one, or it has been asked.

    `contacts` are those the reader may know, the latest first, and `to` is what to call the victim.
    """
    tried = list(takewhile(_is_attempt, (one for one in contacts if one.case_person_id == victim)))
    since = max((one.recorded_at for one in asked if one.case_person_id == victim), default=None)
    tried = [one for one in tried if since is None or one.recorded_at > since]
    if not tried:
        return None
    times = [one.happened_at for one in tried]
    is_lost = silence.varied(times) >= silence.ENOUGH
    words = f"No answer at the last attempt, {instant(times[0])}."
    if len(times) > 1:
        words = (
            f"{len(times)} attempts without an answer, the first {instant(times[-1])}, the last {instant(times[0])}."
        )
    question = f"Could the suspect be with {to}?"
    href = reverse("interventions:silence", kwargs={"pk": victim})
    return Silence(is_lost, words, question if is_lost else f"Is this silence unusual? {question}", href)


def sharing_rows(said: SharingView | None) -> list[Row]:
    """What a victim thinks of sharing, as last asked."""
    if said is None:
        return [Row("Views on sharing", "Not asked yet, or nobody wrote it down.")]
    again = f". Ask again on {day(said.ask_again_on)}" if said.ask_again_on else ""
    return [
        Row(
            "Views on sharing",
            together((said.get_views_display(), said.whom, said.why), "\n"),
            sub=f"{day(said.happened_at)}, {said.author.name}, {said.agency.short_name}{again}",
        )
    ]


def lost_rows(asked: Iterable[LostContact]) -> list[Row]:
    """What was asked and answered about silences, the latest first."""
    return [
        Row(
            instant(one.happened_at),
            together([f"Could the suspect be with the victim? {CouldBe(one.with_suspect).label}.", *_found(one)], "\n"),
            sub=f"{one.author.name}, {one.agency.short_name}",
        )
        for one in asked
    ]


def _found(one: LostContact) -> Iterator[str]:
    yield worded("Known: {}", one.known)
    yield worded("Done: {}", one.done)


def _is_attempt(contact: SupportContact) -> bool:
    return contact.outcome in UNANSWERED and contact.initiated_by == Initiator.WORKER


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
