"""Pasting an e-mail or a police form: nothing is assigned unless confirmed, and what is protected goes where it is."""

from typing import Any

from django.db import connection
from django.urls import reverse

from cases import policy
from cases.enums import Capacity, Channel, LocationKind, PersonRole, Side
from cases.models import Case, ContactPoint, Location, ReceivedText, Referral
from cases.policy import Action
from tests.cast import Cast

TEXT = """From: PC Ottilie Mockford <o.mockford@example.org>
Victim: TESTWICK, Marigold  DOB 09/03/1992  Tel: 07700 900101, work 01632 960121
Address: 3 Imaginary Mews, Notown, ZX1 1AA
Suspect: Barnaby Fauxley, 07700 900102. Crime ref 07/45678/26.
Perhaps your case CHS-2026-00012. He waits outside the ward.
"""
ANSWERS = {
    "Name: Marigold Testwick": "victim",
    "Name: Barnaby Fauxley": "suspect",
    "Name: Ottilie Mockford": "referrer_name",
    "Telephone number: 07700 900101": "victim_phones",
    "Telephone number: 01632 960121": "victim_phones",
    "Telephone number: 07700 900102": "suspect_phones",
    "E-mail address: o.mockford@example.org": "referrer_contact",
    "Address: 3 Imaginary Mews, Notown, ZX1 1AA": "victim_address",
    "Date: 9 March 1992": "victim_born_on",
    "Reference: 07/45678/26": "crime_reference",
    "Reference of a unit: CHS-2026-00012": "earlier_reference",
}


def begin(cast: Cast, answer: str = "no") -> Case:
    cast.client("outreach").post("/refer/", {"involves_agency": answer})
    return Case.objects.get()


def page(case: Case, name: str) -> str:
    return reverse(f"cases:{name}", kwargs={"pk": case.pk})


def look(cast: Cast, case: Case, text: str = TEXT) -> Any:
    sent = {"pasting": text, "do": "look"}
    answer = cast.client("outreach").post(page(case, "paste_referral"), sent)
    assert answer["Location"] == page(case, "found_referral")
    return cast.client("outreach").get(answer["Location"]).context["form"]


def confirm(cast: Cast, case: Case, form: Any, answers: dict[str, str], account: str = "yes") -> Any:
    chosen = {bound.name: answers.get(str(bound.label), "") for bound in form if bound.name != "account"}
    return cast.client("outreach").post(page(case, "found_referral"), {**chosen, "account": account})


def test_everything_found_is_shown_with_the_line_it_stood_in_and_nothing_is_chosen(cast: Cast) -> None:
    case = begin(cast)
    form = look(cast, case)
    assert {str(bound.label) for bound in form if bound.name != "account"} == set(ANSWERS)
    body = cast.client("outreach").get(page(case, "found_referral")).content.decode()
    assert "Line 2: Victim: <mark>TESTWICK, Marigold</mark>  DOB 09/03/1992" in body
    assert body.count("checked") == len(ANSWERS)  # each "Do not use it"
    assert body.count('value="" checked') == len(ANSWERS)


def test_what_is_not_confirmed_goes_nowhere(cast: Cast) -> None:
    case = begin(cast)
    confirm(cast, case, look(cast, case), {}, account="no")
    boxes = cast.client("outreach").get(page(case, "referral")).content.decode()
    for word in ("Testwick", "900101", "Imaginary Mews", "07/45678/26", "He waits"):
        assert word not in boxes


def test_what_is_confirmed_stands_in_its_boxes_and_is_sent_to_the_protected_ones(cast: Cast) -> None:
    case = begin(cast)
    answer = confirm(cast, case, look(cast, case), ANSWERS)
    assert answer["Location"] == page(case, "referral")
    boxes = cast.client("outreach").get(page(case, "referral")).context["form"]
    shown = {bound.name: bound.value() for bound in boxes}
    assert (shown["victim_given"], shown["victim_family"], shown["suspect_known"]) == ("Marigold", "Testwick", "yes")
    assert shown["victim_phones"] == "07700 900101, 01632 960121"
    assert (shown["victim_address"], shown["victim_postcode"]) == ("3 Imaginary Mews, Notown", "ZX1 1AA")
    assert (shown["victim_born_on"], shown["crime_reference"]) == (("9", "3", "1992"), "07/45678/26")
    assert "He waits outside the ward." in shown["happening"]
    for protected in ("900101", "960121", "900102", "Imaginary Mews", "mockford@"):
        assert protected not in shown["happening"]

    sent = {name: value for name, value in shown.items() if isinstance(value, str)}
    cast.client("outreach").post(page(case, "referral"), {**sent, "immediate_danger": "no", "do": "send"})
    referral = Referral.objects.get()
    assert referral.sent_at
    assert referral.earlier_reference == "CHS-2026-00012"
    numbers = {(point.case_person.role, point.channel, point.value) for point in ContactPoint.objects.order_by("pk")}
    assert numbers == {
        (PersonRole.VICTIM, Channel.CALL, "07700 900101"),
        (PersonRole.VICTIM, Channel.CALL, "01632 960121"),
        (PersonRole.SUSPECT, Channel.CALL, "07700 900102"),
    }
    assert not ContactPoint.objects.filter(is_confirmed=True).exists()
    home = Location.objects.get()
    assert (home.kind, home.address, home.postcode) == (LocationKind.HOME, "3 Imaginary Mews, Notown", "ZX1 1AA")


