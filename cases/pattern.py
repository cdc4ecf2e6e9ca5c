"""What has changed: what was done, by kind and over time.

Facts are set side by side. Nothing here weighs an act, ranks it or has a word about a level: one act has no rank, and
what a pattern means is for people to say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

SPAN = timedelta(weeks=4)  # what is compared with the time as long before it


class Lane(TextChoices):
    """Kinds of behaviour that people take in together, in the order in which they are drawn."""

    CONTACT = "contact", "Messages, calls and gifts"
    OTHERS = "others", "Through other people"
    ONLINE = "online", "Online and devices"
    FINDING = "finding", "Finding and tracking"
    WATCHING = "watching", "Following or watching"
    NEAR = "near", "Coming close"
    THREATS = "threats", "Threats"
    DAMAGE = "damage", "Damage and theft"
    VIOLENCE = "violence", "Violence"
    OTHER = "other", "Other"


LANES: Mapping[Lane, tuple[str, ...]] = {
    Lane.CONTACT: ("unwanted-contact", "gifts-letters", "payments"),
    Lane.OTHERS: ("third-party-contact", "proxy", "false-reports", "through-children"),
    Lane.ONLINE: ("impersonation", "publishing", "image-abuse", "hacking", "spyware", "smart-home", "dating-app"),
    Lane.FINDING: ("tracking", "research", "moving-closer"),
    Lane.WATCHING: ("following", "watching", "loitering", "drone"),
    Lane.NEAR: ("approach", "entry"),
    Lane.THREATS: ("threat-kill-harm", "threat-sexual", "suicide-threat"),
    Lane.DAMAGE: ("property-damage", "theft", "vehicle-tampering", "pet-harm"),
    Lane.VIOLENCE: ("assault", "sexual-assault", "strangulation"),
}
_LANE_OF = {code: lane for lane, codes in LANES.items() for code in codes}
BREACH = "breach"  # how an act stands to an order, which its mark says; it is no kind of its own


@dataclass(frozen=True, slots=True)
class Act:
    """One incident, as far as its days are known."""

    first: date
    last: date
    lanes: frozenset[Lane]
    count: int = 1
    broke_order: bool = False

    def within(self, after: date, until: date) -> bool:
        """Whether any of it may have been later than the one day and no later than the other."""
        return self.last > after and self.first <= until


def lanes_of(behaviours: Iterable[str]) -> frozenset[Lane]:
    """The kinds that were ticked. A behaviour that a unit has added to the list, or none, is of the last kind."""
    found = frozenset(_LANE_OF.get(code, Lane.OTHER) for code in behaviours if code != BREACH)
    return found or frozenset({Lane.OTHER})


@dataclass(frozen=True, slots=True)
class Pattern:
    """What was done until a day, the earliest first; `undated` more have no day."""

    acts: Sequence[Act]
    today: date
    undated: int = 0

    @property
    def lately(self) -> list[Act]:
        """Of the last four weeks."""
        return self.between(self.today - SPAN, self.today)

    @property
    def before(self) -> list[Act]:
        """Of the four weeks before those."""
        return self.between(self.today - 2 * SPAN, self.today - SPAN)

    @property
    def earlier(self) -> list[Act]:
        """Of any time before both."""
        return [act for act in self.acts if act.first <= self.today - 2 * SPAN]

    @property
    def new_kinds(self) -> list[Lane]:
        """Kinds seen in the last four weeks and never until then, where anything was seen until then."""
        known = {lane for act in [*self.before, *self.earlier] for lane in act.lanes}
        seen = {lane for act in self.lately for lane in act.lanes}
        return [lane for lane in Lane if lane in seen - known] if known else []

    @property
    def kinds(self) -> list[Lane]:
        """Every kind there is, in order."""
        return [lane for lane in Lane if any(lane in act.lanes for act in self.acts)]

    @property
    def last_day(self) -> date | None:
        """The last day on which anything is known to have been done."""
        return max((act.last for act in self.acts), default=None)

    def between(self, after: date, until: date) -> list[Act]:
        """What may have been later than the one day and no later than the other."""
        return [act for act in self.acts if act.within(after, until)]

    def of(self, lane: Lane) -> "Pattern":
        """The same of one kind."""
        return Pattern([act for act in self.acts if lane in act.lanes], self.today)
