"""Copying a record: one agency's view of it as plain text, without a way to anybody's door, and on the trail."""

import re
from html import unescape
from typing import Any

import pytest

from cases.enums import Readers, Transition
from cases.models import StateChange, Statement
from cases.services import incidents, notes
from cases.services.incidents import When
from stalking_unit.audit import trail
from stalking_unit.audit.trail import Operation
from tests.cases.views.planted import PLACES, Planted, planted
from tests.cast import Cast

__all__ = ["planted"]

TEXT = "He waited at 3 Imaginary Mews, ZX1 1AA, and rang 07700 900101."
BOX = re.compile(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", re.DOTALL)


def copied(cast: Cast, slug: str, page: str) -> str:
    answer = cast.client(slug).get(page)
    assert answer.status_code == 200, (slug, page)
    [text] = BOX.findall(answer.content.decode())
    return unescape(text)


@pytest.fixture
def incident(cast: Cast, planted: Planted) -> Any:
    return incidents.record(
        planted.case,
        by=cast["advocate"],
        when=When(),
        what=TEXT,
        how_known="She phoned.",
        codes=["loitering"],
        against=planted.victim,
        place=planted.victim.locations.get(),
        opinion="He knows her hours.",
    )


def test_an_incident_is_copied_as_each_may_read_it(cast: Cast, planted: Planted, incident: Any) -> None:
    for slug in ("police", "health", "advocate", "lead", "auditor"):
        text = copied(cast, slug, f"/incidents/{incident.pk}/copy/")
        in_words = slug in {"police", "advocate", "lead"}
        assert planted.case.reference in text
        assert "Waiting about near somewhere" in text
        assert ("He waited at [left out], [left out], and rang [left out]." in text) is in_words
        assert ("He knows her hours." in text) is in_words
        assert f"by {cast[slug].name}, {cast[slug].agency_name}, as {cast[slug].agency_name} may read it." in text
        for place in PLACES:
            assert place not in text


def test_a_note_is_copied_by_its_readers_alone(cast: Cast, planted: Planted) -> None:
    note = notes.write(planted.case, Readers.VICTIM_SIDE, TEXT, by=cast["advocate"])
    for slug in ("police", "advocate", "lead"):
        assert "He waited at [left out]" in copied(cast, slug, f"/notes/{note.pk}/copy/")
    for slug in ("health", "outreach", "coordinator", "auditor", "advocate-two"):
        assert cast.client(slug).get(f"/notes/{note.pk}/copy/").status_code == 404


def test_advice_is_copied_with_its_words_by_those_who_read_them(cast: Cast, planted: Planted) -> None:
    change = StateChange.objects.create(
        case=planted.case,
        episode=planted.case.episodes.get(),
        transition=Transition.ISSUE_ADVICE,
        from_state="consultation",
        to_state="consult_advised",
        made_by=cast.users["lead"],
        made_by_name=cast["lead"].name,
        happened_at=cast.now,
        recorded_at=cast.now,
    )
    Statement.objects.create(case=planted.case, change=change, heading="advice", text=f"Keep a diary. {TEXT}")
    page = f"/moves/{change.pk}/copy/"
    for slug in ("police", "advocate", "lead"):
        text = copied(cast, slug, page)
        assert "Issue the advice" in text
        assert "Keep a diary. He waited at [left out]" in text
        assert page in cast.client(slug).get(f"/cases/{planted.case.pk}/history/").content.decode()
    assert "diary" not in copied(cast, "health", page)
    assert page not in cast.client("health").get(f"/cases/{planted.case.pk}/history/").content.decode()


def test_to_copy_is_a_disclosure_to_ones_own_agency(cast: Cast, planted: Planted, incident: Any) -> None:
    copied(cast, "police", f"/incidents/{incident.pk}/copy/")
    [row] = [row for row in trail.of_case(planted.case.pk) if row.subtype == "copy_record"]
    assert (row.operation, row.record_id) == (Operation.DISCLOSE, incident.pk)
    assert row.recipients == [cast["police"].agency_name]


def test_the_text_is_there_without_script_and_says_what_is_left_out(
    cast: Cast, planted: Planted, incident: Any
) -> None:
    body = cast.client("advocate").get(f"/incidents/{incident.pk}/copy/").content.decode()
    assert 'for="copied">Text to copy' in body
    assert 'data-copy="copied" hidden' in body
    assert "Addresses, numbers and whatever looks like one are left out." in body


def test_each_record_leads_to_its_copy(cast: Cast, planted: Planted, incident: Any) -> None:
    note = notes.write(planted.case, Readers.TEAM, TEXT, by=cast["advocate"])
    for page in (f"/incidents/{incident.pk}/", f"/notes/{note.pk}/"):
        assert f'href="{page}copy/"' in cast.client("advocate").get(page).content.decode()
