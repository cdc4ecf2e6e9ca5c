"""A person's page: what each seat reads, and what is shown by a press only, to whom, and with which trace."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.enums import Channel, LocationKind, PersonRole, Side
from cases.models import CasePerson, ContactPoint, Location, PersonName
from cases.services import people, places
from stalking_unit.audit import trail
from stalking_unit.notifications.models import Notification
from tests.cases.views.planted import HER_PLACES, HIS_PLACES, NAMES, PLACES, RULES, Planted, planted
from tests.cast import Cast

__all__ = ["planted"]

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
FOUND = 200
EVERYBODY = ("police", "health", "outreach", "advocate", "coordinator", "lead", "auditor")


def page_of(part: CasePerson, rest: str = "") -> str:
    return f"/people/{part.pk}/{rest}"


def read(cast: Cast, slug: str, page: str) -> str:
    response = cast.client(slug).get(page)
    assert response.status_code == FOUND, (slug, page, response.status_code)
    return TOKEN.sub("", response.content.decode())


def show(cast: Cast, slug: str, part: CasePerson, what: str) -> Any:
    return cast.client(slug).post(page_of(part), {"show": what})


# Who reads what


def test_those_on_her_side_read_her_name_and_the_others_a_code_name(cast: Cast, planted: Planted) -> None:
    for slug in EVERYBODY:
        body = read(cast, slug, page_of(planted.victim))
        in_full = slug in {"police", "advocate", "lead", "auditor"}
        assert ("Marigold Testwick" in body) is in_full, slug
        assert (">Wren</h1>" in body) is not in_full, slug
        assert ("If your work needs more, ask Bryony Exempla." in body) is not in_full, slug


def test_a_stranger_finds_no_such_person_and_the_suspects_side_no_child_of_hers(cast: Cast, planted: Planted) -> None:
    absent = cast.client("health").get(page_of(planted.victim).replace(str(planted.victim.pk), str(planted.case.pk)))
    for slug, part in (
        ("advocate-two", planted.victim),
        ("guest", planted.suspect),
        ("admin", planted.suspect),
        ("health", planted.child),
        ("coordinator", planted.child),
    ):
        answer = cast.client(slug).get(page_of(part))
        assert (answer.status_code, answer.content) == (404, absent.content), slug


def test_the_advocate_reads_of_the_suspect_what_she_needs_and_whom_to_ask(cast: Cast, planted: Planted) -> None:
    body = read(cast, "advocate", page_of(planted.suspect))
    assert "Barnaby Fauxley" in body
    assert "If your work needs more, ask DS Avery Placeholder." in body
    assert "Show the addresses" not in body


def test_the_names_on_the_people_page_lead_there(cast: Cast, planted: Planted) -> None:
    for slug in ("advocate", "health"):
        body = read(cast, slug, f"/cases/{planted.case.pk}/people/")
        for part in (planted.victim, planted.suspect):
            assert f'href="{page_of(part)}"' in body, slug
    assert page_of(planted.child) not in read(cast, "health", f"/cases/{planted.case.pk}/people/")


def test_the_rules_of_safe_contact_are_read_on_her_side_only(cast: Cast, planted: Planted) -> None:
    for slug in EVERYBODY:
        body = read(cast, slug, page_of(planted.victim))
        may = slug in {"police", "advocate", "lead", "auditor"}
        for words in RULES[:3]:
            assert (words in body) is may, (slug, words)
        assert RULES[3] not in body, slug  # the emergency route is agreed, and opens elsewhere
    seen = [row.actor_name for row in trail.of_case(planted.case.pk) if row.subtype == "view_safe_contact"]
    assert set(seen) == {cast[slug].name for slug in ("police", "advocate", "lead", "auditor")}


# What is kept closed


@pytest.mark.parametrize("slug", ["police", "advocate", "lead"])
def test_addresses_and_numbers_are_shown_by_a_press_and_never_on_a_page(
    cast: Cast, planted: Planted, slug: str
) -> None:
    closed = read(cast, slug, page_of(planted.victim))
    assert not [place for place in PLACES if place in closed]
    assert "Show the addresses" in closed
    addresses, numbers = (show(cast, slug, planted.victim, what) for what in ("addresses", "numbers"))
    assert "Imaginary Mews" in addresses.content.decode()
    assert "07700 900101" not in addresses.content.decode()
    assert "07700 900101" in numbers.content.decode()
    for opened in (addresses, numbers):
        assert "no-store" in opened["Cache-Control"]
        assert f"<title>Person – {planted.case.reference} – Stalking Unit</title>" in opened.content.decode()


def test_each_showing_is_on_the_trail_with_what_was_shown(cast: Cast, planted: Planted) -> None:
    read(cast, "advocate", page_of(planted.victim))
    before = trail.of_case(planted.case.pk)
    assert "reveal_places" not in {row.subtype for row in before}
    for _ in range(2):
        show(cast, "advocate", planted.victim, "addresses")
    show(cast, "advocate", planted.victim, "numbers")
    shown = [row for row in trail.of_case(planted.case.pk) if row.subtype.startswith("reveal")]
    assert sorted(row.subtype for row in shown) == ["reveal_contacts", "reveal_places", "reveal_places"]
    assert {row.record_id for row in shown} == {planted.victim.pk}
    [place] = Location.objects.filter(case_person=planted.victim)
    with trail.reading(), connection.cursor() as cursor:
        cursor.execute("SELECT shown FROM audit_event WHERE subtype = 'reveal_places'")
        assert [row[0] for row in cursor.fetchall()] == [[place.pk], [place.pk]]


@pytest.mark.parametrize("slug", ["health", "outreach", "coordinator", "auditor"])
@pytest.mark.parametrize("what", ["addresses", "numbers"])
def test_a_press_by_anybody_else_is_refused_whether_or_not_there_is_anything(
    cast: Cast, planted: Planted, slug: str, what: str
) -> None:
    full = show(cast, slug, planted.victim, what)
    Location.objects.all().delete()
    ContactPoint.objects.all().delete()
    empty = show(cast, slug, planted.victim, what)
    assert (full.status_code, full.content) == (403, empty.content)
    refused = [row for row in trail.of_case(planted.case.pk) if row.outcome == "refused"]
    assert [row.actor_name for row in refused] == [cast[slug].name] * 2


def test_an_empty_drawer_looks_like_a_full_one_until_it_is_opened(cast: Cast, planted: Planted) -> None:
    full = read(cast, "advocate", page_of(planted.victim))
    Location.objects.all().delete()
    assert read(cast, "advocate", page_of(planted.victim)) == full
    assert "No address is kept here." in show(cast, "advocate", planted.victim, "addresses").content.decode()


def test_his_address_is_for_those_who_work_with_him(cast: Cast, planted: Planted) -> None:
    for slug in ("police", "health", "outreach", "lead"):
        assert "Fictive Row" in show(cast, slug, planted.suspect, "addresses").content.decode(), slug
    assert "Not checked yet" in show(cast, "health", planted.suspect, "numbers").content.decode()
    for slug in ("advocate", "coordinator", "auditor"):
        assert show(cast, slug, planted.suspect, "addresses").status_code == 403, slug


def test_nothing_else_can_be_asked_for(cast: Cast, planted: Planted) -> None:
    witness = cast.person(planted.case, PersonRole.WITNESS, "Ottilie", "Seenit")
    assert show(cast, "advocate", planted.victim, "everything").status_code == 404
    assert show(cast, "advocate", witness, "addresses").status_code == 404
    assert "Show the" not in read(cast, "advocate", page_of(witness))


def test_who_reads_her_rules_without_her_number_is_told_whom_to_ask(cast: Cast, planted: Planted) -> None:
    cast.place(planted.case, "outreach-victim-side", Side.VICTIM)
    body = read(cast, "outreach-victim-side", page_of(planted.victim))
    assert "bluebell" in body
    assert "If your work needs one, ask Bryony Exempla." in body


def test_no_page_shows_the_suspects_side_who_she_is_or_how_she_is_reached(cast: Cast, planted: Planted) -> None:
    pages = [
        f"/cases/{planted.case.pk}/people/",
        f"/cases/{planted.case.pk}/people/new/",
        *(
            page_of(part, rest)
            for part in (planted.victim, planted.child, planted.suspect)
            for rest in ("", "name/", "safe-contact/", "addresses/new/", "numbers/new/")
        ),
    ]
    for slug in ("health", "outreach", "probation", "coordinator"):
        if slug == "probation":
            cast.place(planted.case, slug, Side.SUSPECT)
        for page in pages:
            for answer in (cast.client(slug).get(page), cast.client(slug).post(page, {"show": "addresses"})):
                body = answer.content.decode()
                assert not [word for word in (*NAMES, *HER_PLACES, *RULES) if word in body], (slug, page)


def test_the_page_asks_as_much_of_the_database_for_two_addresses_as_for_twenty(cast: Cast, planted: Planted) -> None:
    def asked(what: str | None) -> int:
        with CaptureQueriesContext(connection) as queries:
            if what:
                show(cast, "advocate", planted.victim, what)
            else:
                read(cast, "advocate", page_of(planted.victim))
        return len(queries)

    read(cast, "advocate", page_of(planted.victim))
    few = [asked(what) for what in (None, "addresses", "numbers")]
    for number in range(19):
        places.add_place(planted.victim, LocationKind.OTHER, by=cast["advocate"], address=f"{number} Mock Lane")
        places.add_contact(planted.victim, Channel.TEXT, f"07700 9003{number:02}", by=cast["advocate"])
    assert [asked(what) for what in (None, "addresses", "numbers")] == few


# Putting something in


ADDRESS = {"kind": "home", "address": "5 Mock Lane, Notown", "postcode": "ZX5 5EE"}
NUMBER = {"channel": "text", "value": "07700 900555", "is_confirmed": "no"}


@pytest.mark.parametrize("slug", ["police", "advocate", "lead"])
def test_an_address_and_a_number_go_into_the_box(cast: Cast, planted: Planted, slug: str) -> None:
    for rest, typed in (("addresses/new/", ADDRESS), ("numbers/new/", NUMBER)):
        assert "can have this shown" in read(cast, slug, page_of(planted.victim, rest))
        answer = cast.client(slug).post(page_of(planted.victim, rest), typed)
        assert (answer.status_code, answer["Location"]) == (303, page_of(planted.victim))
    assert "5 Mock Lane" not in read(cast, slug, page_of(planted.victim))
    assert "5 Mock Lane" in show(cast, slug, planted.victim, "addresses").content.decode()
    assert "07700 900555" in show(cast, slug, planted.victim, "numbers").content.decode()


@pytest.mark.parametrize("rest", ["addresses/new/", "numbers/new/"])
def test_who_may_not_put_anything_in_is_refused(cast: Cast, planted: Planted, rest: str) -> None:
    kept = ADDRESS if rest.startswith("addresses") else NUMBER
    for slug, status in (("health", 403), ("outreach", 403), ("coordinator", 403), ("advocate-two", 404)):
        page = page_of(planted.victim, rest)
        assert cast.client(slug).get(page).status_code == status, slug
        assert cast.client(slug).post(page, kept).status_code == status, slug
    witness = cast.person(planted.case, PersonRole.WITNESS, "Ottilie", "Seenit")
    assert cast.client("advocate").get(page_of(witness, rest)).status_code == 403


def test_a_form_that_is_wrong_keeps_what_was_typed(cast: Cast, planted: Planted) -> None:
    address = cast.client("advocate").post(
        page_of(planted.victim, "addresses/new/"),
        {**ADDRESS, "kind": "", "starts_on-day": "2", "starts_on-month": "3", "starts_on-year": "2026"},
    )
    number = cast.client("advocate").post(page_of(planted.victim, "numbers/new/"), {**NUMBER, "is_confirmed": ""})
    assert (address.status_code, number.status_code) == (422, 422)
    assert "5 Mock Lane, Notown" in address.content.decode()
    assert "Select what is there" in address.content.decode()
    assert "07700 900555" in number.content.decode()
    assert "Select whether it has been checked" in number.content.decode()


# Adding and naming people


def test_a_person_is_added_in_the_parts_this_actor_may_add(cast: Cast, planted: Planted) -> None:
    page = f"/cases/{planted.case.pk}/people/new/"
    hers, his = read(cast, "advocate", page), read(cast, "health", page)
    for part, label in (("child", "Child"), ("witness", "Witness"), ("victim", "Victim")):
        assert f'value="{part}"' in hers, label
        assert f'value="{part}"' not in his, label
    assert 'value="proxy"' in his
    assert "Code name" not in his
    typed = {"role": "proxy", "given": "Cuthbert", "family": "Helpington"}
    added = cast.client("health").post(page, typed)
    assert (added.status_code, added["Location"]) == (303, f"/cases/{planted.case.pk}/people/")
    assert "Cuthbert Helpington" in read(cast, "advocate", added["Location"])
    forged = cast.client("health").post(page, {**typed, "role": "child"})
    assert forged.status_code == 422
    assert 'value="Cuthbert"' in forged.content.decode()


def test_a_victim_is_added_with_a_code_name_for_the_other_side(cast: Cast, planted: Planted) -> None:
    page = f"/cases/{planted.case.pk}/people/new/"
    typed = {"role": "victim", "given": "Prunella", "family": "Blankley", "code_name": "Robin"}
    born = {"born_on-day": "9", "born_on-month": "6", "born_on-year": "1991"}
    assert cast.client("advocate").post(page, {**typed, **born}).status_code == 303
    assert "Prunella Blankley" in read(cast, "police", f"/cases/{planted.case.pk}/people/")
    his = read(cast, "health", f"/cases/{planted.case.pk}/people/")
    assert ("Robin" in his, "Prunella" in his, "9 June 1991" in his) == (True, False, False)


@pytest.mark.parametrize(("slug", "status"), [("coordinator", 403), ("auditor", 403), ("advocate-two", 404)])
def test_who_may_not_add_anybody_is_refused(cast: Cast, planted: Planted, slug: str, status: int) -> None:
    page = f"/cases/{planted.case.pk}/people/new/"
    assert cast.client(slug).get(page).status_code == status
    assert cast.client(slug).post(page, {"role": "suspect"}).status_code == status
    if status == 403:
        assert "Add a person" not in read(cast, slug, f"/cases/{planted.case.pk}/people/")


def test_the_lead_is_told_to_look_when_somebody_added_bears_the_name_of_one_of_the_unit(
    cast: Cast, planted: Planted
) -> None:
    page = f"/cases/{planted.case.pk}/people/new/"
    cast.client("health").post(page, {"role": "proxy", "given": "Kit", "family": "Sandboxe"})
    told = Notification.objects.filter(kind="conflict").values_list("recipient__name", flat=True)
    assert cast["lead"].name in told


def test_somebody_not_known_gets_a_name(cast: Cast, planted: Planted) -> None:
    unknown = people.put_on_case(planted.case, PersonRole.SUSPECT, by=cast["police"])
    body = read(cast, "advocate", page_of(unknown))
    assert "Suspect not identified yet" in body
    assert f'href="{page_of(unknown, "name/")}">Say who this is' in body
    typed = {"given": "Cosmo", "family": "Whoever", "version": "1"}
    answer = cast.client("advocate").post(page_of(unknown, "name/"), typed)
    assert (answer.status_code, answer["Location"]) == (303, page_of(unknown))
    assert "Cosmo Whoever" in read(cast, "health", page_of(unknown))


def test_a_better_name_keeps_the_one_before(cast: Cast, planted: Planted) -> None:
    typed = {"given": "Marigolde", "family": "Testwicke", "version": str(planted.victim.version)}
    assert cast.client("advocate").post(page_of(planted.victim, "name/"), typed).status_code == 303
    body = read(cast, "advocate", page_of(planted.victim))
    assert "Marigolde Testwicke</h1>" in body
    assert "Also known as" in body
    assert "Marigold Testwick" in body


def test_two_people_naming_somebody_at_once_are_told_and_lose_nothing(cast: Cast, planted: Planted) -> None:
    unknown = people.put_on_case(planted.case, PersonRole.SUSPECT, by=cast["police"])
    people.identify(unknown, by=cast["police"], given="Cosmo", family="Whoever")
    typed = {"given": "Casimir", "family": "Otherwise", "version": "1"}
    answer = cast.client("health").post(page_of(unknown, "name/"), typed)
    body = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Casimir"' in body
    assert "Somebody changed this person while you were writing." in body
    assert PersonName.objects.filter(case_person=unknown).count() == 1


def test_the_suspects_side_does_not_name_the_victim_nor_anybody_without_a_name(cast: Cast, planted: Planted) -> None:
    assert cast.client("health").get(page_of(planted.victim, "name/")).status_code == 403
    empty = cast.client("advocate").post(page_of(planted.victim, "name/"), {"version": "1"})
    assert empty.status_code == 422
    assert "Enter a name" in empty.content.decode()


def test_those_named_above_the_boxes_are_those_to_whom_they_are_shown(cast: Cast, planted: Planted) -> None:
    hers = read(cast, "lead", page_of(planted.victim, "addresses/new/"))
    his = read(cast, "lead", page_of(planted.suspect, "addresses/new/"))
    assert "Advocates on the victim’s side, the officer in the case and the team lead can have this shown." in hers
    assert "Police, health and probation on the case, outreach on the suspect’s side and the team lead" in his
    for slug in ("probation", "outreach-victim-side", "police-supervisor", "advocate-two"):
        cast.place(planted.case, slug, Side.SUSPECT if slug == "probation" else Side.VICTIM)
    seats = (*EVERYBODY, "probation", "outreach-victim-side", "police-supervisor", "advocate-two")
    shown = {
        part.pk: {slug for slug in seats if show(cast, slug, part, "addresses").status_code == FOUND}
        for part in (planted.victim, planted.suspect)
    }
    assert shown[planted.victim.pk] == {"advocate", "advocate-two", "police", "lead"}
    assert shown[planted.suspect.pk] == {"police", "police-supervisor", "health", "probation", "outreach", "lead"}


def test_her_places_and_his_are_not_mixed(cast: Cast, planted: Planted) -> None:
    hers = show(cast, "lead", planted.victim, "addresses").content.decode()
    assert [place for place in HIS_PLACES if place in hers] == []
