"""Places on a team, the grants that follow, and conflicts of interest that beat them."""

import pytest
from django.core.exceptions import PermissionDenied

from cases import policy
from cases.enums import Capacity, Side
from cases.models import CaseGrant, TeamMember
from cases.policy import Action
from cases.services import team, telling
from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import Message
from tests.cast import Cast


def test_a_place_brings_its_grant_and_leaving_ends_it(cast: Cast) -> None:
    case = cast.case()
    place = team.join(case, cast.users["health"], by=cast["lead"], side=Side.SUSPECT, reason="Assessment")
    assert policy.can(cast["health"], Action.VIEW_CASE, case)
    team.leave(place, by=cast.at("lead", seconds=1))
    assert not policy.can(cast.at("health", seconds=1), Action.VIEW_CASE, case)


def test_leaving_one_of_two_places_keeps_the_grant(cast: Cast) -> None:
    case = cast.case()
    first = team.join(case, cast.users["police"], by=cast["lead"], side=Side.BOTH)
    later = cast.at("lead", seconds=1)
    team.join(case, cast.users["police"], by=later, side=Side.BOTH, capacity=Capacity.OFFICER_IN_CASE)
    team.leave(first, by=cast.at("lead", seconds=2))
    assert policy.can(cast.at("police", seconds=2), Action.VIEW_CASE, case)


def test_only_the_lead_gives_places(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police")
    with pytest.raises(PermissionDenied):
        team.join(case, cast.users["health"], by=cast["police"], side=Side.SUSPECT)


def test_cover_ends_by_itself(cast: Cast) -> None:
    case = cast.case()
    until = cast.at("lead", hours=8).now
    team.join(case, cast.users["advocate-two"], by=cast["lead"], side=Side.VICTIM, ends_at=until)
    assert policy.can(cast.at("advocate-two", hours=7), Action.VIEW_CASE, case)
    assert not policy.can(cast.at("advocate-two", hours=8), Action.VIEW_CASE, case)


def test_declaring_a_conflict_ends_access_at_once(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police")
    team.exclude(case, cast.users["police"], by=cast["police"], reason="He is my brother-in-law.")
    assert not policy.can(cast["police"], Action.VIEW_CASE, case)
    assert not TeamMember.objects.live(cast.now).filter(case=case, user=cast.users["police"]).exists()
    assert not CaseGrant.objects.filter(content_object=case, user=cast.users["police"], ends_at=None).exists()


def test_a_conflict_takes_the_case_out_of_the_inbox_and_the_outbox(cast: Cast) -> None:
    case, other = cast.case(), cast.case()
    for about in (case, other):
        telling.tell(
            [cast.users["police"]], about, kind="named", text="You are named on a case.", key=f"named:{about.pk}",
            route="cases:overview", by=cast["lead"],
        )  # fmt: skip
    cast.place(case, "police")
    team.exclude(case, cast.users["police"], by=cast["police"], reason="He is my brother-in-law.")
    body = cast.client("police").get("/inbox/").content.decode()
    assert case.reference not in body
    assert other.reference in body
    due = Message.objects.due(cast.at("police", hours=1).now).filter(notification__recipient=cast.users["police"])
    waiting = due.values_list("notification__reference", flat=True)
    assert set(waiting) <= {other.reference}


def test_a_conflict_beats_the_reach_of_the_lead_and_every_later_place(cast: Cast) -> None:
    case = cast.case()
    team.exclude(case, cast.users["lead"], by=cast["lead"], reason="She is a friend.")
    assert not policy.can(cast["lead"], Action.VIEW_CASE, case)
    with pytest.raises(DomainError, match="conflict of interest"):
        team.join(case, cast.users["lead"], by=cast["lead-alternate"], side=Side.BOTH)


def test_nobody_but_the_lead_declares_for_another(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police")
    with pytest.raises(PermissionDenied):
        team.exclude(case, cast.users["health"], by=cast["police"], reason="I think so.")


def test_a_place_for_somebody_without_a_seat_is_refused_with_what_to_do(cast: Cast) -> None:
    case = cast.case()
    cast.users["guest"].memberships.update(ends_on=cast.now.date().replace(year=2025))
    with pytest.raises(DomainError, match="Ask the admin"):
        team.join(case, cast.users["guest"], by=cast["lead"], side=Side.SUSPECT)
