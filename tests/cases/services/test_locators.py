"""What has the shape of a way to somebody's door is found; what people write besides is left as it is."""

import pytest

from cases.services.locators import LEFT_OUT, found, without


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("She lives at 3 Imaginary Mews, Notown.", f"She lives at {LEFT_OUT}, Notown."),
        ("He waited in Fictive Row again.", f"He waited in {LEFT_OUT} again."),
        ("Flat 2, 14 Old Mill Lane", LEFT_OUT),
        ("Her postcode is ZX1 1AA.", f"Her postcode is {LEFT_OUT}."),
        ("her postcode is zx11aa now", f"her postcode is {LEFT_OUT} now"),
        ("Ring 07700 900101 at one.", f"Ring {LEFT_OUT} at one."),
        ("or +44 7700 900101, not before", f"or {LEFT_OUT}, not before"),
        ("the line is 01632960121", f"the line is {LEFT_OUT}"),
        ("Write to m.testwick@example.org soon.", f"Write to {LEFT_OUT} soon."),
        ("He posted it on https://social.example.org/@her/1 today", f"He posted it on {LEFT_OUT} today"),
        ("Her car is ZX26 ABC.", f"Her car is {LEFT_OUT}."),
        ("They meet at ///filled.count.soap after work", f"They meet at {LEFT_OUT} after work"),
    ],
)
def test_the_shape_of_a_way_to_somebody_is_left_out(text: str, left: str) -> None:
    assert without(text) == left
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "He sent 47 messages in one day, on 27 March 2026 at 10:30am.",
        "Crime reference ZZ/12345/26, exhibit AB/1.",
        "Case CHS-2026-00012, order of the Crown Court.",
        "Copied 24 November 2026 at 10:03am by Bryony Exempla, Harbour Light.",
        "She said: “I am afraid of him.” Fear 8 of 10.",
        "S-DASH 9/11, DASH Q8, a 5x5x5 grading of B21.",
        "Interim order made 6 March 2026, until 2031.",
    ],
)
def test_the_rest_stays(text: str) -> None:
    assert without(text) == text
    assert found(text) == []
