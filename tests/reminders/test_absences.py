"""Being away: said by oneself, with a cover from one's own unit, on pages that the inbox leads to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from stalking_unit.db.errors import DomainError
from stalking_unit.notifications.models import MailChoice, Notification
from stalking_unit.reminders import absences
from stalking_unit.reminders.models import Absence
from tests.cast import Cast

SETTINGS = "/inbox/settings/"


def away(cast: Cast, slug: str, cover: str | None = None, *, first: int = 0, last: int = 7) -> Absence:
    today = localdate(cast.now)
    return absences.say_away(
        by=cast[slug],
        first=today + timedelta(days=first),
        last=today + timedelta(days=last),
        cover=cast.users[cover] if cover else None,
    )


def boxes(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def test_whoever_covers_is_told_so_and_reads_for_whom(cast: Cast) -> None:
    away(cast, "advocate", "advocate-two")
    told = Notification.objects.get(recipient=cast.users["advocate-two"])
    assert (told.reference, told.path, told.text) == ("", SETTINGS, "You cover for a colleague who will be away.")
    assert "Bryony Exempla:" in cast.client("advocate-two").get(SETTINGS).content.decode()
    assert "Bryony Exempla:" not in cast.client("police").get(SETTINGS).content.decode()


@pytest.mark.parametrize(
    ("first", "last", "cover", "says"),
    [
        (3, 1, None, "before the first"),
        (-9, -8, None, "are over"),
        (0, 1, "other-unit-police", "does not work in your unit"),
        (0, 1, "advocate", "does not work in your unit"),
        (0, 1, "auditor", "does not work in your unit"),
    ],
)
def test_days_and_covers_that_cannot_be_are_refused(
    cast: Cast, first: int, last: int, cover: str | None, says: str
) -> None:
    with pytest.raises(DomainError, match=says):
        away(cast, "advocate", cover, first=first, last=last)


def test_nobody_is_away_twice_at_once_until_it_is_called_off(cast: Cast) -> None:
    said = away(cast, "advocate")
    with pytest.raises(DomainError, match="said already"):
        away(cast, "advocate", first=7, last=8)
    with pytest.raises(DomainError, match="over, or were called off"):
        absences.call_off(said.pk, by=cast["police"])
    absences.call_off(said.pk, by=cast["advocate"])
    away(cast, "advocate", first=7, last=8)
    assert Absence.objects.count() == 2


def test_it_is_said_and_called_off_on_pages_that_the_inbox_leads_to(cast: Cast) -> None:
    client, today = cast.client("advocate"), localdate(cast.now)
    assert SETTINGS in client.get("/inbox/").content.decode()
    assert f"{SETTINGS}away/" in client.get(SETTINGS).content.decode()
    said = boxes("first", today) | boxes("last", today + timedelta(days=2))
    assert client.post(f"{SETTINGS}away/", said).status_code == 422
    answer = client.post(f"{SETTINGS}away/", said | {"cover": str(cast.users["advocate-two"].pk)}, follow=True)
    assert "Odile Facsimile covers for you." in answer.content.decode()
    [absence] = Absence.objects.all()
    answer = client.post(f"{SETTINGS}away/{absence.pk}/call-off/", follow=True)
    assert "You have not said that you will be away." in answer.content.decode()
    assert cast.client("police").post(f"{SETTINGS}away/{absence.pk}/call-off/", follow=True).status_code == 404


def test_somebody_may_be_away_with_nobody_to_cover(cast: Cast) -> None:
    client, today = cast.client("advocate"), localdate(cast.now)
    said = boxes("first", today) | boxes("last", today) | {"cover": "nobody"}
    answer = client.post(f"{SETTINGS}away/", said, follow=True).content.decode()
    assert "Nobody covers for you." in answer


def test_the_email_of_a_morning_is_chosen_on_a_page(cast: Cast) -> None:
    client = cast.client("lead")
    assert "At once" in client.get(SETTINGS).content.decode()
    assert client.post(f"{SETTINGS}email/", {}).status_code == 422
    answer = client.post(f"{SETTINGS}email/", {"when": "daily"}, follow=True).content.decode()
    assert "One e-mail at 8am each working day" in answer
    assert MailChoice.objects.get().user == cast.users["lead"]
