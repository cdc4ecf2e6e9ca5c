"""Fills the demonstration: its people, and its cases with the dates their stories have."""

from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cases.clocks import LONDON
from cases.services import advice, codes, units
from interventions.management.demo import light, rota, v1, v2, v7, waiting
from interventions.management.demo.light_cases import CASES
from interventions.management.demo.stage import Stage
from stalking_unit import clock
from stalking_unit.accounts import demo
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Unit

SCREENERS = {"CHS": ("police", "advocate"), "HMP": ("other-unit-police",)}


class Command(BaseCommand):
    """Tells every story that is not there yet; run again, it changes nothing."""

    help = "Fill the demonstration with its people and cases."

    def handle(self, *args: Any, **options: Any) -> None:
        users = demo.ensure_people()
        with acting(Actor.system("demo", datetime.combine(demo.BEGAN_ON, time(9), LONDON))) as by, transaction.atomic():
            codes.ensure_codes()
            advice.ensure_texts()
            for code, screeners in SCREENERS.items():
                units.equip(Unit.objects.get(code=code), by=by, screeners=[users[slug] for slug in screeners])
            rota.plan(users, clock.today())
        stage = Stage.today(users, clock.today())
        for story in (v1, v2, v7):
            if not stage.exists(story.REFERENCE):
                story.play(stage)
        for one in CASES:
            if not stage.exists(one.reference):
                light.play(stage, one)
        waiting.play(stage)
        self.stdout.write("The demonstration has its people and cases.")
