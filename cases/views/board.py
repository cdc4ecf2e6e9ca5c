"""The unit board: the spreadsheet, better. It is filtered, sorted, changed row by row, printed and taken along."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.views import View
from django.views.generic import TemplateView

from cases.forms.board import BoardFilterForm, NextStepForm
from cases.models import Case
from cases.policy import Action
from cases.presenters.board import RowView, board_asked, board_cells, board_columns, board_file
from cases.presenters.clashes import clashes
from cases.services import board
from cases.services.board import BoardRow, Wanted
from cases.services.errors import Changed
from cases.views.base import CASES, ActorPage, CaseFormPage, parse_uuid
from stalking_unit.accounts.models import User
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from stalking_unit.ui.parts import Conflict, Link
from stalking_unit.ui.views.errors import saved_first

PAGE_SIZE = 50
ASKED = ("level", "stage", "mine", "overdue", "sort")


class BoardPage(ActorPage):
    """What the address asks of the board, and nothing else that it may say."""

    form: BoardFilterForm
    wanted: Wanted

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        order = request.GET.get("sort", "")
        is_known = order.removeprefix("-") in board.orders(self.actor)
        self.form = BoardFilterForm(request.GET, now=self.actor.now)
        self.wanted = self.form.wanted(order if is_known else "")

    @property
    def query(self) -> dict[str, list[str]]:
        """What was asked for, to be asked again."""
        return {name: self.request.GET.getlist(name) for name in ASKED if name in self.request.GET}

    def cases(self) -> Any:
        return board.cases(self.actor, self.wanted, CASES)

    def taken(self, subtype: str) -> list[BoardRow]:
        """Every row for one who takes it along: a disclosure to their own agency."""
        rows = board.rows(self.actor, self.cases())
        trail.record(
            self.actor,
            trail.Operation.DISCLOSE,
            subtype,
            shown=[row.case.pk for row in rows],
            recipients=[self.actor.agency_name],
        )
        return rows


class Board(BoardPage, TemplateView):
    """One row a case, 50 to a page; `?edit=` opens one of them to be changed where it stands."""

    template_name = "cases/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.cases(), PAGE_SIZE).get_page(self.request.GET.get("page"))
        rows = board.rows(self.actor, page.object_list)
        trail.record(self.actor, trail.Operation.CONSULT, "view_board", shown=[row.case.pk for row in rows])
        extra = board.columns(self.actor)
        columns = board_columns(extra, order=self.wanted.order, query={**self.query, "sort": ""})
        today = localdate(self.actor.now)
        opened = parse_uuid(self.request.GET.get("edit", ""))
        return super().get_context_data(
            page=page,
            columns=columns,
            rows=[
                RowView(
                    row.case.pk,
                    list(zip(columns, board_cells(row, extra, today=today), strict=True)),
                    change=self._change(row) if row.may_set else "",
                    form=self._form(row) if row.may_set and row.case.pk == opened else None,
                )
                for row in rows
            ],
            form=self.form,
            asked=board_asked(self.wanted),
            copies=self._copies(),
            **kwargs,
        )

    def _copies(self) -> list[Link]:
        """The same rows to take along."""
        query = urlencode(self.query, doseq=True)
        wanted = (("For paper", "cases:print_board"), ("For a spreadsheet", "cases:export_board"))
        return [Link(text, f"{reverse(route)}?{query}" if query else reverse(route)) for text, route in wanted]

    def _change(self, row: BoardRow) -> str:
        page = {"page": self.request.GET["page"]} if "page" in self.request.GET else {}
        return "?" + urlencode({**self.query, **page, "edit": str(row.case.pk)}, doseq=True) + f"#case-{row.case.pk}"

    def _form(self, row: BoardRow) -> NextStepForm:
        kept = NextStepForm.answers_of(row.step)
        back = urlencode({**self.query, "page": self.request.GET.get("page", "1")}, doseq=True)
        return NextStepForm(
            initial=kept | {"back": back}, owners=_choices(board.owners(row.case, by=self.actor)), now=self.actor.now
        )


class PrintBoard(BoardPage, TemplateView):
    """The board for paper: every row, without links to change anything."""

    template_name = "cases/board_print.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        extra = board.columns(self.actor)
        columns = [type(column)(column.text) for column in board_columns(extra, order="", query={})]
        rows = self.taken("print_board")
        today = localdate(self.actor.now)
        return super().get_context_data(
            columns=columns,
            rows=[
                RowView(row.case.pk, list(zip(columns, board_cells(row, extra, today=today), strict=True)))
                for row in rows
            ],
            query=urlencode(self.query, doseq=True),
            now=self.actor.now,
            **kwargs,
        )


class ExportBoard(BoardPage, View):
    """The board for a spreadsheet: exactly what the page shows this person."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        text = board_file(self.taken("export_board"), board.columns(self.actor))
        # The mark at the start tells spreadsheets that names are written in UTF-8.
        response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
        name = f"unit-board-{localdate(self.actor.now).isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response


class SetNextStep(CaseFormPage):
    """The next step of one case: from its row of the board, or from the case itself."""

    action = Action.SET_NEXT_STEP
    form_class = NextStepForm
    template_name = "cases/next_step.html"
    title = "Next step"
    submit_label = "Save the next step"

    def get_form_kwargs(self) -> dict[str, Any]:
        self.people = board.owners(self.case, by=self.actor)
        return {**super().get_form_kwargs(), "now": self.actor.now, "owners": _choices(self.people)}

    def get_initial(self) -> dict[str, Any]:
        return NextStepForm.answers_of(board.step_of(self.actor, self.case))

    def act(self, form: NextStepForm) -> str:
        typed = form.cleaned_data
        board.set_next(
            self.case,
            by=self.actor,
            text=typed["text"],
            owner=next((one for one in self.people if str(one.pk) == typed["owner"]), None),
            due_on=typed["due_on"],
            court_on=typed["court_on"],
            number=self.version,
        )
        return f"The next step of {self.case.reference} is saved."

    def get_success_url(self) -> str:
        """Back to the row it was written in, or to the case."""
        back = self.request.POST.get("back", "")
        if not back:
            return super().get_success_url()
        asked = [(name, value) for name, value in parse_qsl(back) if name in (*ASKED, "page")]
        return f"{reverse('cases:board')}?{urlencode(asked)}#case-{self.case.pk}"

    def refused(self, form: NextStepForm, error: DomainError) -> HttpResponse:
        """Somebody saved first: both texts, and the form as it was typed on top of what stands there now."""
        stands = Case.objects.select_related("next_step__set_by", "next_step__owner").get(pk=self.case.pk).next_step
        if not isinstance(error, Changed) or stands is None:
            return super().refused(form, error)
        kept = NextStepForm.answers_of(stands)
        conflict = Conflict(by=stands.set_by.name, at=stands.set_at, clashes=clashes(form, kept))
        typed: QueryDict = self.request.POST.copy()
        typed["version"] = kept["version"]
        again = NextStepForm(typed, now=self.actor.now, owners=_choices(self.people))
        return saved_first(self.request, conflict=conflict, form=again)


def _choices(people: list[User]) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in people]


def routes() -> list[URLPattern]:
    """The board, for paper and for a spreadsheet, and the next step of a case."""
    return [
        path("board/", Board.as_view(), name="board"),
        path("board/print/", PrintBoard.as_view(), name="print_board"),
        path("board/export/", ExportBoard.as_view(), name="export_board"),
        path("cases/<uuid:pk>/next-step/", SetNextStep.as_view(), name="next_step"),
    ]
