"""A referral that is asked one question a page: where each question stands, and what was answered to all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse

from cases.models import Case
from cases.presenters.clashes import words
from stalking_unit.ui.forms import Form, Problem, first_id
from stalking_unit.ui.parts import Link, Row


class Asked(Protocol):
    """One page of questions."""

    @property
    def slug(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def boxes(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered on one page, and the way back to it."""

    title: str
    change: Link
    rows: Sequence[Row]


def question_page(case: Case, question: Asked) -> str:
    """Where one question stands."""
    return reverse("cases:referral_question", kwargs={"pk": case.pk, "question": question.slug})


def answered_pages(case: Case, questions: Iterable[Asked], form: Form, typed: Mapping[str, Any]) -> list[Answered]:
    """Every question with its answers, as they were typed."""
    return [
        Answered(
            question.title,
            Link("Change", question_page(case, question), more=question.title),
            [Row(str(form[name].label), _words(form, name, typed[name])) for name in question.boxes],
        )
        for question in questions
    ]


def _words(form: Form, name: str, answer: Any) -> str:
    return words(form.fields[name], answer) if answer else "Nothing entered"


def problems_elsewhere(case: Case, questions: Iterable[Asked], form: Form) -> Iterator[Problem]:
    """What is wrong with the whole, each line leading to its box on the page where it is asked."""
    if not form.is_bound:
        return
    yield from (Problem(str(text)) for text in form.non_field_errors())
    for question in questions:
        for name in question.boxes:
            for text in form.errors.get(name, ()):
                yield Problem(str(text), f"{question_page(case, question)}#{first_id(form[name])}")
