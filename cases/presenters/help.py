"""Whose help pages there are, which of them is somebody's own, and the places their words may link to."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from cases import policy
from cases.policy import Action
from stalking_unit.accounts.actor import Actor, Seat
from stalking_unit.accounts.enums import DisciplineKind, Role
from stalking_unit.ui.parts import Link

EVERYONE = "everyone"
# By the key of their page: who they are, and what stands in the list of pages.
READERS: Mapping[str, str] = {
    "police": "Police officers",
    "clinician": "Clinicians",
    "outreach": "Outreach workers",
    "advocate": "Victim advocates",
    "probation": "Probation officers",
    "coordinator": "Coordinators",
    "team-lead": "Team leads and deputies",
    "administrator": "Agency administrators",
    "auditor": "Auditors and information governance",
    "guest": "Guests",
    EVERYONE: "Everyone",
}
BY_ROLE: Mapping[Role, str] = {
    Role.TEAM_LEAD: "team-lead",
    Role.COORDINATOR: "coordinator",
    Role.AGENCY_ADMIN: "administrator",
    Role.AUDITOR: "auditor",
    Role.GUEST: "guest",
}
BY_DISCIPLINE: Mapping[DisciplineKind, str] = {
    DisciplineKind.POLICE: "police",
    DisciplineKind.HEALTH: "clinician",
    DisciplineKind.OUTREACH: "outreach",
    DisciplineKind.ADVOCACY: "advocate",
    DisciplineKind.PROBATION: "probation",
    DisciplineKind.OTHER: "guest",  # sees what a guest sees
}
FOR_ALL: Mapping[str, str] = {
    "home": "cases:home",
    "list": "cases:list",
    "search": "cases:search",
    "inbox": "inbox",
    "told": "told",
    "away": "told-away",
    "you": "you",
    "second_factor": "mfa_index",
}
FOR_SOME: Mapping[str, tuple[str, Action]] = {
    "board": ("cases:board", Action.VIEW_NEXT_STEP),
    "phone": ("cases:take_call", Action.TAKE_CALL),
    "sort_calls": ("cases:sort_calls", Action.SORT_CALLS),
    "refer": ("cases:refer", Action.REFER),
    "sent": ("cases:sent", Action.REFER),
    "duty": ("cases:duty", Action.VIEW_ROTA),
    "plan_duty": ("cases:plan_duty", Action.EDIT_ROTA),
    "advice": ("cases:ready_advice", Action.REWORD_ADVICE),
    "meetings": ("interventions:meetings", Action.VIEW_MEETING),
    "week": ("interventions:week", Action.VIEW_WEEK),
    "plan_meeting": ("risk:plan_meeting", Action.PLAN_MEETING),
}


@dataclass(frozen=True, slots=True)
class Help:
    """One page: whose it is, its template, and the pages of the others."""

    reader: str
    title: str
    template: str  # nothing where the page is only what is the same for everybody
    others: list[Link]


def own_help(seat: Seat | None) -> str:
    """The page of whoever holds this seat: by their role, and a practitioner's by their discipline."""
    if seat is None:
        return EVERYONE
    role, kind = seat
    return BY_ROLE.get(role) or BY_DISCIPLINE[kind]


def help_page(reader: str) -> Help:
    """What stands on the page of one kind of reader."""
    return Help(
        reader=reader,
        title=f"Help for {READERS[reader][0].lower()}{READERS[reader][1:]}",
        template="" if reader == EVERYONE else f"help/{reader}.html",
        others=[
            Link(who, reverse("cases:help_for", kwargs={"reader": other}))
            for other, who in READERS.items()
            if other != reader
        ],
    )


def places(actor: Actor) -> dict[str, str]:
    """The address of each place a help page names; nothing where this reader may not go, who then reads its name."""
    return {
        **{name: reverse(route) for name, route in FOR_ALL.items()},
        **{name: reverse(route) if policy.is_for(actor, action) else "" for name, (route, action) in FOR_SOME.items()},
        "screening": reverse("cases:screening") if policy.has_reach(actor, Action.BEGIN_SCREENING) else "",
    }
