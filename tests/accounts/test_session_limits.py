"""The two clocks of a visit, and the way back to the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stalking_unit.accounts import services, visits
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import Membership, User, Visit
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from tests.accounts.factories import make_actor, make_user, sign_in

pytestmark = pytest.mark.django_db

LOGIN, YOU, KEEP = reverse("account_login"), reverse("you"), reverse("keep_alive")


def rest(visit: Visit, **ago: int) -> None:
    """As if the person had last done something that long ago."""
    seen = timezone.now() - timedelta(**ago)
    Visit.objects.filter(pk=visit.pk).update(seen_at=seen, started_at=seen)


def last_reason() -> str:
    with trail.reading():
        return AuditEvent.objects.filter(subtype="signed_out").latest("recorded_at").reason


def test_fifteen_minutes_of_rest_end_a_visit_and_lead_back_to_the_same_page(client: Client, officer: User) -> None:
    visit = sign_in(client, officer)
    rest(visit, minutes=15, seconds=1)
    answer = client.get(f"{YOU}?tab=2")
    assert answer.url == f"{LOGIN}?next=/accounts/you/%3Ftab%3D2&ended=idle"
    page = client.get(answer.url).content.decode()
    assert "nothing happened for 15 minutes" in page
    assert f'name="next" value="{YOU}?tab=2"' in page
    assert last_reason() == "idle"


def test_fourteen_minutes_of_rest_do_not(client: Client, officer: User) -> None:
    visit = sign_in(client, officer)
    rest(visit, minutes=14, seconds=50)
    assert client.get(YOU).status_code == 200
    visit.refresh_from_db()
    assert timezone.now() - visit.seen_at < timedelta(seconds=30)


def test_ten_hours_end_a_visit_however_busy(client: Client, officer: User) -> None:
    visit = sign_in(client, officer)
    Visit.objects.filter(pk=visit.pk).update(started_at=timezone.now() - timedelta(hours=10, seconds=1))
    assert "ended=absolute" in client.get(YOU).url
    assert last_reason() == "absolute"


def test_staying_signed_in_moves_the_idle_clock_and_not_the_other(client: Client, officer: User) -> None:
    visit = sign_in(client, officer)
    rest(visit, minutes=13)
    started = Visit.objects.get(pk=visit.pk).started_at
    assert client.post(KEEP).status_code == 204
    visit.refresh_from_db()
    assert visit.started_at == started
    assert timezone.now() - visit.seen_at < timedelta(seconds=30)


def test_a_form_sent_too_late_leads_back_to_the_page_it_was_on(client: Client, officer: User) -> None:
    visit = sign_in(client, officer)
    rest(visit, minutes=16)
    answer = client.post(reverse("hide_screen"), headers={"referer": f"http://testserver{YOU}?tab=2"})
    assert answer.url == f"{LOGIN}?next=/accounts/you/%3Ftab%3D2&ended=idle"


@pytest.mark.parametrize("referer", ["https://elsewhere.example/accounts/you/", "", "javascript:alert(1)"])
def test_a_form_from_elsewhere_leads_home(client: Client, officer: User, referer: str) -> None:
    visit = sign_in(client, officer)
    rest(visit, minutes=16)
    answer = client.post(reverse("hide_screen"), headers={"referer": referer})
    assert answer.url == f"{LOGIN}?next=/&ended=idle"


def test_a_form_sent_by_a_stranger_leads_back_to_the_page_it_was_on(client: Client) -> None:
    """The browser was closed and opened again: the cookie is gone, the page is still there."""
    answer = client.post(reverse("acting_for"), headers={"referer": f"http://testserver{YOU}?tab=2"})
    assert answer.url == f"{LOGIN}?next=/accounts/you/%3Ftab%3D2"


def test_a_visit_that_is_over_cannot_be_kept_alive(officer: User) -> None:
    """Two requests at once: the one that comes late finds nothing to revive."""
    now = timezone.now()
    visit = visits.begin(officer, ip=None, is_proved=True, now=now - timedelta(hours=1))
    assert visits.keep_alive(visit, now) is visits.Ending.IDLE
    visits.end(visit, now)
    visit.refresh_from_db()
    assert visits.keep_alive(visit, visit.started_at) is visits.Ending.ENDED


def test_a_session_without_a_visit_is_nobody(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get(YOU).url.startswith(LOGIN)


def test_a_visit_of_somebody_else_is_no_visit(client: Client, officer: User) -> None:
    sign_in(client, officer)
    stranger = visits.begin(make_user(), ip=None, is_proved=True, now=timezone.now())
    session = client.session
    session["visit"] = str(stranger.pk)
    session.save()
    assert client.get(YOU).url.startswith(LOGIN)


def test_suspending_an_account_ends_its_visits_at_once(client: Client, officer: User) -> None:
    sign_in(client, officer)
    services.suspend(officer, by=Actor.system("test"))
    assert client.get(YOU).url.startswith(LOGIN)


def test_a_seat_that_ends_during_a_visit_closes_the_unit_and_leaves_the_account(client: Client, officer: User) -> None:
    sign_in(client, officer)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=officer).update(ends_on=yesterday)
    answer = client.get(reverse("acting_for"))
    assert answer.status_code == 403
    assert "You are not in a unit today" in answer.content.decode()
    assert "Nobody today" in client.get(YOU).content.decode()


def test_pages_are_not_kept_by_the_browser(client: Client, officer: User) -> None:
    sign_in(client, officer)
    assert "no-store" in client.get(YOU).headers["Cache-Control"]


def test_the_page_says_how_long_it_may_rest(client: Client, officer: User) -> None:
    sign_in(client, officer)
    page = client.get(YOU).content.decode()
    assert 'data-idle="900" data-warn="720"' in page
    assert f'data-keep-alive="{KEEP}"' in page


def test_an_actor_names_the_visit_and_not_the_key_of_the_session(client: Client, officer: User) -> None:
    visit = sign_in(client, officer)
    actor = visits.actor(visit, timezone.now())
    assert actor
    assert actor.session == str(visit.pk) != client.cookies["__Host-sid"].value


def test_ending_visits_is_recorded_once_for_them_all(officer: User) -> None:
    now = timezone.now()
    for _ in range(3):
        visits.begin(officer, ip=None, is_proved=True, now=now)
    assert visits.end_all(officer, by=make_actor()) == 3
    with trail.reading():
        assert AuditEvent.objects.filter(subtype="signed_out_everywhere", record_id=officer.pk).count() == 1


def test_a_clock_that_moved_a_moment_ago_costs_no_write(officer: User) -> None:
    now = timezone.now()
    visit = visits.begin(officer, ip=None, is_proved=True, now=now)
    with CaptureQueriesContext(connection) as asked:
        assert visits.keep_alive(visit, now + visits.MOMENT / 2) is None
    assert len(asked) == 0
    assert visits.keep_alive(visit, now + visits.MOMENT) is None
    visit.refresh_from_db()
    assert visit.seen_at == now + visits.MOMENT


def test_a_stay_that_has_ended_is_over_however_lately_it_was_seen(officer: User) -> None:
    now = timezone.now()
    visit = visits.begin(officer, ip=None, is_proved=True, now=now)
    visits.end(visit, now)
    visit.refresh_from_db()
    assert visits.keep_alive(visit, now) is visits.Ending.ENDED
