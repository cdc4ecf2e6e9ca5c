"""Plain notes: who may read is chosen first, the label above the box keeps its word, and no word is ever changed."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.enums import Readers, Side, State
from cases.models import Case, Note
from cases.presenters import readers as labels
from cases.services import notes
from stalking_unit.accounts.models import Agency
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from tests.cast import Cast
from tests.papers import every_paper

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
WORDS = "She will ring on Thursday."
SEATS = (
    *("police", "police-supervisor", "health", "health-supervisor", "outreach", "outreach-victim-side"),
    *("advocate", "advocate-two", "coordinator", "lead", "auditor"),
)


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    cast.place(case, "outreach-victim-side", Side.VICTIM)
    cast.place(case, "police-supervisor", Side.SUSPECT)
    cast.place(case, "health-supervisor", Side.VICTIM)
    return case


def write(cast: Cast, case: Case, slug: str, readers: str, **typed: Any) -> Any:
    page = f"/cases/{case.pk}/notes/new/?readers={readers}"
    return cast.client(slug).post(page, {"text": WORDS} | typed)


def readers_of(cast: Cast, case: Case) -> set[str]:
    """Who meets the words, on the timeline, on the overview and on the page of the note: the same people."""
    note = Note.objects.get()
    pages = (f"/cases/{case.pk}/timeline/", f"/cases/{case.pk}/", f"/notes/{note.pk}/")
    met = [{slug for slug in SEATS if WORDS in cast.client(slug).get(page).content.decode()} for page in pages]
    assert met[0] == met[1] == met[2]
    return met[0]


def test_two_presses_are_enough(cast: Cast, case: Case) -> None:
    first = cast.client("health").get(f"/cases/{case.pk}/notes/new/").content.decode()
    assert "Who may read the note?" in first
    assert "textarea" not in first
    assert f'href="/cases/{case.pk}/notes/new/?readers=agency_suspect"' in first
    second = cast.client("health").get(f"/cases/{case.pk}/notes/new/?readers=agency_suspect").content.decode()
    assert second.index(
        "You and your trust. Not police. Not the victim’s side. May be asked for by a court."
    ) < second.index("<textarea")
    answer = write(cast, case, "health", "agency_suspect")
    assert (answer.status_code, answer["Location"]) == (303, f"/cases/{case.pk}/")
    note = Note.objects.get()
    assert (note.text, note.readers, note.author) == (WORDS, "agency_suspect", cast.users["health"])


@pytest.mark.parametrize(
    ("slug", "chosen", "readers"),
    [
        ("health", Readers.AGENCY_SUSPECT, {"health"}),
        ("health-supervisor", Readers.AGENCY_VICTIM, {"health-supervisor"}),
        ("police", Readers.AGENCY_SUSPECT, {"police", "police-supervisor"}),
        ("police", Readers.AGENCY_VICTIM, {"police"}),
        ("outreach", Readers.AGENCY_SUSPECT, {"outreach"}),
        ("advocate", Readers.AGENCY_VICTIM, {"advocate"}),
        (
            "advocate",
            Readers.VICTIM_SIDE,
            {"police", "health-supervisor", "outreach-victim-side", "advocate", "lead"},
        ),
        ("outreach", Readers.SUSPECT_SIDE, {"police", "police-supervisor", "health", "outreach", "lead"}),
        (
            "health",
            Readers.TEAM,
            {
                *("police", "police-supervisor", "health", "health-supervisor"),
                *("outreach", "outreach-victim-side", "advocate", "lead"),
            },
        ),
        ("police", Readers.DECISION_LOG, {"police", "police-supervisor", "lead"}),
    ],
)
def test_those_who_were_chosen_read_it_and_nobody_else(
    cast: Cast, case: Case, slug: str, chosen: Readers, readers: set[str]
) -> None:
    assert write(cast, case, slug, chosen.value).status_code == 303
    assert readers_of(cast, case) == readers


@pytest.mark.parametrize("chosen", list(Readers))
def test_the_label_says_of_police_and_of_the_lead_what_the_rules_do(cast: Cast, case: Case, chosen: Readers) -> None:
    """Whoever may write for these readers: if the label says that police do not read it, no officer does."""
    writers = [slug for slug in SEATS if chosen in notes.choices(cast[slug], case)]
    assert writers
    for slug in writers:
        agency = cast[slug].agency
        assert agency is not None
        label = labels.words(chosen, agency)
        note = notes.write(case, chosen, WORDS, by=cast[slug])
        reads = {one for one in SEATS if note in notes.seen(cast[one], case)}
        officers, leads = reads & {"police", "police-supervisor"}, reads & {"lead"}
        assert ("Not police." in label) is (not officers), label
        assert ("It may be shown to the defence." in label) is bool(officers), label
        assert ("May be asked for by a court." in label) is (not officers), label
        assert ("the team lead" in label) is bool(leads), label
        assert slug in reads
        if "Not the suspect’s side." in label:
            assert not reads & {"health", "outreach", "police-supervisor"}
        if "Not the victim’s side." in label:
            assert not reads & {"advocate", "outreach-victim-side", "health-supervisor"}


@pytest.mark.parametrize(
    ("slug", "offered"),
    [
        ("police", ["agency_victim", "agency_suspect", "victim_side", "suspect_side", "team", "decision_log"]),
        ("health", ["agency_suspect", "suspect_side", "team"]),
        ("advocate", ["agency_victim", "victim_side", "team"]),
        ("lead", ["victim_side", "suspect_side", "team"]),
    ],
)
def test_nobody_is_offered_readers_whom_they_are_not_among(
    cast: Cast, case: Case, slug: str, offered: list[str]
) -> None:
    assert notes.choices(cast[slug], case) == offered
    for readers in set(Readers.values) - set(offered):
        assert cast.client(slug).get(f"/cases/{case.pk}/notes/new/?readers={readers}").status_code == 403
        assert write(cast, case, slug, readers).status_code == 403
    assert not Note.objects.exists()


@pytest.mark.parametrize(("slug", "status"), [("coordinator", 403), ("auditor", 403), ("advocate-two", 404)])
def test_who_may_write_none_is_told_so_or_finds_no_such_page(cast: Cast, case: Case, slug: str, status: int) -> None:
    assert cast.client(slug).get(f"/cases/{case.pk}/notes/new/").status_code == status
    assert "Write a note" not in cast.client("auditor").get(f"/cases/{case.pk}/").content.decode()


def test_words_without_readers_are_kept_by_nobody(cast: Cast, case: Case) -> None:
    for readers in ("", "everybody"):
        assert write(cast, case, "advocate", readers).status_code == 404
    assert not Note.objects.exists()


def test_a_screener_writes_for_everyone_while_a_referral_is_screened(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    assert write(cast, case, "advocate", "team").status_code == 303
    assert "and screeners until it is decided" in labels.words(Readers.TEAM, Agency.objects.get(kind="health"))
    Case.objects.filter(pk=case.pk).update(state=State.PLAN_ACTIVE)
    assert cast.client("advocate").get(f"/notes/{Note.objects.get().pk}/").status_code == 404


def test_a_note_tells_nobody_else_that_it_is_there(cast: Cast, case: Case) -> None:
    """Not by a count, nor by a line of the page: what others see is the same to the byte."""
    pages = [f"/cases/{case.pk}/", f"/cases/{case.pk}/timeline/"]
    before = {page: body(cast, "police", page) for page in pages}
    write(cast, case, "health", "agency_suspect")
    assert {page: body(cast, "police", page) for page in pages} == before


def test_no_word_of_it_is_ever_changed(cast: Cast, case: Case) -> None:
    note = notes.write(case, Readers.TEAM, WORDS, by=cast["advocate"])
    for change in ({"text": "Nothing."}, {"readers": "agency_victim"}, {"happened_at": cast.now}):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Note.objects.filter(pk=note.pk).update(**change)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Note.objects.filter(pk=note.pk).delete()


def test_what_is_struck_out_stays_to_be_read_by_its_readers(cast: Cast, case: Case) -> None:
    note = notes.write(case, Readers.VICTIM_SIDE, WORDS, by=cast["advocate"])
    page = f"/notes/{note.pk}/strike/"
    assert cast.client("health-supervisor").get(page).status_code == 403
    assert cast.client("health").get(page).status_code == 404
    assert "Enter why" in cast.client("advocate").post(page, {"reason": ""}).content.decode()
    assert cast.client("advocate").post(page, {"reason": "Wrong case."}).status_code == 303
    shown = body(cast, "police", f"/notes/{note.pk}/")
    assert "Why: Wrong case." in shown
    assert WORDS in shown
    assert "Strike it out" not in body(cast, "advocate", f"/notes/{note.pk}/")
    assert WORDS not in body(cast, "advocate", f"/cases/{case.pk}/")
    with pytest.raises(DomainError, match="already struck out"):
        notes.strike(note, by=cast["lead"], reason="Again.")


def test_the_lead_strikes_what_the_lead_reads_and_no_more(cast: Cast, case: Case) -> None:
    own = notes.write(case, Readers.AGENCY_SUSPECT, WORDS, by=cast["health"])
    with pytest.raises(PermissionDenied):
        notes.strike(own, by=cast["lead"], reason="No.")
    notes.strike(notes.write(case, Readers.TEAM, WORDS, by=cast["health"]), by=cast["lead"], reason="Wrong case.")


def test_when_it_happened_and_when_it_was_recorded_are_both_kept(cast: Cast, case: Case) -> None:
    on = {"on-day": "3", "on-month": "3", "on-year": "2026", "at": "2pm"}
    assert write(cast, case, "advocate", "team", at="2pm").status_code == 422
    assert write(cast, case, "advocate", "team", **on).status_code == 303
    shown = body(cast, "advocate", f"/notes/{Note.objects.get().pk}/")
    assert "3 March 2026 at 2pm" in shown


def test_notes_are_on_no_paper(cast: Cast, case: Case) -> None:
    notes.write(case, Readers.TEAM, WORDS, by=cast["advocate"])
    assert WORDS not in repr(every_paper(cast["advocate"], case))


def test_reading_and_writing_are_on_the_trail_without_a_word_of_it(cast: Cast, case: Case) -> None:
    write(cast, case, "advocate", "victim_side")
    body(cast, "police", f"/notes/{Note.objects.get().pk}/")
    rows = {row.subtype: row for row in trail.of_case(case.pk) if "note" in row.subtype}
    assert set(rows) == {"write_note", "view_note"}
    assert rows["write_note"].basis == "victim_side"
    assert "Thursday" not in str(rows)


def test_the_timeline_asks_as_much_for_two_notes_as_for_twenty(cast: Cast, case: Case) -> None:
    counts = []
    body(cast, "advocate", f"/cases/{case.pk}/timeline/")
    for number in (2, 18):
        for _ in range(number):
            notes.write(case, Readers.TEAM, WORDS, by=cast["advocate"])
        with CaptureQueriesContext(connection) as queries:
            body(cast, "advocate", f"/cases/{case.pk}/timeline/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def body(cast: Cast, slug: str, page: str) -> str:
    answer = cast.client(slug).get(page)
    assert answer.status_code == 200, (slug, page)
    return TOKEN.sub("", answer.content.decode())
