"""What cases adds to the frame of every page: the places to go, and the alarms this person may have."""

from django.http import HttpRequest
from django.urls import reverse

from cases import policy
from cases.presenters.alarms import alarm_bar
from cases.services import alarms
from stalking_unit.ui.parts import FramePart, NavLink

MOST_BARS = 3
FOR_SOME = (
    ("Someone is on the phone", "cases:take_call", policy.Action.TAKE_CALL),
    ("Board", "cases:board", policy.Action.VIEW_NEXT_STEP),
    ("Make a referral", "cases:refer", policy.Action.REFER),
    ("Duty", "cases:duty", policy.Action.VIEW_ROTA),
)


def part(request: HttpRequest) -> FramePart:
    """The places everybody with a seat can go."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.seat is None:
        return FramePart()
    navigation = [
        NavLink("Home", reverse("cases:home")),
        NavLink("Cases", reverse("cases:list")),
    ]
    if policy.has_reach(actor, policy.Action.BEGIN_SCREENING):
        navigation.append(NavLink("Screening", reverse("cases:screening")))
    for text, route, action in FOR_SOME:
        if policy.is_for(actor, action):
            navigation.append(NavLink(text, reverse(route)))
    bars = [alarm_bar(actor, alarm) for alarm in alarms.open_once(actor) if alarm.may_take]
    return FramePart(
        navigation=navigation,
        hide_words=reverse("cases:hide"),
        help=reverse("cases:help"),
        alarms=[bar for bar in bars if bar.href != request.path][:MOST_BARS],  # its own page says it already
    )
