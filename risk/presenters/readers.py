"""Who will read what is written into a box, in a sentence made from the rules themselves."""

from collections.abc import Iterable, Mapping

from cases.policy import RULES, Action
from cases.policy.clauses import Reach
from stalking_unit.accounts.enums import DisciplineKind, Role

NOUNS: Mapping[DisciplineKind, str] = {
    DisciplineKind.POLICE: "police",
    DisciplineKind.HEALTH: "mental health",
    DisciplineKind.OUTREACH: "outreach",
    DisciplineKind.ADVOCACY: "advocates",
    DisciplineKind.PROBATION: "probation",
}
SIDED = {Reach.SIDE, Reach.SIDE_ANSWERED}
DEFENCE = "It may be shown to the defence."
COURT = "It is not for the police, but a court may ask for it."


def of_facts(kind: DisciplineKind) -> str:
    """Over “What we know”: facts are never held back."""
    action = Action(f"view_{kind.value}_words")
    return f"{who(action)} can read this at once, and so can the team lead. {_warning(action)}"


def of_opinion(kind: DisciplineKind) -> str:
    """Over “What we think”: the same people, later."""
    action = Action(f"view_{kind.value}_opinion")
    return (
        f"{who(action)} can read this once their own discipline has answered, "
        f"and the team lead when the round is over. {_warning(action)}"
    )


def of_level() -> str:
    """Over the level and the sentences that go with it."""
    return (
        "Everybody who works this case, on either side, can read this once their own discipline has answered; "
        f"the team lead and the auditor when the round is over. {DEFENCE}"
    )


def who(action: Action) -> str:
    """The disciplines that may, those on the victim's side last: "Advocates, and police and outreach on her side"."""
    everybody, sided = _kinds(action, sided=False), _kinds(action, sided=True)
    words = _listed(everybody)
    if beside := [kind for kind in sided if kind not in everybody]:
        words += f" on this case, and {_listed(beside)} who work on the victim’s side,"
        return words[:1].upper() + words[1:]
    return f"{words[:1].upper()}{words[1:]} on this case"


def _kinds(action: Action, *, sided: bool) -> list[DisciplineKind]:
    found = {
        kind
        for clause in RULES[action]
        if (clause.reach in SIDED) is sided
        for role, kind in clause.who
        if role is Role.PRACTITIONER
    }
    return [kind for kind in NOUNS if kind in found]


def _warning(action: Action) -> str:
    """Words in what the police can open may have to be given to the defence; words elsewhere are not secret either."""
    police = {*_kinds(action, sided=False), *_kinds(action, sided=True)}
    return DEFENCE if DisciplineKind.POLICE in police else COURT


def _listed(kinds: Iterable[DisciplineKind]) -> str:
    nouns = [NOUNS[kind] for kind in kinds]
    return " and ".join(part for part in (", ".join(nouns[:-1]), nouns[-1]) if part)
