"""Fifty unsafe contacts: the product makes none of them, says the rule each time, and records each that happened."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime

from cases.enums import Channel
from cases.models import CasePerson, ContactPoint, SafeContact
from cases.services import safe_contact
from interventions.models import SupportContact
from interventions.services.support import NO_RULE
from tests.cast import Cast
from tests.interventions.test_pages import day

NUMBERS = ("07700 900101", "her@example.org", "1 Paper Street")
WAYS = (Channel.CALL, Channel.TEXT, Channel.APP, Channel.EMAIL, Channel.POST)


def rules(way: Channel, now: datetime) -> Iterator[dict[str, Any] | None]:
    """Ten rules that forbid this way at this minute, and no rule at all among them."""
    others = [one for one in WAYS if one is not way]
    hour = (localtime(now).hour + 6) % 22
    later = {"from_time": time(hour), "until_time": time(hour + 1)}
    another_day = {"days": [on for on in range(1, 8) if on != localtime(now).isoweekday()]}
    yield None
    yield {"do_not_contact": True, "channels": [way]}
    yield {"channels": others}
    yield {"channels": []}
    yield {"channels": [way], **another_day}
    yield {"channels": [way], **later}
    yield {"channels": [way], **another_day, **later}
    yield {"channels": others, **another_day}
    yield {"channels": others, **later}
    yield {"do_not_contact": True, "channels": others, **another_day, **later}


@pytest.fixture
def reachable(victim: CasePerson) -> CasePerson:
    """With an address of every kind, so that there is something to keep back."""
    for channel, value in ((Channel.EMAIL, NUMBERS[1]), (Channel.POST, NUMBERS[2])):
        ContactPoint.objects.create(case=victim.case, case_person=victim, channel=channel, value=value)
    return victim


def test_fifty_are_refused_with_the_rule_and_the_same_fifty_are_recorded_and_marked(
    cast: Cast, reachable: CasePerson
) -> None:
    client, now = cast.client("advocate"), localtime(cast.now)
    when = day("on", now.date()) | {"at": f"{now:%H:%M}"}
    refused = 0
    for way in WAYS:
        for rule in rules(way, cast.now):
            SafeContact.objects.filter(case_person=reachable).delete()
            words = NO_RULE
            if rule is not None:
                agreed = SafeContact.objects.create(case=reachable.case, case_person=reachable, **rule)
                words = f"The rule: {safe_contact.in_words(agreed)}"
            answer = client.post(f"/victims/{reachable.pk}/number/", {"channel": way.value})
            shown = answer.content.decode()
            assert answer.status_code == 422, (way, rule)
            assert words in shown, (way, rule)
            assert "Open the emergency route" in shown, (way, rule)
            assert not any(number in shown for number in NUMBERS), (way, rule)
            refused += 1
            said = {"channel": way.value, "initiated_by": "worker", "outcome": "spoken", **when}
            assert client.post(f"/victims/{reachable.pk}/contact/", said).status_code == 422, (way, rule)
            said["outside_reason"] = "It happened before I read the rule"
            assert client.post(f"/victims/{reachable.pk}/contact/", said).status_code == 303, (way, rule)
    kept = SupportContact.objects.filter(case_person=reachable)
    assert (refused, kept.count(), kept.filter(within_rule=False).exclude(outside_of=[]).count()) == (50, 50, 50)


def test_at_two_the_number_that_showed_at_one_is_refused(cast: Cast, victim: CasePerson) -> None:
    """The page says until when; a minute later it says the rule."""
    now = localtime(cast.now)
    rule = SafeContact.objects.get(case_person=victim)
    rule.from_time, rule.until_time = time(0), (now + timedelta(minutes=5)).time()
    if rule.until_time < now.time():  # within five minutes of midnight there is no such rule
        pytest.skip("It is nearly midnight.")
    rule.save()
    client = cast.client("advocate")
    page = client.get(f"/cases/{victim.case_id}/support/").content.decode()
    assert "You may text them now, until" in page
    assert "No voicemail. Sign as “Dental Reminders”." in page
    assert NUMBERS[0] not in page
    assert NUMBERS[0] in client.post(f"/victims/{victim.pk}/number/", {"channel": "text"}).content.decode()
    rule.until_time = now.time()
    rule.save()
    assert client.post(f"/victims/{victim.pk}/number/", {"channel": "text"}).status_code == 422


def test_three_presses_from_the_rule_to_the_record(cast: Cast, victim: CasePerson) -> None:
    """Text; how it ended; record it. Day, time and way are filled in."""
    client = cast.client("advocate")
    page = client.post(f"/victims/{victim.pk}/number/", {"channel": "text"})
    form = page.context["form"]
    filled = {name: form.initial.get(name) for name in ("on", "at", "channel", "initiated_by")}
    assert all(filled.values())
    assert form.to_say[0].name == "outcome"
    assert "Filled in: text message" in page.content.decode()
    on, at = filled["on"], filled["at"]
    sent = day("on", on) | {"at": f"{at:%H:%M}", "outcome": "spoken"}
    sent |= {"channel": filled["channel"], "initiated_by": filled["initiated_by"].value}
    assert client.post(f"/victims/{victim.pk}/contact/", sent).status_code == 303
    assert SupportContact.objects.get().within_rule
