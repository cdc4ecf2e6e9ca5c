"""A case with secrets in every box, each a word that stands nowhere else, so that a page can be searched for it."""

from dataclasses import dataclass
from datetime import date, time

import pytest

from cases.enums import Channel, LocationKind, PersonRole
from cases.models import Case, CasePerson
from cases.services import places, safe_contact
from tests.cast import Cast

NAMES = ("Marigold", "Testwick", "Clementine")
PLACES = ("Imaginary Mews", "ZX1 1AA", "07700 900101", "Fictive Row", "07700 900202")
HER_PLACES, HIS_PLACES = PLACES[:3], PLACES[3:]
RULES = ("Bridge Dental", "the appointment", "bluebell", "her sister’s door")


@dataclass(frozen=True)
class Planted:
    """The case and its people."""

    case: Case
    victim: CasePerson
    child: CasePerson
    suspect: CasePerson


@pytest.fixture
def planted(cast: Cast) -> Planted:
    case = cast.case()
    cast.whole_team(case)
    CasePerson.objects.filter(case=case, role=PersonRole.VICTIM).update(code_name="Wren")
    victim = CasePerson.objects.get(case=case, role=PersonRole.VICTIM)
    suspect = CasePerson.objects.get(case=case, role=PersonRole.SUSPECT)
    places.add_place(
        victim, LocationKind.HOME, by=cast["advocate"], address="3 Imaginary Mews, Notown", postcode="ZX1 1AA"
    )
    places.add_contact(victim, Channel.CALL, "07700 900101", by=cast["advocate"])
    places.add_place(suspect, LocationKind.HOME, by=cast["police"], address="8 Fictive Row, Notown")
    places.add_contact(suspect, Channel.CALL, "07700 900202", by=cast["police"], is_confirmed=False)
    safe_contact.agree(
        victim,
        {
            "channels": [Channel.TEXT.value],
            "from_time": time(9),
            "until_time": time(14),
            "sign_as": "Bridge Dental",
            "say": "It is about the appointment.",
            "code_word": "bluebell",
            "emergency_route": "Knock at her sister’s door.",
            "agreed_on": date(2026, 3, 2),
        },
        by=cast["advocate"],
    )
    return Planted(case, victim, cast.person(case, PersonRole.CHILD, "Clementine", "Testwick"), suspect)
