"""What happened is recorded, as well as its time is known, by those who work the case."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from cases.case_file import incidents as shown_incidents
from cases.enums import Precision, Side, State
from cases.models import CodeItem, CodeList
from cases.services import incidents
from cases.services.incidents import When
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from tests.cast import Cast


def test_a_series_keeps_its_count_its_codes_and_both_times(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police")
    CodeItem.objects.get_or_create(
        list=CodeList.BEHAVIOUR, code="unwanted-contact", defaults={"label": "Unwanted messages or calls"}
    )
    then = cast.now - timedelta(days=30)
    incident = incidents.record(
        case,
        by=cast["police"],
        when=When(then, then, Precision.DAY),
        what="47 messages in one day.",
        how_known="Her phone.",
        codes=["unwanted-contact", "no-such-code"],
        count=47,
    )
    assert (incident.happened_at, incident.recorded_at, incident.count) == (then, cast.now, 47)
    assert [code.item.code for code in incident.codes.select_related("item")] == ["unwanted-contact"]
    [event] = shown_incidents(cast["police"], case)
    assert event.item.title == "Unwanted messages or calls (47 times)"


def test_an_incident_without_a_known_time_is_recorded_all_the_same(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "advocate", Side.VICTIM)
    incidents.record(case, by=cast["advocate"], when=When(), what="Some time last summer he followed her.")
    [event] = shown_incidents(cast["advocate"], case)
    assert event.item.when == "Time not known"


def test_only_the_impossible_is_refused(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police")
    with pytest.raises(DomainError, match="after its start"):
        incidents.record(
            case,
            by=cast["police"],
            when=When(cast.now, cast.now - timedelta(hours=1), Precision.HOUR),
            what="Backwards.",
        )


@pytest.mark.parametrize("state", [State.CLOSED, State.DECLINED, State.PLAN_ACTIVE])
def test_an_incident_may_be_recorded_in_any_state(cast: Cast, state: State) -> None:
    case = cast.case(state)
    cast.place(case, "police")
    assert incidents.record(case, by=cast["police"], when=When(), what="He is back.").pk


@pytest.mark.parametrize("slug", ["advocate-two", "coordinator", "auditor", "admin", "other-unit-police"])
def test_the_wrong_seat_cannot_record(cast: Cast, slug: str) -> None:
    case = cast.case()
    with pytest.raises(PermissionDenied):
        incidents.record(case, by=cast[slug], when=When(), what="x")


def test_the_trail_knows_the_fields_and_not_the_words(cast: Cast) -> None:
    case = cast.case()
    cast.place(case, "police")
    incidents.record(case, by=cast["police"], when=When(), what="He waited outside.")
    [line] = [row for row in trail.of_case(case.pk) if row.subtype == "record_incident"]
    assert line.fields == ["occurred_from", "what", "codes"]
    assert "waited" not in str(line)
