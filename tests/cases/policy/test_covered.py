"""What was hidden shows to nobody but the victim's side, whatever the channel: the marks of every text, all hidden.

The same world, readers and routes as in `test_channels`. There a mark may be met by whoever may view it; here every
text that holds one is hidden besides, and whoever is not on her side meets none at all.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import pytest_django
from django.apps import apps
from django.db import transaction

from cases.models import Case, HiddenText, Hiding
from cases.services.files import every_text
from stalking_unit.accounts.actor import Actor, acting
from tests.cases.policy.test_channels import MARK, Marks, Play, write_with
from tests.cases.policy.world import NOW
from tests.cases.policy.written import Written

# One of each kind that is not on her side: every route is opened by each, and seats of one side have one rule.
NOT_HERS = ("officer on his side", "psychologist", "officer on duty", "coordinator", "auditor", "guest")


def hide_everything(written: Written) -> int:
    """One press for each case, covering the whole of every text of it that holds a mark."""
    presses = {
        case.pk: Hiding.objects.create(
            case=case,
            model="cases.Incident",
            record_id=case.pk,
            field="what",
            author=written.stage.users[-1],
            agency=written.stage.agencies[1],
            hidden_at=NOW,
        )
        for case in Case.objects.all()
    }
    Case.objects.update(hides_words=True)
    covered = [
        HiddenText(case_id=case, hiding=presses[case], model=text.model, record_id=row.pk, field=text.field)
        for text in every_text().values()
        for row in apps.get_model(text.model)._default_manager.all()
        if MARK.search(getattr(row, text.field) or "") and (case := getattr(row, text.case))
    ]
    return len(HiddenText.objects.bulk_create(covered))


@pytest.fixture(scope="module")
def play(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Play]:
    marks = Marks()
    with django_db_blocker.unblock(), transaction.atomic(), acting(Actor.system("test")):
        written = write_with(marks)
        assert hide_everything(written) > 100
        yield Play(written, marks)
        transaction.set_rollback(True)


def texts_met(play: Play, name: str) -> set[tuple[str, str, str]]:
    """Where this reader met which text; the name of somebody at work is none."""
    met = {(page, one.child or one.record.model, one.column) for page, found in play.met_by(name) for one in found}
    return {(page, model, column) for page, model, column in met if (model, column) in every_text()}


@pytest.mark.parametrize("name", NOT_HERS)
def test_who_is_not_on_her_side_meets_no_word_that_was_hidden(play: Play, name: str) -> None:
    assert texts_met(play, name) == set()


def test_her_side_reads_on(play: Play) -> None:
    """Or the test above would look at empty pages."""
    read = {model for _, model, _ in texts_met(play, "advocate")}
    assert read >= {"cases.Incident", "cases.PersonName", "interventions.PlanAction", "cases.Statement"}
