"""Every text that people write about a case can be hidden, whoever adds the next one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from cases import policy
from cases.models.words import SaidByPeople
from cases.services.files import Text, every_text
from tests.cases.policy.test_paper import models_of_cases

OF_THE_UNIT = {"cases", "risk", "interventions"}
# What is no text of anybody's. Whoever adds a line says why the address of somebody's home can never stand in it.
NO_TEXT = {
    ("cases.AdviceText", "text"): "the unit’s own words, the same for every case",
    ("cases.Alarm", "raised_by_name"): "somebody at work",
    ("cases.Alarm", "taken_by_name"): "somebody at work",
    ("cases.Case", "reference"): "made by the product",
    ("cases.CasePerson", "relationship"): "a code",
    ("cases.CaseGrant", "granted_by_name"): "somebody at work",
    ("cases.CaseGrant", "record_types"): "names of models",
    ("cases.ClearedLikeness", "cleared_by_name"): "somebody at work",
    ("cases.CodeItem", "code"): "a list that the unit keeps, the same for every case",
    ("cases.CodeItem", "label"): "a list that the unit keeps, the same for every case",
    ("cases.CallNote", "words"): "of no case yet; once it is placed its words are those of a caller drop",
    ("cases.Draft", "page"): "an address of the product’s",
    ("cases.Draft", "tab"): "made by the product",
    ("cases.Episode", "closure_reason"): "a code",
    ("cases.Episode", "source"): "a code",
    ("cases.Exclusion", "declared_by_name"): "somebody at work",
    ("cases.IncidentVersion", "codes"): "codes",
    ("cases.HiddenText", "field"): "names the column that is covered",
    ("cases.HiddenText", "model"): "names the model that is covered",
    ("cases.Hiding", "field"): "names the column that is covered",
    ("cases.Hiding", "model"): "names the model that is covered",
    ("cases.PersonDetail", "ethnicity"): "a code",
    ("cases.PersonDetail", "sex"): "a code",
    ("cases.PersonName", "sort_key"): "made from the name, and shown to nobody",
    ("cases.Referral", "source"): "a code",
    ("cases.StateChange", "facts"): "codes, dates and keys; what was written hangs on it as statements",
    ("cases.StateChange", "made_by_name"): "somebody at work",
    ("cases.Statement", "heading"): "a code",
    ("cases.Trigger", "code"): "a code",
    ("cases.UnitGrant", "granted_by_name"): "somebody at work",
    ("documents.GeneratedDocument", "audience"): "somebody at work",
    ("documents.GeneratedDocument", "failure"): "a sentence of the product's",
    ("documents.GeneratedDocument", "file_name"): "made from the reference",
    ("documents.GeneratedDocument", "kind"): "a code",
    ("documents.GeneratedDocument", "reference"): "made by the product",
    ("documents.GeneratedDocument", "sha256"): "a fingerprint",
    ("interventions.RetentionRule", "basis"): "a rule of law, the same for every case",
    ("interventions.RetentionRule", "code"): "a code",
    ("interventions.SupportContact", "outside_of"): "sentences of the product's",
    ("interventions.VictimPlanPart", "code"): "a code",
    ("reminders.SentReminder", "kind"): "a code",
    ("risk.DraftSection", "section"): "a code",
    ("risk.InRoom", "name"): "somebody at work",
    ("risk.MeetingRow", "struck_reason"): "of the meeting as a whole, and about no case, as its page says",
    ("risk.MeetingRow", "text"): "of the meeting as a whole, and about no case, as its page says",
    ("risk.DraftSection", "tab"): "made by the product",
    ("risk.FactAnswer", "question"): "a code",
    ("risk.FormulationDraft", "part"): "a code",
    ("risk.FormulationDraft", "tab"): "made by the product",
    ("risk.FormulationWords", "heading"): "a code",
    ("risk.OpinionAnswer", "question"): "a code",
}
TEXTS = every_text()


def said_in(model: type[models.Model]) -> Iterator[models.Field]:  # type: ignore[type-arg]
    """The columns of a model in which a text could stand; what is chosen from a list is none."""
    for column in model._meta.concrete_fields:
        kind = column.base_field if isinstance(column, ArrayField) else column
        if isinstance(kind, models.CharField | models.TextField | models.JSONField) and not getattr(
            kind, "choices", None
        ):
            yield column


def models_with_texts() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model._meta.app_label in OF_THE_UNIT or model._meta.label in models_of_cases():
            yield model


def columns() -> dict[tuple[str, str], models.Field]:  # type: ignore[type-arg]
    return {(model._meta.label, column.name): column for model in models_with_texts() for column in said_in(model)}


def test_every_text_of_every_model_can_be_hidden_or_says_why_it_is_none() -> None:
    """A new text is a column of `cases.models.words`, and a line in the `texts.py` of its app."""
    assert set(columns()) - set(NO_TEXT) == set(TEXTS)


def test_every_text_is_a_column_that_can_be_covered() -> None:
    plain = {place for place, column in columns().items() if not isinstance(column, SaidByPeople)}
    assert plain - set(NO_TEXT) == set()


def test_what_is_no_text_is_still_there() -> None:
    assert set(NO_TEXT) <= set(columns())


@pytest.mark.parametrize("text", TEXTS.values(), ids=lambda text: f"{text.model}.{text.field}")
def test_a_text_is_read_by_actions_on_its_own_record_or_the_one_it_hangs_on(text: Text) -> None:
    model = apps.get_model(text.model)
    about = model._meta.get_field(text.via).related_model if text.via else model
    assert {policy.subject_of(action).model for action in text.read} <= {about._meta.label}  # type: ignore[union-attr]
    assert text.label


@pytest.mark.parametrize("page", sorted({text.page for text in TEXTS.values()}))
def test_the_page_of_a_text_is_a_page_of_the_case(page: str) -> None:
    assert reverse(page, kwargs={"pk": "00000000-0000-4000-8000-000000000000"})
