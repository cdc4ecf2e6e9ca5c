"""The sections of the plans that an advocate makes with a victim, in the order of their pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interventions.enums import VictimPlanKind


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its code, which records keep, what it is called and what belongs in it."""

    code: str
    title: str
    hint: str


SAFETY = (
    Part("works", "What already keeps the victim safe", "What they do themselves, and what has worked so far."),
    Part("home", "At home", "Doors, lights, cameras, who has a key, where to go when somebody is outside. No address."),
    Part("work", "Work or study", "Who has been told, who comes along to the door, what reception says."),
    Part(
        "travel", "On the way", "Ways that change, where to park, when the vehicle was last looked over for a tracker."
    ),
    Part(
        "devices",
        "Phones and accounts",
        "Passwords, second step, who shares an account, who sees where the phone is, devices in the home. A sudden "
        "change can tell the suspect: ask police or a digital adviser first.",
    ),
    Part("children", "Children and school", "Who may fetch them, what they know and what they do."),
    Part("people", "Family, friends, neighbours and pets", "Who knows, who can be rung, where pets can go."),
    Part(
        "alarm",
        "Alarm and phone",
        "Which alarm, when it was tested, who answers. The code word is kept with safe contact.",
    ),
    Part("contact", "When the suspect makes contact", "Do not answer, write it down, keep it. 999 in danger."),
    Part("evidence", "Keeping what proves it", "What to keep, how, and where it is out of the suspect’s reach."),
    Part("dates", "Days to watch", "Court, release, birthdays, handing over children: what is done on each."),
    Part("knows", "Who knows this plan", "Who has which part of it."),
    Part("care", "Rest and help", "What does the victim good, and who can be rung at night."),
    Part("words", "In the victim’s own words", "What they say of their safety, and what they want."),
)
SUPPORT = (
    Part("wants", "What the victim wants to change", "In their own order."),
    Part("works", "What helps already", "People, habits and strengths to build on."),
    Part("agreed", "What we agreed", "What is done, by whom and by when."),
    Part("not", "What is not wanted", "Help that was offered and is not wanted, now or at all."),
    Part("contact", "How often we speak", "And what happens when we do not."),
    Part("end", "How this ends or rests", "What will be different by then, and how to come back."),
    Part("words", "In the victim’s own words", ""),
)
PARTS: Mapping[VictimPlanKind, Sequence[Part]] = {VictimPlanKind.SAFETY: SAFETY, VictimPlanKind.SUPPORT: SUPPORT}
