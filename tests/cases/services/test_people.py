"""Who a case is about, in words."""

from cases.enums import PersonRole
from cases.models import CasePerson
from cases.services import people
from tests.cast import Cast


def test_somebody_whom_nobody_knows_yet_is_named_as_that_inside_a_sentence(cast: Cast) -> None:
    case = cast.case()
    cast.whole_team(case)
    people.put_on_case(case, PersonRole.SUSPECT, by=cast["police"])
    words = people.in_words(people.seen(cast["lead"], case))
    assert words.endswith(", a suspect not identified yet")
    assert CasePerson.objects.filter(case=case, role=PersonRole.SUSPECT).count() == 2
