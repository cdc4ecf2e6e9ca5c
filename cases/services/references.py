"""References such as CHS-2026-04817: they tell people which case, and nobody how many."""

from django.db import transaction

from cases.models import Case, ReferenceCounter
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Unit
from stalking_unit.db.keys import blind_index

DIGITS = 5
SIZE = 10**DIGITS
ROUNDS = 4
HALF = 317  # 317 * 317 is the smallest square that holds SIZE


@transaction.atomic
def next_reference(unit: Unit, *, by: Actor) -> str:
    """The unit's next reference of the year: the counter, put through a permutation that only our key knows.

    One that was given in another way, as those of the demonstration are, is passed over.
    """
    year = by.now.year
    ReferenceCounter.objects.get_or_create(unit=unit, year=year)
    counter = ReferenceCounter.objects.select_for_update(of=("self",)).get(unit=unit, year=year)
    with acting(Actor.system("references", by.now)):  # a case that this person may not see has a reference too
        while counter.given < SIZE:
            reference = f"{unit.code}-{year}-{permuted(counter.given, f'{unit.code}:{year}'):0{DIGITS}}"
            counter.given += 1
            if not Case.objects.filter(reference=reference).exists():
                counter.save(update_fields=["given"])
                return reference
    raise ValueError(f"{unit.code} has given every reference of {year}")


def permuted(number: int, purpose: str) -> int:
    """Another number below SIZE, one for one: a Feistel network over a slightly larger square, walked back inside."""
    while True:
        left, right = divmod(number, HALF)
        for turn in range(ROUNDS):
            noise = int.from_bytes(blind_index(f"{purpose} turn {turn} of {right}", "reference")[:8], "big")
            left, right = right, (left + noise) % HALF
        number = left * HALF + right
        if number < SIZE:
            return number
