"""The papers and the code name the same verbs, the same records and the same rows; what is on no paper is nobody's."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from cases import policy
from cases.models import Case
from cases.policy import RULES, SUBJECTS, Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.enums import DisciplineKind, Role
from stalking_unit.accounts.models import User
from tests.cases.policy import paper

MATRIX, CHILDREN = paper.matrix(), paper.children()
NOBODY = "-"


def keys_to_case(model: type[Model]) -> list[Field]:  # type: ignore[type-arg]
    """The columns by which a row belongs to a case, whatever they are called."""
    return [
        column
        for column in model._meta.concrete_fields
        if column.attname == "case_id" or (isinstance(column, ForeignKey) and column.related_model is Case)
    ]


def models_of_cases() -> set[str]:
    """The models whose rows belong to a case. The trail is read by a role of its own, the case has its own line."""
    apart = {"audit.AuditEvent", "cases.Case"}
    return {model._meta.label for model in apps.get_models() if keys_to_case(model)} - apart


def test_every_action_has_one_line() -> None:
    lines = Counter(line.action for line in MATRIX)
    assert [action for action, count in lines.items() if count > 1] == []
    assert set(lines) == {action.value for action in Action}


def test_every_line_is_about_the_record_the_action_is_about() -> None:
    on_paper = {line.action: line.record for line in MATRIX}
    assert on_paper == {action.value: policy.subject_of(action).model for action in Action}


def test_every_record_on_paper_is_a_model() -> None:
    for label in {line.record for line in MATRIX} | {child.model for child in CHILDREN}:
        apps.get_model(label)


def test_every_verb_of_the_rules_is_on_paper() -> None:
    assert set(RULES) == set(Action)
    assert set(SUBJECTS) <= set(Action)


def test_every_cell_that_is_a_dash_has_no_clause_and_every_other_has_one() -> None:
    """Seat by seat, before the database is asked anything."""
    columns = {
        (role, kind): kind.value if kind is not DisciplineKind.OTHER else "guest"
        for role in (Role.PRACTITIONER, Role.SUPERVISOR)
        for kind in DisciplineKind
    }
    for role, column in (("TEAM_LEAD", "lead"), ("COORDINATOR",) * 2, ("AUDITOR",) * 2, ("GUEST",) * 2):
        columns |= {(Role[role], kind): column.lower() for kind in DisciplineKind}
    columns |= {(Role.AGENCY_ADMIN, kind): "admin" for kind in DisciplineKind}
    for line in MATRIX:
        for seat, column in columns.items():
            meant = [term for term in line.cells[column] if term.only != "sup" or seat[0] is Role.SUPERVISOR]
            named = [clause for clause in RULES[Action(line.action)] if seat in clause.who]
            assert bool(meant) == bool(named), (line.action, seat)


def test_every_row_of_a_case_is_on_paper() -> None:
    """By a line that lets somebody view it, or as the child of such a row. A new model starts by being nobody's."""
    viewed = {line.record for line in MATRIX if line.action.startswith("view_")}
    children = {child.model for child in CHILDREN}
    assert models_of_cases() - viewed - children == set()
    assert children <= models_of_cases() - viewed


@pytest.mark.parametrize("child", CHILDREN, ids=lambda child: child.model)
def test_a_child_hangs_on_its_parent(child: paper.Child) -> None:
    """And is read by whoever may read the parent by one of these actions; or by nobody, as a dash says."""
    if child.parent == NOBODY:
        assert child.actions == (NOBODY,)
        return
    parent = apps.get_model(child.parent)
    hangs_on = [column.related_model for column in apps.get_model(child.model)._meta.concrete_fields]
    assert parent in hangs_on
    assert {policy.subject_of(Action(action)).model for action in child.actions} == {child.parent}


def test_the_field_that_names_somebody_is_a_field() -> None:
    """Wherever the paper says `named`."""
    for line in MATRIX:
        if any(term.relation.endswith("named") for cell in line.cells.values() for term in cell):
            subject = policy.subject_of(Action(line.action))
            model = apps.get_model(subject.model)
            for step in subject.names.split("__"):
                model = model._meta.get_field(step).related_model  # type: ignore[assignment]  # each leads to a record
            assert model is User, line.action


def test_what_must_be_seen_before_a_refusal_is_a_403_is_the_same_record() -> None:
    for action in Action:
        view = policy.subject_of(action).view
        assert view is None or policy.subject_of(view).model == policy.subject_of(action).model, action


def test_an_action_without_a_rule_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(RULES, Action.VIEW_CASE)
    with pytest.raises(KeyError):
        policy.scope(Actor.system("test"), Action.VIEW_CASE, Case.objects.all())


def test_an_action_asked_of_another_record_raises() -> None:
    with pytest.raises(ValueError, match=r"view_incident is done to cases\.Incident, not to cases\.Case"):
        policy.scope(Actor.system("test"), Action.VIEW_INCIDENT, Case.objects.all())


def test_a_word_the_paper_does_not_know_raises() -> None:
    with pytest.raises(ValueError, match="asks for something"):
        paper.terms("team:read")
