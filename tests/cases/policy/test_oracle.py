"""Whatever world is drawn: the policy, asked in the database, answers as an oracle that knows the paper alone.

By hand, for longer: `POLICY_WORLDS=1000 ./run test tests/cases/policy/test_oracle.py` draws new worlds each time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import pytest_django
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cases import policy
from cases.policy import Action
from stalking_unit.accounts.actor import acting
from tests.cases.policy import paper
from tests.cases.policy.oracle import Asker, Oracle, askers
from tests.cases.policy.strategies import PEOPLE, worlds
from tests.cases.policy.world import NOW, World
from tests.cases.policy.written import Stage, Written, all_of

MATRIX = paper.matrix()
LONG = int(os.environ.get("POLICY_WORLDS", "0"))
drawn = settings(
    max_examples=LONG or 25,
    derandomize=not LONG,
    database=None,
    deadline=None,
    print_blob=bool(LONG),
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],  # shrinking may take minutes
)


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Stage]:
    """What stays the same from world to world; the last of the people is a bystander."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Stage.build(len(PEOPLE) + 1)
        transaction.set_rollback(True)


@drawn
@given(world=worlds(), data=st.data())
def test_the_policy_answers_as_the_oracle(stage: Stage, world: World, data: st.DataObject) -> None:
    with transaction.atomic():
        Judge(Written.write(stage, world), data).judge()
        transaction.set_rollback(True)


class Judge:
    """Compares the four questions one may ask of the policy with the oracle's answers."""

    def __init__(self, written: Written, data: st.DataObject) -> None:
        self.written, self.data = written, data
        self.oracle = Oracle(written.world)

    def judge(self) -> None:
        for asker in askers(self.written.world):
            # As themselves, when the database looks on too, or as the product, when the policy must hold alone.
            with acting(self.written.actor(self.data.draw(st.sampled_from((asker, Asker(None)))))):
                self.scope_is_right(asker)
                self.can_is_right(asker)
                self.allowed_is_right(asker)
        self.who_can_is_right()

    def scope_is_right(self, asker: Asker) -> None:
        """Every action, every record."""
        actor = self.written.actor(asker)
        for line in MATRIX:
            found = policy.scope(actor, Action(line.action), all_of(line)).values_list("pk", flat=True)
            keys = {self.written.keys[line.record, pk] for pk in found}
            assert keys == self.oracle.scope(asker, line, self.written.of_model(line.record)), (line.action, asker)

    def can_is_right(self, asker: Asker) -> None:
        """A few records, each by a line that is about it."""
        actor = self.written.actor(asker)
        for line in self.data.draw(st.lists(st.sampled_from(MATRIX), max_size=4)):
            among = self.written.of_model(line.record)
            if among:
                record = self.data.draw(st.sampled_from(among))
                answer = policy.can(actor, Action(line.action), self.written.rows[record.key])
                assert answer == self.oracle.may(asker, line, record), (line.action, asker, record)

    def allowed_is_right(self, asker: Asker) -> None:
        """Everything at once, on one case."""
        record = self.data.draw(st.sampled_from(self.written.of_model("cases.Case")))
        expected = {line.action for line in MATRIX if line.is_of_case and self.oracle.may(asker, line, record)}
        found = policy.allowed(self.written.actor(asker), self.written.rows[record.key])  # type: ignore[arg-type]
        assert found == expected, (asker, record)

    def who_can_is_right(self) -> None:
        """Two records, whoever asks."""
        for line in self.data.draw(st.lists(st.sampled_from(MATRIX), min_size=2, max_size=2)):
            among = self.written.of_model(line.record)
            if among:
                record = self.data.draw(st.sampled_from(among))
                with acting(self.written.actor(Asker(0))):
                    found = policy.who_can(Action(line.action), self.written.rows[record.key], at=NOW)
                expected = [self.written.stage.users[person] for person in self.oracle.who_can(line, record)]
                assert found == sorted(expected, key=lambda user: user.name), (line.action, record)
