"""Hide it now: covered at once and everywhere for all but the victim's side; nothing that was written is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from cases import policy
from cases.enums import Purpose, SafeTonight, Side
from cases.models import Alarm, Case, Draft, HiddenText, Hiding, Incident, IncidentVersion, PersonName
from cases.policy import Action
from cases.services import alarms, drafts, exposure, hiding, incidents, overlay
from cases.services.likeness import pattern
from interventions.models import PlanAction
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.audit import trail
from stalking_unit.db.said import HIDDEN, Place, Said, Unread
from stalking_unit.documents import services as documents
from stalking_unit.documents.models import GeneratedDocument
from stalking_unit.notifications import outbox
from stalking_unit.notifications.models import Message, Notification
from tests.cast import Cast

ADDRESS = "14 Elm Road, Chester"
SENTENCE = f"He stood outside {ADDRESS} at ten."


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


def told(cast: Cast, case: Case, what: str = SENTENCE, slug: str = "police", **said: str) -> Incident:
    with acting(cast[slug]) as by:
        return incidents.record(case, by=by, when=incidents.When(), what=what, **said)


def press(cast: Cast, slug: str, row: Incident, words: str = "", name: str = "what") -> Hiding:
    with acting(cast[slug]) as by:
        found = hiding.find(Place("cases.Incident", row.pk, name), by=by)
        return hiding.hide([(found, name)], by=by, words=words)


def read(cast: Cast, slug: str, row: Incident, name: str = "what") -> str:
    with acting(cast[slug]):
        text: str = getattr(type(row).objects.get(pk=row.pk), name)
        return text


def test_the_words_are_gone_for_all_but_the_victims_side(cast: Cast, case: Case) -> None:
    incident = told(cast, case)
    press(cast, "police", incident, ADDRESS)
    for slug in ("health", "outreach", "coordinator", "auditor"):
        assert read(cast, slug, incident) == f"He stood outside {HIDDEN} at ten."
    for slug in ("advocate", "lead", "police"):  # the officer in the case works both sides
        assert read(cast, slug, incident) == SENTENCE


def test_without_a_choice_the_whole_text_is_hidden(cast: Cast, case: Case) -> None:
    incident = told(cast, case)
    press(cast, "advocate", incident)
    assert read(cast, "outreach", incident) == HIDDEN


def test_what_stands_in_place_of_the_words_tells_nothing_of_them(cast: Cast, case: Case) -> None:
    short, long = told(cast, case, "At 1 Oak."), told(cast, case, "At 112 Great Western Avenue, Ellesmere Port.")
    press(cast, "advocate", short, "1 Oak")
    press(cast, "advocate", long, "112 Great Western Avenue, Ellesmere Port")
    assert read(cast, "outreach", short) == read(cast, "outreach", long) == f"At {HIDDEN}."


def test_the_row_itself_is_not_touched(cast: Cast, case: Case) -> None:
    incident = told(cast, case)
    press(cast, "police", incident, ADDRESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM cases_incident WHERE id = %s", [incident.pk])
        assert cursor.fetchone() == (SENTENCE,)


@pytest.mark.parametrize(
    "written",
    [
        "14 elm road, chester",
        "14, Elm Road\nChester",
        "Flat at 14 Elm Road Chester!",
        "(14 Elm Road – Chester)",
    ],
)
def test_the_same_address_typed_another_way_is_hidden_in_the_same_press(cast: Cast, case: Case, written: str) -> None:
    other = told(cast, case, f"She lives here: {written}", "advocate")
    press(cast, "police", told(cast, case), ADDRESS)
    assert "lm" not in read(cast, "outreach", other)


@pytest.mark.parametrize("written", ["07700900123", "07700 900 123", "+44 7700 900123", "0044 (0)7700-900123"])
def test_a_telephone_number_is_found_however_it_is_written(written: str) -> None:
    assert pattern("07700 900123").search(f"ring {written} now")
    assert pattern(written).search("ring 07700 900123 now")
    assert not pattern("07700 900123").search("ring 07700 900124 now")


def test_texts_of_every_app_are_looked_through(cast: Cast, case: Case) -> None:
    action = PlanAction.objects.create(
        case=case,
        agency=cast["police"].agency,
        author=cast.users["police"],
        owner=cast.users["police"],
        happened_at=cast.now,
        recorded_at=cast.now,
        strand="a",
        is_victim_strand=False,
        text=f"Fit an alarm at {ADDRESS}",
        due_on=cast.now.date(),
    )
    press(cast, "police", told(cast, case), ADDRESS)
    with acting(cast["health"]):
        assert PlanAction.objects.get(pk=action.pk).text == f"Fit an alarm at {HIDDEN}"


def test_her_own_boxes_keep_her_address(cast: Cast, case: Case) -> None:
    victim = case.casepersons.victims().get()
    kept = victim.locations.create(case=case, kind="home", address=ADDRESS)
    press(cast, "police", told(cast, case), ADDRESS)
    assert not HiddenText.objects.filter(record_id=kept.pk).exists()


def test_words_that_are_not_there_to_be_seen_are_not_looked_for(cast: Cast, case: Case) -> None:
    """Or a guess could be tried on what other texts say. The whole text is hidden instead."""
    other = told(cast, case)
    pressed = press(cast, "police", told(cast, case, "Nothing of note."), ADDRESS)
    assert [text.record_id for text in pressed.texts.all()] == [pressed.record_id]
    assert read(cast, "outreach", other) == SENTENCE


def test_a_guess_typed_later_is_not_confirmed(cast: Cast, case: Case) -> None:
    press(cast, "police", told(cast, case), ADDRESS)
    right = told(cast, case, f"Is it {ADDRESS}?", "outreach")
    wrong = told(cast, case, "Is it 15 Elm Road, Chester?", "outreach")
    assert read(cast, "outreach", right) == f"Is it {ADDRESS}?"
    assert read(cast, "outreach", wrong) == "Is it 15 Elm Road, Chester?"


def test_who_may_not_read_a_text_cannot_tell_it_from_none(cast: Cast, case: Case) -> None:
    incident, missing = told(cast, case), Place("cases.Incident", case.pk, "what")
    answers = []
    for place in (Place("cases.Incident", incident.pk, "what"), missing):
        with acting(cast["health"]) as by, CaptureQueriesContext(connection) as asked, pytest.raises(Http404) as no:
            hiding.find(place, by=by)
        answers.append((str(no.value), replace(no.value.refusal, by=None, record_id=None), len(asked)))  # type: ignore[attr-defined]
    assert answers[0] == answers[1]


def test_a_hidden_text_comes_back_unharmed_when_it_is_saved(cast: Cast, case: Case) -> None:
    incident = told(cast, case)
    press(cast, "police", incident, ADDRESS)
    with acting(cast["outreach"]):
        row = Incident.objects.get(pk=incident.pk)
        row.what = row.what
        row.what = str(row.what)  # as a form sends it back
        row.save()
        row.refresh_from_db()
        row.clean_fields(exclude=["occurred_from", "occurred_to", "against", "place"])
        row.save()
    assert read(cast, "advocate", incident) == SENTENCE


def test_who_cannot_see_all_of_a_text_cannot_write_over_it(cast: Cast, case: Case) -> None:
    incident = told(cast, case)
    press(cast, "police", incident, ADDRESS)
    with acting(cast["outreach"]):
        row = Incident.objects.get(pk=incident.pk)
        with pytest.raises(overlay.Covered, match="Part of this text was hidden"):
            row.what = "Nothing happened."
        with pytest.raises(TypeError):
            Incident.objects.filter(pk=row.pk).update(how_known=row.what)


def test_what_her_side_writes_over_it_is_hidden_until_somebody_looks(cast: Cast, case: Case) -> None:
    incident = told(cast, case)
    pressed = press(cast, "police", incident, ADDRESS)
    with acting(cast["advocate"]):
        row = Incident.objects.get(pk=incident.pk)
        row.what = f"It was at {ADDRESS}, she says."
        row.save()
        assert read(cast, "outreach", incident) == f"It was at {HIDDEN}, she says."
        row.what = "It was at fourteen, Elm Rd."
        row.save()
    assert read(cast, "outreach", incident) == HIDDEN
    with acting(cast["advocate"]) as by:
        hiding.lift(pressed, by=by, reason="The address is no longer in it.")
    assert read(cast, "outreach", incident) == "It was at fourteen, Elm Rd."


def test_a_copy_of_a_hidden_text_is_hidden_whoever_makes_it(cast: Cast, case: Case) -> None:
    cast.place(case, "police-supervisor", Side.SUSPECT)
    incident = told(cast, case)
    press(cast, "advocate", incident, ADDRESS)
    with acting(cast["police-supervisor"]) as by:
        row = Incident.objects.get(pk=incident.pk)
        incidents.correct(row, {"count": 2}, by=by, when=incidents.When(), codes=(), version=None)
    version = IncidentVersion.objects.get()
    with acting(cast["outreach"]):
        assert IncidentVersion.objects.get().what == f"He stood outside {HIDDEN} at ten."
    with acting(cast["advocate"]):
        assert IncidentVersion.objects.get(pk=version.pk).what == SENTENCE


def test_other_peoples_drafts_lose_the_words_and_keep_them_for_later(cast: Cast, case: Case) -> None:
    """Their owner writes on around what they are not shown; her side's own drafts stay as they were typed."""
    typed = {"happening": [f"He waits at {ADDRESS}, café side."], "done_now": ["Nothing."]}
    for slug in ("outreach", "advocate"):
        with acting(cast[slug]) as by:
            drafts.keep(Purpose.REFERRAL, case.pk, typed, by=by)
    press(cast, "police", told(cast, case), ADDRESS)
    with acting(cast["outreach"]) as by:
        found = drafts.kept(Purpose.REFERRAL, case.pk, by=by).typed
        assert found["happening"] == [f"He waits at {HIDDEN}, café side."]
        more = {**found, "happening": [f"He still waits at {HIDDEN}, café side."]}
        assert drafts.keep(Purpose.REFERRAL, case.pk, more, by=by).typed == more
        row: Any = Draft.objects.get(owner=by.user_id)
        assert f"He still waits at {ADDRESS}, café side." in row._meta.get_field("words").raw(row)
    with acting(cast["advocate"]) as by:
        assert drafts.kept(Purpose.REFERRAL, case.pk, by=by).typed == typed


