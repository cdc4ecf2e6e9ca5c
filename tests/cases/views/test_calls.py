"""Someone is on the phone: typed at once, passed on in one press, and answered the same whatever the case is."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import policy
from cases.enums import CallerCheck, Side
from cases.models import CallerDrop, CallNote, Case, ContactPoint, Draft, Location
from cases.policy import Action
from cases.services import calls
from stalking_unit.accounts.actor import Actor
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.db.said import Place
from stalking_unit.notifications import waking
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

HEARD = {"said": "He has her new number.", "caller": "A neighbour", "checked": "not_yet", "old_phone": "Her brother"}


def ring(cast: Cast, slug: str = "health", **typed: Any) -> Any:
    return cast.client(slug).post("/phone/", {**HEARD, "do": "pass", "version": 0, **typed})


def told(cast: Cast) -> set[str]:
    by_pk = {user.pk: slug for slug, user in cast.users.items()}
    return {by_pk[pk] for pk in Notification.objects.filter(kind="call").values_list("recipient", flat=True).distinct()}


@pytest.mark.parametrize("slug", ["police", "health", "outreach", "advocate", "probation", "coordinator", "lead"])
def test_it_is_one_press_away_on_every_page_and_needs_no_case(cast: Cast, slug: str) -> None:
    assert 'href="/phone/"' in cast.client(slug).get("/cases/").content.decode()
    page = cast.client(slug).get("/phone/").content.decode()
    assert "What are they saying?" in page
    assert "Until then say nothing" in page


def test_what_is_typed_is_kept_before_it_is_passed_on(cast: Cast) -> None:
    assert ring(cast, do="keep").status_code == 200
    assert "He has her new number." in cast.client("health").get("/phone/").content.decode()
    ring(cast, version=1)
    assert not Draft.objects.exists()
    assert "He has her new number." not in cast.client("health").get("/phone/").content.decode()


def test_a_call_about_a_case_reaches_its_lead_and_the_victims_side_alone(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    ring(cast, "coordinator", reference=str(case.reference).lower())
    drop = CallerDrop.objects.get()
    assert (drop.case, drop.said, drop.caller) == (case, HEARD["said"], HEARD["caller"])
    assert told(cast) == {"advocate", "police", "lead", "lead-alternate"}
    page = f"/cases/{case.pk}/calls/"
    for slug in ("advocate", "lead", "police"):
        assert HEARD["said"] in cast.client(slug).get(page).content.decode(), slug
        assert page in cast.client(slug).get(f"/cases/{case.pk}/history/").content.decode(), slug
    for slug in ("health", "outreach", "coordinator"):
        assert cast.client(slug).get(page).status_code == 403, slug
        assert page not in cast.client(slug).get(f"/cases/{case.pk}/history/").content.decode(), slug


def test_each_thing_a_caller_said_can_be_hidden_where_it_stands(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    ring(cast, reference=str(case.reference))
    shown = cast.client("lead").get(f"/cases/{case.pk}/calls/").content.decode()
    for name in ("caller", "said", "old_phone"):
        assert f'value="{Place("cases.CallerDrop", CallerDrop.objects.get().pk, name)}"' in shown, name


def test_a_new_number_stands_unconfirmed_beside_the_old_one(cast: Cast) -> None:
    case = cast.case()
    victim = case.casepersons.get(role="victim")  # type: ignore[attr-defined]
    ContactPoint.objects.create(case=case, case_person=victim, channel="call", value="07700 900101")
    ring(cast, reference=case.reference, new_number="07700 900109")
    points = {(point.value, point.is_confirmed) for point in ContactPoint.objects.order_by("pk")}
    assert points == {("07700 900101", True), ("07700 900109", False)}
    drop = CallerDrop.objects.get()
    assert drop.gave_number
    assert "900109" not in drop.said


def answer(cast: Cast, slug: str, reference: str) -> tuple[Any, ...]:
    """Everything the author can see of the answer, and what it cost."""
    with CaptureQueriesContext(connection) as queries:
        sent = ring(cast, slug, reference=reference)
    then = cast.client(slug).get("/phone/").content.decode()
    return sent.status_code, sent["Location"], sent.content, len(queries), "Passed to the team at" in then


@pytest.mark.parametrize("slug", ["police", "lead", "health"])
def test_an_open_a_restricted_and_an_absent_case_are_answered_alike(
    cast: Cast, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is another process; here it would be counted with the request."""
    mine, restricted = cast.case(), cast.case(restricted=True)
    cast.place(mine, slug)
    monkeypatch.setattr(waking, "_ask", lambda task, args: None)
    cast.client(slug).get("/phone/")
    first = answer(cast, slug, str(mine.reference))
    assert answer(cast, slug, str(restricted.reference)) == first
    assert answer(cast, slug, "CHS-2026-00000") == first
    assert first[-1]
    calls.place_waiting(by=Actor.system("calls", cast.now))
    assert set(CallerDrop.objects.order_by("pk").values_list("case", flat=True)) == {mine.pk, restricted.pk}


