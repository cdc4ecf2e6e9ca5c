"""Orders: no area around a home, conditions with their own end, service that is proved or tried again."""

from datetime import date, datetime

import pytest

from cases.clocks import LONDON
from cases.models import Case
from interventions.enums import ConditionKind, MadeVia, OrderKind
from interventions.models import Order, OrderCondition
from interventions.services import orders
from interventions.services.orders import NewCondition, is_around_a_home
from stalking_unit.db.errors import DomainError
from tests.cast import Cast
from tests.interventions.test_pages import day

AREAS = {
    "Not within 200 metres of her home": True,
    "Keep 1.5 miles away from the address of the victim": True,
    "100m of any property where she lives": True,
    "Within 50 yds of the flat": True,
    "Keep out of the area bounded by the river, the ring road and the railway": False,
    "Not to enter Notown north of the A100": False,
    "Not within 100 metres of Notown Hospital": False,
}


@pytest.mark.parametrize(("words", "is_refused"), AREAS.items())
def test_an_area_is_not_described_by_its_distance_from_a_home(words: str, is_refused: bool) -> None:
    assert is_around_a_home(words) is is_refused


def test_such_an_area_is_refused_on_the_page_and_nothing_typed_is_lost(cast: Cast, case: Case) -> None:
    area = "Not within 200 metres of her home"
    said = {
        "kind": "spo_full",
        "made_via": "police_application",
        "court": "Notown",
        "condition-1-kind": "exclusion_area",
        "condition-1-text": area,
    }
    client, path = cast.client("police"), f"/cases/{case.pk}/orders/record/"
    refused = client.post(path, said)
    assert refused.status_code == 422
    for words in ("An area drawn around a home tells where the home is.", area, 'value="Notown"'):
        assert words in refused.content.decode(), words
    assert not Order.objects.exists()
    own_end = day("condition-1-ends", date(2037, 6, 1))
    assert client.post(path, said | own_end | {"condition-1-text": "North of the river"}).status_code == 303
    assert OrderCondition.objects.get().ends_on == date(2037, 6, 1)


def test_no_program_records_one_either(cast: Cast, case: Case) -> None:
    with pytest.raises(DomainError, match="by its borders"):
        orders.record(
            case,
            by=cast["police"],
            kind=OrderKind.SPO_FULL,
            made_via=MadeVia.POLICE_APPLICATION,
            conditions=[NewCondition(ConditionKind.EXCLUSION_AREA, "100 metres around the house")],
        )


def test_each_attempt_at_service_stays_with_its_fault_or_its_proof(cast: Cast, case: Case, order: Order) -> None:
    at = datetime.combine(order.made_on or date.min, datetime.min.time(), LONDON)
    orders.serve(order, by=cast["police"], at=at, is_good=False, words="His brother took it")
    orders.serve(order, by=cast["police"], at=at, words="Signed copy, exhibit AP/3")
    page = cast.client("advocate").get(f"/cases/{case.pk}/plan/").content.decode()
    for words in ("His brother took it", "Signed copy, exhibit AP/3"):
        assert words in page, words
    assert f"/orders/{order.pk}/service/" in cast.client("police").get(f"/cases/{case.pk}/plan/").content.decode()


def test_service_without_a_proof_is_a_sentence_of_its_own(cast: Cast, case: Case, order: Order) -> None:
    orders.serve(order, by=cast["police"], at=datetime.combine(order.made_on or date.min, datetime.min.time(), LONDON))
    page = cast.client("police").get(f"/cases/{case.pk}/plan/").content.decode()
    assert "in person<" in page
    assert "in person:" not in page
