"""What was given or told outside the team: taken down, kept to her side when in doubt, and rung where it must be."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cases.enums import AlarmKind
from cases.models import Alarm, Case
from interventions.enums import About, Gateway, ToldHow, ToldTo, Whereabouts
from interventions.forms.register import READ_BY
from interventions.models import Disclosure, Order
from interventions.services import register
from interventions.services.register import Told
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from tests.cast import Cast
from tests.interventions.test_pages import day
from tests.interventions.test_secrecy import everything_shown

OPEN, HERS = "The pattern of his letters", "The town she moved to"
READ_OPEN = ("police", "health", "outreach", "advocate", "lead", "auditor")
READ_HERS = ("police", "advocate", "lead", "auditor")


def told(what: str = OPEN, whereabouts: Whereabouts = Whereabouts.NO, **more: Any) -> Told:
    said: dict[str, Any] = {
        "what": what,
        "about": About.SUSPECT,
        "told_to": ToldTo.COURT,
        "recipient": "Notown magistrates",
        "gateway": Gateway.CRIME,
        "why": "Bail was asked for",
        "method": ToldHow.SPOKEN,
        "whereabouts": whereabouts,
    }
    return Told(**said | more)


def shown(cast: Cast, slug: str, case: Case) -> str:
    return cast.client(slug).get(f"/cases/{case.pk}/disclosures/").content.decode()


def form(cast: Cast, **more: str) -> dict[str, str]:
    said = {
        "what": HERS,
        "about": "victim",
        "told_to": "defence",
        "recipient": "Clerk of Fictive and Partners",
        "gateway": "none",
        "method": "phone",
        "whereabouts": "yes",
    }
    return said | day("told_on", cast.now.date()) | more


@pytest.mark.parametrize("slug", READ_OPEN)
def test_whoever_works_the_case_its_lead_and_the_auditor_read_what_tells_of_nowhere(
    cast: Cast, case: Case, slug: str
) -> None:
    register.record(case, told(), by=cast["health"])
    assert OPEN in shown(cast, slug, case)
    assert "Notown magistrates" in shown(cast, slug, case)


@pytest.mark.parametrize("whereabouts", [Whereabouts.YES, Whereabouts.NOT_KNOWN])
def test_what_told_where_she_is_or_may_have_is_read_on_her_side_alone(
    cast: Cast, case: Case, whereabouts: Whereabouts
) -> None:
    """Also where his side wrote it: what they said just now they know, and nobody learns it after them."""
    entry = register.record(case, told(HERS, whereabouts, recipient="A clerk at Fictive"), by=cast["health"])
    assert entry.is_hers
    for slug in READ_HERS:
        assert HERS in shown(cast, slug, case), slug
    for slug in ("health", "outreach"):
        page = everything_shown(cast, slug, case) + shown(cast, slug, case)
        for words in (HERS, "A clerk at Fictive", str(entry.pk)):
            assert words not in page, (slug, words)


def test_the_page_reads_the_same_whether_or_not_something_is_kept_from_its_reader(cast: Cast, case: Case) -> None:
    before = register_part(shown(cast, "health", case))
    register.record(case, told(HERS, Whereabouts.YES), by=cast["advocate"])
    assert register_part(shown(cast, "health", case)) == before
    assert "are not shown here." in before


def register_part(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0].partition("<h1")[2]


def test_what_told_where_she_is_calls_her_side_and_nobody_of_his(cast: Cast, case: Case) -> None:
    entry = register.record(case, told(HERS, Whereabouts.YES), by=cast["health"])
    alarm = Alarm.objects.get(kind=AlarmKind.WHEREABOUTS_TOLD)
    assert (alarm.subject_id, alarm.is_victim_side) == (entry.pk, True)
    called = set(alarm.calls.values_list("user__name", flat=True))
    assert called
    assert called.isdisjoint({cast.users[slug].name for slug in ("health", "outreach")})
    page = cast.client("advocate").get(f"/alarms/{alarm.pk}/").content.decode()
    assert f"/cases/{case.pk}/disclosures/" in page
    assert cast.client("health").get(f"/alarms/{alarm.pk}/").status_code == 404


@pytest.mark.parametrize("whereabouts", [Whereabouts.NO, Whereabouts.NOT_KNOWN])
def test_nothing_rings_for_what_did_not_tell(cast: Cast, case: Case, whereabouts: Whereabouts) -> None:
    register.record(case, told(whereabouts=whereabouts), by=cast["advocate"])
    assert not Alarm.objects.filter(kind=AlarmKind.WHEREABOUTS_TOLD).exists()


def test_the_page_of_her_side_leads_to_hide_it_now(cast: Cast, case: Case) -> None:
    sent = (
        cast.client("advocate")
        .post(f"/cases/{case.pk}/disclosures/record/", form(cast, who="hers"), follow=True)
        .content.decode()
    )
    entry = Disclosure.objects.get()
    assert "An alarm rings for the victim’s side now." in sent
    assert "Hide the words now" in sent
    assert f"interventions.Disclosure:{entry.pk}:what" in sent
    assert "Hide the words now" not in shown(cast, "auditor", case)


def test_his_side_records_it_too_and_is_not_asked_who_reads_it(cast: Cast, case: Case) -> None:
    client, path = cast.client("health"), f"/cases/{case.pk}/disclosures/record/"
    page = client.get(path).content.decode()
    assert READ_BY in page
    assert 'name="who"' not in page
    sent = client.post(path, form(cast), follow=True).content.decode()
    assert "Recorded. An alarm rings for the victim’s side now." in sent
    assert HERS not in sent


def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast: Cast, case: Case) -> None:
    refused = cast.client("police").post(f"/cases/{case.pk}/disclosures/record/", form(cast, recipient="", who="hers"))
    assert refused.status_code == 422
    for words in ("Enter who it was", HERS):
        assert words in refused.content.decode(), words


def test_it_is_accepted_however_long_ago_and_whatever_the_right_was(cast: Cast, case: Case) -> None:
    said = form(cast, who="hers") | day("told_on", date(2019, 2, 1))
    assert cast.client("police").post(f"/cases/{case.pk}/disclosures/record/", said).status_code == 303
    assert Disclosure.objects.get().gateway == Gateway.NONE


@pytest.mark.parametrize("slug", ["coordinator", "auditor"])
def test_who_does_not_work_the_case_records_nothing(cast: Cast, case: Case, slug: str) -> None:
    assert cast.client(slug).get(f"/cases/{case.pk}/disclosures/record/").status_code == 403


def test_a_coordinator_reads_no_register_and_a_stranger_finds_none(cast: Cast, case: Case) -> None:
    assert cast.client("coordinator").get(f"/cases/{case.pk}/disclosures/").status_code == 403
    assert cast.client("other-unit-lead").get(f"/cases/{case.pk}/disclosures/").status_code == 404


def test_every_way_to_it_is_a_link(cast: Cast, case: Case) -> None:
    href = f'href="/cases/{case.pk}/disclosures/"'
    for slug, page in (("health", "documents"), ("health", "plan"), ("auditor", "history")):
        assert href in cast.client(slug).get(f"/cases/{case.pk}/{page}/").content.decode(), (slug, page)
    for page in ("plan", "history"):
        assert href not in cast.client("coordinator").get(f"/cases/{case.pk}/{page}/").content.decode(), page


def test_a_copy_that_is_served_makes_one_entry(cast: Cast, case: Case, order: Order) -> None:
    cause = uuid4()
    for _ in range(2):
        entry = register.handed_over(
            order, cause=cause, by=cast["police"], told_to=ToldTo.SUSPECT, recipient="The person it binds"
        )
    assert [one.pk for one in Disclosure.objects.all()] == [entry.pk]
    assert (entry.is_hers, entry.order_id) == (False, order.pk)
    assert "A copy to serve" in shown(cast, "outreach", case)


def test_it_is_on_the_trail_with_its_day_and_says_what_it_was(cast: Cast, case: Case) -> None:
    entry = register.record(case, told(happened_at=cast.now + timedelta(hours=5)), by=cast["police"])
    assert entry.happened_at == cast.now  # the midday of a day that has not come to it yet
    assert [row.record_id for row in trail.of_case(case.pk) if row.subtype == "record_disclosure"] == [entry.pk]
    for words in ("what", "recipient"):
        with pytest.raises(DomainError):
            register.record(case, told(**{words: " "}), by=cast["police"])


def test_the_database_keeps_what_is_in_doubt_on_her_side(cast: Cast, case: Case) -> None:
    by: Actor = cast["police"]
    with pytest.raises(IntegrityError, match="disclosure_in_doubt_is_hers"), transaction.atomic():
        Disclosure.objects.create(
            case=case,
            agency=by.agency,
            author=by.user,
            happened_at=cast.now,
            recorded_at=cast.now,
            what=HERS,
            about="victim",
            told_to="other",
            recipient="Somebody",
            gateway="none",
            method="shown",
            whereabouts="not_known",
            is_hers=False,
        )