def test_a_restricted_case_is_reached_and_its_people_told(cast: Cast) -> None:
    case = cast.case(restricted=True)
    cast.place(case, "advocate", Side.VICTIM)
    ring(cast, "police", reference=case.reference)
    assert told(cast) == {"advocate"}
    assert policy.can(cast["advocate"], Action.VIEW_CALLER_DROP, CallerDrop.objects.get())
    assert not policy.can(cast["lead"], Action.VIEW_CALLER_DROP, CallerDrop.objects.get())


def sees_to_sort(cast: Cast, slug: str) -> bool:
    return HEARD["said"] in cast.client(slug).get("/phone/sort/").content.decode()


def test_a_reference_that_is_missing_or_wrong_is_said_at_the_box_of_its_own_call(cast: Cast) -> None:
    for _ in range(2):
        ring(cast)
    for note in CallNote.objects.all():
        empty = cast.client("lead").post("/phone/sort/", {"note": note.pk, "reference": ""}).content.decode()
        assert f'<a href="#id_reference_{note.pk}">Enter the reference of the case</a>' in empty
        assert empty.count("govuk-input--error") == 1
        wrong = cast.client("lead").post("/phone/sort/", {"note": note.pk, "reference": "CHS-2026-00000"})
        assert wrong.content.decode().count('value="CHS-2026-00000"') == 1


def test_a_call_without_a_case_goes_to_the_lead_who_places_it(cast: Cast) -> None:
    case = cast.case()
    ring(cast)
    assert told(cast) == {"lead", "lead-alternate"}
    assert sees_to_sort(cast, "lead")
    assert not sees_to_sort(cast, "police")
    note = CallNote.objects.get()
    wrong = cast.client("lead").post("/phone/sort/", {"note": note.pk, "reference": "CHS-2026-00000"})
    assert wrong.status_code == 422
    refused = cast.client("police").post("/phone/sort/", {"note": note.pk, "reference": case.reference})
    assert refused.status_code == 422
    assert not CallerDrop.objects.exists()
    assert cast.client("lead").post("/phone/sort/", {"note": note.pk, "reference": case.reference}).status_code == 303
    assert CallerDrop.objects.get().case == case
    assert not sees_to_sort(cast, "lead")
    note.refresh_from_db()
    assert "number" not in note.words


@pytest.mark.parametrize("slug", ["police", "lead"])
def test_what_the_lead_is_asked_to_sort_tells_no_restricted_case_from_an_absent_one(cast: Cast, slug: str) -> None:
    restricted = cast.case(restricted=True)
    ring(cast, slug, reference=str(restricted.reference))
    assert not sees_to_sort(cast, "lead")
    ring(cast, slug, reference="CHS-2026-00000")
    assert not sees_to_sort(cast, "lead")
    assert sees_to_sort(cast, "other-unit-lead")


