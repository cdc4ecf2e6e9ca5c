"""Copies of the orders for Barnaby Fauxley: one released and printed, one not released, one that waits."""

from cases.models import Case
from interventions.enums import ConditionKind, OrderKind, ReleasedTo
from interventions.management.demo.stage import Stage
from interventions.models import Order, Release
from interventions.services import releases
from interventions.tasks import print_service_copy
from stalking_unit.notifications.waking import wake


def copies(stage: Stage, case: Case) -> None:
    """In May, October and November, each held until her advocate has read it."""
    area = (ConditionKind.EXCLUSION_AREA, "Keep out of the area on the map, bounded by the river and the railway.")
    released = _ask(stage, case, OrderKind.SPO_FULL, "2026-05-22 14:10", *area)
    with stage.as_("advocate", "2026-05-22 15:05") as by:
        releases.release(released, by=by)
    with stage.as_("police", "2026-05-23 09:40") as by:
        wake(print_service_copy, str(releases.ask_for_print(released, by=by).pk))
    contact = (ConditionKind.NO_CONTACT, "Not to contact her by any means, nor to wait where she works.")
    refused = _ask(stage, case, OrderKind.RO_CONVICTION, "2026-10-16 17:10", *contact)
    with stage.as_("advocate", "2026-10-17 09:20") as by:
        releases.refuse(
            refused, by=by, reason="He knows one of the two wards. “Where she works” tells him that she went back."
        )
    _ask(
        stage,
        case,
        OrderKind.RO_CONVICTION,
        "2026-11-20 15:30",
        ConditionKind.NO_CONTACT,
        "Not to contact Marigold Testwick by any means, nor through others.",
    )


def _ask(stage: Stage, case: Case, order: OrderKind, when: str, condition: ConditionKind, words: str) -> Release:
    with stage.as_("police", when) as by:
        asked = Order.objects.get(case=case, kind=order)
        about = asked.conditions.get(kind=condition)
        return releases.ask(asked, by=by, audience=ReleasedTo.BOUND, words={about.pk: words})
