"""Every move of the paper up to acceptance has a page, and links lead to it for whoever may make the move."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from cases.enums import Capacity, Grant, Side, State, Transition
from cases.models import Case
from cases.presenters.desk import address
from cases.presenters.moves import page_of
from stalking_unit.accounts.models import Unit
from tests.cases.test_lifecycle import Row, paper
from tests.cast import Cast

T = Transition
AFTER_ACCEPTANCE = {
    *(
        T.START_ASSESSMENT,
        T.ASK_AGAIN,
        T.CONTRIBUTE,
        T.CALL_CONFERENCE,
        T.HOLD_CONFERENCE,
        T.ADOPT_PLAN,
        T.BRING_FORWARD,
    ),
    *(T.TRIGGER_REVIEW, T.REVIEW_FALLS_DUE, T.KEEP_PLAN, T.RECALL_CONFERENCE, T.STEP_DOWN, T.RETURN_TO_PLAN),
    *(T.END_MONITORING, T.CLOSE),
}
ROWS = [row for row in paper() if row.event not in AFTER_ACCEPTANCE | {T.SUBMIT}]
# A draft has one page, where it is written, sent and cancelled.
STARTS = [(row, state) for row in ROWS for state in sorted(row.sources - {State.DRAFT})]
MOVES = [pytest.param(row, state, id=f"{row.event} from {state}") for row, state in STARTS]
FLAGS: dict[Transition, dict[str, Any]] = {
    T.CLEAR_RED_FLAG: {"is_red_flagged": True},
    T.RESUME: {"is_paused": True},
}
OFFERED = {T.ACCEPT_OFFER, T.REFUSE_OFFER}
LEADS_ON = ("/decide/", "/screening/")


def links(cast: Cast, slug: str, path: str) -> set[str]:
    answer = cast.client(slug).get(path)
    assert answer.status_code == 200, path
    return {href.replace("&amp;", "&") for href in re.findall(r'href="(/[^"#]*)', answer.content.decode())}


def within_two_links(cast: Cast, slug: str, case: Case) -> set[str]:
    """What the case leads to, by itself or by the page on which referrals are decided."""
    first = links(cast, slug, case.get_absolute_url())
    further = [href for href in first if any(page in href for page in LEADS_ON) and str(case.pk) in href]
    second = {link for href in further for link in links(cast, slug, href)}
    third = {link for href in second if href.endswith("/decide/") for link in links(cast, slug, href)}
    return first | second | third


@pytest.mark.parametrize(("row", "state"), MOVES)
def test_a_move_is_led_to_from_the_case_for_whoever_may_make_it(cast: Cast, row: Row, state: State) -> None:
    flags = {"offered_to": Unit.objects.get(code="HMP")} if row.event in OFFERED else FLAGS.get(row.event, {})
    case = cast.case(state, **flags)
    slug = "lead" if "lead" in row.who else row.who[0]
    if slug not in {"lead", "other-unit-lead"}:
        cast.place(case, slug, Side.BOTH, Capacity.MEMBER, Grant.WORK)
    made_at = reverse(page_of(row.event), kwargs={"pk": case.pk})
    if row.event == T.PASS_TO_TRIAGE:
        made_at = address(case, do="take").partition("#")[0]  # one of the keys of the screening desk
    assert made_at in within_two_links(cast, slug, case)