def test_two_of_one_kind_do_not_push_each_other_out_of_a_box(cast: Cast) -> None:
    case = begin(cast)
    both = {**ANSWERS, "Name: Barnaby Fauxley": "victim"}
    answer = confirm(cast, case, look(cast, case), both)
    assert answer.status_code == 422
    assert "Choose one for each box" in answer.content.decode()


def test_what_was_typed_before_stays_beside_what_is_confirmed(cast: Cast) -> None:
    case = begin(cast)
    before = {"victim_phones": "07700 900199", "happening": "She rang at nine.", "do": "later"}
    cast.client("outreach").post(page(case, "referral"), before)
    confirm(cast, case, look(cast, case), ANSWERS)
    shown = {bound.name: bound.value() for bound in cast.client("outreach").get(page(case, "referral")).context["form"]}
    assert shown["victim_phones"] == "07700 900199, 07700 900101, 01632 960121"
    assert shown["happening"].startswith("She rang at nine.\n\nFrom: PC Ottilie Mockford")


def send(cast: Cast, case: Case) -> Case:
    facts = {"in_danger": "Marigold", "happening": "He waits.", "immediate_danger": "no", "referrer_contact": "x"}
    cast.client("outreach").post(page(case, "referral"), {**facts, "do": "send"})
    case.refresh_from_db()
    assert case.reference
    return case


def test_the_text_itself_is_kept_sealed_with_the_referral(cast: Cast) -> None:
    case = begin(cast)
    look(cast, case)
    cast.client("outreach").post(page(case, "paste_referral"), {"pasting": "And another letter.", "do": "keep"})
    send(cast, case)
    assert [text.text for text in ReceivedText.objects.order_by("number")] == [TEXT, "And another letter."]
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM cases_receivedtext")
        assert not any(b"Marigold" in bytes(text) for (text,) in cursor.fetchall())


def test_it_is_read_by_a_press_by_those_who_may_know_where_she_lives(cast: Cast) -> None:
    case = begin(cast)
    look(cast, case)
    send(cast, case)
    cast.place(case, "police", Side.BOTH, Capacity.OFFICER_IN_CASE)
    cast.place(case, "advocate", Side.VICTIM)
    cast.place(case, "health", Side.SUSPECT)
    door = page(case, "as_received")
    for slug in ("lead", "police", "advocate"):
        assert "Imaginary Mews" not in cast.client(slug).get(door).content.decode()
        assert "Imaginary Mews" in cast.client(slug).post(door).content.decode(), slug
        assert door in cast.client(slug).get(page(case, "history")).content.decode()
    for slug, status in (("health", 403), ("outreach", 403), ("advocate-two", 404)):
        assert cast.client(slug).post(door).status_code == status, slug
        assert door not in cast.client(slug).get(page(case, "history")).content.decode()


def test_a_text_that_does_not_belong_here_is_let_go(cast: Cast) -> None:
    case = begin(cast)
    look(cast, case)
    cast.client("outreach").post(page(case, "paste_referral"), {"pasting": "Half a", "do": "keep"})
    cast.client("outreach").post(page(case, "paste_referral"), {"do": "forget-1"})
    again = cast.client("outreach").get(page(case, "paste_referral"))
    assert "Pasted before" not in again.content.decode()
    assert "Half a" in again.content.decode()
    assert cast.client("outreach").get(page(case, "found_referral")).status_code == 404


def test_an_empty_box_is_asked_for(cast: Cast) -> None:
    answer = cast.client("outreach").post(page(begin(cast), "paste_referral"), {"pasting": " ", "do": "look"})
    assert answer.status_code == 422
    assert "Paste the text first" in answer.content.decode()


def test_the_referrer_may_not_look_at_the_numbers_afterwards(cast: Cast) -> None:
    case = begin(cast)
    confirm(cast, case, look(cast, case), ANSWERS)
    send(cast, case)
    with_numbers = ContactPoint.objects.all()
    assert not policy.scope(cast["outreach"], Action.VIEW_VICTIM_CONTACT, with_numbers).exists()
    assert not policy.scope(cast["outreach"], Action.VIEW_SUSPECT_CONTACT, with_numbers).exists()
