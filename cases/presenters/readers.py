"""Who will read a note, in a sentence made from the rules themselves, so that the words can promise nothing else."""

from collections.abc import Mapping

from cases.enums import Readers, Side
from cases.policy import RULES
from cases.policy.clauses import LEADS, POLICE, Clause, Reach
from cases.services.notes import READING
from stalking_unit.accounts.enums import AgencyKind
from stalking_unit.accounts.models import Agency

OWN: Mapping[str, str] = {
    AgencyKind.POLICE: "your force",
    AgencyKind.HEALTH: "your trust",
    AgencyKind.CHARITY: "your charity",
    AgencyKind.COUNCIL: "your council",
    AgencyKind.PROBATION: "your service",
}
SIDES: Mapping[Side, str] = {Side.VICTIM: "the victim’s side", Side.SUSPECT: "the suspect’s side"}
DEFENCE = "It may be shown to the defence."
COURT = "May be asked for by a court."


def words(readers: Readers, agency: Agency) -> str:
    """Above the box, and on the choice: "You and your trust. Not police. May be asked for by a court."."""
    clauses = RULES[READING[readers]]
    police = any(_reaches_police(clause, agency) for clause in clauses)
    who = " and ".join(filter(None, (_everybody(clauses, agency), _those_who_lead(clauses))))
    parts = (
        f"{who}{_screeners(clauses)}.",
        "" if police else "Not police.",
        *(f"Not {side}." for side in _kept_out(clauses)),
        DEFENCE if police else COURT,
    )
    return " ".join(part for part in parts if part)


def _everybody(clauses: tuple[Clause, ...], agency: Agency) -> str:
    """The widest of the ways in, and whether the police are among them."""
    reaches = {clause.reach for clause in clauses if not clause.who <= LEADS}
    own = OWN.get(agency.kind, "your agency")
    if Reach.TEAM in reaches:
        return "Everyone on this case, on both sides, police among them,"
    if Reach.SIDE in reaches:
        return f"Everyone on {SIDES[_sides(clauses)[0]]}, police among them,"
    if Reach.SIDE_OWN_AGENCY in reaches:
        return f"You and {own}"
    return f"You and the police of {own}, on both sides,"


def _those_who_lead(clauses: tuple[Clause, ...]) -> str:
    return "the team lead" if any(clause.who <= LEADS for clause in clauses) else ""


def _screeners(clauses: tuple[Clause, ...]) -> str:
    is_screened = any(clause.reach is Reach.UNIT and not clause.who <= LEADS for clause in clauses)
    return ", and screeners until it is decided" if is_screened else ""


def _kept_out(clauses: tuple[Clause, ...]) -> list[str]:
    sides = _sides(clauses)
    return [words for side, words in SIDES.items() if sides and side not in sides]


def _sides(clauses: tuple[Clause, ...]) -> list[Side]:
    named = {side for clause in clauses for side in clause.sides}
    return [side for side in SIDES if side in named]


def _reaches_police(clause: Clause, agency: Agency) -> bool:
    """Police read it by this clause; what is for one's own agency only where that is a force."""
    is_own = clause.reach in {Reach.OWN_AGENCY, Reach.SIDE_OWN_AGENCY}
    return bool(clause.who & POLICE) and (not is_own or agency.kind == AgencyKind.POLICE)
