"""A referral about a serving officer shows to neither him, his lead nor his administrator, from its first keystroke.

Every route and channel is asked; and a guess of his own number is answered like any other.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from knox.models import AuthToken

from cases.models import Case, ContactPoint
from cases.services import alarms, overdue
from stalking_unit.accounts.actor import Actor
from stalking_unit.notifications.models import Notification
from tests.cases.policy.test_hidden import KEY_OF
from tests.cast import Cast
from tests.duty.test_rota import turn
from tests.test_architecture import address, routes

VICTIM, NUMBER, WRONG = "Beatrix Hollowell", "07700 900162", "07700 900163"
HAPPENING = "His police car stands outside at night."
WRITTEN = {
    "victim_given": "Beatrix",
    "victim_family": "Hollowell",
    "suspect_known": "yes",
    "suspect_given": "Avery",
    "suspect_family": "Placeholder",
    "suspect_phones": NUMBER,
    "happening": HAPPENING,
    "immediate_danger": "no",
    "referrer_contact": "01632 960170",
}
HIMSELF_AND_THEIRS = ("police", "lead", "admin")  # everybody else is asked less: every route is asked of each
KEPT_OUT = (*HIMSELF_AND_THEIRS, "police-supervisor", "advocate", "auditor", "coordinator")
OF_ONE_PAGE = re.compile(
    r'(name="(?:csrfmiddlewaretoken|tab)" value=")[^"]*|[0-9a-f]{8}-[0-9a-f-]{27}|mid(?:day|night)|\d+(?::\d\d)?[ap]m'
)


@pytest.fixture
def case(cast: Cast) -> Case:
    """A psychologist has answered the first question with yes and typed; nothing is sent yet."""
    cast.client("health").post("/refer/", {"involves_agency": "yes", "how": "He is a sergeant in this force."})
    case = Case.objects.get()
    answer = cast.client("health").post(f"/cases/{case.pk}/referral/", {**WRITTEN, "do": "keep", "version": 0})
    assert answer.status_code == 200
    return case


def send(cast: Cast, case: Case) -> None:
    cast.client("health").post(f"/cases/{case.pk}/referral/", {**WRITTEN, "do": "send"})
    case.refresh_from_db()
    assert case.reference


def addresses(case: Case) -> Iterator[str]:
    """Every route there is, with the keys that the referral has made for it; where it made none, with the case's."""
    for path, _ in routes():
        if not path.startswith(("accounts/", "healthz/")):
            kind = apps.get_model(KEY_OF[path.partition("/<")[0]]) if "<uuid:pk>" in path else Case
            for key in list(kind._default_manager.order_by("pk").values_list("pk", flat=True)) or [case.pk]:
                yield address(path, key, others=case.pk)


def answers(cast: Cast, slug: str, case: Case) -> Iterator[tuple[str, str]]:
    """What this person is answered everywhere, by page and API, looking and sending."""
    token = {"authorization": f"Token {AuthToken.objects.create(cast.users[slug])[1]}"}
    for where in addresses(case):
        client: Any = Client() if where.startswith("/api/") else cast.client(slug)
        headers = token if where.startswith("/api/") else {}
        for method in ("get", "post"):
            answer = getattr(client, method)(where, headers=headers)
            if not answer.streaming:
                yield f"{method} {where}", answer.content.decode(errors="replace")


def met(cast: Cast, slug: str, case: Case) -> Iterator[tuple[str, str]]:
    words = [*VICTIM.split(), NUMBER, HAPPENING, "sergeant", case.reference or "no reference yet", case.code_name]
    for where, said in answers(cast, slug, case):
        yield from ((where, word) for word in [*words, f"/cases/{case.pk}/"] if word and word in said)


@pytest.mark.parametrize("slug", HIMSELF_AND_THEIRS)
def test_he_meets_no_word_of_it_from_the_first_keystroke(cast: Cast, case: Case, slug: str) -> None:
    assert list(met(cast, slug, case)) == []


@pytest.mark.parametrize("slug", HIMSELF_AND_THEIRS)
def test_he_meets_no_word_of_it_when_it_is_sent(cast: Cast, case: Case, slug: str) -> None:
    send(cast, case)
    assert list(met(cast, slug, case)) == []


def test_whoever_it_was_handed_to_meets_it(cast: Cast, case: Case) -> None:
    """Or the tests above would look where there is nothing."""
    send(cast, case)
    unmet = {*VICTIM.split(), HAPPENING}
    for _, word in met(cast, "other-unit-lead", case):
        unmet.discard(word)
        if not unmet:
            break
    assert not unmet


def test_nobody_of_them_is_told_in_the_product_or_by_mail(cast: Cast, case: Case) -> None:
    send(cast, case)
    told = set(Notification.objects.order_by("pk").values_list("recipient", flat=True))
    assert told == {cast.users[slug].pk for slug in ("other-unit-lead", "lead-alternate")}
    kept_out = {cast.users[slug].email for slug in KEPT_OUT}
    assert not [letter for letter in mail.outbox if kept_out & set(letter.to)]
    assert not [letter for letter in mail.outbox for word in (*VICTIM.split(), NUMBER) if word in str(letter.message())]


def test_its_danger_left_unsent_calls_its_author_and_its_alternates_alone(cast: Cast, case: Case) -> None:
    draft = {**WRITTEN, "immediate_danger": "yes", "do": "keep", "version": 1}
    assert cast.client("health").post(f"/cases/{case.pk}/referral/", draft).status_code == 200
    turn(cast, "police-supervisor", -1, 48)
    overdue.raise_overdue(by=Actor.system("alarms", cast.now + timedelta(hours=2)))
    for hours in (3, 4, 5):
        assert alarms.ring_one(by=Actor.system("alarms", cast.now + timedelta(hours=hours)))
    told = set(Notification.objects.order_by("pk").values_list("recipient", flat=True))
    assert told == {cast.users[slug].pk for slug in ("health", "other-unit-lead", "lead-alternate")}
    for slug in HIMSELF_AND_THEIRS:
        assert list(met(cast, slug, case)) == []


def guess(cast: Cast, number: str) -> tuple[Any, ...]:
    """The officer types a number into a referral of his own, and looks at every answer."""
    client = cast.client("police")
    draft = client.post("/refer/", {"involves_agency": "no"})["Location"]
    typed = {"suspect_phones": number, "suspect_known": "yes", "version": 0}
    said = []
    for do in ("keep", "send", "later"):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(draft, {**typed, "do": do, "tab": "a" * 32, "turn": len(said) + 1})
        text = OF_ONE_PAGE.sub("", answer.content.decode().replace(number, "NUMBER"))
        said.append((answer.status_code, text, len(queries)))
    with CaptureQueriesContext(connection) as queries:
        text = client.get(draft).content.decode().replace(number, "NUMBER")
    return (*said, OF_ONE_PAGE.sub("", text), len(queries))


def test_his_own_number_is_answered_like_a_wrong_one(cast: Cast, case: Case) -> None:
    send(cast, case)
    assert ContactPoint.objects.filter(value_index=NUMBER).exists()
    guess(cast, "07700 900164")  # what is read once and kept is read here
    assert guess(cast, NUMBER) == guess(cast, WRONG)