def test_who_read_a_call_that_waits_to_be_sorted_is_on_the_trail(cast: Cast) -> None:
    ring(cast)
    assert sees_to_sort(cast, "lead")
    assert not sees_to_sort(cast, "police")
    lead, note = cast["lead"].user_id, CallNote.objects.get().pk
    with trail.reading():
        looks = AuditEvent.objects.filter(subtype="view_calls_to_sort").order_by("recorded_at", "pk")
        assert [(look.actor_id, look.shown) for look in looks] == [(lead, [note])]


def test_a_guess_at_a_call_of_others_is_answered_like_one_that_is_not_there(cast: Cast) -> None:
    case = cast.case()
    ring(cast)
    for key in (CallNote.objects.get().pk, uuid4(), "nonsense", ""):
        answer = cast.client("police").post("/phone/sort/", {"note": key, "reference": case.reference})
        assert answer.status_code == 422
        assert "This call has been sorted already." in answer.content.decode()


def test_whoever_wrote_it_does_not_sort_it(cast: Cast) -> None:
    ring(cast, "lead")
    assert not sees_to_sort(cast, "lead")
    assert sees_to_sort(cast, "lead-alternate")


def test_what_was_said_must_be_there_and_is_kept_when_it_is_not(cast: Cast) -> None:
    answered = ring(cast, said=" ")
    assert answered.status_code == 422
    assert "A neighbour" in cast.client("health").get("/phone/").content.decode()
    assert not CallNote.objects.exists()


def test_a_call_on_the_disk_is_sealed(cast: Cast) -> None:
    ring(cast, reference=cast.case().reference)
    assert Case.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM cases_callerdrop UNION SELECT words FROM cases_callnote")
        assert not any(b"number" in bytes(text) for (text,) in cursor.fetchall())


def passed_on(cast: Cast, slug: str, case: Case, said: str) -> tuple[Any, ...]:
    """Everything whoever passes a place on can see of the answer, and what it cost."""
    client, path = cast.client(slug), reverse("cases:report_place", kwargs={"pk": case.pk})
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, {"said": said}, follow=True)
    shown = re.sub(r"value=\"\w{64}\"|at \d+:\d+[ap]m|at mid\w+", "", answer.content.decode())
    return answer.status_code, shown, len(queries)


def test_a_place_he_mentioned_is_passed_on_and_answered_the_same_right_or_wrong(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    victim = case.casepersons.get(role="victim")  # type: ignore[attr-defined]
    Location.objects.create(case=case, case_person=victim, kind="home", address="4 Mill Lane")
    right, wrong = (passed_on(cast, "health", case, said) for said in ("He says 4 Mill Lane.", "He says 9 Mill Lane."))
    assert right == wrong
    assert "You will not be told whether it is right." in right[1]
    assert set(CallerDrop.objects.values_list("case", "checked")) == {(case.pk, CallerCheck.FROM_SUSPECT)}
    assert told(cast) == {"advocate", "police", "lead", "lead-alternate"}
    page = cast.client("advocate").get(f"/cases/{case.pk}/calls/").content.decode()
    assert "He says 9 Mill Lane." in page
    assert "Heard from the suspect, and compared with nothing" in page


def test_the_way_to_pass_a_place_on_stands_on_every_page_for_his_side_alone(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    path = reverse("cases:report_place", kwargs={"pk": case.pk})
    for tab in ("", "timeline/", "people/"):
        assert path in cast.client("health").get(f"{case.get_absolute_url()}{tab}").content.decode(), tab
    for slug in ("advocate", "coordinator", "lead"):
        assert path not in cast.client(slug).get(case.get_absolute_url()).content.decode(), slug
        assert cast.client(slug).get(path).status_code == 403, slug
    assert cast.client("advocate-two").get(path).status_code == 404
