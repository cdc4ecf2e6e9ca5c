"""What stands on the board as the next step of each case: what, who, by when, and the next day in court."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.models import Case
from cases.services import board
from interventions.management.demo.stage import Stage

WRITTEN = "2026-11-23 09:40"


@dataclass(frozen=True, slots=True)
class Step:
    """A next step, written by this person."""

    by: str
    text: str
    owner: str
    due_on: str
    court_on: str = ""


STEPS: Mapping[str, Step] = {
    "CHS-2026-00012": Step("lead", "Tell the family court of the tag alert", "police", "2026-11-26", "2026-12-02"),
    "CHS-2026-00044": Step("lead", "Ask the ward about leave over Christmas", "health-supervisor", "2026-12-01"),
    "CHS-2026-00067": Step("police", "Apply for special measures", "police", "2026-12-18", "2027-02-08"),
    "CHS-2026-00078": Step("advocate", "Go through the old accounts together", "advocate", "2026-12-03"),
    "CHS-2026-82914": Step("police", "Serve the interim order again", "police", "2026-11-23"),
    "CHS-2026-17538": Step("lead", "Find out who chairs for health", "lead", "2026-11-27"),
    "CHS-2026-60391": Step("outreach", "Ring the job centre with him", "outreach", "2026-11-30"),
    "CHS-2026-36207": Step("lead", "Put it on the agenda", "lead", "2026-11-25"),
}


def write(stage: Stage, case: Case) -> None:
    """Write down the next step of a case, where its story has one."""
    step = STEPS.get(case.reference or "")
    if step is None:
        return
    with stage.as_(step.by, WRITTEN) as by:
        board.set_next(
            case,
            by=by,
            text=step.text,
            owner=stage.users[step.owner],
            due_on=stage.on(step.due_on),
            court_on=stage.on(step.court_on) if step.court_on else None,
        )
