"""Rows that are of certain cases anyway are asked of those cases alone, and the answer is the same."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import policy
from cases.enums import Side
from cases.models import Case, CasePerson, Incident
from cases.policy import Action
from cases.policy.reach import cases_of
from cases.services import people
from stalking_unit.accounts.actor import acting
from tests.cast import Cast


def test_the_same_rows_are_found_among_few_cases_as_among_all(cast: Cast) -> None:
    mine, restricted = cast.case(), cast.case(restricted=True)
    for case in (mine, restricted):
        cast.place(case, "advocate", Side.VICTIM)
        cast.place(case, "health", Side.SUSPECT)
    for slug in ("lead", "auditor", "advocate", "health", "other-unit-lead", "admin"):
        with acting(cast[slug]) as actor:
            for action in (Action.VIEW_VICTIM, Action.VIEW_VICTIM_BRIEF, Action.VIEW_SUSPECT):
                everywhere = set(policy.scope(actor, action, CasePerson.objects.all()))
                for case in (mine, restricted):
                    here = set(policy.scope(actor, action, CasePerson.objects.filter(case=case)))
                    assert here == {part for part in everywhere if part.case_id == case.pk}, (slug, action)


def test_two_groups_are_found_as_each_alone_and_what_is_beside_has_no_name(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "health", Side.SUSPECT)
    cast.place(case, "advocate", Side.VICTIM)
    for slug in ("health", "advocate", "lead", "other-unit-lead"):
        with acting(cast[slug]) as actor:
            parts = CasePerson.objects.filter(case=case)
            marked = list(policy.scope_any(actor, parts, in_full=people.IN_FULL, beside=people.IN_BRIEF))
            alone = {
                name: {
                    pk for action in actions for pk in policy.scope(actor, action, parts).values_list("pk", flat=True)
                }
                for name, actions in (("full", people.IN_FULL), ("brief", people.IN_BRIEF))
            }
            assert {part.pk for part in marked} == alone["full"] | alone["brief"], slug
            assert {part.pk for part in marked if part.in_full} == alone["full"], slug  # type: ignore[attr-defined]


def test_only_a_plain_question_says_of_which_cases_its_rows_are(cast: Cast) -> None:
    one, other = cast.case(), cast.case()
    both = tuple(sorted((one.pk, other.pk)))
    assert cases_of(CasePerson.objects.filter(case=one)) == (one.pk,)
    assert cases_of(CasePerson.objects.filter(case__in=[one.pk, other.pk])) == both
    assert cases_of(Incident.objects.filter(case_id=one.pk, broke_order=True)) == (one.pk,)
    for open_question in (
        CasePerson.objects.all(),
        CasePerson.objects.exclude(case=one),
        CasePerson.objects.filter(case__state="closed"),
        CasePerson.objects.filter(case__in=Case.objects.filter(pk=one.pk)),
        CasePerson.objects.filter(case=one) | CasePerson.objects.filter(case=other),
        Incident.objects.filter(against__case=one),
    ):
        assert cases_of(open_question) == ()


@pytest.mark.parametrize(("made", "counts"), [(3, False), (30, True)])
def test_whoever_has_no_more_cases_than_a_page_shows_need_not_have_them_counted(
    cast: Cast, made: int, counts: bool
) -> None:
    for _ in range(made):
        cast.case()
    with CaptureQueriesContext(connection) as asked:
        body = cast.client("lead").get("/cases/").content.decode()
    assert body.count('href="/cases/') >= min(made, 25)
    assert any('COUNT(*) AS "__count" FROM "cases_case"' in query["sql"] for query in asked) is counts
    assert ('aria-label="Page 2"' in body) is counts
