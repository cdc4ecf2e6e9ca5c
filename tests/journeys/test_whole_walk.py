"""The whole walk: six disciplines take one referral to a plan, a review, its end, and through the door again."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person
from tests.journeys.steps import assessing, ending, intake, planning
from tests.journeys.steps.unit import Unit
from tools.live import Live


def test_a_referral_becomes_a_plan_and_comes_again(person: Callable[..., Person], live: Live) -> None:
    unit = Unit(person)

    # Given a referral from the police
    intake.police_refer_her(unit)
    intake.nobody_else_finds_the_referral(unit)
    # when an advocate has screened it and the lead takes it on
    intake.advocate_screens_it(unit)
    intake.lead_takes_it_on(unit)
    # then those named work it, each on their side.
    intake.those_named_find_the_case(unit)

    # Given disciplines that answer apart, each signed off where its agency asks
    assessing.lead_asks_every_discipline(unit)
    assessing.each_discipline_answers_apart(unit)
    assessing.supervisors_sign_off(unit)
    # when the lead calls the conference, then everybody sees where they differ.
    assessing.lead_calls_the_conference(unit)

    # Given a conference over the case
    planning.lead_holds_the_conference(unit)
    # when the lead adopts its plan, then each side reads what is its own to read
    planning.lead_adopts_the_plan(unit)
    planning.each_side_reads_its_plan(unit)
    # and owners finish what is theirs, while an advocate speaks with her as was agreed.
    planning.owners_finish_their_actions(unit)
    planning.advocate_agrees_how_to_reach_her(unit)
    planning.advocate_speaks_with_her(unit)

    # Given a plan whose review is due today
    ending.bail_changes_and_the_plan_goes_on(unit)
    # when the clock comes round, then everyone is told once, and no mail holds a fact.
    ending.the_review_falls_due_and_is_told_once(unit, live)
    ending.lead_prints_a_summary(unit)
    # Given that it has been quiet, when the lead lets the case go and it comes again
    ending.lead_steps_down_and_closes(unit)
    ending.outreach_refers_again(unit)
    # then the second episode stands with the first in sight, and nobody was told twice.
    ending.nothing_is_told_twice_and_no_mail_holds_a_fact(unit, live)