def test_a_hidden_name_is_found_by_no_search(cast: Cast, case: Case) -> None:
    name = PersonName.objects.get(case=case, family="Fauxley")
    assert name in overlay.not_hidden(PersonName.objects.all())
    with acting(cast["police"]) as by:
        found = hiding.find(Place("cases.PersonName", name.pk, "family"), by=by)
        pressed = hiding.hide([(found, "family")], by=by)
    assert name not in overlay.not_hidden(PersonName.objects.all())
    with acting(cast["lead"]) as by:
        hiding.lift(pressed, by=by, reason="It is his name.")
    assert name in overlay.not_hidden(PersonName.objects.all())


def test_queries_hand_out_nothing_that_can_be_read(cast: Cast, case: Case) -> None:
    told(cast, case)
    with acting(cast["health"]):
        (found,) = Incident.objects.values_list("what", flat=True)
    assert isinstance(found, Unread)
    assert "Elm" not in f"{found} {found!r}"


def test_nothing_more_is_asked_of_a_case_that_hides_nothing(cast: Cast, case: Case) -> None:
    told(cast, case)
    with acting(cast["police"]):
        loaded = Case.objects.get(pk=case.pk)
        row = Incident.objects.get(case=loaded)
        with CaptureQueriesContext(connection) as asked:
            assert row.what == SENTENCE
    assert len(asked) == 0


