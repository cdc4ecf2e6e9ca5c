"""What of the first story left the team: told to the prosecution, and on her side to her landlord."""

from cases.models import Case
from interventions.enums import About, Gateway, ToldHow, ToldTo, Whereabouts
from interventions.management.demo.stage import Stage
from interventions.services import register
from interventions.services.register import Told


def what_left_the_team(stage: Stage, case: Case) -> None:
    """One entry that everybody on the case reads, and one that is kept to her side."""
    with stage.as_("advocate", "2026-03-03 11:20") as by:
        told = Told(
            what="That her lock must be changed this week, and that he may have a key.",
            about=About.BOTH,
            told_to=ToldTo.HOUSING,
            recipient="The repairs desk of her landlord",
            gateway=Gateway.CONSENT,
            why="She asked for it. They knew already where she lives.",
            method=ToldHow.PHONE,
            whereabouts=Whereabouts.NO,
            is_hers=True,
            happened_at=stage.at("2026-03-03 11:05"),
        )
        register.record(case, told, by=by)
    with stage.as_("police", "2026-10-12 15:40") as by:
        told = Told(
            what="A list of the breaches and what came of each, for the day of sentence.",
            about=About.SUSPECT,
            told_to=ToldTo.PROSECUTION,
            recipient="The reviewing lawyer",
            gateway=Gateway.COURT,
            why="They asked for it before the sentence.",
            method=ToldHow.EMAIL,
            whereabouts=Whereabouts.NO,
            happened_at=stage.at("2026-10-12 15:30"),
        )
        register.record(case, told, by=by)
