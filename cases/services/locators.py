"""The shapes of what leads to somebody's door: a postcode, a street, a number, a plate, an e-mail address, three words.

A text is looked at by itself and never compared with an address that we hold: an answer that differed for the right
one would tell whoever guessed it.
"""

import re

LEFT_OUT = "[left out]"

_STREETS = "Street|Road|Avenue|Lane|Mews|Crescent|Terrace|Close|Drive|Gardens|Grove|Row"
_NUMBERED = f"{_STREETS}|St|Rd|Ave|Court|Way|Place|View|Park|Green|Hill|Square|Walk|Rise|Parade|House"
_NAME = r"(?:[A-Z][\w’'-]*\s+){1,3}"
SHAPES: dict[str, re.Pattern[str]] = {
    "an e-mail address": re.compile(r"[\w.+-]+@\w[\w-]*(?:\.[\w-]+)+"),
    "a web address": re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE),
    "a street": re.compile(
        rf"\b(?:Flat\s+\w+,?\s+)?\d{{1,4}}[A-Za-z]?,?\s+{_NAME}(?:{_NUMBERED})\b|\b{_NAME}(?:{_STREETS})\b"
    ),
    "a postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE),
    "a number": re.compile(r"(?<![\w/-])(?:\+\d|0)[\d ()-]{8,14}\d(?![\w/])"),
    "a number plate": re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b", re.IGNORECASE),
    "three words for a place": re.compile(r"(?<![\w.@])(?:///)?[a-z]{3,}\.[a-z]{3,}\.[a-z]{3,}\b(?![.@])"),
}


def without(text: str) -> str:
    """The text with everything left out that has the shape of a way to somebody."""
    for shape in SHAPES.values():
        text = shape.sub(LEFT_OUT, text)
    return text


def found(text: str) -> list[str]:
    """What the text has the shape of, in words: "a postcode"."""
    return [words for words, shape in SHAPES.items() if shape.search(text)]
