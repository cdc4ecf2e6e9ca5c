"""The support page as a whole: the last contacts, fear as the victim put it, and what each reader finds there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.enums import Channel, PersonRole, State, Views
from cases.models import Case, CasePerson, Episode
from cases.services import people, sharing
from interventions.enums import ContactOutcome, Initiator, NeedKind, VictimPlanKind
from interventions.presenters.fear import fear_of
from interventions.services import support, victim_plans
from tests.cast import Cast


def said(cast: Cast, victim: CasePerson, days: int, fear: int | None, words: str = "") -> None:
    """A word from the victim so many days ago."""
    support.record(
        victim,
        by=cast["advocate"],
        channel=Channel.CALL,
        outcome=ContactOutcome.SPOKEN,
        initiated_by=Initiator.VICTIM,
        happened_at=cast.now - timedelta(days=days),
        fear=fear,
        victims_words=words,
    )


def page(cast: Cast, slug: str, case: Case, asked: str = "") -> str:
    return cast.client(slug).get(f"/cases/{case.pk}/support/{asked}").content.decode()


def test_the_last_three_contacts_stand_there_and_a_link_leads_to_all(
    cast: Cast, case: Case, victim: CasePerson
) -> None:
    for number in range(5):
        said(cast, victim, number + 1, None, f"Word {number}.")
    shown = page(cast, "advocate", case)
    assert [f"Word {number}." in shown for number in range(5)] == [True, True, True, False, False]
    assert "Show all 5 contacts" in shown
    everything = page(cast, "advocate", case, "?contacts=all")
    assert all(f"Word {number}." in everything for number in range(5))
    assert "Show the last 3 only" in everything


def test_fear_is_a_sentence_a_picture_and_a_table(cast: Cast, case: Case, victim: CasePerson) -> None:
    assert "Fear over time" not in page(cast, "advocate", case)
    said(cast, victim, 40, 9)
    assert "Asked once: 9 of 10" in page(cast, "advocate", case)
    assert '<svg class="app-chart__picture"' not in page(cast, "advocate", case)
    said(cast, victim, 20, None)
    said(cast, victim, 10, 4)
    shown = page(cast, "advocate", case)
    for words in (
        "Last 4 of 10",
        "First 9",
        "Highest 9",
        "Asked 2 times.",
        "The same numbers stand in the table below",
    ):
        assert words in shown, words
    for slug in ("police", "lead", "health"):
        assert "Fear over time" not in page(cast, slug, case), slug


def test_nought_is_an_answer(cast: Cast, case: Case, victim: CasePerson) -> None:
    said(cast, victim, 2, 3)
    said(cast, victim, 1, 0)
    contacts = list(case.supportcontacts.order_by("-happened_at"))
    fear = fear_of(victim.pk, "Her", contacts)
    assert fear is not None
    assert fear.words.startswith("Last 0 of 10")


def test_the_page_says_her_or_him_where_that_is_known(cast: Cast, case: Case, victim: CasePerson) -> None:
    for sex, to in (("female", "her"), ("male", "him"), ("", "them")):
        people.describe(victim, by=cast["advocate"], sex=sex)
        assert f"You may text {to} now." in page(cast, "advocate", case), sex


def test_the_last_view_on_sharing_stands_there(cast: Cast, case: Case, victim: CasePerson) -> None:
    assert "Not asked yet, or nobody wrote it down." in page(cast, "advocate", case)
    for hours, whom in ((9, "Nobody"), (2, "Police alone")):
        sharing.record(
            victim, Views.LIMITS, by=cast["advocate"], happened_at=cast.now - timedelta(hours=hours), whom=whom
        )
    for slug in ("advocate", "police", "lead"):
        shown = page(cast, slug, case)
        assert "Police alone" in shown, slug
        assert "Nobody\n" not in shown, slug
    assert "Police alone" not in page(cast, "health", case)


def test_a_contact_from_before_the_first_episode_is_recorded(cast: Cast, case: Case, victim: CasePerson) -> None:
    """The record starts with the first word, whenever the unit heard of it, and goes on after the last day."""
    began = Episode.objects.get(case=case).started_at
    days = (cast.now - began).days + 60
    said(cast, victim, days, 8, "I wrote to the helpline in spring.")
    case.state = State.CLOSED
    case.save(update_fields=["state"])
    said(cast, victim, 0, 2, "I start a new job.")
    shown = page(cast, "advocate", case)
    for words in ("I wrote to the helpline in spring.", "I start a new job.", "The support record goes on"):
        assert words in shown, words


@pytest.mark.parametrize("slug", ["advocate", "lead"])
def test_twenty_contacts_and_needs_cost_no_more_questions_than_two(
    cast: Cast, case: Case, victim: CasePerson, slug: str
) -> None:
    def fill(number: int) -> None:
        said(cast, victim, number + 1, 5)
        victim_plans.add_need(victim, NeedKind.HOUSING, f"Need {number}", by=cast["advocate"])

    fill(0)
    victim_plans.write(victim, VictimPlanKind.SAFETY, {"home": "Locks"}, by=cast["advocate"])
    page(cast, slug, case)
    with CaptureQueriesContext(connection) as few:
        page(cast, slug, case)
    for number in range(1, 20):
        fill(number)
    with CaptureQueriesContext(connection) as many:
        page(cast, slug, case)
    assert len(many) == len(few)


def test_two_victims_have_a_rule_and_plans_each(cast: Cast, case: Case, victim: CasePerson) -> None:
    other = cast.person(case, PersonRole.SECONDARY_VICTIM, "Ada", "Testwick")
    victim_plans.write(other, VictimPlanKind.SUPPORT, {"wants": "Sleep"}, by=cast["advocate"])
    shown = page(cast, "advocate", case)
    assert "Plans made with Ada Testwick" in shown
    assert "Plans made with Marigold Testwick" in shown
    assert "Ada" not in page(cast, "health", case)
