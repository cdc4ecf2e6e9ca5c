"""References tell which case and not how many."""

from cases.services.references import SIZE, next_reference, permuted
from tests.cast import Cast


def test_every_number_is_given_once() -> None:
    assert len({permuted(number, "CHS:2026") for number in range(5000)}) == 5000
    assert all(0 <= permuted(number, "CHS:2026") < SIZE for number in range(0, SIZE, 997))


def test_neighbours_are_not_neighbours() -> None:
    gaps = [abs(permuted(number + 1, "CHS:2026") - permuted(number, "CHS:2026")) for number in range(200)]
    assert sum(gap < 10 for gap in gaps) < 5


def test_a_unit_counts_by_the_year_and_shows_neither(cast: Cast) -> None:
    first, second = (next_reference(cast.unit, by=cast["lead"]) for _ in range(2))
    assert first != second
    assert first.startswith(f"CHS-{cast.now.year}-")
    assert len(first) == len("CHS-2026-00000")


def test_a_reference_that_is_taken_is_passed_over_even_where_its_case_is_hidden(cast: Cast) -> None:
    year = cast.now.year
    taken = f"CHS-{year}-{permuted(0, f'CHS:{year}'):05}"
    cast.case(restricted=True, reference=taken)
    assert next_reference(cast.unit, by=cast["lead"]) != taken
