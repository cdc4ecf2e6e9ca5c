"""What is found in an e-mail or a police form, each with the line it stood in; and what is left alone."""

from datetime import date

import pytest

from cases.services import pasted
from cases.services.pasted import Kind

TODAY = date(2026, 11, 24)
FORM = """From: PC Ottilie Mockford <o.mockford@example.org>
Sent: 23 November 2026 16:55
Subject: Urgent: stalking, crime ref 07/45678/26

Victim: TESTWICK, Marigold  DOB 09/03/1992  Tel: 07700 900101
Address: 3 Imaginary Mews, Notown, ZX1 1AA
Suspect is her former partner Barnaby Fauxley, born 21st July 1988, number ending 900 102.
NHS number 999 000 1006. Your earlier case is CHS-2026-00012.
On Friday 20 November he waited outside Imaginary Road Hospital. Mrs O'Placehold saw him.
"""


def found(text: str, kind: Kind) -> list[str]:
    return [one.value for one in pasted.read(text, TODAY) if one.kind is kind]


def test_a_police_form_is_read_whole() -> None:
    assert found(FORM, Kind.NAME) == ["Ottilie Mockford", "Marigold Testwick", "Barnaby Fauxley", "O'Placehold"]
    assert found(FORM, Kind.PHONE) == ["07700 900101", "900 102"]
    assert found(FORM, Kind.EMAIL) == ["o.mockford@example.org"]
    assert found(FORM, Kind.ADDRESS) == ["3 Imaginary Mews, Notown, ZX1 1AA"]
    assert found(FORM, Kind.REFERENCE) == ["07/45678/26"]
    assert found(FORM, Kind.OURS) == ["CHS-2026-00012"]
    assert found(FORM, Kind.DAY) == ["2026-11-23", "1992-03-09", "1988-07-21", "2026-11-20"]


def test_each_is_shown_where_it_stood() -> None:
    phone = next(one for one in pasted.read(FORM, TODAY) if one.kind is Kind.PHONE)
    assert (phone.line, phone.itself, phone.after) == (5, "07700 900101", "")
    assert phone.before.endswith("DOB 09/03/1992  Tel: ")


def test_a_long_line_is_shown_around_it() -> None:
    one = pasted.read(f"{'He came again. ' * 20}Call 07700 900101 now. {'He left. ' * 20}", TODAY)[0]
    assert one.before.startswith("…")
    assert one.after.endswith("…")
    assert len(one.before) == len(one.after) == pasted.AROUND + 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("07700 900 101", "07700 900 101"),
        ("(01632) 960150", "01632 960150"),
        ("+44 7700 900101", "+44 7700 900101"),
        ("+44 (0)1632 960150", "+44 0 1632 960150"),
        ("01632-960-150", "01632 960 150"),
        ("his number ends in 0102", "0102"),
    ],
)
def test_numbers_are_found_however_they_are_written(text: str, value: str) -> None:
    assert found(f"Ring {text} after one.", Kind.PHONE) == [value]


@pytest.mark.parametrize("text", ["999 000 1006", "07/45678/26", "0800", "00000000000000000", "2026"])
def test_other_figures_are_no_telephone_number(text: str) -> None:
    assert found(f"It says {text} here.", Kind.PHONE) == []


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2026-03-27", "2026-03-27"),
        ("27/03/2026", "2026-03-27"),
        ("27.3.26", "2026-03-27"),
        ("27 March 2026", "2026-03-27"),
        ("27th of March", "2026-03-27"),
        ("March 27th, 2025", "2025-03-27"),
        ("1 Sept 2026", "2026-09-01"),
        ("24 December", "2025-12-24"),
        ("09/03/92", "1992-03-09"),
    ],
)
def test_days_are_found_however_they_are_written(text: str, on: str) -> None:
    assert found(f"on {text} at ten", Kind.DAY) == [on]


@pytest.mark.parametrize("text", ["31/02/2026", "99/99/9999", "29 February", "10:30", "3.5", "1.2.3.4"])
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert found(f"it was {text} or so", Kind.DAY) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Crime No: 23000123456", "23000123456"),
        ("occurrence number IML/1234567", "IML/1234567"),
        ("CAD 1234-221126", "1234-221126"),
        ("log 0456", "0456"),
        ("under 06LP/1234/26 since", "06LP/1234/26"),
    ],
)
def test_references_are_found_by_what_they_are_called(text: str, value: str) -> None:
    assert found(f"See {text}.", Kind.REFERENCE) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Dear Team, Kind Regards",
        "Cheshire Police and Imaginary Road Hospital",
        "On Monday He came. The Man left.",
        "She was afraid. So was Pip.",
    ],
)
def test_capital_letters_alone_are_no_name(text: str) -> None:
    assert found(text, Kind.NAME) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Éa Ångström-Müller rang", "Éa Ångström-Müller"),
        ("Miss Sophie-Anne Testwick rang", "Sophie-Anne Testwick"),
        ("Suspect: Fauxley", "Fauxley"),
        ("McPLACEHOLDER is no match, Niamh McTest is", "Niamh McTest"),
        ("FAUXLEY, Barnaby", "Barnaby Fauxley"),
    ],
)
def test_names_are_found_in_many_shapes(text: str, value: str) -> None:
    assert found(text, Kind.NAME) == [value]


def test_an_address_over_several_lines_is_one() -> None:
    text = "She is staying with\n\nFlat 2\n10 Notional Street\nNotown\nzx3 4cd\n\nThank you"
    assert found(text, Kind.ADDRESS) == ["Flat 2, 10 Notional Street, Notown, ZX3 4CD"]


def test_what_is_said_twice_is_found_once() -> None:
    assert found("Call 07700 900101. Again: 07700 900101.", Kind.PHONE) == ["07700 900101"]


def test_the_account_can_be_had_without_what_is_protected() -> None:
    text = pasted.without_protected(FORM, TODAY)
    for gone in ("900101", "900 102", "Imaginary Mews", "ZX1 1AA", "o.mockford@"):
        assert gone not in text
    assert "he waited outside Imaginary Road Hospital" in text
    assert "Address: [address]" in text


def test_an_empty_text_holds_nothing() -> None:
    assert pasted.read("", TODAY) == []
