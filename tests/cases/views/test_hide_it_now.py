"""The press beside a text, and the page after it: done in three minutes, as the unit would tell it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from cases.enums import Owed, SafeTonight, Side, Transition
from cases.models import Case, Hiding, Incident, ReferralAddition, Statement
from cases.services import incidents, moves
from cases.tasks import print_paper
from stalking_unit.accounts.actor import acting
from stalking_unit.db.said import HIDDEN, Place
from stalking_unit.documents.models import GeneratedDocument
from tests.cases.views.test_additions import add, sent
from tests.cases.views.test_sent import DECLINED, NOT_OURS, from_outreach
from tests.cast import Cast

ADDRESS = "14 Elm Road, Chester"
PAGES = ("", "timeline/", "people/", "history/", "plan/", "assessment/", "support/", "documents/", "team/")


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    cast.place(case, "police-supervisor", Side.SUSPECT)  # reads what happened, and works his side
    return case


@pytest.fixture
def wrong_box(cast: Cast, case: Case) -> Incident:
    with acting(cast["police"]) as by:
        return incidents.record(case, by=by, when=incidents.When(), what=f"He was seen near {ADDRESS}.")


def place(incident: Incident, name: str = "what") -> str:
    return str(Place("cases.Incident", incident.pk, name))


def body(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def press(cast: Cast, slug: str, incident: Incident, **more: str) -> str:
    answer = cast.client(slug).post("/hide/", {"place": place(incident), "next": "/cases/", **more})
    assert answer.status_code == 303
    location: str = answer["Location"]
    return location


def test_the_press_stands_beside_the_text(cast: Cast, case: Case, wrong_box: Incident) -> None:
    shown = body(cast.client("police-supervisor"), f"/cases/{case.pk}/timeline/")
    (places,) = re.findall(r'form="hide-now" name="place" value="(cases\.Incident[^"]*)"', shown)
    assert places.split() == [place(wrong_box)]
    assert 'action="/hide/" id="hide-now"' in shown


def test_in_one_press_it_is_gone_from_every_page_of_everybody_who_is_not_on_her_side(
    cast: Cast, case: Case, wrong_box: Incident
) -> None:
    assert ADDRESS in body(cast.client("police-supervisor"), f"/cases/{case.pk}/timeline/")
    press(cast, "police-supervisor", wrong_box, words=ADDRESS)
    for slug in ("police-supervisor", "health", "outreach", "coordinator", "auditor"):
        for page in PAGES:
            answer = cast.client(slug).get(f"/cases/{case.pk}/{page}")
            assert "Elm Road" not in answer.content.decode(), (slug, page)
    assert f"He was seen near {HIDDEN}." in body(cast.client("police-supervisor"), f"/incidents/{wrong_box.pk}/")
    assert ADDRESS in body(cast.client("advocate"), f"/cases/{case.pk}/timeline/")
    assert "Hidden from others" in body(cast.client("advocate"), f"/cases/{case.pk}/timeline/")


def test_a_paper_that_was_printed_is_withheld_and_the_next_one_does_not_hold_it(
    cast: Cast, case: Case, wrong_box: Incident
) -> None:
    client = cast.client("police-supervisor")
    client.post(f"/cases/{case.pk}/documents/")
    print_paper(str(GeneratedDocument.objects.get().pk))
    printed = GeneratedDocument.objects.get()
    assert client.get(f"/documents/{printed.pk}/").status_code == 200
    press(cast, "advocate", wrong_box, words=ADDRESS)
    answer = client.get(f"/documents/{printed.pk}/")
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{case.pk}/documents/")
    assert "Withheld" in body(client, f"/cases/{case.pk}/documents/")
    assert "One copy left." in body(cast.client("advocate"), f"/cases/{case.pk}/hidden/")


def test_the_trail_holds_no_word_of_it(cast: Cast, wrong_box: Incident) -> None:
    press(cast, "police", wrong_box, words=ADDRESS)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE su_audit_reader")
        cursor.execute("SELECT count(*) FROM audit_event e WHERE e::text ILIKE %s", ["%elm road%"])
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")


def test_the_page_after_asks_first_and_then_says_who_opened_it(cast: Cast, case: Case, wrong_box: Incident) -> None:
    """10:07 wrong box, 10:08 hidden, 10:09 who opened it."""
    cast.client("police").get(f"/cases/{case.pk}/timeline/")
    after = press(cast, "advocate", wrong_box, words=ADDRESS)
    assert after == f"/cases/{case.pk}/hidden/"
    shown = body(cast.client("advocate"), after)
    assert "Two people opened it, both on her side. No copy left." in shown
    assert shown.index("Is she safe tonight?") < shown.index("people opened it")
    assert not re.search(r"<(textarea|select)", shown.split("<main")[1])


def test_whoever_is_not_on_her_side_is_told_that_it_is_done_and_no_more(
    cast: Cast, case: Case, wrong_box: Incident
) -> None:
    assert press(cast, "police-supervisor", wrong_box, words=ADDRESS) == "/cases/"
    shown = body(cast.client("police-supervisor"), "/cases/")
    assert f"It is hidden. We have asked {cast['advocate'].name} whether the victim is safe tonight." in shown
    assert cast.client("police-supervisor").get(f"/cases/{case.pk}/hidden/").status_code == 403


def test_the_answer_is_one_press(cast: Cast, case: Case, wrong_box: Incident) -> None:
    after = press(cast, "police", wrong_box)
    pressed = Hiding.objects.get()
    assert "Is she safe tonight?" in body(cast.client("advocate"), after)
    answer = cast.client("advocate").post(after, {"hiding": str(pressed.pk), "safe": "no"})
    assert answer.status_code == 303
    pressed.refresh_from_db()
    assert (pressed.safe_tonight, pressed.answered_by) == (SafeTonight.NO, cast.users["advocate"])
    assert "No, or I do not know yet" in body(cast.client("lead"), after)
    assert cast.client("police").post(after, {"hiding": str(pressed.pk), "safe": "yes"}).status_code == 403


def test_it_shows_again_when_somebody_says_why(cast: Cast, case: Case, wrong_box: Incident) -> None:
    press(cast, "police", wrong_box)
    pressed = Hiding.objects.get()
    page = reverse("cases:show_again", kwargs={"pk": pressed.pk})
    assert page in body(cast.client("advocate"), f"/cases/{case.pk}/hidden/")
    assert cast.client("advocate").post(page, {"reason": ""}).status_code == 422
    assert cast.client("advocate").post(page, {"reason": "It is a shop."}).status_code == 303
    assert ADDRESS in body(cast.client("police-supervisor"), f"/cases/{case.pk}/timeline/")


def test_a_lead_asks_and_information_governance_agrees_that_words_are_taken_out(
    cast: Cast, case: Case, wrong_box: Incident
) -> None:
    after = press(cast, "police", wrong_box, words=ADDRESS)
    key = Hiding.objects.get().pk
    ask, agree, sealed = (f"/hidden/{key}/{page}/" for page in ("take-out", "agree", "sealed"))
    assert ask not in body(cast.client("advocate"), after)
    assert ask in body(cast.client("lead"), after)
    assert cast.client("lead").post(ask, {"reason": ""}).status_code == 422
    assert cast.client("lead").post(ask, {"reason": "It goes to court."}).status_code == 303
    for slug, may in (("lead", False), ("advocate", False), ("auditor", True)):
        assert (agree in body(cast.client(slug), after)) is may, slug
    assert cast.client("lead").get(agree).status_code == 404
    shown = body(cast.client("auditor"), agree)
    assert "It goes to court." in shown
    assert "Elm Road" not in shown
    assert sealed not in body(cast.client("lead"), after)
    assert cast.client("auditor").post(agree).status_code == 303
    assert "Elm Road" not in body(cast.client("advocate"), f"/cases/{case.pk}/timeline/")
    done = body(cast.client("lead"), after)
    assert f"by {cast['auditor'].name}. What stood there is sealed." in done
    assert "Show it again" not in done
    opened = cast.client("lead").post(sealed)
    assert f"He was seen near {ADDRESS}." in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert cast.client("lead").get(sealed).status_code == 405
    for slug, status in (("advocate", 403), ("auditor", 403), ("outreach", 404)):
        assert cast.client(slug).post(sealed).status_code == status, slug


def test_information_governance_refuses_with_a_reason_and_the_lead_asks_again(
    cast: Cast, case: Case, wrong_box: Incident
) -> None:
    after = press(cast, "police", wrong_box, words=ADDRESS)
    key = Hiding.objects.get().pk
    ask, refuse = (f"/hidden/{key}/{page}/" for page in ("take-out", "refuse"))
    cast.client("lead").post(ask, {"reason": "It goes to court."})
    for slug, may in (("lead", False), ("advocate", False), ("auditor", True)):
        assert (refuse in body(cast.client(slug), after)) is may, slug
    assert cast.client("lead").get(refuse).status_code == 404
    assert "It goes to court." in body(cast.client("auditor"), refuse)
    assert cast.client("auditor").post(refuse, {"reason": ""}).status_code == 422
    assert cast.client("auditor").post(refuse, {"reason": "The court wants it whole."}).status_code == 303
    for slug in ("lead", "auditor", "advocate"):
        shown = body(cast.client(slug), after)
        assert f"by {cast['auditor'].name}. The words stay hidden." in shown, slug
        assert "The court wants it whole." in shown, slug
        assert (ask in shown) is (slug == "lead"), slug
    assert ADDRESS in body(cast.client("advocate"), f"/cases/{case.pk}/timeline/")
    assert cast.client("lead").post(ask, {"reason": "Her name stands there too."}).status_code == 303


def gone_in_one_press(cast: Cast, case: Case, row: ReferralAddition | Statement) -> None:
    """Whoever referred presses beside a text on their own page; it is covered there and stays for those who lead."""
    named, page = str(Place(row._meta.label, row.pk, "text")), f"/cases/{case.pk}/received/"
    shown = body(cast.client("outreach"), page)
    assert ADDRESS in shown
    assert f'name="place" value="{named}"' in shown
    answer = cast.client("outreach").post("/hide/", {"place": named, "words": ADDRESS, "next": page})
    assert (answer.status_code, answer["Location"]) == (303, page)
    shown = body(cast.client("outreach"), page)
    assert "Elm Road" not in shown
    assert f"She can be met at {HIDDEN}." in shown
    lead = body(cast.client("lead"), f"/cases/{case.pk}/hidden/")
    assert ADDRESS in lead
    assert "Is she safe tonight?" in lead


def test_what_was_added_to_a_referral_is_gone_in_one_press(cast: Cast) -> None:
    case = sent(cast)
    assert add(cast, case, Owed.SAFE_CONTACT, f"She can be met at {ADDRESS}.").status_code == 303
    gone_in_one_press(cast, case, ReferralAddition.objects.get())


@pytest.mark.parametrize("heading", ["reason", "signposted"])
def test_what_whoever_referred_is_answered_is_gone_in_one_press(cast: Cast, heading: str) -> None:
    case = from_outreach(cast)
    says = {**DECLINED, heading: f"She can be met at {ADDRESS}."}
    moves.make(case, Transition.DECLINE, by=cast["lead"], says=says, facts=NOT_OURS)
    gone_in_one_press(cast, case, Statement.objects.get(heading=heading))


def test_the_question_that_whoever_referred_is_asked_is_gone_in_one_press(cast: Cast) -> None:
    case = from_outreach(cast)
    says = {"question": f"She can be met at {ADDRESS}.", "asked_of": "Whoever referred"}
    facts = {"answer_due_on": localdate(cast.now)}
    moves.make(case, Transition.ASK_FOR_MORE, by=cast["lead"], says=says, facts=facts)
    gone_in_one_press(cast, case, Statement.objects.get(heading="question"))


def test_the_overview_of_her_side_leads_there(cast: Cast, case: Case, wrong_box: Incident) -> None:
    press(cast, "police", wrong_box)
    assert f"/cases/{case.pk}/hidden/" in body(cast.client("advocate"), f"/cases/{case.pk}/")
    assert f"/cases/{case.pk}/hidden/" not in body(cast.client("health"), f"/cases/{case.pk}/")


@pytest.mark.parametrize("slug", ["health", "guest", "other-unit-police"])
def test_who_may_not_read_it_gets_the_same_bytes_as_for_nothing(
    cast: Cast, case: Case, wrong_box: Incident, slug: str
) -> None:
    client = cast.client(slug)
    answers = {
        (answer.status_code, answer.content)
        for name in (
            place(wrong_box),
            f"cases.Incident:{case.pk}:what",
            f"cases.Nothing:{case.pk}:what",
            f"cases.CaseGrant:{case.pk}:reason",
            "nothing",
            "",
        )
        if (answer := client.post("/hide/", {"place": name, "words": ADDRESS}))
    }
    assert [status for status, _ in answers] == [404]
    assert not Hiding.objects.exists()


def test_two_texts_that_stand_together_are_hidden_together(cast: Cast, case: Case) -> None:
    with acting(cast["police"]) as by:
        told = incidents.record(case, by=by, when=incidents.When(), what="Seen.", how_known=f"A call from {ADDRESS}.")
    press(cast, "police", told, place=f"{place(told)} {place(told, 'how_known')}")
    shown = body(cast.client("police-supervisor"), f"/incidents/{told.pk}/")
    assert "Seen." not in shown
    assert "Elm Road" not in shown


def test_nobody_is_led_to_another_site(cast: Cast, wrong_box: Incident) -> None:
    answer = cast.client("police-supervisor").post(
        "/hide/", {"place": place(wrong_box), "next": "https://evil.example/"}
    )
    assert answer["Location"] == "/"


def test_a_press_is_a_post(cast: Cast) -> None:
    assert cast.client("police").get("/hide/").status_code == 405


def typed(**more: str) -> dict[str, str]:
    when = {"on-day": "2", "on-month": "3", "on-year": "2026"}
    return {"what": f"He waits at {ADDRESS}.", "how_known": "She said so.", **when, **more}


def test_her_side_is_asked_whether_this_is_where_someone_lives(cast: Cast, case: Case) -> None:
    page = f"/cases/{case.pk}/incidents/new/"
    answer = cast.client("advocate").post(page, typed())
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Is this where someone lives? Put it in the protected box" in shown
    assert f'href="/cases/{case.pk}/people/"' in shown
    assert f"He waits at {ADDRESS}." in shown
    assert not Incident.objects.exists()
    assert cast.client("advocate").post(page, typed(stays="what")).status_code == 303
    assert Incident.objects.get().what == f"He waits at {ADDRESS}."


def test_a_box_that_was_not_ticked_is_asked_about_all_the_same(cast: Cast, case: Case) -> None:
    answer = cast.client("advocate").post(
        f"/cases/{case.pk}/incidents/new/", typed(how_known=f"Seen at {ADDRESS}.", stays="what")
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("slug", ["police-supervisor", "health", "outreach"])
def test_nobody_else_is_asked_anything(cast: Cast, case: Case, slug: str) -> None:
    page = f"/cases/{case.pk}/incidents/new/"
    assert cast.client(slug).post(page, typed()).status_code == 303
    assert cast.client(slug).post(page, typed(what="Nothing of note.")).status_code == 303
    assert Incident.objects.count() == 2


@pytest.mark.parametrize(("slug", "is_asked"), [("advocate", True), ("police-supervisor", False), ("health", False)])
def test_boxes_are_marked_for_the_question_while_typing_on_her_side_alone(
    cast: Cast, case: Case, slug: str, is_asked: bool
) -> None:
    page = f"/cases/{case.pk}/incidents/new/"
    for shown in (body(cast.client(slug), page), cast.client(slug).post(page, typed(what="")).content.decode()):
        boxes = re.findall(r"<textarea[^>]*>", shown)
        assert boxes
        assert all((f'data-asks-where="/cases/{case.pk}/people/"' in box) is is_asked for box in boxes)


def test_where_an_address_belongs_nothing_is_asked(cast: Cast, case: Case) -> None:
    victim = case.casepersons.victims().get()
    assert "data-asks-where" not in body(cast.client("advocate"), f"/people/{victim.pk}/addresses/new/")
    answer = cast.client("advocate").post(f"/people/{victim.pk}/addresses/new/", {"kind": "home", "address": ADDRESS})
    assert answer.status_code == 303
