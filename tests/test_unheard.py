"""What is held over the whole run would find words that were told, and does keep what it needs for that."""

import logging

import pytest
from django.core.mail import send_mail

from cases.enums import Readers
from cases.services import notes
from tests.cases.views.planted import Planted, planted
from tests.cast import Cast
from tests.unheard import Unheard, overheard

__all__ = ["planted"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("3 Imaginary Mews,\nZX1 1AA", "ERROR row: (7, 3 imaginary mews, zx1 1aa)"),
        ("07700 900101", "GET /search/?q=07700+900101 200"),
        ("Quillmock", 'WARNING could not print "Quillmock.pdf"'),
        ("He knows her hours.", "Subject: he knows her hours"),
    ],
)
def test_a_text_is_heard_however_it_is_set(text: str, line: str) -> None:
    assert list(overheard([text], ["INFO nothing", line])) == [(text, line)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Again.", "Open it now: it comes again until somebody has it."),
        ("900101", "Task 8790010155ec-0189 succeeded"),
        ("Yes.", "Yes, one worker is ready."),
        ("3 Imaginary Mews", "Step 3 of Imaginary Mews"),
        ("CHS-2026-90010", "CHS-2026-90010: sign in to read a message"),
        ("90010", "CHS-2026-90010: sign in to read a message"),
        ("It was not", "If it was not you, you need do nothing."),
    ],
)
def test_words_of_our_own_are_not_taken_for_theirs(text: str, line: str) -> None:
    assert list(overheard([text], [line])) == []


def test_what_is_written_logged_and_sent_is_kept(overhearing: Unheard, cast: Cast, planted: Planted) -> None:
    notes.write(planted.case, Readers.TEAM, "Nobody repeats this.", by=cast["advocate"])
    logging.getLogger("cases").warning("Could not say %s", ValueError("Nobody repeats this."))
    send_mail("CHS-2026-90001", "Sign in to read it.", None, ["reader@example.org"])
    assert "Nobody repeats this." in overhearing.written
    assert {"3 Imaginary Mews, ZX1 1AA", "07700 900101"} & overhearing.written
    assert overhearing.told[-1] == "CHS-2026-90001\nSign in to read it."
    assert overhearing.told[-2].endswith("WARNING cases Could not say ValueError")
