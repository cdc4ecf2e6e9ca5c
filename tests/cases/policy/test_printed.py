"""The file itself: whatever tool somebody opens a paper with, they find no word that the paper does not let them view.

Every text of every record is a mark of its own, as in the test of all channels. A paper is printed once for all who
would have the same, and may hold no more than each of them may view.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator

import pikepdf
import pytest
import pytest_django
from django.db import transaction
from django.template.loader import render_to_string

from cases import documents
from cases.enums import Paper
from cases.models import Case
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.documents import pdf
from tests.cases.policy.oracle import Asker
from tests.cases.policy.test_channels import READERS, Marks, Play, Reader, Source, write_with
from tests.cases.policy.world import NOW, Seat
from tests.documents.structure import everything_in

EVERYBODY = READERS | {
    "probation officer": Reader(Seat("practitioner", "probation"), "work", "suspect"),
    "supervisor of the psychologist": Reader(Seat("supervisor", "health"), "view", "suspect"),
    "supervisor of the police": Reader(Seat("supervisor", "police"), "view", "both"),
    "administrator": Reader(Seat("agency_admin", "other")),
}
IMPRINT = {
    "marking": "OFFICIAL-SENSITIVE",
    "made_by": {"name": "Somebody"},
    "made_for": "Somebody",
    "made_at": NOW,
    "title": "CHS-2026-90001",
}
# On each kind of paper somebody reads one of these; else it would be searched while it is empty.
PRINTED = {
    Paper.SUMMARY: {"cases.Incident", "cases.PersonName", "interventions.Hearing", "risk.Decision"},
    Paper.CHRONOLOGY: {"cases.Incident", "risk.Decision"},
    Paper.PLAN: {"interventions.PlanAction", "interventions.Order", "interventions.Hearing"},
    Paper.MINUTES: {"risk.MinuteRow", "risk.Decision", "risk.DifferentView", "risk.Attendance"},
    Paper.ALL_MINUTES: {"risk.MinuteRow", "risk.Decision", "risk.DifferentView", "risk.Attendance"},
}


@pytest.fixture(scope="module")
def play(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Play]:
    """Written once for this module, which only looks, and undone after it."""
    marks = Marks()
    with django_db_blocker.unblock(), transaction.atomic(), acting(Actor.system("test")):
        written = write_with(marks, EVERYBODY)
        yield Play(written, marks)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def lawful(play: Play) -> list[set[Source]]:
    """What each of them may view."""
    return [play.lawful(Asker(number, reader.seat)) for number, reader in enumerate(EVERYBODY.values())]


def pages(play: Play, kind: Paper) -> dict[str, list[int]]:
    """The papers of this kind of the case whose plan runs, each with all who would have the same."""
    found = defaultdict(list)
    case = play.written.rows[play.written.of_model("cases.Case")[0].key]
    assert isinstance(case, Case)
    for number in range(len(EVERYBODY)):
        with acting(Actor.of(play.written.stage.users[number], now=NOW)) as actor:
            found[render_to_string(documents.TEMPLATE, documents.paper(kind, actor, case) | IMPRINT)].append(number)
    return found


@pytest.mark.parametrize("kind", Paper)
def test_no_part_of_a_file_holds_what_its_reader_may_not_view(
    play: Play, lawful: list[set[Source]], kind: Paper
) -> None:
    printed = set()
    for html, readers in pages(play, kind).items():
        with pikepdf.open(io.BytesIO(pdf.from_html(html, title="CHS-2026-90001"))) as copy:
            found = play.marks.found_in(" ".join(everything_in(copy)))
        names = [name for number, name in enumerate(EVERYBODY) if number in readers]
        assert found - set.intersection(*(lawful[number] for number in readers)) == set(), names
        assert found == play.marks.found_in(html), "the search finds what the page says"
        printed |= found
    assert {source.child or source.record.model for source in printed} >= PRINTED[kind]


def test_the_search_looks_everywhere() -> None:
    """A word in a property, in the tree, in an attachment or between two pages is found."""
    with pikepdf.new() as copy:
        copy.add_blank_page()
        copy.docinfo["/Marker"] = "zq1qz"
        with copy.open_metadata() as told:
            told["dc:description"] = "zq2qz"
        copy.attachments["notes.txt"] = pikepdf.AttachedFileSpec(copy, b"zq3qz", filename="zq4qz.txt")
        copy.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([pikepdf.Dictionary(Alt="zq5qz")]))
        copy.Root.Extra = copy.make_stream("zq6qz".encode("utf-16-be"))
        text = " ".join(everything_in(copy))
    for number in range(1, 7):
        assert f"zq{number}qz" in text, number
