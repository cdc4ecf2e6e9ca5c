"""Cases at which something waits for somebody: for each kind of waiting one, so that every page has a way to it."""

from cases.enums import Channel, Level, State, Transition
from cases.models import Case
from cases.services import safe_contact
from interventions.enums import ConditionKind, MadeVia, OrderKind
from interventions.management.demo.light_cases import Light
from interventions.management.demo.stage import Stage
from interventions.models import Order
from interventions.services import orders, support
from interventions.services.orders import NewCondition
from stalking_unit.accounts.models import Unit

S = State


def offered(stage: Stage, case: Case) -> None:
    """The other unit has until the end of the next working day to answer."""
    stage.move(
        "lead",
        "2026-11-23 09:10",
        case,
        Transition.OFFER,
        says={
            "safety_handover": "She moved to Notown Harbour on Friday. The marker on her old address stays for a month.",
            "advocate_handover": "Bryony Exempla keeps in touch with her until an advocate there has met her.",
        },
        facts={"offered_to": Unit.objects.get(code="HMP").pk},
    )


def handed_over(stage: Stage, case: Case) -> None:
    """The other unit has accepted the case and must name who works it."""
    stage.move(
        "lead",
        "2026-11-20 10:05",
        case,
        Transition.OFFER,
        says={
            "safety_handover": "She started at the Hampshire branch on Monday. Doorbell camera goes with her.",
            "advocate_handover": "Bryony Exempla rings her with the new advocate on Wednesday; she knows and agrees.",
        },
        facts={"offered_to": Unit.objects.get(code="HMP").pk},
    )
    stage.move("other-unit-lead", "2026-11-23 09:40", case, Transition.ACCEPT_OFFER)


def challenged(stage: Stage, case: Case) -> None:
    """The referrer has more than the unit knew, and the decision is made again."""
    stage.move(
        "police",
        "2026-11-23 10:20",
        case,
        Transition.CHALLENGE,
        says={"grounds": "Two more reports since: he waited at her gym on Saturday and again on Sunday."},
    )


def paused(stage: Stage, case: Case) -> None:
    """On remand; reviews go on."""
    stage.move(
        "lead",
        "2026-11-16 15:30",
        case,
        Transition.PAUSE,
        says={"reason": "On remand since Friday.", "what_ends_it": "Bail hearing or release, whichever comes first."},
    )


def newly_served(stage: Stage, case: Case) -> None:
    """An interim order served on the last day of the story: three days for names and address."""
    order = _interim_order(stage, case, made_on="2026-11-20", reference="NMC/26/1120")
    stage.look_again(case, "2026-11-20 17:30", "The interim order is made. Level stands.")
    with stage.as_("police", "2026-11-23 11:30") as by:
        orders.serve(order, by=by, at=stage.at("2026-11-23 10:50"))


def broken(stage: Stage, case: Case) -> None:
    """An order broken at night, and nothing decided about it."""
    order = _interim_order(stage, case, made_on="2026-10-12", reference="NMC/26/1012")
    stage.look_again(case, "2026-10-12 17:30", "The interim order is made. Level stands.")
    with stage.as_("police", "2026-10-13 12:00") as by:
        orders.serve(order, by=by, at=stage.at("2026-10-13 11:15"))
    with stage.as_("police", "2026-10-15 09:00") as by:
        orders.notified(Order.objects.get(pk=order.pk), by=by, on=stage.on("2026-10-14"))
    with stage.as_("police", "2026-11-23 09:20") as by:
        orders.breach(
            Order.objects.get(pk=order.pk),
            by=by,
            happened_at=stage.at("2026-11-20 22:05"),
            how="Rang her bell and walked off. Seen by the neighbour opposite.",
            reported_on=stage.on("2026-11-20"),
            arrested_on=stage.on("2026-11-23"),
        )


def reached_in_an_emergency(stage: Stage, case: Case) -> None:
    """Her advocate used the agreed emergency route on Friday night and has not yet said why."""
    with stage.as_("advocate", "2026-11-03 14:00") as by:
        rules = {
            "channels": [Channel.CALL.value],
            "voicemail": False,
            "emergency_route": "Ring the night desk at her work on 01632 960170 and ask for the fire marshal.",
            "agreed_on": by.now.date(),
        }
        safe_contact.agree(stage.victim(case), rules, by=by)
    with stage.as_("advocate", "2026-11-20 23:40") as by:
        support.use_emergency_route(stage.victim(case), by=by)


def _interim_order(stage: Stage, case: Case, *, made_on: str, reference: str) -> Order:
    with stage.as_("police", f"{made_on} 16:00") as by:
        return orders.record(
            case,
            by=by,
            kind=OrderKind.SPO_INTERIM,
            made_via=MadeVia.POLICE_APPLICATION,
            binds=stage.suspect(case),
            court="Notown magistrates’ court",
            reference=reference,
            made_on=stage.on(made_on),
            until_further_order=True,
            conditions=[NewCondition(ConditionKind.NO_CONTACT, "No contact by any means, nor through others.")],
        )


CASES = (
    Light(
        "50264",
        ("Tamar", "Farsideley"),
        ("Quentin", "Movewell"),
        "Has asked her old neighbours for her new address.",
        "research third-party",
        "2026-10-19",
        S.PLAN_ACTIVE,
        Level.MEDIUM,
        16,
        then=offered,
    ),
    Light(
        "71946",
        ("Camille", "Transferley"),
        ("Ned", "Followley"),
        "Turns up wherever her firm sends her, with flowers.",
        "following gifts-letters",
        "2026-09-21",
        S.PLAN_ACTIVE,
        Level.MEDIUM,
        23,
        then=handed_over,
        ends=S.TRANSFERRED,
    ),
    Light(
        "35082",
        ("Ottilie", "Secondlook"),
        ("Clive", "Gymson"),
        "A quarrel between two members of a sports club, carried on in comments under her pictures.",
        "unwanted-contact social",
        "2026-11-18",
        S.DECLINED,
        Level.STANDARD,
        then=challenged,
        ends=S.TRIAGE,
    ),
    Light(
        "38617",
        ("Bea", "Pausewell"),
        ("Huw", "Remandson"),
        "Came to her door with a hammer after a year of letters.",
        "approach gifts-letters in-person",
        "2026-10-26",
        S.PLAN_ACTIVE,
        Level.HIGH,
        11,
        then=paused,
    ),
    Light(
        "96172",
        ("Sunniva", "Servedale"),
        ("Rolf", "Ordersby"),
        "Photographs of her windows left under her wiper.",
        "watching gifts-letters vehicle",
        "2026-11-02",
        S.PLAN_ACTIVE,
        Level.HIGH,
        8,
        then=newly_served,
    ),
    Light(
        "27405",
        ("Delphine", "Brightmock"),
        ("Saul", "Breachley"),
        "Rings at night and says nothing.",
        "unwanted-contact silent-call",
        "2026-10-05",
        S.PLAN_ACTIVE,
        Level.HIGH,
        7,
        then=broken,
        ends=S.REVIEW,
    ),
    Light(
        "84530",
        ("Yara", "Nightdesk"),
        ("Emil", "Sampleford"),
        "Waits by the staff exit at the end of the night shift.",
        "loitering in-person",
        "2026-10-30",
        S.PLAN_ACTIVE,
        Level.HIGH,
        10,
        then=reached_in_an_emergency,
    ),
    Light(
        "63198",
        ("Norah", "Minutely"),
        ("Ivo", "Agendan"),
        "Books appointments with her under false names.",
        "impersonation phone",
        "2026-11-17",
        S.CONFERENCE_HELD,
        Level.HIGH,
    ),
)
