"""Reads an e-mail or a police form: telephone numbers, days, references, names and addresses, each with where it stood.

Plain patterns and nothing else: it looks nothing up, learns nothing, and assigns nothing. What it finds, a person
confirms; what it overlooks stays in the text.
"""

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

AROUND = 60  # how much of the line is shown on each side


class Kind(enum.StrEnum):
    """What a finding looks like."""

    PHONE = "Telephone number"
    EMAIL = "E-mail address"
    ADDRESS = "Address"
    DAY = "Date"
    OURS = "Reference of a unit"
    REFERENCE = "Reference"
    NAME = "Name"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found: how it goes into a box, and the line it stood in, cut into before, itself and after."""

    kind: Kind
    value: str
    line: int
    before: str
    itself: str
    after: str
    on: date | None = None  # a day, when it is one
    postcode: str = ""  # of an address


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that one pattern has claimed."""

    kind: Kind
    value: str
    start: int
    end: int
    on: date | None = None
    postcode: str = ""


# Names may carry an apostrophe or a hyphen, and letters of other languages.
WORD = r"(?:Mc[A-Z][a-z]+|O['’][A-Z][a-z]+|[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:['’\-][A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+)*)(?![^\W\d_])"
CAPITALS = r"[A-ZÀ-ÖØ-Þ]{2,}(?:['’\-][A-ZÀ-ÖØ-Þ]{2,})*"
TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|PC|PCSO|DC|DS|DI|DCI|Sgt|Insp|Cllr|Rev)\.?"
LABELLED = r"(?:victim|complainant|aggrieved|injured party|suspect|offender|perpetrator|subject|name|surname|referrer)"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
YEAR = r"(?P<year>(?:19|20)\d\d|\d\d(?!\d))"
# Words with a capital that begin a sentence or a letter, or name a place, a day or a box of a form, and no person.
CAPITALISED = """
    avenue close college constabulary council court crescent custody drive east england gardens grove hall
    hospital house lane mews north park place police primary road row school south station street surgery
    terrace town trust unit university village ward west
    april august december february friday january july june march may monday november october saturday september
    sunday thursday today tomorrow tuesday wednesday yesterday
    address cc complainant crime date email fax from fw fwd gmail incident mobile name nhs note number offender
    officer outlook phone re ref reference referral sent subject suspect team tel telephone to urgent victim
    a about after also an and any as at because before best both but by can dear during each every for good has
    have having he hello her hi his how i if in is it kind last later many my new no not now of on one or our
    please regards she since sincerely sir so some still such thank thanks that the their then there they this
    two under until us was way we well were what when where which while who will with yes you your yours
"""
NOT_A_NAME = frozenset(CAPITALISED.split())

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
OURS = re.compile(r"\b[A-Z]{3}-\d{4}-\d{5}\b")
REFERENCE = re.compile(
    r"\b(?:crime|occurrence|incident|log|cad|urn|niche|ref(?:erence)?|crn|asn)\b"
    r"(?:[ \t]+(?:no|nr|num|number|ref|reference|id))?\.?[ \t]*[:#]?[ \t]*"
    r"(?P<value>(?=[A-Z0-9/-]*\d)[A-Z0-9][A-Z0-9]*(?:[/-][A-Z0-9]+)*)",
    re.IGNORECASE,
)
BARE_REFERENCE = re.compile(r"\b\d{2}[A-Z]{1,4}\d?/\d{3,7}/\d{2}\b|\b[A-Z]{2,4}\d{2}/\d{4,7}\b")
PHONE = re.compile(r"(?<![\w/])(?:\+44|0044|\(?0)[\d ()\-.]{7,16}\d(?![\w/])")
HALF_A_PHONE = re.compile(r"\b(?:ending|ends|end)(?: in| with)?[ \t:]+(?P<value>\d[\d ]{2,7}\d)\b", re.IGNORECASE)
POSTCODE = re.compile(r"\b(?P<out>[A-Z]{1,2}\d[A-Z\d]?)[ \t]*(?P<in>\d[A-Z]{2})\b", re.IGNORECASE)
DAYS = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})[./-](?P<number>\d{{1,2}})[./-]{YEAR}"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ \t]+{MONTH}(?:,?[ \t]+{YEAR})?", re.IGNORECASE),
    re.compile(rf"\b{MONTH}[ \t]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?[ \t]+{YEAR})?", re.IGNORECASE),
)
NAMES = (
    re.compile(rf"\b(?P<family>{CAPITALS}),[ \t]*(?P<given>{WORD}(?:[ \t]{WORD})?)"),
    re.compile(rf"\b{TITLE}[ \t]+(?P<value>{WORD}(?:[ \t]{WORD}){{0,2}})"),
    re.compile(rf"\b(?i:{LABELLED})(?i:[ \t]+name)?[ \t]*[:–-][ \t]*(?P<value>{WORD}(?:[ \t]{WORD}){{0,2}})"),
    re.compile(rf"\b(?P<value>{WORD}(?:[ \t]{WORD}){{1,2}})"),
)
# What stands in front of an address on its line and is no part of it.
LEAD_IN = re.compile(r"^.*?(?:address|lives? (?:at|in)|resid(?:es|ing) at|staying at|moved to)\s*:?\s*", re.IGNORECASE)


def read(text: str, today: date) -> list[Finding]:
    """Everything found, in the order of the text; the same thing said twice is found once, where it stood first."""
    once: dict[tuple[Kind, str], Span] = {}
    for span in sorted(_spans(text, today), key=lambda span: span.start):
        once.setdefault((span.kind, span.value), span)
    return [_finding(text, span) for span in once.values()]


