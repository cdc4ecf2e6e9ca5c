"""A person of a case in words and rows, with what is kept closed until somebody asks to have it shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from cases.enums import Channel, LocationKind, Party
from cases.models import ContactPoint, Location, SafeContact, SharingView
from cases.services import safe_contact
from cases.services.people import SeenPerson
from stalking_unit.db.said import together
from stalking_unit.ui.parts import Link, Row
from stalking_unit.ui.words import day, instant, lower_first


@dataclass(frozen=True, slots=True)
class Drawer:
    """Addresses or numbers. `rows` is None while it is closed; `button` is empty for one who only puts things in."""

    name: str
    title: str
    button: str
    empty: str
    add: Link | None = None
    rows: Sequence[Row] | None = None

    @property
    def is_open(self) -> bool:
        return self.rows is not None


def person_rows(person: SeenPerson, relationship: str) -> list[Row]:
    """What this reader may know of the person; nothing is said of what is not known."""
    children = {True: "Yes", False: "No"}.get(person.has_children) if person.has_children is not None else ""
    rows = [
        ("Part in the case", str(person.role.label)),
        ("Age" if person.is_brief else "Date of birth", person.age),
        ("To the victim", relationship),
        ("Children", children),
    ]
    shown = [Row(label, value) for label, value in rows if value]
    return [*shown, Row("Also known as", lines=person.also)] if person.also else shown


def rule_rows(rule: SafeContact) -> list[Row]:
    """The rules of safe contact for one who may know them; the emergency route opens elsewhere, and says so itself."""
    rows = [
        ("In short", safe_contact.in_words(rule)),
        ("What to say", rule.say),
        ("Code word", rule.code_word),
        ("Emergency route", "Agreed. It opens on the support page." if rule.emergency_route else "None agreed yet."),
        ("Agreed on", day(rule.agreed_on) if rule.agreed_on else ""),
        ("Last changed", f"{instant(rule.saved_at)}, {rule.saved_by}" if rule.saved_at and rule.saved_by else ""),
    ]
    return [Row(label, value) for label, value in rows if value]


def sharing_rows(said: Sequence[SharingView]) -> list[Row]:
    """What somebody thought of sharing each time they were asked; the latest stands."""
    return [
        Row(
            day(one.happened_at),
            together((one.get_views_display(), one.whom, one.why), "\n"),
            sub=_about(one),
        )
        for one in said
    ]


def _about(said: SharingView) -> str:
    about = "about one incident" if said.incident_id else "about everything"
    again = f". Ask again on {day(said.ask_again_on)}" if said.ask_again_on else ""
    return f"{said.author.name}, {said.agency.short_name}, {about}{again}"


def place_rows(places: Sequence[Location]) -> list[Row]:
    """Addresses, those that hold now before those that held once."""
    ordered = sorted(places, key=lambda place: (place.ends_on is not None, place.kind))
    return [
        Row(
            str(LocationKind(place.kind).label),
            together((place.address, place.postcode), "\n"),
            sub=_period(place),
        )
        for place in ordered
    ]


def place_choices(places: Sequence[Location], names: Mapping[UUID, str]) -> list[tuple[str, str]]:
    """Places to choose from, by whose and what kind: never an address, which opens by a press alone."""
    words = (
        (names.get(place.case_person_id, "Victim’s side"), LocationKind(place.kind).label, _period(place))
        for place in places
    )
    labels = (", ".join([whose, *(lower_first(str(word)) for word in more if word)]) for whose, *more in words)
    return [(str(place.pk), label) for place, label in zip(places, labels, strict=True)]


def number_rows(points: Sequence[ContactPoint]) -> list[Row]:
    """Numbers and accounts, the checked ones first."""
    ordered = sorted(points, key=lambda point: (not point.is_confirmed, point.channel))
    return [
        Row(
            str(Channel(point.channel).label),
            point.value,
            sub="" if point.is_confirmed else "Not checked yet. Do not use it before it is.",
        )
        for point in ordered
    ]


def brief_words(party: Party, who: str) -> str:
    """Why no more is shown, and whom to ask."""
    whose = "the victim" if party is Party.VICTIM else "this person"
    return f"This is what your part of the case needs to know of {whose}. If your work needs more, ask {who}."


def closed_words(who: str) -> str:
    """Why no address and no number is shown, whether or not there is one."""
    return f"Addresses and numbers are kept by those who need them every day. If your work needs one, ask {who}."


def _period(place: Location) -> str:
    since = f"Since {day(place.starts_on)}" if place.starts_on else ""
    until = f"until {day(place.ends_on)}" if place.ends_on else ""
    words = " ".join(part for part in (since, until) if part)
    return words[:1].upper() + words[1:]
