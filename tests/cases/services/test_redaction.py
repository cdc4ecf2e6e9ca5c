"""Taking hidden words out for ever: two people, every text of the press, the original sealed, and no other door."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import Http404

from cases import policy
from cases.enums import CallerCheck, Purpose, Readers
from cases.models import (
    CallerDrop,
    Case,
    Draft,
    HiddenText,
    Hiding,
    Incident,
    IncidentVersion,
    Note,
    Redaction,
    SealedText,
)
from cases.policy import Action
from cases.services import drafts, hiding, incidents, notes, redaction
from cases.services.errors import NotFromHere
from stalking_unit.accounts.actor import acting
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.db.said import HIDDEN, REMOVED
from stalking_unit.notifications.models import Notification
from tests.cast import Cast

ADDRESS = "14 Elm Road"
SENTENCE = f"He waits at {ADDRESS}."
GONE = f"He waits at {REMOVED}."
WHY = "It tells where she lives, and the file goes to court."


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    return case


@pytest.fixture
def pressed(cast: Cast, case: Case) -> Hiding:
    """An incident that was put right once, so that a version holds the words, and a note nobody can change."""
    with acting(cast["police"]) as by:
        told = incidents.record(case, by=by, when=incidents.When(), what=SENTENCE)
        incidents.correct(told, {"count": 2}, by=by, when=incidents.When(), codes=(), version=None)
        notes.write(case, Readers.TEAM, SENTENCE, by=by)
        return hiding.hide([(told, "what")], by=by, words=ADDRESS)


def ask(cast: Cast, pressed: Hiding, slug: str = "lead") -> Redaction:
    with acting(cast[slug]) as by:
        return redaction.ask(pressed, by=by, reason=WHY)


def agree(cast: Cast, pressed: Hiding, slug: str = "auditor") -> int:
    with acting(cast[slug]) as by:
        return redaction.agree(pressed, by=by)


def read(cast: Cast, slug: str) -> set[str]:
    with acting(cast[slug]):
        return {str(Incident.objects.get().what), str(IncidentVersion.objects.get().what), str(Note.objects.get().text)}


def kept(table: str, column: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return [value for (value,) in cursor.fetchall()]


def test_until_a_second_person_agrees_nothing_is_touched(cast: Cast, pressed: Hiding) -> None:
    ask(cast, pressed)
    assert read(cast, "advocate") == {SENTENCE}
    assert read(cast, "outreach") == {f"He waits at {HIDDEN}."}
    assert not SealedText.objects.exists()


def test_two_people_take_the_words_out_of_record_version_and_note_for_everybody(cast: Cast, pressed: Hiding) -> None:
    ask(cast, pressed)
    assert agree(cast, pressed) == 3
    for slug in ("advocate", "lead", "police", "outreach", "health"):
        assert read(cast, slug) == {GONE}
    for table, column in (("cases_incident", "what"), ("cases_incidentversion", "what"), ("cases_note", "text")):
        assert kept(table, column) == [GONE]


def test_what_stood_there_is_sealed_and_opens_for_a_lead_alone(cast: Cast, pressed: Hiding) -> None:
    ask(cast, pressed)
    agree(cast, pressed)
    with acting(cast["lead"]) as by:
        assert [str(copy.words) for copy in redaction.open_sealed(pressed, by=by)] == [SENTENCE] * 3
    lines = [row for row in trail.of_case(pressed.case_id) if row.subtype == "open_sealed_words"]
    assert [row.actor_name for row in lines] == [cast["lead"].name]
    for slug in ("advocate", "police", "auditor", "outreach"):
        with acting(cast[slug]) as by, pytest.raises((PermissionDenied, Http404)):
            redaction.open_sealed(pressed, by=by)
        assert not policy.can(cast[slug], Action.VIEW_SEALED_WORDS, pressed)
    assert not any(SENTENCE.encode() in bytes(sealed) for sealed in kept("cases_sealedtext", "words"))


def test_whoever_asked_cannot_agree(cast: Cast, pressed: Hiding) -> None:
    asked = ask(cast, pressed)
    with pytest.raises(NotFromHere, match="two people"):
        agree(cast, pressed, "lead")
    with pytest.raises(IntegrityError, match="redaction_takes_two_people"), transaction.atomic():
        Redaction.objects.filter(pk=asked.pk).update(agreed_by=asked.author, agreed_at=cast.now)
    assert not redaction.may_answer(cast["lead"], pressed)
    assert redaction.may_answer(cast["auditor"], pressed)


def refuse(
    cast: Cast, pressed: Hiding, slug: str = "auditor", reason: str = "A court has asked for it as it is."
) -> None:
    with acting(cast[slug]) as by:
        redaction.refuse(pressed, by=by, reason=reason)


def test_the_second_person_may_refuse_and_nothing_is_touched(cast: Cast, pressed: Hiding) -> None:
    asked = ask(cast, pressed)
    refuse(cast, pressed)
    asked.refresh_from_db()
    assert (asked.refused_by, asked.agreed_at) == (cast.users["auditor"], None)
    assert asked.refused_reason == "A court has asked for it as it is."
    assert read(cast, "advocate") == {SENTENCE}
    with pytest.raises(NotFromHere):
        agree(cast, pressed)
    assert "refuse_redaction" in {row.subtype for row in trail.of_case(pressed.case_id)}


def test_the_lead_is_told_that_it_was_refused_and_may_ask_again(cast: Cast, pressed: Hiding) -> None:
    ask(cast, pressed)
    refuse(cast, pressed)
    told = Notification.objects.filter(kind="redaction", text__contains="refused")
    assert cast.users["lead"] in {notice.recipient for notice in told}
    assert cast.users["auditor"] not in {notice.recipient for notice in told}
    ask(cast, pressed)
    assert agree(cast, pressed) == 3


def test_a_refusal_says_why_and_is_not_for_whoever_asked(cast: Cast, pressed: Hiding) -> None:
    asked = ask(cast, pressed)
    with pytest.raises(DomainError, match="Enter why"):
        refuse(cast, pressed, reason=" ")
    with pytest.raises(NotFromHere, match="two people"):
        refuse(cast, pressed, "lead")
    with pytest.raises(IntegrityError, match="redaction_refused_whole"), transaction.atomic():
        Redaction.objects.filter(pk=asked.pk).update(refused_by=asked.author, refused_at=cast.now, refused_reason="No")


def test_what_was_refused_is_not_taken_out_and_what_was_taken_out_is_not_refused(cast: Cast, pressed: Hiding) -> None:
    ask(cast, pressed)
    agree(cast, pressed)
    with pytest.raises(NotFromHere):
        refuse(cast, pressed)


@pytest.mark.parametrize("slug", ["advocate", "police", "outreach", "coordinator"])
def test_only_information_governance_or_another_lead_refuses(cast: Cast, pressed: Hiding, slug: str) -> None:
    ask(cast, pressed)
    with pytest.raises(PermissionDenied):
        refuse(cast, pressed, slug)


@pytest.mark.parametrize("slug", ["advocate", "police", "outreach", "auditor", "coordinator"])
def test_only_a_lead_asks(cast: Cast, pressed: Hiding, slug: str) -> None:
    assert not policy.can(cast[slug], Action.ASK_REDACTION, pressed)


def test_it_says_why_and_is_asked_once(cast: Cast, pressed: Hiding) -> None:
    with acting(cast["lead"]) as by, pytest.raises(DomainError, match="Enter why"):
        redaction.ask(pressed, by=by, reason=" ")
    ask(cast, pressed)
    with pytest.raises(NotFromHere):
        ask(cast, pressed)


def test_the_second_person_is_told_without_a_word_of_it(cast: Cast, pressed: Hiding) -> None:
    ask(cast, pressed)
    told = Notification.objects.filter(kind="redaction")
    assert cast.users["auditor"] in {notice.recipient for notice in told}
    assert cast.users["lead"] not in {notice.recipient for notice in told}
    assert not [notice for notice in told if "Elm" in notice.text]


def test_words_that_show_again_are_not_taken_out(cast: Cast, pressed: Hiding) -> None:
    ask(cast, pressed)
    with acting(cast["advocate"]) as by:
        hiding.lift(pressed, by=by, reason="It is a shop.")
    with pytest.raises(NotFromHere):
        agree(cast, pressed)
    assert read(cast, "outreach") == {SENTENCE}


def test_what_was_typed_since_stays_so_that_no_guess_is_confirmed(cast: Cast, case: Case, pressed: Hiding) -> None:
    with acting(cast["outreach"]) as by:
        guess = notes.write(case, Readers.SUSPECT_SIDE, f"Is it {ADDRESS}?", by=by)
    ask(cast, pressed)
    agree(cast, pressed)
    with acting(cast["outreach"]):
        assert Note.objects.get(pk=guess.pk).text == f"Is it {ADDRESS}?"


def test_what_somebody_has_not_sent_yet_stays_theirs_and_covered(cast: Cast, case: Case) -> None:
    typed = {"text": [SENTENCE]}
    with acting(cast["outreach"]) as by:
        drafts.keep(Purpose.PAGE, case.pk, typed, by=by, page="/notes/")
    with acting(cast["police"]) as by:
        told = incidents.record(case, by=by, when=incidents.When(), what=SENTENCE)
        pressed = hiding.hide([(told, "what")], by=by, words=ADDRESS)
    ask(cast, pressed)
    assert agree(cast, pressed) == 1
    assert Draft.objects.count() == 1
    with acting(cast["outreach"]) as by:
        assert drafts.kept(Purpose.PAGE, case.pk, by=by, page="/notes/").typed == {"text": [f"He waits at {HIDDEN}."]}


def test_a_second_press_on_the_same_words_covers_nothing_more(cast: Cast, pressed: Hiding) -> None:
    with acting(cast["advocate"]) as by:
        hiding.hide([(Note.objects.get(), "text")], by=by, words=ADDRESS)
    ask(cast, pressed)
    agree(cast, pressed)
    assert read(cast, "outreach") == {GONE}


def test_a_whole_text_that_was_hidden_is_taken_out_whole(cast: Cast, case: Case) -> None:
    with acting(cast["police"]) as by:
        note = notes.write(case, Readers.TEAM, SENTENCE, by=by)
        pressed = hiding.hide([(note, "text")], by=by)
    ask(cast, pressed)
    agree(cast, pressed)
    assert kept("cases_note", "text") == [REMOVED]


def test_a_text_that_is_sealed_itself_is_sealed_anew(cast: Cast, case: Case) -> None:
    written = {"agency": cast["police"].agency, "author": cast.users["police"], "happened_at": cast.now}
    CallerDrop.objects.create(case=case, **written, recorded_at=cast.now, said=SENTENCE, checked=CallerCheck.NOT_YET)
    with acting(cast["advocate"]) as by:
        pressed = hiding.hide([(CallerDrop.objects.get(), "said")], by=by, words=ADDRESS)
    ask(cast, pressed)
    agree(cast, pressed)
    with acting(cast["advocate"]):
        assert CallerDrop.objects.get().said == GONE


def test_the_trail_names_each_text_and_no_word_of_it(cast: Cast, pressed: Hiding) -> None:
    ask(cast, pressed)
    agree(cast, pressed)
    lines = [row for row in trail.of_case(pressed.case_id) if row.subtype == "take_words_out"]
    assert sorted(row.record_type for row in lines) == ["cases.incident", "cases.incidentversion", "cases.note"]
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE su_audit_reader")
        cursor.execute("SELECT count(*) FROM audit_event e WHERE e::text ILIKE %s", ["%elm road%"])
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")


def refused(sql: str, *given: object) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, given)


def test_the_database_has_no_other_door(cast: Cast, pressed: Hiding) -> None:
    """Not past the sealed copy, not before a second person agreed, not by saying that one is inside."""
    version = IncidentVersion.objects.get().pk
    with acting(cast["lead"]):
        text = HiddenText.objects.filter(record_id=version).get()
        ask(cast, pressed)
        copy = SealedText.objects.create(case=pressed.case, hiding=pressed, text=text, words="x", sealed_at=cast.now)
    refused("SELECT take_words_out(%s, 'Nothing.', NULL)", copy.pk)
    refused("SELECT take_words_out(%s, 'Nothing.', NULL)", version)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.taking_out', %s, true)", [str(version)])
    refused("UPDATE cases_incidentversion SET what = 'Nothing.' WHERE id = %s", version)
    refused("UPDATE cases_note SET text = 'Nothing.'")
    refused("UPDATE cases_sealedtext SET sealed_at = now()")
    refused("DELETE FROM cases_redaction")
    refused("UPDATE cases_redaction SET reason = 'Nothing.'")
    assert kept("cases_incidentversion", "what") == [SENTENCE]
