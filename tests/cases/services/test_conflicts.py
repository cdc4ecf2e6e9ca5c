"""Conflicts of interest: a case that is hidden, and names of the unit's own people on it."""

import pytest
from django.core.exceptions import PermissionDenied

from cases import policy
from cases.enums import Grant, PersonRole, Side, State
from cases.models import Case
from cases.policy import Action
from cases.services import conflicts
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Notification
from tests.cast import Cast


def told(cast: Cast) -> set[str]:
    by_pk = {user.pk: slug for slug, user in cast.users.items()}
    return {by_pk[pk] for pk in Notification.objects.order_by("pk").values_list("recipient_id", flat=True)}


def found(cast: Cast, case: Case, slug: str) -> list[tuple[str, PersonRole]]:
    return [(one.user.name, one.role) for one in conflicts.compare(case, by=cast[slug])]


def test_a_restricted_case_is_the_alternates_and_nobody_elses(cast: Cast) -> None:
    case = conflicts.restrict(cast.case(State.SCREENING), by=cast["police"])
    assert case.is_restricted
    assert case.code_name
    assert policy.can(cast["other-unit-lead"], Action.CHANGE_TEAM, case)
    assert policy.can(cast["lead-alternate"], Action.CHANGE_TEAM, case)
    for slug in ("lead", "police", "advocate", "coordinator", "auditor"):
        assert not policy.can(cast[slug], Action.VIEW_CASE, case), slug
    assert told(cast) == {"other-unit-lead", "lead-alternate"}


def test_those_named_on_it_stay(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "advocate", Side.VICTIM)
    case = conflicts.restrict(case, by=cast["advocate"])
    assert policy.can(cast["advocate"], Action.VIEW_CASE, case)


def test_whoever_only_looks_does_not_restrict(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "health", grant=Grant.VIEW)
    for slug in ("health", "auditor", "outreach"):
        with pytest.raises(PermissionDenied):
            conflicts.restrict(case, by=cast[slug])


def test_it_is_restricted_once_and_on_the_trail(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police")
    case = conflicts.restrict(case, by=cast["police"])
    with pytest.raises(DomainError, match="already"):
        conflicts.restrict(case, by=cast["police"])
    assert [row.subtype for row in trail.of_case(case.pk)].count("restrict_case") == 1


def test_a_name_of_the_unit_is_found_without_rank_case_or_order(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    cast.person(case, PersonRole.PROXY, "SANDBOXE", "Kit")
    cast.person(case, PersonRole.WITNESS, "Avery", "Placeholder")
    assert found(cast, case, "lead") == [
        ("DS Avery Placeholder", PersonRole.WITNESS),
        ("Kit Sandboxe", PersonRole.PROXY),
    ]


def test_one_name_alone_is_no_likeness(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    cast.person(case, PersonRole.WITNESS, "", "Placeholder")
    assert found(cast, case, "lead") == []


def test_only_a_lead_is_shown_and_nobody_that_it_is_them(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    cast.person(case, PersonRole.SUSPECT, "Rowan", "Chairley")
    assert found(cast, case, "lead") == []
    assert found(cast, case, "lead-alternate") == [("Rowan Chairley", PersonRole.SUSPECT)]
    for slug in ("police", "advocate"):
        with pytest.raises(PermissionDenied):
            conflicts.compare(case, by=cast[slug])


def test_the_leads_are_told_to_look_without_a_name_and_not_the_one_it_is_about(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    cast.person(case, PersonRole.SUSPECT, "Rowan", "Chairley")
    conflicts.compare_and_tell(case, by=cast["police"])
    assert told(cast) == {"lead-alternate"}
    assert "Chairley" not in Notification.objects.get().text


def test_nobody_is_told_of_nothing(cast: Cast) -> None:
    conflicts.compare_and_tell(cast.case(State.SCREENING), by=cast["police"])
    assert told(cast) == set()


def test_whoever_was_ticked_as_somebody_else_does_not_come_back_and_new_people_do(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    cast.person(case, PersonRole.WITNESS, "Avery", "Placeholder")
    conflicts.clear(case, conflicts.compare(case, by=cast["lead"]), by=cast["lead"])
    assert found(cast, case, "lead") == []
    cast.person(case, PersonRole.PROXY, "Kit", "Sandboxe")
    assert found(cast, case, "lead-alternate") == [("Kit Sandboxe", PersonRole.PROXY)]
    conflicts.compare_and_tell(case, by=cast["police"])
    assert told(cast) == {"lead", "lead-alternate"}
    assert [row.subtype for row in trail.of_case(case.pk)].count("clear_likeness") == 1


@pytest.mark.parametrize("slug", ["police", "advocate", "auditor", "coordinator"])
def test_only_who_sees_a_likeness_ticks_it_away(cast: Cast, slug: str) -> None:
    case = cast.case(State.SCREENING)
    cast.person(case, PersonRole.WITNESS, "Avery", "Placeholder")
    seen = conflicts.compare(case, by=cast["lead"])
    with pytest.raises(PermissionDenied):
        conflicts.clear(case, seen, by=cast[slug])
    assert found(cast, case, "lead")
