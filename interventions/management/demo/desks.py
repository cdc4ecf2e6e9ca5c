"""What lies on desks on the last day of the stories: a referral half written, and a paper that was asked for."""

from collections.abc import Iterable

from cases.enums import Paper
from cases.models import Case
from cases.services import intake
from cases.tasks import print_paper
from interventions.management.demo.stage import Stage
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Unit
from stalking_unit.documents import services as documents
from stalking_unit.notifications.waking import wake

DRAFT = {
    "victim_given": ["Imelda"],
    "victim_family": ["Partway"],
    "suspect_known": ["no"],
    "in_danger": ["She rents the flat above the chemist."],
    "happening": ["Somebody lets himself in while she is at work and moves small things. Third time since Monday."],
    "source": ["police"],
}


PASTED = (
    "From: PC Ada Fictwell\nThe victim is Ms Verity Madeup, tel 07700 900155. Crime ref CHS/1130/26.\n"
    "Suspect: Rowan Neverwas. He waited outside on 20 November 2026."
)


def begin_a_referral(stage: Stage) -> None:
    """A draft, which only its author can see and finish."""
    with stage.as_("police", "2026-11-23 08:40") as by:
        referral = intake.begin(Unit.objects.get(code="CHS"), by=by, involves_agency=False)
        intake.keep(referral, DRAFT, by=by)


def a_text_to_look_through(stage: Stage) -> None:
    """A referral begun by pasting a police form; what was found in it waits to be confirmed."""
    with stage.as_("police", "2026-11-23 09:10") as by:
        referral = intake.begin(Unit.objects.get(code="CHS"), by=by, involves_agency=False)
        intake.keep(referral, {"pasted": [stage.said(PASTED)]}, by=by)


def ask_for_the_papers(stage: Stage, case: Case) -> None:
    """The lead’s papers for the review; the worker prints them, and the page says where it cannot."""
    with stage.as_("lead", "2026-11-23 08:30") as by:
        ask_for(case, (Paper.SUMMARY, Paper.CHRONOLOGY, Paper.PLAN), by=by)


def ask_for(case: Case, kinds: Iterable[Paper], *, by: Actor) -> None:
    """Ask for papers of a case as its page does."""
    for kind in kinds:
        document = documents.request(
            case_id=case.pk,
            kind=kind,
            reference=case.reference or "",
            audience=f"{by.name}, {by.agency_name}",
            by=by,
        )
        wake(print_paper, str(document.pk))
