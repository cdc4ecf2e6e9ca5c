"""What has the shape of a place is asked about; an ordinary sentence is not."""

import re

import pytest

from cases.services.whereabouts import SHAPES, looks_like_a_place
from tests.strictness import PROJECT


@pytest.mark.parametrize(
    "text",
    [
        "She is at CH1 2AB now",
        "ch12ab",
        "Ring 07700 900123",
        "+44 7700 900123",
        "01632 960001 after ten",
        "He parked at 14 Elm Road",
        "14 elm road, by the shop",
        "Flat 2, 9a St John’s Square",
        "112 Great Western Avenue",
        "A blue car, AB12 CDE",
        "///filled.count.soap",
        "at index.home.raft she said",
    ],
)
def test_an_address_is_asked_about(text: str) -> None:
    assert looks_like_a_place(text)


@pytest.mark.parametrize(
    "text",
    [
        "He sent 47 messages in one day.",
        "2 men in the street shouted at her.",
        "He waited 10 minutes on the way home.",
        "Two breaches in a week, the last on 4 November 2026 at 10:30am.",
        "Crime reference 12345/26, case CHS-2026-00042.",
        "Read www.example.org for more.",
        "Write to someone@mail.example.org",
        "It is known.He left.",
        "",
    ],
)
def test_an_ordinary_sentence_is_not(text: str) -> None:
    assert not looks_like_a_place(text)


def test_the_script_looks_for_the_same_shapes() -> None:
    script = (PROJECT / "frontend" / "where.mjs").read_text(encoding="utf-8")
    listed = re.findall(r"^  (/.+/i?),?$", script.split("const shapes = [")[1].split("\n]")[0], re.MULTILINE)
    assert listed == [f"/{shape.pattern}/{'i' if shape.flags & re.IGNORECASE else ''}" for shape in SHAPES]
