"""The rules for reaching a victim, as sentences and as a yes or no for this minute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import transaction

from cases import policy
from cases.clocks import LONDON
from cases.enums import Capacity, Channel, PersonRole
from cases.models import Case, CasePerson, SafeContact
from cases.policy import Action
from cases.services import team
from cases.services.errors import Changed
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.ui.words import clock

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
VERBS = {
    Channel.CALL: "call",
    Channel.TEXT: "text",
    Channel.APP: "use the messaging app",
    Channel.EMAIL: "e-mail",
    Channel.POST: "write",
    Channel.IN_PERSON: "meet in person",
}
# What one does to somebody, where the page knows what to call them.
DOING = {
    Channel.CALL: "call {}",
    Channel.TEXT: "text {}",
    Channel.APP: "reach {} by the messaging app",
    Channel.EMAIL: "e-mail {}",
    Channel.POST: "write to {}",
    Channel.IN_PERSON: "meet {} in person",
}
BY_PHONE = frozenset({Channel.CALL, Channel.TEXT, Channel.APP})
ONE_EACH = "There is more than one victim. Read the rules on the page of each, under People."

RULES = (
    "do_not_contact",
    "channels",
    "days",
    "from_time",
    "until_time",
    "voicemail",
    "sign_as",
    "say",
    "code_word",
    "device_may_be_watched",
    "emergency_route",
    "agreed_on",
)


@dataclass(frozen=True, slots=True)
class ContactRule:
    """What keeps the victim safe, for one reader: the rule, or whom to ask."""

    words: str
    may_contact: bool


def rule_for(actor: Actor, case: Case) -> ContactRule:
    """The line in the bar of every page. On the suspect's side it never is the rule itself.

    Where no rule is agreed yet the line is the same for both sides, so that it tells nobody whether there is one.
    """
    of_victims = SafeContact.objects.filter(case=case, case_person__role=PersonRole.VICTIM)
    rules = list(policy.scope(actor, Action.VIEW_SAFE_CONTACT, of_victims).order_by("pk")[:2])
    if len(rules) > 1:
        return ContactRule(ONE_EACH, may_contact=False)
    if rules:
        return ContactRule(in_words(rules[0]), not rules[0].do_not_contact)
    return ContactRule(f"Do not contact the victim. Ask {named_advocate(actor, case)}.", may_contact=False)


def rule_of(actor: Actor, part: CasePerson) -> SafeContact | None:
    """The rules agreed with this person, for one who may know them."""
    rules = policy.scope(actor, Action.VIEW_SAFE_CONTACT, SafeContact.objects.filter(case_person=part))
    found: SafeContact | None = rules.select_related("saved_by").order_by("pk").first()
    return found


@transaction.atomic
def agree(part: CasePerson, rules: Mapping[str, Any], *, by: Actor, version: int | None = None) -> SafeContact:
    """Write down how this victim may be reached. `rules` are fields of SafeContact; what is not named stays."""
    policy.require(by, Action.EDIT_SAFE_CONTACT, part)
    if unknown := set(rules) - set(RULES):
        raise ValueError(f"Not a rule of safe contact: {sorted(unknown)}")
    found = SafeContact.objects.select_for_update(of=("self",)).filter(case_person=part).first()
    if found is not None and version is not None and version != found.version:
        raise Changed("Somebody changed the rules while you had them open. Read them again before you save.")
    rule = found or SafeContact(case_id=part.case_id, case_person=part, version=0)
    for name, value in rules.items():
        setattr(rule, name, value)
    rule.version += 1
    rule.saved_by, rule.saved_at = by.user, by.now
    rule.save()
    trail.record(
        by,
        trail.Operation.ALTER if found else trail.Operation.COLLECT,
        "agree_safe_contact",
        case_id=part.case_id,
        record=rule,
        fields=sorted(rules),
    )
    return rule


def named_advocate(actor: Actor, case: Case) -> str:
    """The advocate's name, or the team lead when nobody is named yet."""
    return team.named(actor, case, Capacity.NAMED_ADVOCATE)


def in_words(rule: SafeContact) -> str:
    """The rule as a sentence or three: channel, days and hours; voicemail; how to sign."""
    if rule.do_not_contact:
        return "Do not contact. Use the emergency route only."
    ways = [VERBS[Channel(channel)] for channel in rule.channels]
    when = f"You may {' or '.join(ways) if ways else 'contact her or him as agreed'}{_when(rule)}."
    return " ".join([when, *_manner(rule, rule.channels)])


def this_minute(rule: SafeContact, at: datetime, whom: str = "") -> ContactRule:
    """The rule as it stands at this time: "You may text her now, until 2pm. No voicemail.", or when it would be right.

    `whom` is "her", "him" or "them". Whoever may text has the number, so it says that no voicemail may be left.
    """
    ways = [Channel(channel) for channel in rule.channels if not breaks(rule, Channel(channel), at)]
    if not ways:
        return ContactRule(f"Not now. {in_words(rule)}", may_contact=False)
    words = " or ".join(DOING[way].format(whom) if whom else VERBS[way] for way in ways)
    until = f", until {clock(rule.until_time)}" if rule.until_time else ""
    manner = _manner(rule, [Channel.CALL] if BY_PHONE.intersection(ways) else ways)
    return ContactRule(" ".join([f"You may {words} now{until}.", *manner]), may_contact=True)


def breaks(rule: SafeContact, channel: Channel, at: datetime, *, voicemail: bool = False) -> Sequence[str]:
    """Which rules a contact by this channel at this time is outside of; nothing means it is within them."""
    local = at.astimezone(LONDON)
    broken = []
    if rule.do_not_contact:
        broken.append("The rule says do not contact.")
    if channel not in rule.channels:
        broken.append(f"{channel.label} is not an agreed way.")
    if rule.days and local.isoweekday() not in rule.days:
        broken.append(f"{DAYS[local.weekday()]} is not an agreed day.")
    if not _within(local.time(), rule.from_time, rule.until_time):
        broken.append(f"The agreed hours are {_hours(rule)}.")
    if voicemail and not rule.voicemail:
        broken.append("No voicemail may be left.")
    return broken


def _manner(rule: SafeContact, ways: Sequence[str]) -> list[str]:
    """How to go about it: voicemail, signature, a phone that may be watched."""
    said = {
        "No voicemail.": not rule.voicemail and Channel.CALL in ways,
        f"Sign as “{rule.sign_as}”.": bool(rule.sign_as),
        "The phone may be watched.": rule.device_may_be_watched,
    }
    return [words for words, holds in said.items() if holds]


def _within(at: time, start: time | None, end: time | None) -> bool:
    return (start is None or at >= start) and (end is None or at < end)


def _when(rule: SafeContact) -> str:
    words = ""
    if rule.days:
        words += " " + _days(sorted(rule.days))
    if rule.from_time and rule.until_time:
        words += f" {_hours(rule)}"
    return words or " at any time"


def _days(days: list[int]) -> str:
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{DAYS[days[0] - 1]} to {DAYS[days[-1] - 1]}"
    return ", ".join(DAYS[day - 1] for day in days)


def _hours(rule: SafeContact) -> str:
    start = clock(rule.from_time) if rule.from_time else "any time"
    return f"{start} to {clock(rule.until_time) if rule.until_time else 'any time'}"
