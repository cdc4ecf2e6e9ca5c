"""Finds words in other spellings of themselves: an address over two lines, a telephone number with other spaces."""

import re

SIGNS = 3
"""The fewest letters and figures worth looking for in other texts; fewer would hide half of every page."""

# What may stand between two signs of the same words: spaces, punctuation, and a line's end as drafts write it.
BETWEEN = r"(?:\\[nrt]|[\s.,;:()/\u2019'\u2013-]){0,4}"
HOME = re.compile(r"(?:00|\+)?44(?:0)?|0")


def pattern(words: str) -> re.Pattern[str]:
    """What finds these words, with the whole of every word that they are part of."""
    signs = [sign for sign in words if sign.isalnum()]
    number = "".join(signs)
    start = ""
    if number.isdigit() and (prefix := HOME.match(number)) and len(number) > SIGNS + len(prefix[0]):
        start, signs = rf"(?:(?:\+|00)?44{BETWEEN}(?:0)?|0){BETWEEN}", signs[len(prefix[0]) :]
    return re.compile(rf"\w*{start}{BETWEEN.join(map(re.escape, signs))}\w*", re.IGNORECASE)


def is_worth_looking_for(words: str) -> bool:
    """Whether there is enough of them to be told from others."""
    return sum(sign.isalnum() for sign in words) >= SIGNS
