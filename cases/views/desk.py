"""The screening desk: what waits at the left, the facts of one referral, and four keys."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import FormView

from cases import policy
from cases.enums import Transition
from cases.forms.desk import ALSO, DECISIONS, Decision, DeskForm, desk_form
from cases.models import Case
from cases.policy import Action
from cases.presenters import done_with_link, flags, names
from cases.presenters.desk import address, begin_with, clocks, keys, lines
from cases.presenters.history import clashes, meanwhile
from cases.presenters.intake import facts_of
from cases.services import advice, conflicts, desk, people
from cases.services.conflicts import Likeness
from cases.services.desk import Waiting
from cases.services.errors import Changed
from cases.tasks import compare_searches
from cases.views.base import CASES, ActorPage, parse_uuid, show
from cases.views.holding import Holding
from stalking_unit.accounts.models import Unit
from stalking_unit.audit import trail
from stalking_unit.db.errors import Conflict, DomainError
from stalking_unit.notifications.waking import wake
from stalking_unit.ui.parts import Link

GONE = "Somebody decided about this referral while you had it open. Nothing of yours was recorded."


class Desk(Holding, ActorPage, FormView):  # type: ignore[type-arg]  # not subscriptable when the program runs
    """One referral at a time, the most urgent first; each decision leads on to the next.

    `?referral=` says which, `?do=` which decision is being written; without script these are links like any other.
    """

    action = Action.PASS_TO_TRIAGE
    template_name = "cases/desk.html"
    waiting: list[Waiting]
    chosen: Waiting | None
    may: frozenset[Action] = frozenset()
    likenesses: Sequence[Likeness] = ()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.waiting = desk.waiting(self.actor)
        self.wanted = parse_uuid(request.GET.get("referral", ""))
        here = next((one for one in self.waiting if one.case.pk == self.wanted), None)
        self.chosen = self.waiting[0] if self.waiting and self.wanted is None else here
        if self.chosen is not None:
            self._open(self.chosen.case)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.chosen is None and self.wanted is not None:  # decided, or never theirs
            case = policy.get_or_404(self.actor, Action.VIEW_CASE, CASES.all(), self.wanted)
            return HttpResponseRedirect(case.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.decision is None:
            return HttpResponseRedirect(reverse("cases:screening"), status=303)
        if self.chosen is None:
            return self.came_too_late(self.wanted)
        if "ready" in request.POST:
            return self.render_to_response(self.get_context_data(form=self.with_ready_advice()))
        return super().post(request, *args, **kwargs)

    @property
    def decision(self) -> Decision | None:
        """The decision being written, if it is this person's to make."""
        decision = DECISIONS.get(self.request.GET.get("do", ""))
        is_theirs = self.chosen is None or (decision and Action(decision.move.value) in self.may)
        return decision if is_theirs else None

    @property
    def case(self) -> Case:
        """The referral in hand. One that waits no more is known by its key alone, whether or not it may be seen."""
        return self.chosen.case if self.chosen else Case(pk=self.wanted)

    @property
    def held_for(self) -> UUID | None:
        return self.chosen.case.pk if self.chosen and self.decision else None

    @property
    def version(self) -> int | None:
        """The version of the case the person was looking at."""
        posted = self.request.POST.get("version", "")
        return int(posted) if posted.isdigit() else None

    def get_form(self, form_class: Any = None) -> Any:
        return super().get_form(form_class) if self.decision else None

    def get_form_class(self) -> type[DeskForm]:
        return desk_form(self.request.GET["do"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case, "by": self.actor, "likenesses": self.likenesses}

    def get_initial(self) -> dict[str, Any]:
        key = parse_uuid(self.request.GET.get("into", ""))
        seen = policy.scope(self.actor, Action.VIEW_CASE, Case.objects.open())
        return begin_with(self.actor, self.case, into=seen.filter(pk=key).first() if key else None)

    def with_ready_advice(self) -> DeskForm:
        """The form as it was typed, with the ready advice for the behaviours that were ticked put below."""
        typed: DeskForm = self.get_form()
        texts = advice.ready(self.request.POST.getlist(ALSO), localdate(self.actor.now), self.case.unit_id)
        return typed.with_ready(texts.split("\n\n"))

    def form_valid(self, form: DeskForm) -> HttpResponse:
        try:
            desk.decide(
                self.case,
                form.decision.move,
                by=self.actor,
                says=form.says(),
                facts=form.facts(),
                version=self.version,
                happened_at=form.happened_at(),
                nobody_we_know=self.likenesses,
            )
        except DomainError as error:
            show(form, error)
            return self.refused(form, error)
        wake(compare_searches)
        self.let_go()
        messages.success(self.request, self._done(form.decision))
        return HttpResponseRedirect(self.next_address(), status=303)

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def came_too_late(self, wanted: UUID | None) -> HttpResponse:
        """Not a word that was typed is lost. The answer is the same for a referral that was never theirs to see."""
        form = self.get_form()
        form.is_valid()
        error = Changed(GONE)
        show(form, error)
        return self.refused(form, error)

    def refused(self, form: DeskForm, error: DomainError) -> HttpResponse:
        """What was typed is still there; if somebody was quicker, with what they did and wrote beside it."""
        context = self.get_context_data(form=form)
        if isinstance(error, Conflict):
            happened = meanwhile(self.actor, self.case, self.version)
            context |= {"happened": happened, "clashes": clashes(form, happened)}
        return self.render_to_response(context, status=error.status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = people.names_on(self.actor, [one.case for one in self.waiting])
        context = super().get_context_data(
            decision=self.decision,
            lines=lines(self.waiting, seen, self.case, self.actor.now),
            next=self.next_address(),
            may_reword=policy.scope(self.actor, Action.REWORD_ADVICE, Unit.objects.all()).exists(),
            **kwargs,
        )
        return context | self.facts(self.chosen) if self.chosen else context

    def facts(self, one: Waiting) -> dict[str, Any]:
        """Everything about the referral in hand that its page shows."""
        case = one.case
        here = address(case, do=self.request.GET.get("do", ""))
        return {
            "case": case,
            "who": names(people.seen_once(self.actor, case), case),
            "marks": flags(case),
            "clocks": clocks(one, self.actor.now),
            "facts": facts_of(self.actor, case, self.may, join_at=address(case, do="join"), found=self.likenesses),
            "keys": keys(case, self.may),
            "ask": address(case, do="ask"),
            "back": address(case),
            "here": here,
            "sends_to": here.partition("#")[0],  # what is wrong stands at the top of the page, and is to be seen
        }

    def next_address(self) -> str:
        """The referral after this one, or the first when this was the last; the empty desk when it was the only one."""
        order = [one.case for one in self.waiting]
        here = next((number for number, case in enumerate(order) if case.pk == self.case.pk), -1)
        after = [*order[here + 1 :], *order[: max(here, 0)]]
        return address(after[0]) if after else reverse("cases:screening")

    def _done(self, decision: Decision) -> str:
        done = f"{self.case.reference}: {decision.done}"
        if decision.move is not Transition.JOIN:
            return done
        return done_with_link(done, Link("Undo the join", reverse("cases:unjoin", kwargs={"pk": self.case.pk})))

    def _open(self, case: Case) -> None:
        self.may = policy.allowed_once(self.actor, case)
        if Action.EXCLUDE_PERSON in self.may:
            self.likenesses = conflicts.compare(case, by=self.actor)
        trail.record(self.actor, trail.Operation.CONSULT, self.action.value, case_id=case.pk, record=case)
