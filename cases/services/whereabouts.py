"""The shapes of what tells where somebody is: postcode, telephone, street, number plate, three-word place.

Shapes only: what is typed is compared with nothing that is known, so that nobody learns anything by typing.
"""

import re

ASKED = "Is this where someone lives? Put it in the protected box"

# A house number, a name of one to three words, and what streets are called; "2 men in the street" has no name.
SMALL = r"(?!(?:a|an|and|at|by|down|from|her|his|in|near|of|on|the|their|this|to|up|was|were)\b)"
STREETS = (
    "avenue|ave|close|court|crescent|drive|gardens|grove|hill|lane|mews|parade|place|quay|road|rd|row|square|street|st|"
    "terrace|walk|way|wharf|yard"
)
# `frontend/where.mjs` has the same ones, letter by letter, for whoever is still typing.
SHAPES = (
    re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[A-Za-z]{2}\b"),
    re.compile(r"(?<!\d)(?:(?:\+|00)44\s?(?:\(0\))?|0)\s?(?:\d[\s-]?){8,9}\d(?!\d)"),
    re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b"),
    re.compile(r"(?:\/\/\/|(?<![\w@.\/]))(?!www\.)[a-z]{4,}\.[a-z]{4,}\.[a-z]{4,}(?![\w.\/@])"),
    re.compile(rf"\b\d{{1,4}}[a-z]?,?\s+(?:{SMALL}[a-z’'-]+\s+){{1,3}}(?:{STREETS})\b", re.IGNORECASE),
)


def looks_like_a_place(text: str) -> bool:
    """Whether some of the text has the shape of a place or a way to reach somebody."""
    return any(shape.search(text) for shape in SHAPES)
