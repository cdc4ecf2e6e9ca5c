"""Plans made with a victim, needs and summaries in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from cases.enums import EventKind
from cases.services.files import Event
from interventions.enums import NeedKind, NeedState, VictimPlanKind
from interventions.models import Need, SupportSummary, VictimPlan
from interventions.presenters.plan import IN_PLACE, NOT_IN_PLACE
from interventions.services.plan_sections import PARTS
from stalking_unit.db.said import together, worded
from stalking_unit.ui.parts import Cell, Column, Kind, Link, Row, Table, Tag, TimelineItem
from stalking_unit.ui.words import day, lower_first

STATES: dict[str, Kind] = {
    NeedState.OPEN: "blue",
    NeedState.IN_HAND: "purple",
    NeedState.MET: "teal",
    NeedState.DROPPED: "grey",
}


def plan_rows(plan: VictimPlan) -> list[Row]:
    """What a version says, section by section; nothing is said of what was not talked about."""
    said = {part.code: part.text for part in plan.parts.all()}
    return [Row(part.title, said[part.code]) for part in PARTS[VictimPlanKind(plan.kind)] if part.code in said]


def pocket_rows(plan: VictimPlan) -> list[Row]:
    """The pocket version, when its words were agreed, and how it may be given."""
    if not plan.pocket:
        return []
    rows = [
        Row("Words", plan.pocket),
        Row("Agreed with the victim", day(plan.pocket_agreed_on) if plan.pocket_agreed_on else ""),
        Row("How it may be given or kept", plan.pocket_given),
    ]
    return [row for row in rows if row.value]


def written_words(plan: VictimPlan) -> str:
    """Which version it is, by whom and until when."""
    again = f" Look at it again on {day(plan.review_on)}." if plan.review_on else ""
    by = f"{plan.author.name}, {plan.agency.short_name}"
    return f"Version {plan.number}, {day(plan.happened_at)}, by {by}.{again}"


def copy_link(plan: VictimPlan) -> Link:
    """The way to the plan as text."""
    href = reverse("interventions:copy-victim-plan", kwargs={"pk": plan.pk})
    return Link("Copy for our record system", href, more=f"the {lower_first(str(plan.get_kind_display()))}")


def plan_event(plan: VictimPlan) -> Event:
    """That a version was made, for those who may read it; what it says stands on its own page."""
    item = TimelineItem(
        title=f"{plan.get_kind_display()}: version {plan.number}",
        when=day(plan.happened_at),
        by=plan.agency.short_name,
        href=reverse("interventions:victim-plan", kwargs={"pk": plan.pk}),
        at=plan.happened_at,
        links=[copy_link(plan)],
    )
    return Event(plan.happened_at, item, EventKind.CONTACT)


def version_rows(versions: Iterable[VictimPlan], *, but: VictimPlan) -> list[Row]:
    """The versions of a plan, the latest first."""
    return [
        Row(
            f"Version {plan.number}",
            day(plan.happened_at),
            sub=f"{plan.author.name}, {plan.agency.short_name}",
            actions=[] if plan.pk == but.pk else [_read(plan, f"version {plan.number}")],
        )
        for plan in versions
    ]


def standing_rows(plans: Iterable[VictimPlan], *, writes: Sequence[VictimPlanKind], victim: object) -> list[Row]:
    """The plans of one victim on the support page: which version stands, and the ways to read it and to write one."""
    of_kind = {plan.kind: plan for plan in plans}
    return [
        Row(
            str(kind.label),
            f"Version {plan.number}, {day(plan.happened_at)}" if plan else "Not made yet",
            sub=f"Look at it again on {day(plan.review_on)}" if plan and plan.review_on else "",
            actions=[
                *([_read(plan, f"the {lower_first(str(kind.label))}")] if plan else []),
                *([_write(kind, victim, is_new=plan is None)] if kind in writes else []),
            ],
        )
        for kind in VictimPlanKind
        for plan in (of_kind.get(kind),)
    ]


def in_place_rows(kinds: Iterable[str]) -> list[Row]:
    """For everybody else: whether there is one, and no more."""
    found = set(kinds)
    return [Row(str(kind.label), IN_PLACE if kind in found else NOT_IN_PLACE) for kind in VictimPlanKind]


def need_table(needs: Iterable[Need], *, may_change: bool) -> Table:
    """Needs, what is still to do first."""
    return Table(
        caption="Needs",
        columns=[Column("Need"), Column("Agreed"), Column("Who sees to it"), Column("How far")],
        rows=[
            [
                Cell(
                    need.text,
                    href=reverse("interventions:need", kwargs={"pk": need.pk}) if may_change else "",
                    sub=str(NeedKind(need.kind).label),
                ),
                Cell(need.agreed),
                Cell(need.who),
                Cell(tag=Tag(str(NeedState(need.state).label), STATES[need.state]), sub=day(need.saved_at)),
            ]
            for need in needs
        ],
    )


def summary_rows(summaries: Sequence[SupportSummary]) -> list[Row]:
    """What the advocate told the team, the last."""
    return [
        Row(day(one.happened_at), one.text, sub=f"{one.author.name}, {one.agency.short_name}") for one in summaries[:1]
    ]


def told_paragraphs(summaries: Sequence[SupportSummary]) -> list[str]:
    """The same for a paper."""
    return [
        together([one.text, worded("{}", f"{one.author.name}, {one.agency.short_name}, {day(one.happened_at)}")])
        for one in summaries[:1]
    ]


def answer_words(field: Any, answer: Any) -> str:
    """What a box holds, as people read it: words, a day, or what was chosen."""
    if isinstance(answer, date):
        return day(answer)
    chosen = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return chosen.get(str(answer)) or answer or "Nothing written"


def _read(plan: VictimPlan, more: str) -> Link:
    return Link("Read", reverse("interventions:victim-plan", kwargs={"pk": plan.pk}), more=more)


def _write(kind: VictimPlanKind, victim: object, *, is_new: bool) -> Link:
    href = reverse(f"interventions:write-{kind}-plan", kwargs={"pk": victim})
    return Link("Write it" if is_new else "Write a new version", href, more=f"of the {lower_first(str(kind.label))}")
