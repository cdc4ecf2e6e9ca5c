"""What goes to the suspect prints nothing that has the shape of a way to the victim, and reads nothing by itself."""

from dataclasses import replace
from datetime import date

import pytest

from interventions.service_copy import CopiedCondition, ServiceCopy, context, refusals, tells

COPY = ServiceCopy(
    reference="CHS-2026-00012",
    kind="Stalking protection order",
    bound="Barnaby Fauxley",
    court="Notown Magistrates’ Court",
    court_reference="NMC/26/0522",
    made_on=date(2026, 5, 29),
    starts_on=None,
    ends_on=date(2031, 5, 28),
    until_further_order=False,
    conditions=(CopiedCondition("No contact, direct or indirect", "By no means whatever."),),
    audience="the person it binds",
    agency="Cheshire Police",
)
REFUSED = {
    "Not to go to 3 Imaginary Mews.": "a street",
    "Keep away from Imaginary Crescent": "a street",
    "not to enter 14 imaginary road": "a house number and a road",
    "Stay out of flat 3b": "a flat or a house",
    "Not to approach Rose Cottage": "a flat or a house",
    "Not to enter ZX9 9ZZ": "a postcode",
    "Not to enter WA4 or any part of it": "part of a postcode",
    "Keep out of L1": "part of a postcode",
    "Not to ring 01632 960101": "a number",
    "Not to write to marigold@example.org": "an e-mail address",
    "Not to look at www.example.org/marigold": "a web address",
    "Not to follow @marigold": "an account",
    "Keep 200 metres away from her home": "an area drawn around a home",
    "Not within half of 1 mile of where she lives": "an area drawn around a home",
    "Not to go to Imaginary Primary School": "a named place",
    "Not to enter Notown General Hospital": "a named place",
    "Keep away from 53.3950, -2.7300": "a place on a map",
    "Keep away from SJ 583 862": "a place on a map",
    "Keep out of ///table.lamp.chair": "three words for a place",
    "Not to follow the car AB12 CDE": "a number plate",
}
PASSES = (
    "Not to contact Marigold Testwick by any means, nor through others.",
    "Keep out of the area on the map, bounded by the river, the ring road and the railway.",
    "Keep out of the area east of the A49 and north of the A5060.",
    "Attend the programme offered by the trust, for 12 sessions.",
    "Wear a location tag until 28 May 2031.",
    "Not to go to her place of work or to her children’s school.",
    "Hand over every device that can reach the internet within 24 hours.",
)


@pytest.mark.parametrize(("words", "shape"), REFUSED.items())
def test_the_shape_of_a_way_to_somebody_is_refused_and_named(words: str, shape: str) -> None:
    assert shape in tells(words)
    [sentence] = refusals(replace(COPY, conditions=(CopiedCondition("Something else", words),)))
    assert sentence.startswith("Something else has the shape of ")
    assert shape in sentence


@pytest.mark.parametrize("words", PASSES)
def test_what_leads_to_nobody_passes(words: str) -> None:
    assert tells(words) == []


@pytest.mark.parametrize("part", ["court", "court_reference", "bound"])
def test_every_string_is_looked_at_and_not_the_conditions_alone(part: str) -> None:
    assert refusals(replace(COPY, **{part: "14 Imaginary Road, ZX9 9ZZ"}))  # type: ignore[arg-type]
    assert refusals(COPY) == []


@pytest.mark.parametrize("court", ["Horseferry Road Magistrates’ Court", "Crown Court at Notown"])
def test_a_court_may_be_named_after_a_road(court: str) -> None:
    assert refusals(replace(COPY, court=court)) == []


def test_a_condition_without_released_words_is_printed_as_its_kind_alone() -> None:
    kinds = (CopiedCondition("Keep out of an area", ends_on=date(2028, 1, 5)), *COPY.conditions)
    first, second = context(replace(COPY, conditions=kinds))["conditions"]
    assert (first.label, first.value, first.sub) == (
        "1. Keep out of an area",
        "As the order says.",
        "Until 5 January 2028",
    )
    assert second.value == "By no means whatever."


def test_nobody_who_works_on_the_case_is_part_of_it() -> None:
    assert set(context(COPY)) == {"kind", "agency", "facts", "conditions"}
