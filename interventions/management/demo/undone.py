"""What was asked of somebody else, what was done by mistake and taken back, and what was typed and never submitted."""

from datetime import timedelta

from cases.enums import Transition
from cases.models import Case
from interventions.enums import Strand
from interventions.management.demo.stage import Stage
from interventions.models import PlanAction
from interventions.services import planning
from risk.enums import RoundTrigger
from risk.models import Contribution, ContributionVersion
from risk.questions import sections
from risk.services import rounds, writing
from stalking_unit.accounts.enums import DisciplineKind

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


def typed_too_late(stage: Stage, case: Case) -> None:
    """Outreach learned more after it had submitted, typed it, and the round was over before it was sent."""
    part = Contribution.objects.get(case=case, round__closed_at=None, discipline__code="outreach")
    ways_in = next(one for one in sections(DisciplineKind.OUTREACH) if one.code == "ways-in")
    submitted_at = ContributionVersion.objects.filter(contribution=part).latest("submitted_at").submitted_at
    with stage.as_("outreach", submitted_at + timedelta(minutes=90)) as by:
        writing.keep(part, ways_in, {"willing": ["He would see somebody who is not from the police."]}, by=by)


def asked_again(stage: Stage, case: Case) -> None:
    """At its review the lead asks everybody anew."""
    with stage.as_("lead", "2026-11-23 09:30") as by:
        asked = rounds.named_on(case, by.now)
        reason = "He has found work beside her shop: what each of us knew is two months old."
        rounds.again(case, by=by, disciplines=asked, trigger=RoundTrigger.SOMETHING_CHANGED, reason=reason)