def test_texts_of_many_cases_are_asked_about_together(cast: Cast) -> None:
    for _ in range(5):
        case = cast.case()
        cast.whole_team(case)
        press(cast, "police", told(cast, case), ADDRESS)
    with acting(cast["outreach"]):
        rows = list(Incident.objects.order_by("pk"))
        with CaptureQueriesContext(connection) as asked:
            assert {row.what for row in rows} == {f"He stood outside {HIDDEN} at ten."}
    assert len(asked) <= 3


def test_a_text_knows_where_it_was_read(cast: Cast, case: Case) -> None:
    incident = told(cast, case)
    with acting(cast["police"]):
        what = Incident.objects.get(pk=incident.pk).what
    assert isinstance(what, Said)
    assert what.places == (Place("cases.Incident", incident.pk, "what"),)
    assert Place.parse(str(what.places[0])) == what.places[0]


def test_no_printed_copy_is_handed_over_any_more(cast: Cast, case: Case) -> None:
    asked = {"case_id": case.pk, "kind": "summary", "reference": "CHS-2026-90001", "audience": "Somebody"}
    copy = documents.request(**asked, by=cast["health"])
    press(cast, "advocate", told(cast, case))
    copy.refresh_from_db()
    with pytest.raises(documents.Withheld):
        documents.hand_over(copy, by=cast["health"])
    assert documents.fulfil(copy, "none.html", {}, by=cast["health"]).status == GeneratedDocument.Status.QUEUED
    assert not documents.request(**asked, by=cast["health"]).is_withheld


