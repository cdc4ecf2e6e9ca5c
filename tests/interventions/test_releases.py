"""Copies of orders for the suspect: always held, read by somebody of the victim's side, printed, taken back."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cases.enums import LocationKind
from cases.models import Case, CasePerson
from cases.services import hiding, places
from interventions import reminders
from interventions.enums import ConditionKind, MadeVia, OrderKind, ReleasedTo, ReleaseState
from interventions.models import Disclosure, Order, Release, ReleasedWords
from interventions.services import orders, releases
from interventions.services.orders import NewCondition
from interventions.tasks import print_service_copy, print_waiting_copies
from stalking_unit.audit import trail
from stalking_unit.audit.models import AuditEvent
from stalking_unit.db.errors import DomainError
from stalking_unit.documents import services as documents
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.notifications.models import Notification
from tests.cast import Cast
from tests.documents.structure import properties, words

TABLE = list(csv.DictReader((Path(__file__).parent / "releases.csv").read_text().splitlines()))
AREA = "Keep out of the area round Imaginary Mews and the school"
SAID = "Keep out of the area on the map."
HELD = "Whatever it says, somebody on the victim’s side reads it first."


@pytest.fixture
def order(cast: Cast, case: Case) -> Order:
    return orders.record(
        case,
        by=cast["police"],
        kind=OrderKind.SPO_FULL,
        made_via=MadeVia.POLICE_APPLICATION,
        binds=case.casepersons.get(role="suspect"),
        court="Notown Magistrates’ Court",
        reference="NMC/26/0522",
        made_on=cast.now.date(),
        conditions=[
            NewCondition(ConditionKind.EXCLUSION_AREA, AREA),
            NewCondition(ConditionKind.NO_CONTACT, "By no means"),
        ],
    )


def asked(cast: Cast, order: Order, text: str = SAID) -> Release:
    area = order.conditions.get(kind=ConditionKind.EXCLUSION_AREA)
    return releases.ask(order, by=cast["police"], audience=ReleasedTo.BOUND, words={area.pk: text})


def released(cast: Cast, order: Order, text: str = SAID) -> Release:
    return releases.release(asked(cast, order, text), by=cast["advocate"])


def in_state(cast: Cast, order: Order, state: ReleaseState) -> Release:
    match state:
        case ReleaseState.RELEASED:
            return released(cast, order)
        case ReleaseState.NOT_RELEASED:
            return releases.refuse(asked(cast, order), by=cast["advocate"], reason="The area names the school")
        case ReleaseState.WITHDRAWN:
            return releases.withdraw(asked(cast, order), by=cast["police"])
    return asked(cast, order)


DONE: dict[str, Callable[[Cast, Release], object]] = {
    "release": lambda cast, one: releases.release(one, by=cast["advocate"]),
    "refuse": lambda cast, one: releases.refuse(one, by=cast["advocate"], reason="It names the school"),
    "withdraw": lambda cast, one: releases.withdraw(one, by=cast["police"]),
    "print": lambda cast, one: releases.ask_for_print(one, by=cast["police"]),
}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["state"])
@pytest.mark.parametrize("verb", DONE)
def test_each_step_leads_where_the_paper_says_and_nowhere_else(
    cast: Cast, order: Order, row: dict[str, str], verb: str
) -> None:
    one = in_state(cast, order, ReleaseState(row["state"]))
    if row[verb] == "-":
        with pytest.raises(DomainError):
            DONE[verb](cast, one)
    else:
        DONE[verb](cast, one)
    one.refresh_from_db()
    assert one.state == (row["state"] if row[verb] == "-" else row[verb])


def test_it_is_held_whatever_it_says_and_the_victims_side_is_told(cast: Cast, order: Order) -> None:
    for text in (SAID, "", "By no means whatever"):
        assert asked(cast, order, text).state == ReleaseState.HELD
    told = Notification.objects.filter(kind="release-held")
    assert set(told.values_list("recipient__name", flat=True)) >= {cast["advocate"].name, cast["lead"].name}
    assert cast["health"].name not in told.values_list("recipient__name", flat=True)
    assert not [one for one in told if "order" in one.text.lower()]


@pytest.mark.parametrize("slug", ["police", "health", "outreach", "probation", "coordinator", "auditor"])
def test_nobody_but_the_victims_side_and_the_lead_answers(cast: Cast, order: Order, slug: str) -> None:
    one = asked(cast, order)
    with pytest.raises(PermissionDenied):
        releases.release(one, by=cast[slug])
    assert Release.objects.get().state == ReleaseState.HELD


def test_nobody_misses_one_that_waits(cast: Cast, order: Order) -> None:
    one = asked(cast, order)
    week = cast.now.date() + timedelta(days=7)
    told = {(due.kind, key) for due in reminders.releases_held(week) for *_, key in due.rows}
    assert {key for kind, key in told if kind == "release"} >= {cast.users["advocate"].pk, cast.users["lead"].pk}
    assert not {cast.users[slug].pk for slug in ("police", "health", "outreach")} & {key for _, key in told}
    assert reminders.releases_held(cast.now.date()) == []
    releases.release(one, by=cast["advocate"])
    assert reminders.releases_held(week) == []


@pytest.mark.parametrize("slug", ["advocate", "health", "lead"])
def test_nobody_but_the_police_of_the_case_asks(cast: Cast, order: Order, slug: str) -> None:
    with pytest.raises(PermissionDenied):
        releases.ask(order, by=cast[slug], audience=ReleasedTo.BOUND, words={})


def test_the_database_keeps_asking_and_answering_apart(cast: Cast, order: Order) -> None:
    one = asked(cast, order)
    for changed in (
        {"state": "released", "checked_by": one.author, "checked_at": cast.now},
        {"state": "released"},
        {"state": "not_released", "checked_by": cast.users["advocate"], "checked_at": cast.now},
        {"state": "withdrawn"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.filter(pk=one.pk).update(**changed)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        ReleasedWords.objects.update(text="changed")


@pytest.mark.parametrize("text", ["Not to go to 3 Imaginary Mews", "Keep 100 metres away from her home", "ZX9 9ZZ"])
def test_the_shape_of_an_address_is_refused_and_nothing_typed_is_lost(cast: Cast, order: Order, text: str) -> None:
    area = order.conditions.get(kind=ConditionKind.EXCLUSION_AREA)
    page = f"/orders/{order.pk}/service-copy/"
    answer = cast.client("police").post(page, {"audience": "bound", f"words-{area.pk}": text, "version": order.version})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "has the shape of" in body
    assert text in body
    assert not Release.objects.exists()
    with pytest.raises(DomainError, match="has the shape of"):
        asked(cast, order, text)


def test_what_has_no_shape_is_answered_alike_whether_or_not_it_is_true(
    cast: Cast, order: Order, victim: CasePerson
) -> None:
    """Her road is Acacia: somebody who guesses it gets word for word what anybody gets."""
    places.add_place(victim, LocationKind.HOME, by=cast["advocate"], address="3 Acacia Mews", postcode="ZX1 1AA")
    area = order.conditions.get(kind=ConditionKind.EXCLUSION_AREA)
    bodies = []
    for guess in ("near Acacia", "near Banyan"):
        page = f"/orders/{order.pk}/service-copy/"
        said = {"audience": "bound", f"words-{area.pk}": guess, "version": order.version}
        answer = cast.client("police").post(page, said, follow=True)
        shown = answer.content.decode().partition("<main")[2]
        bodies.append(shown.replace(guess, "").replace(str(Release.objects.order_by("-recorded_at")[0].pk), ""))
        assert HELD in shown
    assert len(bodies[0]) == len(bodies[1])


def test_the_boxes_hold_nothing_of_the_order(cast: Cast, order: Order) -> None:
    assert "Imaginary Mews" not in cast.client("police").get(f"/orders/{order.pk}/service-copy/").content.decode()


def test_the_reason_for_a_no_is_read_by_her_side_alone(cast: Cast, order: Order) -> None:
    one = releases.refuse(asked(cast, order), by=cast["advocate"], reason="Her school is on that map")
    for slug, reads in {"advocate": True, "lead": True, "health": False, "outreach": False}.items():
        body = cast.client(slug).get(f"/releases/{one.pk}/").content.decode()
        assert ("Her school is on that map" in body) is reads, slug
        assert "Not released. Speak to the victim’s advocate." in body
    told = Notification.objects.get(kind="release-answered")
    assert told.text == "Something you asked for has an answer."


def test_the_suspects_side_knows_of_the_copy_and_reads_no_word_of_it(cast: Cast, order: Order) -> None:
    one = asked(cast, order)
    for slug in ("health", "outreach"):
        body = cast.client(slug).get(f"/releases/{one.pk}/").content.decode()
        assert "Held" in body
        assert SAID not in body
    for slug in ("police", "advocate", "lead"):
        assert SAID in cast.client(slug).get(f"/releases/{one.pk}/").content.decode()


def test_the_victims_side_reads_it_and_answers_on_a_page(cast: Cast, order: Order) -> None:
    one = asked(cast, order)
    assert f"/releases/{one.pk}/answer/" in cast.client("advocate").get("/").content.decode()
    page = f"/releases/{one.pk}/answer/"
    body = cast.client("advocate").get(page).content.decode()
    assert SAID in body
    assert f"/cases/{order.case_id}/people/" in body.partition("<main")[2]
    assert cast.client("police").get(page).status_code == 403
    refused = cast.client("advocate").post(page, {"answer": "refuse", "reason": "", "version": 1})
    assert (refused.status_code, "Enter why it is not released" in refused.content.decode()) == (422, True)
    assert cast.client("advocate").post(page, {"answer": "release", "version": 1}).status_code == 303
    late = cast.client("lead").post(page, {"answer": "refuse", "reason": "Too late", "version": 1})
    assert late.status_code == 409
    assert "Too late" in late.content.decode()
    assert Release.objects.get().state == ReleaseState.RELEASED


def taken(cast: Cast, one: Release) -> bytes:
    client = cast.client("police")
    client.post(f"/releases/{one.pk}/")
    document = GeneratedDocument.objects.get(subject_id=one.pk)
    assert (document.status, document.failure) == ("ready", "")
    assert client.get(f"/documents/{document.pk}/").status_code == 404
    body: bytes = client.get(f"/releases/prints/{document.pk}/").content
    return body


def test_the_paper_holds_the_released_words_and_nothing_else_of_the_case(
    cast: Cast, order: Order, victim: CasePerson, tmp_path: Path
) -> None:
    places.add_place(victim, LocationKind.HOME, by=cast["advocate"], address="3 Acacia Mews", postcode="ZX1 1AA")
    body = taken(cast, released(cast, order))
    with pikepdf.open(BytesIO(body)) as pdf:
        text = " ".join(" ".join(words(pdf)).split())
        assert properties(pdf) == {"/Title": order.case.reference}
        assert list(pdf.attachments) == []
        raw = b" ".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream))
    for there in (SAID, "Barnaby Fauxley", "NMC/26/0522", "Copy for service", "As the order says.", "Cheshire Police"):
        assert there in text, there
    for nowhere in ("Imaginary", "school", "Acacia", "ZX1", "By no means", "Marigold", "Placeholder", "SENSITIVE"):
        assert nowhere not in text, nowhere
        assert nowhere.encode() not in raw, nowhere
    (tmp_path / "copy.pdf").write_bytes(body)
    findings = outloud.check(str(tmp_path / "copy.pdf")).findings
    assert [finding for finding in findings if finding.severity == "error"] == []


def test_taking_it_is_a_disclosure_to_whom_it_is_for(cast: Cast, order: Order) -> None:
    taken(cast, released(cast, order))
    with trail.reading():
        line = AuditEvent.objects.get(operation="disclose")
    assert (line.recipients, line.actor_name) == (["the person it binds"], cast["police"].name)
    entry = Disclosure.objects.get()
    assert (entry.told_to, entry.order, entry.is_hers) == ("suspect", order, False)
    document = GeneratedDocument.objects.get(subject_id__isnull=False)
    assert cast.client("police").get(f"/releases/prints/{document.pk}/").status_code == 200
    assert Disclosure.objects.count() == 1
    assert cast.client("advocate").get(f"/releases/prints/{document.pk}/").status_code == 404


def test_taken_back_it_is_neither_printed_nor_handed_over_again(cast: Cast, order: Order) -> None:
    one = released(cast, order)
    taken(cast, one)
    page = f"/releases/{one.pk}/take-back/"
    assert cast.client("health").get(page).status_code == 403
    one.refresh_from_db()
    assert cast.client("advocate").post(page, {"version": one.version}).status_code == 303
    document = GeneratedDocument.objects.get(subject_id=one.pk)
    assert document.is_withheld
    assert cast.client("police").get(f"/releases/prints/{document.pk}/").status_code == 303
    assert cast.client("police").post(f"/releases/{one.pk}/").status_code in {409, 422}


@pytest.mark.parametrize("hidden", ["words", "court"])
def test_words_that_were_hidden_since_are_not_printed_and_no_bar_in_their_place(
    cast: Cast, order: Order, hidden: str
) -> None:
    one = released(cast, order)
    document = releases.ask_for_print(one, by=cast["police"])
    row, field = (one.words.get(), "text") if hidden == "words" else (order, "court")
    hiding.hide([(row, field)], by=cast["advocate"])
    print_service_copy(str(document.pk))
    document.refresh_from_db()
    assert document.sha256 == ""
    with pytest.raises(DomainError, match="were hidden"):
        releases.ask_for_print(one, by=cast["police"])


def test_what_changed_in_the_order_since_is_looked_at_again_before_it_is_printed(cast: Cast, order: Order) -> None:
    one = released(cast, order)
    document = releases.ask_for_print(one, by=cast["police"])
    Order.objects.filter(pk=order.pk).update(court="14 Imaginary Road")
    print_service_copy(str(document.pk))
    document.refresh_from_db()
    assert (document.status, document.failure.startswith("Court has the shape of")) == ("failed", True)


def test_an_officer_who_left_the_case_meanwhile_gets_no_copy(cast: Cast, order: Order) -> None:
    one = released(cast, order)
    document = documents.request(
        case_id=order.case_id,
        kind="service-copy",
        reference=order.case.reference or "",
        audience="the person it binds",
        by=cast["other-unit-police"],
        subject_id=one.pk,
    )
    print_waiting_copies()
    document.refresh_from_db()
    assert (document.status, document.sha256) == ("failed", "")
