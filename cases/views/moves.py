"""Every move of the lifecycle on a page of its own, made from one table."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from cases import policy
from cases.enums import Transition
from cases.forms.moves import MoveForm
from cases.forms.wordings import WORDINGS, Wording, form_for
from cases.models import Alarm, StateChange
from cases.policy import Action
from cases.presenters.desk import address
from cases.presenters.halts import offer_rows
from cases.presenters.intake import facts_of
from cases.presenters.moves import not_from_here, who_may
from cases.services import alarms, halts, lifecycle, moves, screening
from cases.services.answering import may_start_for
from cases.services.errors import Changed
from cases.tasks import compare_searches
from cases.views.base import CASES
from cases.views.beside import Beside
from stalking_unit.notifications.waking import wake
from stalking_unit.ui.parts import Row

TOO_LATE = "Somebody changed this case while you had it open, and this is no longer yours to do. Nothing was recorded."


class MovePage(Beside):
    """One move: what it asks, what is still in the way, and for somebody who may not make it, who may."""

    template_name = "cases/move.html"
    change: StateChange
    transition: ClassVar[Transition] = Transition.RAISE_RED_FLAG  # each route names its own

    @property
    def wording(self) -> Wording:
        """The row of the table this page is made from."""
        return WORDINGS[self.transition]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        try:
            super().setup(request, *args, **kwargs)
        except PermissionDenied as refusal:
            refusal.who_may = who_may(self.action)  # type: ignore[attr-defined]  # the page of the refusal says it
            self._keep_what_came_too_late(kwargs["pk"], refusal)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Action(self.transition.value) not in self.may:
            form = self.get_form()
            form.is_valid()
            return self.refused(form, Changed(TOO_LATE))
        return super().post(request, *args, **kwargs)

    def get_form_class(self) -> type[MoveForm]:
        return form_for(self.transition)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case, "by": self.actor}

    def get_initial(self) -> dict[str, Any]:
        """What the link that led here has chosen already, such as what is proposed to triage."""
        return {name: value for name, value in self.request.GET.items() if name in self.wording.fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        blocks = self.blocks()
        return super().get_context_data(
            wording=self.wording,
            blocks=blocks,
            may_send=not blocks and Action(self.transition.value) in self.may,
            facts=facts_of(self.actor, self.case, self.may),
            offer=self._offer(),
            **kwargs,
        )

    def _offer(self) -> list[Row]:
        """What is handed over, for whoever answers an offer."""
        if self.transition not in {Transition.ACCEPT_OFFER, Transition.REFUSE_OFFER}:
            return []
        made = halts.offer(self.actor, self.case)
        return offer_rows(made, self.case) if made else []

    def blocks(self) -> tuple[str, ...]:
        """Why the move cannot be made now, in sentences that say what to do first."""
        if not may_start_for(self.case, self.transition, sees_stage=Action.VIEW_STAGE in self.may):
            return (not_from_here(self.case, self.transition, self.may),)
        return lifecycle.blocks(self.case, self.transition)

    def act(self, form: Any) -> str:
        self.change = moves.make(
            self.case,
            self.transition,
            by=self.actor,
            says=form.says(),
            facts=form.facts(),
            version=self.version,
            happened_at=form.happened_at(),
        )
        return self.wording.done

    def get_success_url(self) -> str:
        """The case, or the list for somebody who has just handed the case away."""
        if policy.can(self.actor, Action.VIEW_CASE, self.case):
            return self.case.get_absolute_url()
        return reverse("cases:list")

    def _keep_what_came_too_late(self, pk: UUID, refusal: PermissionDenied) -> None:
        """What somebody typed on an old page is not thrown away because the move is nobody's or another's by now."""
        self.case = policy.get_case_or_404(self.actor, Action.VIEW_CASE, CASES.all(), pk)
        if self.version is None or self.version == self.case.version:
            raise refusal
        self.may = policy.allowed_once(self.actor, self.case)
        self.consult(self.case)


class RaiseRedFlag(MovePage):
    """Leads to the alarm it rings: who is awake, and whom somebody has spoken to."""

    def get_success_url(self) -> str:
        """The alarm for those who may see it; a guest of the case goes back to it."""
        rung = alarms.seen(self.actor, Alarm.objects.filter(subject_id=self.change.pk)).first()
        return reverse("cases:alarm", kwargs={"pk": rung.pk}) if rung else super().get_success_url()


class BeginScreening(MovePage):
    """Opens the screening; the page it was pressed on shows what was found."""

    def act(self, form: Any) -> str:
        screening.begin(self.case, by=self.actor, version=self.version)
        wake(compare_searches)
        return self.wording.done

    def get_success_url(self) -> str:
        return address(self.case)


SPECIAL: dict[Transition, type[MovePage]] = {
    Transition.BEGIN_SCREENING: BeginScreening,
    Transition.RAISE_RED_FLAG: RaiseRedFlag,
}


def routes() -> list[URLPattern]:
    """One route for each row of the table."""
    return [
        path(
            f"cases/<uuid:pk>/{move.value.replace('_', '-')}/",
            SPECIAL.get(move, MovePage).as_view(action=Action(move.value), transition=move),
            name=move.value,
        )
        for move in WORDINGS
    ]
