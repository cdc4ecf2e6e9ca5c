"""What was asked of somebody else, and what was done by mistake and taken back."""

from cases.enums import Transition
from cases.models import Case
from interventions.enums import Strand
from interventions.management.demo.stage import Stage
from interventions.models import PlanAction
from interventions.services import planning

T = Transition


def handed_around(stage: Stage, case: Case) -> None:
    """An action that one declined, with the reason, and that waits for another to accept it."""
    theirs = PlanAction.objects.open().filter(case=case, strand=Strand.LEGAL)
    with stage.as_("police", "2026-11-19 10:00") as by:
        action: PlanAction = theirs.get()
        planning.hand_over(action, by=by, to=stage.users["outreach"])
    with stage.as_("outreach", "2026-11-19 15:30") as by:
        planning.decline(action, by=by, reason="The prison asks for somebody who has interviewed him before.")
    with stage.as_("police", "2026-11-20 09:20") as by:
        planning.hand_over(action, by=by, to=stage.users["health"])


def split_again(stage: Stage, case: Case) -> None:
    """Taken for the same people as another case, and an hour later known to be others."""
    other = Case.objects.get(reference="CHS-2026-82914")
    said = {"reason": "The same first names and the same kind of messages."}
    stage.move("lead", "2026-11-18 10:05", case, T.MERGE, says=said, facts={"merged_into": other.pk})
    said = {"reason": "Other dates of birth. Two cases after all."}
    stage.move("lead", "2026-11-18 11:10", case, T.UNMERGE, says=said)
