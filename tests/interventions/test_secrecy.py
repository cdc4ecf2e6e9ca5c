"""What never reaches whom, by any way a case is shown: page, panel, timeline, summary, home."""

import pytest

from cases.models import Case
from cases.services.files import case_files
from interventions.models import PlanAction, SupportContact
from tests.cast import Cast
from tests.interventions.conftest import HER_WORDS, NOTES, SAFETY_WORDS
from tests.papers import every_paper

SUSPECTS_SIDE = ("health", "outreach")
PAGES = ("", "timeline/", "people/", "plan/", "support/", "history/", "documents/")


def everything_shown(cast: Cast, slug: str, case: Case) -> str:
    """Every page of the case and of home as this person gets it, and what their summary would print."""
    client = cast.client(slug)
    pages = [client.get(path).content.decode() for path in ("/", "/cases/")]
    pages += [client.get(f"/cases/{case.pk}/{page}").content.decode() for page in PAGES]
    actor = cast[slug]
    parts = [file.panels(actor, case) for file in case_files()] + [file.timeline(actor, case) for file in case_files()]
    return "\n".join([*pages, repr(parts), repr(every_paper(actor, case))])


@pytest.mark.parametrize("slug", SUSPECTS_SIDE)
def test_the_suspects_side_learns_only_that_safety_is_in_place(
    cast: Cast, case: Case, action: PlanAction, safety_action: PlanAction, slug: str
) -> None:
    shown = everything_shown(cast, slug, case)
    assert SAFETY_WORDS not in shown
    assert str(safety_action.pk) not in shown
    assert action.text in shown
    assert "In place." in cast.client(slug).get(f"/cases/{case.pk}/plan/").content.decode()


def test_without_an_action_for_her_safety_both_sides_read_the_same(cast: Cast, case: Case, action: PlanAction) -> None:
    for slug in ("health", "advocate"):
        assert "Not in place." in cast.client(slug).get(f"/cases/{case.pk}/plan/").content.decode(), slug


def test_her_side_and_the_lead_read_what_is_done_for_her_safety(
    cast: Cast, case: Case, action: PlanAction, safety_action: PlanAction
) -> None:
    for slug in ("advocate", "police", "lead"):
        assert SAFETY_WORDS in cast.client(slug).get(f"/cases/{case.pk}/plan/").content.decode(), slug


@pytest.mark.parametrize("slug", ["police", "health", "outreach", "lead", "coordinator", "auditor"])
def test_what_was_said_to_her_advocate_reaches_nobody_else(
    cast: Cast, case: Case, contact: SupportContact, slug: str
) -> None:
    shown = everything_shown(cast, slug, case)
    for words in (HER_WORDS, NOTES, "Text message: we spoke", str(contact.pk)):
        assert words not in shown, words


def test_her_advocate_reads_it_on_the_support_page_and_the_timeline_but_prints_it_nowhere(
    cast: Cast, case: Case, contact: SupportContact
) -> None:
    for page in ("support/", "timeline/"):
        shown = cast.client("advocate").get(f"/cases/{case.pk}/{page}").content.decode()
        assert HER_WORDS in shown, page
    assert HER_WORDS not in repr(every_paper(cast["advocate"], case))


@pytest.mark.parametrize("slug", ["other-unit-lead", "advocate-two", "guest", "admin"])
def test_a_stranger_finds_neither_plan_nor_action_nor_support(
    cast: Cast, case: Case, action: PlanAction, slug: str
) -> None:
    missing = "00000000-0000-4000-8000-000000000000"
    for path in ("/cases/{}/plan/", "/cases/{}/support/", "/actions/{}/", "/actions/{}/done/"):
        pk = case.pk if "cases" in path else action.pk
        hidden, absent = cast.client(slug).get(path.format(pk)), cast.client(slug).get(path.format(missing))
        assert (hidden.status_code, hidden.content) == (404, absent.content), path


def test_the_suspects_side_finds_no_page_of_an_action_for_her_safety(cast: Cast, safety_action: PlanAction) -> None:
    for slug in SUSPECTS_SIDE:
        for page in ("", "done/", "hand-over/"):
            assert cast.client(slug).get(f"/actions/{safety_action.pk}/{page}").status_code == 404, (slug, page)


def test_a_coordinator_learns_that_there_is_a_plan_page_and_no_action(
    cast: Cast, case: Case, action: PlanAction, safety_action: PlanAction
) -> None:
    shown = everything_shown(cast, "coordinator", case)
    assert action.text not in shown
    assert SAFETY_WORDS not in shown
