"""The demonstration: the stories stand as their texts say, and the hidden one shows to nobody who is not named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path

import pytest
import pytest_django
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.urls import is_valid_path, resolve

from cases import policy
from cases.clocks import LONDON
from cases.enums import AlarmKind, Level, PersonRole, Precision, State
from cases.models import (
    Alarm,
    Case,
    CasePerson,
    CodeItem,
    Episode,
    Exclusion,
    Incident,
    SafeContact,
    StateChange,
    Statement,
)
from cases.policy import Action
from cases.services import matching
from cases.services.files import every_text
from interventions.enums import OrderKind
from interventions.management import demo as demo_package
from interventions.management.demo import programme, v1, v2, v3, v5, v6, v7
from interventions.management.demo.days import NAMED_DAY, ByWeeks
from interventions.models import Order, SupportContact
from risk.models import Contribution, FormulationAgreement, SignOff
from stalking_unit.accounts import demo
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.enums import DisciplineKind
from stalking_unit.duty.models import Turn
from stalking_unit.duty.rota import gaps
from stalking_unit.ui.forms import LongTextField
from tests.cast import Cast

NAMED_ON_V7 = {"other-unit-lead", "other-unit-police", "advocate-two"}
PAGES = ("/", "/cases/", "/cases/?stage=all", "/inbox/")
# What waits on some case of the demonstration, and the page on which somebody is led to it.
LED_TO = (
    ("police", "", "", "cases:referral"),
    ("police", "CHS-2026-78520", "", "cases:challenge"),
    ("lead", "CHS-2026-66018", "", "cases:restore"),
    ("lead", "CHS-2026-41297", "", "cases:unmerge"),
    ("lead", "CHS-2026-38617", "", "cases:resume"),
    ("lead", "CHS-2026-63198", "", "interventions:adopt"),
    ("other-unit-lead", "CHS-2026-50264", "", "cases:accept_offer"),
    ("other-unit-lead", "CHS-2026-50264", "", "cases:refuse_offer"),
    ("other-unit-lead", "CHS-2026-71946", "", "cases:take_up"),
    ("lead", "CHS-2026-35082", "", "cases:decide"),
    ("lead", "CHS-2026-53904", "", "cases:unjoin"),
    ("police", "CHS-2026-27405", "plan/", "interventions:decide-breach"),
    ("police", "CHS-2026-96172", "plan/", "interventions:notify-order"),
    ("advocate", "", "", "interventions:emergency-use"),
    ("advocate", v1.REFERENCE, "support/", "interventions:victim-plan"),
    ("advocate", v1.REFERENCE, "support/", "interventions:need"),
    ("advocate", v3.REFERENCE, "support/", "interventions:silence"),
)


PHONE = re.compile(r"\b0\d{3,4} ?\d{3} ?\d{3,4}\b")
DRAMA = re.compile(r"01632960\d{3}|07700900\d{3}")
MAIL = re.compile(r"\S+@\S+\b")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[str]:
    """Told as from the shell, where nobody acts until the command says who: a read outside would find no rows."""
    said = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def seeded(told: str, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[Cast]:
    with django_db_blocker.unblock(), transaction.atomic(), acting(Actor.system("test")) as system:
        yield Cast(demo.ensure_people(), system.now)
        transaction.set_rollback(True)


def on(seeded: Cast, day: str) -> date:
    return ByWeeks(seeded.now.date()).on(date.fromisoformat(day))


def texts() -> Iterator[str]:
    """Everything that anybody of the demonstration wrote or was written about, in every field that holds words."""
    for label, field in every_text():
        for row in apps.get_model(label).objects.order_by("pk"):
            yield str(getattr(row, field))


def moves_of(case: Case) -> list[str]:
    changes = StateChange.objects.filter(case=case).order_by("happened_at", "recorded_at")
    return list(changes.values_list("transition", flat=True))


@pytest.mark.parametrize(
    ("reference", "state", "level", "review_on", "flags"),
    [
        (v1.REFERENCE, State.PLAN_ACTIVE, Level.VERY_HIGH, "2026-11-25", {"is_red_flagged"}),
        (v2.REFERENCE, State.CLOSED, Level.STANDARD, "", set()),
        (v3.REFERENCE, State.PLAN_ACTIVE, Level.HIGH, "2026-12-04", {"is_paused"}),
        (v5.REFERENCE, State.PLAN_ACTIVE, Level.VERY_HIGH, "2026-11-30", set()),
        (v6.REFERENCE, State.PLAN_ACTIVE, Level.MEDIUM, "2026-12-14", set()),
        (v7.REFERENCE, State.PLAN_ACTIVE, Level.HIGH, "2026-11-27", {"is_restricted"}),
    ],
)
def test_each_story_stands_where_its_text_says(
    seeded: Cast, reference: str, state: State, level: Level, review_on: str, flags: set[str]
) -> None:
    case = Case.objects.get(reference=reference)
    assert (case.state, case.level) == (state, level)
    assert case.review_on == (on(seeded, review_on) if review_on else None)
    assert {flag for flag in ("is_red_flagged", "is_paused", "is_restricted") if getattr(case, flag)} == flags


def test_the_order_of_the_first_story_was_broken_and_replaced(seeded: Cast) -> None:
    case = Case.objects.get(reference=v1.REFERENCE)
    assert Incident.objects.filter(case=case).count() == 7
    assert SupportContact.objects.filter(case=case).count() == 34
    interim = Order.objects.get(case=case, kind=OrderKind.SPO_INTERIM)
    full = Order.objects.get(case=case, kind=OrderKind.SPO_FULL)
    assert interim.superseded_by == full
    assert interim.breaches.count() == 1
    assert set(moves_of(case)[:2]) == {"submit", "raise_red_flag"}  # both in one press


def test_the_second_story_went_by_advice_to_its_good_end(seeded: Cast) -> None:
    case = Case.objects.get(reference=v2.REFERENCE)
    episode = case.episodes.get()
    assert (episode.closure_reason, episode.end_level) == ("risk-reduced", Level.STANDARD)
    assert SupportContact.objects.filter(case=case).count() == 9
    assert {"consult", "issue_advice", "escalate", "step_down", "end_monitoring"} <= set(moves_of(case))


def test_the_third_story_has_a_second_clinician_since_the_first_has_a_conflict(seeded: Cast) -> None:
    case = Case.objects.get(reference=v3.REFERENCE)
    assert [one.user for one in Exclusion.objects.filter(case=case)] == [seeded.users["health"]]
    signed = SignOff.objects.get(case=case, discipline__kind=DisciplineKind.HEALTH)
    assert (signed.author, signed.signed_by) == (seeded.users["health-supervisor"], seeded.users["lead"])
    letters = Incident.objects.get(case=case, precision=Precision.MONTH)
    assert letters.count == 60
    order = Order.objects.get(case=case)
    assert [attempt.is_good for attempt in order.service_attempts.order_by("happened_at")] == [False, True]
    assert order.notification_due_on == order.notification_done_on == on(seeded, "2026-04-13")
    assert CasePerson.objects.filter(case=case, role=PersonRole.NEW_PARTNER).exists()
    assert SupportContact.objects.filter(case=case).count() == 15


def test_the_fifth_story_finds_a_name_for_a_stranger_and_he_owes_no_second_notification(seeded: Cast) -> None:
    case = Case.objects.get(reference=v5.REFERENCE)
    victim = CasePerson.objects.get(case=case, role=PersonRole.VICTIM)
    assert (seeded.now.date() - victim.detail.born_on).days < 18 * 366
    suspect = CasePerson.objects.get(case=case, role=PersonRole.SUSPECT)
    assert suspect.is_identified
    named_at = Statement.objects.get(case=case, change__facts__trigger="identity").change.happened_at
    assert named_at > case.episodes.get().started_at
    order = Order.objects.get(case=case)
    assert order.served_at is not None
    assert order.notification_due_on is None
    assert CasePerson.objects.filter(case=case, role=PersonRole.VICTIM_FAMILY).count() == 2


def test_two_stories_have_a_formulation_that_their_conference_agreed(seeded: Cast) -> None:
    for reference in (v1.REFERENCE, v3.REFERENCE):
        agreed = FormulationAgreement.objects.get(case__reference=reference)
        assert agreed.agreed_at.date() == agreed.item.held_at.date()
        assert agreed.formulation.words.filter(heading__endswith="-warning").count() >= 3
        assert agreed.formulation.words.filter(audience="victim").exists()
    assert Contribution.objects.filter(vacant_since__isnull=False).exists()


def test_the_sixth_story_has_nine_hundred_messages_and_two_forces(seeded: Cast) -> None:
    case = Case.objects.get(reference=v6.REFERENCE)
    series = Incident.objects.filter(case=case, occurred_to__isnull=False)
    assert sum(series.values_list("count", flat=True)) == 900
    triggers = StateChange.objects.filter(case=case, transition="trigger_review").order_by("happened_at")
    assert [change.facts["trigger"] for change in triggers] == [
        "new-incident",
        "identity",
        "right-to-know",
        "order-made",
    ]
    assert Order.objects.get(case=case).author == seeded.users["other-unit-police"]
    assert case.unit.code == "CHS"


def test_the_lighter_cases_stand_where_their_lines_say(seeded: Cast) -> None:
    stand = {case.reference: (case.state, case.is_red_flagged) for case in Case.objects.order_by("pk")}
    for light in programme.LIGHT:
        assert stand[light.reference] == (light.stands, light.is_urgent), light.reference


def test_who_accuses_whom_is_shown_to_the_lead_and_to_no_screener(seeded: Cast) -> None:
    """Each of the two is the victim of one case and the suspect of the other."""
    theirs = Case.objects.get(reference="CHS-2026-90517")
    found = {slug: matching.matches(theirs, by=seeded[slug]) for slug in ("lead", "advocate")}
    assert {match.case.reference for match in found["lead"] if match.changes_sides} == {"CHS-2026-46380"}
    page = seeded.client("advocate").get(f"/cases/{theirs.pk}/decide/").content.decode()
    assert "CHS-2026-46380" not in page
    assert "CHS-2026-46380" in seeded.client("lead").get(f"/cases/{theirs.pk}/decide/").content.decode()


def test_two_victims_have_a_rule_each(seeded: Cast) -> None:
    rules = SafeContact.objects.filter(case__reference="CHS-2026-71024", case_person__role=PersonRole.VICTIM)
    assert sorted(rules.values_list("do_not_contact", flat=True)) == [False, True]


def test_dates_are_as_uncertain_as_they_were_told(seeded: Cast) -> None:
    told = Incident.objects.filter(case__reference="CHS-2026-14790").values_list("precision", flat=True)
    assert {Precision.YEAR, Precision.MONTH, Precision.UNKNOWN, Precision.PART_OF_DAY} <= set(told)


def test_a_referral_that_was_hidden_from_its_first_question_is_nobodys_who_is_not_named(seeded: Cast) -> None:
    case = Case.objects.get(reference="CHS-2026-32846")
    see_it = {user for user in seeded.users if policy.can(seeded[user], Action.VIEW_CASE, case)}
    assert see_it == {"police", "lead-alternate", "other-unit-lead"}


def test_what_was_referred_again_is_a_second_run_of_the_same_case(seeded: Cast) -> None:
    numbers = Episode.objects.filter(case__reference="CHS-2026-23619").values_list("number", flat=True)
    assert sorted(numbers) == [1, 2]


@pytest.mark.parametrize(("slug", "reference", "page", "route"), LED_TO)
def test_what_waits_on_a_case_is_led_to(seeded: Cast, slug: str, reference: str, page: str, route: str) -> None:
    case = f"/cases/{Case.objects.get(reference=reference).pk}/" if reference else "/"
    body = seeded.client(slug).get(f"{case}{page}").content.decode()
    hrefs = {resolve(href).view_name for href in re.findall(r'href="(/[^"?#]*)', body) if is_valid_path(href)}
    assert route in hrefs


def test_the_hidden_story_shows_to_those_named_and_to_nobody_else(seeded: Cast) -> None:
    case = Case.objects.get(reference=v7.REFERENCE)
    assert (case.state, case.level, case.is_restricted) == (State.PLAN_ACTIVE, Level.HIGH, True)
    assert Exclusion.objects.filter(case=case).count() == 4
    words = (v7.REFERENCE, str(case.pk), "Hollowell", "Redactor", case.code_name)
    for slug in sorted(seeded.users):
        client = seeded.client(slug)
        bodies = [client.get(page).content.decode() for page in PAGES]
        found = [word for word in words if any(word in body for body in bodies)]
        if slug in NAMED_ON_V7:
            assert v7.REFERENCE in found, slug
        else:
            assert found == [], slug
            for page in ("", "timeline/", "people/", "history/", "documents/", "assessment/", "plan/", "support/"):
                assert client.get(f"/cases/{case.pk}/{page}").status_code == 404, (slug, page)


def test_the_rota_covers_cheshire_and_leaves_hampshire_one_night(seeded: Cast) -> None:
    monday = seeded.now.date() - timedelta(days=seeded.now.weekday())
    start = datetime.combine(monday, time(9), LONDON)
    for code, nights in (("CHS", 0), ("HMP", 1)):
        turns = Turn.objects.filter(unit__code=code)
        assert len(gaps(turns, start, start + timedelta(weeks=2))) == nights, code


def test_every_text_could_have_been_typed_on_a_page(seeded: Cast) -> None:
    box = LongTextField(label="Text", required=False)
    for text in texts():
        assert box.clean(text) == text


def test_no_text_or_number_is_anybodys_in_the_world(seeded: Cast) -> None:
    """Telephones are of the ranges kept for drama, mail goes to example.org, postcodes to an area that has none."""
    for text in texts():
        assert [phone for phone in PHONE.findall(text) if not DRAMA.fullmatch(phone.replace(" ", ""))] == [], text
        assert [mail for mail in MAIL.findall(text) if not mail.endswith("@example.org")] == [], text
        assert [code for code in POSTCODE.findall(text) if not code.startswith("ZX")] == [], text


def test_no_day_of_the_story_is_left_in_what_anybody_said(seeded: Cast) -> None:
    """A hearing said to be on 2 December stands on that day in the list of hearings too."""
    days = ByWeeks(seeded.now.date())
    written = {text for file in Path(demo_package.__file__).parent.glob("*.py") for text in _literals(file)}
    naming = {text: days.said(text) for text in written if NAMED_DAY.search(text)}
    assert len(naming) > 20
    found = set(texts())
    assert [text for text, ours in naming.items() if text in found and ours != text] == []


def _literals(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text())
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def test_every_behaviour_and_method_of_a_story_was_ticked(seeded: Cast) -> None:
    """A code that no list has would be left out without a word."""
    unticked = Incident.objects.filter(codes=None)
    assert [str(incident.what) for incident in unticked] == []
    told = " ".join(codes for light in programme.LIGHT for codes in light.codes.split()).split()
    assert set(told) <= set(CodeItem.objects.values_list("code", flat=True))


def test_one_alarm_is_left_for_whoever_opens_the_demonstration(seeded: Cast) -> None:
    assert Alarm.objects.open().values_list("case__reference", flat=True).get() == "CHS-2026-81206"
    assert Alarm.objects.exclude(taken_at=None).filter(kind=AlarmKind.BREACH).exists()


def test_it_says_how_many_cases_stand_where(seeded: Cast, told: str) -> None:
    counted = {line[5:]: int(line[:4]) for line in told.splitlines()}
    assert sum(counted.values()) == Case.objects.count()
    assert counted["Plan active"] == Case.objects.filter(state=State.PLAN_ACTIVE).count()


def test_told_again_nothing_changes(seeded: Cast) -> None:
    before = StateChange.objects.count(), Case.objects.count(), Alarm.objects.count()
    call_command("seed_demo", verbosity=0)
    assert (StateChange.objects.count(), Case.objects.count(), Alarm.objects.count()) == before
    assert programme.untold((*programme.STORIES, *programme.LIGHTER)) == []