def test_mail_that_has_not_left_and_says_the_words_is_withdrawn(cast: Cast, case: Case) -> None:
    incident = told(cast, case, "He waits in Elm Road.")
    said = {"kind": "told", "reference": case.reference or "", "path": "/", "by": cast["lead"]}
    outbox.tell([cast.users["health"].pk], text="He was seen in Elm Road.", key="one", **said)
    outbox.tell([cast.users["health"].pk], text="A review is due.", key="two", **said)
    press(cast, "advocate", incident, "Elm Road")
    assert [notice.key for notice in Notification.objects.exclude(withdrawn_at=None)] == ["one"]
    assert Message.objects.due(cast.now + timedelta(hours=1)).filter(notification__key="one").count() == 0


def test_the_advocate_is_asked_whether_she_is_safe(cast: Cast, case: Case) -> None:
    pressed = press(cast, "police", told(cast, case), ADDRESS)
    alarm = Alarm.objects.get(subject_id=pressed.pk)
    asked = {notice.recipient for notice in Notification.objects.filter(series=f"alarm:{alarm.pk}")}
    assert cast.users["advocate"] in asked
    assert cast.users["health"] not in asked
    assert not policy.can(cast["health"], Action.VIEW_VICTIM_ALARM, alarm)
    with acting(cast["advocate"]) as by:
        hiding.answer(pressed, SafeTonight.NO, by=by)
    pressed.refresh_from_db()
    alarm.refresh_from_db()
    assert alarm.taken_by == cast.users["advocate"]
    assert (pressed.safe_tonight, pressed.answered_by) == ("no", cast.users["advocate"])


def test_the_question_rings_until_it_is_answered_or_the_words_show_again(cast: Cast, case: Case) -> None:
    pressed = press(cast, "police", told(cast, case), ADDRESS)
    Alarm.objects.update(rings_at=cast.now)
    with acting(Actor.system("alarms", cast.now)) as system:
        assert alarms.ring_one(by=system)
    [last] = Notification.objects.of(cast.users["advocate"].pk).listed().exclude(kind="trigger")
    assert (last.text, last.path) == (alarms.IS_SHE_SAFE, f"/cases/{case.pk}/hidden/")
    with acting(cast["lead"]) as by:
        hiding.lift(pressed, by=by, reason="It is the police station.")
    assert Alarm.objects.open().count() == 0


def test_only_her_side_knows_what_was_pressed(cast: Cast, case: Case) -> None:
    pressed = press(cast, "police", told(cast, case), ADDRESS)
    may = {
        slug
        for slug in ("police", "health", "outreach", "advocate", "lead", "auditor", "coordinator", "guest")
        if policy.can(cast[slug], Action.VIEW_HIDING, pressed)
    }
    assert may == {"police", "advocate", "lead", "auditor"}
    assert not policy.can(cast["auditor"], Action.VIEW_HIDDEN_WORDS, pressed)


def test_who_opened_it_is_what_the_trail_says(cast: Cast, case: Case) -> None:
    incident = told(cast, case)
    for slug in ("advocate", "police"):
        cast.client(slug).get(f"/cases/{case.pk}/timeline/")
    cast.client("health").get(f"/cases/{case.pk}/timeline/")  # who may not read it has not opened it
    pressed = press(cast, "advocate", incident, ADDRESS)
    Hiding.objects.filter(pk=pressed.pk).update(hidden_at=cast.now + timedelta(hours=1))
    pressed.refresh_from_db()
    found = exposure.of(pressed, at=cast.now)
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE su_audit_reader")
        cursor.execute("SELECT DISTINCT actor_name FROM audit_event WHERE %s = ANY(shown)", [incident.pk])
        counted = {name for (name,) in cursor.fetchall()}
        cursor.execute("RESET ROLE")
    assert {one.name for one in found.opened} == counted == {cast["advocate"].name, cast["police"].name}
    assert all(one.is_her_side for one in found.opened)
    assert found.left == []


def test_reading_leaves_one_line_that_names_the_records(cast: Cast, case: Case) -> None:
    incident = told(cast, case)
    with acting(cast["police"]) as by:
        assert Incident.objects.get(pk=incident.pk).what
        overlay.write_down(by, case_id=case.pk)
        overlay.write_down(by, case_id=case.pk)
    lines = [row for row in trail.of_case(case.pk) if row.subtype == overlay.READ]
    assert len(lines) == 1
    assert trail.that_showed([incident.pk], until=cast.now + timedelta(days=1)) == lines