def without_protected(text: str, today: date) -> str:
    """The text with numbers, e-mail addresses and addresses taken out, for a box that others read."""
    words = {Kind.PHONE: "[number]", Kind.EMAIL: "[e-mail address]", Kind.ADDRESS: "[address]"}
    for span in sorted(_spans(text, today), key=lambda span: span.start, reverse=True):
        if span.kind in words:
            text = text[: span.start] + words[span.kind] + text[span.end :]
    return text


def _spans(text: str, today: date) -> list[Span]:
    """What each pattern claims; what one has claimed, a later one does not see."""
    spans: list[Span] = []
    readers = (_emails, _ours, _references, _phones, lambda said: _days(said, today), _addresses, _names)
    for reader in readers:
        for span in reader(text):
            if not any(span.start < other.end and other.start < span.end for other in spans):
                spans.append(span)
    return spans


def _emails(text: str) -> Iterator[Span]:
    for found in EMAIL.finditer(text):
        value = found[0].rstrip(".").lower()
        yield Span(Kind.EMAIL, value, found.start(), found.start() + len(value))


def _ours(text: str) -> Iterator[Span]:
    for found in OURS.finditer(text):
        yield Span(Kind.OURS, found[0], *found.span())


def _references(text: str) -> Iterator[Span]:
    for found in REFERENCE.finditer(text):
        if len(found["value"]) > 3 and not PHONE.fullmatch(found["value"]):
            yield Span(Kind.REFERENCE, found["value"].upper(), *found.span("value"))
    for found in BARE_REFERENCE.finditer(text):
        yield Span(Kind.REFERENCE, found[0], *found.span())


def _phones(text: str) -> Iterator[Span]:
    for found in PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        national = re.sub(r"^(?:0044|44)0?", "0", digits)
        if len(national) in (10, 11):
            yield Span(Kind.PHONE, " ".join(re.sub(r"[().-]", " ", found[0]).split()), *found.span())
    for found in HALF_A_PHONE.finditer(text):
        yield Span(Kind.PHONE, " ".join(found["value"].split()), *found.span("value"))


def _days(text: str, today: date) -> Iterator[Span]:
    for pattern in DAYS:
        for found in pattern.finditer(text):
            on = _day(found.groupdict(), today)
            if on is not None:
                yield Span(Kind.DAY, on.isoformat(), *found.span(), on=on)


def _day(parts: dict[str, str | None], today: date) -> date | None:
    """A day of the calendar; without a year the last such day, and two figures are of this century unless to come."""
    month = parts.get("month")
    number = MONTHS.index(month[:3].lower()) + 1 if month else int(parts.get("number") or 0)
    said = parts["year"]
    year = int(said) if said else today.year
    if said and len(said) == 2:
        year += 2000 if 2000 + year <= today.year else 1900
    try:
        on = date(year, number, int(parts["day"] or 0))
        return on if said or on <= today else on.replace(year=year - 1)
    except ValueError:
        return None


def _addresses(text: str) -> Iterator[Span]:
    """A postcode, with what stands before it on its line; if that is nothing, with the lines above."""
    for found in POSTCODE.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        line = text[start : found.start()]
        start += len(lead[0]) if (lead := LEAD_IN.match(line)) else 0
        if not text[start : found.start()].strip(" ,"):
            start = _above(text, start)
        start += len(text[start : found.start()]) - len(text[start : found.start()].lstrip())
        address = ", ".join(part.strip(" ,") for part in text[start : found.start()].splitlines() if part.strip(" ,"))
        postcode = f"{found['out']} {found['in']}".upper()
        yield Span(Kind.ADDRESS, f"{address}, {postcode}".lstrip(", "), start, found.end(), postcode=postcode)


def _above(text: str, start: int) -> int:
    """Where a block of up to three lines begins that ends here; an empty line ends it, and so does a label."""
    for _ in range(3):
        before = text.rfind("\n", 0, max(0, start - 1)) + 1
        line = text[before : start - 1] if start else ""
        if not line.strip() or ":" in line:
            lead = LEAD_IN.match(line)
            return before + len(lead[0]) if lead and line[len(lead[0]) :].strip() else start
        start = before
    return start


def _names(text: str) -> Iterator[Span]:
    for pattern in NAMES:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            if parts.get("family"):
                yield Span(Kind.NAME, f"{parts['given']} {str(parts['family']).title()}", *found.span())
            else:
                yield from _name(found)


def _name(found: re.Match[str]) -> Iterator[Span]:
    """The words that can be a name: those that begin a sentence or name a place are cut off its ends."""
    words = list(re.finditer(r"\S+", found["value"]))
    while words and words[0][0].lower() in NOT_A_NAME:
        words.pop(0)
    is_place = bool(words) and any(word[0].lower() in NOT_A_NAME for word in words)
    if words and not is_place and (len(words) > 1 or found["value"] != found[0]):
        base = found.start("value")
        value = " ".join(word[0] for word in words)
        yield Span(Kind.NAME, value, base + words[0].start(), base + words[-1].end())


def _finding(text: str, span: Span) -> Finding:
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    before, after = text[start : span.start], text[span.end : end if end >= 0 else len(text)]
    return Finding(
        kind=span.kind,
        value=span.value,
        line=text.count("\n", 0, span.start) + 1,
        before=before if len(before) <= AROUND else f"…{before[-AROUND:]}",
        itself=text[span.start : span.end],
        after=after if len(after) <= AROUND else f"{after[:AROUND]}…",
        on=span.on,
        postcode=span.postcode,
    )
