"""How an order was served and broken is for police, the victim’s side and the lead; that it was, for every reader."""

import pytest

from cases import policy
from cases.enums import Side
from cases.models import Case
from cases.policy import Action
from interventions.enums import BreachOutcome
from interventions.forms.parts import HOW_IT_WAS_READS
from interventions.models import Breach, Order
from interventions.presenters.orders import KEPT
from interventions.services import orders
from tests.cases.views.test_copying import copied
from tests.cast import Cast
from tests.interventions.test_secrecy import everything_shown
from tests.papers import every_paper

HOW, WHY, SERVED = "Drove past her home in Fictive Parade", "Seen on her doorbell", "Handed over outside her flat"
READ = ("police", "advocate", "outreach-victim-side", "lead")
READ_NONE = ("health", "outreach", "auditor")


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    cast.place(case, "outreach-victim-side", Side.VICTIM)
    return case


@pytest.fixture
def breach(cast: Cast, order: Order) -> Breach:
    orders.serve(order, by=cast["police"], at=cast.now, words=SERVED)
    broken = orders.breach(order, by=cast["police"], happened_at=cast.now, how=HOW)
    return orders.decide(broken, by=cast["police"], outcome=BreachOutcome.CHARGED, words=WHY)


@pytest.mark.parametrize("slug", READ_NONE)
def test_others_learn_that_it_was_served_and_broken_and_no_word_of_how(
    cast: Cast, case: Case, order: Order, breach: Breach, slug: str
) -> None:
    shown = everything_shown(cast, slug, case) + cast.client(slug).get(f"/orders/{order.pk}/copy/").content.decode()
    for words in (HOW, WHY, SERVED, "Fictive", "doorbell", "flat"):
        assert words not in shown, words
    for fact in ("Served ", "charged", KEPT):
        assert fact in shown, fact
    timeline = cast.client(slug).get(f"/cases/{case.pk}/timeline/").content.decode()
    for fact in (f"{order} served", f"{order} broken", KEPT):
        assert fact in timeline, fact


@pytest.mark.parametrize("slug", READ)
def test_police_her_side_and_the_lead_read_how(cast: Cast, case: Case, order: Order, breach: Breach, slug: str) -> None:
    plan = cast.client(slug).get(f"/cases/{case.pk}/plan/").content.decode()
    timeline = cast.client(slug).get(f"/cases/{case.pk}/timeline/").content.decode()
    for words in (HOW, SERVED):
        assert words in plan, words
        assert words in timeline, words
    assert f"charged: {WHY}" in plan
    assert KEPT not in plan + timeline
    text = copied(cast, slug, f"/orders/{order.pk}/copy/")
    assert "Drove past her home" in text
    assert KEPT not in text


def test_a_paper_says_it_to_its_reader_and_leaves_addresses_out(
    cast: Cast, case: Case, order: Order, breach: Breach
) -> None:
    Breach.objects.filter(pk=breach.pk).update(how="Drove past 3 Imaginary Mews")
    for slug in ("police", "advocate", "lead"):
        said = repr(
            [paper["sections"] for kind, paper in every_paper(cast[slug], case).items() if kind != "chronology"]
        )
        assert "Drove past [left out]" in said, slug
        assert "Imaginary" not in said, slug
    assert KEPT in repr(every_paper(cast["health"], case))


def test_it_reads_the_same_whether_or_not_anything_was_written(cast: Cast, case: Case, order: Order) -> None:
    orders.serve(order, by=cast["police"], at=cast.now)
    without = cast.client("health").get(f"/cases/{case.pk}/plan/").content.decode()
    order.service_attempts.update(words=SERVED)
    page = cast.client("health").get(f"/cases/{case.pk}/plan/").content.decode()
    assert KEPT in page
    assert page.count(KEPT) == without.count(KEPT)
    assert said_of_service(page) == said_of_service(without)


def said_of_service(page: str) -> str:
    return page.partition("Served ")[2].partition("</dl>")[0]


def test_the_words_above_the_boxes_say_so(cast: Cast, order: Order, breach: Breach) -> None:
    for way in ("service/", "breach/", f"breaches/{breach.pk}/"):
        assert HOW_IT_WAS_READS in cast.client("police").get(f"/orders/{order.pk}/{way}").content.decode(), way
    assert HOW_IT_WAS_READS.startswith("The team lead, police and everyone on the victim’s side can read this.")
    may = {
        slug for slug in (*READ, *READ_NONE, "coordinator") if policy.can(cast[slug], Action.VIEW_ORDER_WORDS, order)
    }
    assert may == set(READ)


def test_who_may_not_read_them_may_not_hide_them_either(cast: Cast, case: Case, order: Order, breach: Breach) -> None:
    """A press asks whoever presses to see the words."""
    page = cast.client("health").get(f"/cases/{case.pk}/plan/").content.decode()
    assert str(breach.pk) not in page
    assert str(breach.pk) in cast.client("advocate").get(f"/cases/{case.pk}/plan/").content.decode()
