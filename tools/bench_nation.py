"""What the pages and the sweep cost on a country of cases: beside the least they could, and beside the usual means.

Each job is done in turn by prepared statements (the floor), by the product and by a rival; that they read or write the
same rows is asserted before anything is timed. Milliseconds are of processor time, here and in the database; where a
job waits for the disk they are of the clock. Only the ratios of one run compare.
"""

import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
from django.apps import apps
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from cases.clocks import LATE_DAYS, intake_due, working_days_before
from cases.enums import OPEN_STATES, Readers, State
from cases.models import Case, Note
from cases.services import notes, telling
from stalking_unit.accounts import entrance, visits
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.accounts.models import Membership
from stalking_unit.reminders.models import SentReminder
from tools import floors, nation
from tools.meter import Took, in_turn, spent

ROUNDS = 15
SWEEPS = 4
SEED = 20261201
SAMPLE = 200  # cases of which a task for each is timed
OPEN = sorted(state.value for state in OPEN_STATES)
FULL_CASELOAD = 25
TABLES_OF_THE_SWEEP = ("reminders_sentreminder", "notifications_notification", "notifications_message")
LINK = re.compile(r'<a class="govuk-link[^"]*" href="/cases/([0-9a-f-]{36})/">')
Link = psycopg.Connection[floors.Row]
LINES = "SELECT count(*) FROM audit_event WHERE actor_id = %s AND subtype = %s"


class Differs(AssertionError):
    """The floor and the product do not give the same rows, so nothing may be compared."""


@dataclass(frozen=True, slots=True)
class Line:
    """One job in one country: the median and the 95th percentile of each way of doing it, in milliseconds."""

    job: str
    cases: int
    floor: tuple[float, float]
    product: tuple[float, float]
    rival: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a browser and, for the floor, a connection."""

    seat: Membership
    client: Client
    floor: floors.Floor

    @property
    def actor(self) -> Actor:
        return Actor(user=self.seat.user, membership=self.seat, now=timezone.now())


def main(cases: int, to: str) -> int:
    """Fill, check, measure; what was measured goes to a file, for the table of every size."""
    began = time.monotonic()
    today = timezone.localdate()
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        nation.fill(cursor, cases, on=today)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        install_the_rival()
    print(f"{cases:,} cases, filled in {time.monotonic() - began:.0f} s", flush=True)
    random.seed(SEED)
    lines = []
    with floors.connect() as link:
        for line in measured(cases, today, person(nation.workers_for(cases), link)):
            print(f"  {line.job}: floor {line.floor[0]:.1f} ms, product {line.product[0]:.1f} ms", flush=True)
            lines.append(asdict(line))
    Path(to).write_text(json.dumps(lines), encoding="utf-8")
    return 0


def measured(cases: int, on: date, lead: Person) -> Iterator[Line]:
    """Each job, once what both ways give has been compared."""
    worker = caseworker(lead.floor.link)
    yield line("list, a caseworker", cases, *listing(worker, worker.floor.own_list))
    yield line("list, a lead", cases, *listing(lead, lead.floor.unit_list))
    with acting(worker.actor), transaction.atomic():
        case = Case.objects.get(pk=worker.floor.own_list(timezone.now())[0][0])
    yield line("overview and its line", cases, *overview(worker, case))
    yield line("save a note, service", cases, *saving(worker, case), by_clock=True)
    yield line("save a note, page", cases, *saving(worker, case, as_page=True), by_clock=True)
    yield from sweeping(cases, on, lead.floor.link)


def line(
    job: str, cases: int, arms: Mapping[str, Callable[[], object]], floor: floors.Floor, *, by_clock: bool = False
) -> Line:
    """Time the arms in turn; the rival is slow, and still has its turn in each round."""
    took = in_turn(arms, ROUNDS, lambda: (floor.backend, backend()), by_clock=by_clock)
    times = {name: both(each) for name, each in took.items()}
    return Line(job, cases, times["floor"], times["product"], times.get("rival"))


def both(times: Took) -> tuple[float, float]:
    return times.median, times.p95


def backend() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)


def listing(
    who: Person, floor: Callable[..., list[floors.Row]]
) -> tuple[dict[str, Callable[[], object]], floors.Floor]:
    """The first page of the list of cases, with names and count."""
    same_list(floor(timezone.now()), who)
    arms: dict[str, Callable[[], object]] = {
        "floor": lambda: floor(timezone.now()),
        "product": lambda: page_of(who, "/cases/"),
    }
    if has_rival():
        arms["rival"] = lambda: page_of(who, "/admin/cases/case/")
    return arms, who.floor


def same_list(rows: list[floors.Row], who: Person) -> None:
    """The page shows these cases in this order, with these names, as one of so many pages."""
    page = page_of(who, "/cases/")
    shown = [UUID(key) for key in LINK.findall(page)]
    if shown != [row[0] for row in rows]:
        raise Differs(f"the list of {who.seat.user.email}")
    total = rows[0][1] if rows else 0
    if total > len(rows) and f'aria-label="Page {-(-total // len(rows))}"' not in page:
        raise Differs(f"{total} cases of {who.seat.user.email}")
    for row in rows:
        if not any(escape(name) in page for name in (row[-1], row[-1].split(" and ")[-1])):
            raise Differs(f"the names of {row[2]}")


def overview(who: Person, case: Case) -> tuple[dict[str, Callable[[], object]], floors.Floor]:
    """One case opened, and that it was looked at on the trail."""
    found = who.floor.overview(case.pk, timezone.now())
    with counting_lines(who, "view_case"):
        page = page_of(who, f"/cases/{case.pk}/")
    for _, _, name in found["people"]:
        if escape(name) not in page:
            raise Differs(f"the people of {case.reference}")
    if found["acts"] and "Latest incidents" not in page:
        raise Differs(f"the incidents of {case.reference}")
    arms: dict[str, Callable[[], object]] = {
        "floor": lambda: who.floor.overview(case.pk, timezone.now()),
        "product": lambda: page_of(who, f"/cases/{case.pk}/"),
    }
    if has_rival():
        arms["rival"] = lambda: page_of(who, f"/admin/cases/case/{case.pk}/change/")
    return arms, who.floor


def saving(who: Person, case: Case, *, as_page: bool = False) -> tuple[dict[str, Callable[[], object]], floors.Floor]:
    """A note for the team, its line on the trail, and the commit."""

    def by_service() -> None:
        with acting(who.actor) as actor:
            notes.write(case, Readers.TEAM, "Spoke to her.", by=actor)

    def by_page() -> None:
        sent = who.client.post(f"/cases/{case.pk}/notes/new/?readers=team", {"text": "Spoke to her."})
        if sent.status_code != 303:
            raise Differs(f"the note was answered with {sent.status_code}")

    def by_rival() -> None:
        now = timezone.localtime()
        moment = {
            f"{name}_{part}": now.strftime(form) for name in MOMENTS for part, form in enumerate(("%Y-%m-%d", "%H:%M"))
        }
        said = {"case": case.pk, "agency": who.floor.agency, "author": who.floor.user, "text": "Spoke to her."}
        sent = who.client.post("/admin/cases/note/add/", said | moment)
        if sent.status_code != 302:
            raise Differs(f"the rival's note was answered with {sent.status_code}")

    product = by_page if as_page else by_service
    arms: dict[str, Callable[[], object]] = {
        "floor": lambda: who.floor.note(case.pk, "Spoke to her.", timezone.now()),
        "product": product,
    }
    for arm in arms.values():
        with counting_lines(who, "write_note"), counting_notes(case):
            arm()
    if has_rival() and as_page:
        arms["rival"] = by_rival
    return arms, who.floor


MOMENTS = ("happened_at", "recorded_at")


def sweeping(cases: int, on: date, link: Link) -> Iterator[Line]:
    """Everything due on a day, told; and the same again, which tells nothing. Each is undone before the next."""
    days = {"on": on, "late": working_days_before(on, LATE_DAYS), **clocks_of_intake(on)}
    first: dict[str, list[float]] = {"floor": [], "product": []}
    again: dict[str, list[float]] = {"floor": [], "product": []}
    told: dict[str, int] = {}
    for number in range(SWEEPS + 1):
        claimed = swept_by_floor(link, days, first, again)
        ours = swept_by_product(on, first, again)
        if number == 0 and claimed != ours:
            kinds = Counter(row[0] for row in claimed ^ ours)
            raise Differs(f"the sweep: {len(claimed - ours)} too few, {len(ours - claimed)} too many: {dict(kinds)}")
        told["told"] = len(ours)
        with connections["owner"].cursor() as cursor:  # what was undone leaves dead rows
            cursor.execute(f"VACUUM {', '.join(TABLES_OF_THE_SWEEP)}")
    rival = a_task_for_each(on) if has_rival() else None
    note = f"{told['told']:,} told"
    yield Line(
        "sweep, everything is new", cases, both(Took(first["floor"][1:])), both(Took(first["product"][1:])), rival, note
    )
    yield Line("sweep, again", cases, both(Took(again["floor"][1:])), both(Took(again["product"][1:])), None, "0 told")


def clocks_of_intake(on: date) -> dict[str, date]:
    """By when what came in is screened and decided: the country sent all of it at one time."""
    sent = nation.came_in(on)
    asked = {"opened_by": State.SUBMITTED, "screened_by": State.SCREENING, "decided_by": State.TRIAGE}
    found = {name: intake_due(state, sent) for name, state in asked.items()}
    return {name: due.on for name, due in found.items() if due}


def swept_by_floor(
    link: Link, days: Mapping[str, date], first: dict[str, list[float]], again: dict[str, list[float]]
) -> set[floors.Row]:
    pid = link.info.backend_pid
    with link.transaction(force_rollback=True):
        began = spent(pid)
        claimed = floors.sweep(link, days, timezone.now(), OPEN)
        first["floor"].append((spent(pid) - began) * 1000)
        began = spent(pid)
        if floors.sweep(link, days, timezone.now(), OPEN):
            raise Differs("the floor tells twice")
        again["floor"].append((spent(pid) - began) * 1000)
    return claimed


def swept_by_product(on: date, first: dict[str, list[float]], again: dict[str, list[float]]) -> set[floors.Row]:
    with acting(Actor.system("reminders")) as by, transaction.atomic():
        began = spent(backend())
        telling.tell_due(on, by=by)
        first["product"].append((spent(backend()) - began) * 1000)
        columns = ("kind", "subject_id", "due_on", "recipient_id")
        ours: set[floors.Row] = set(SentReminder.objects.order_by("pk").values_list(*columns))
        began = spent(backend())
        if telling.tell_due(on, by=by):
            raise Differs("the product tells twice")
        again["product"].append((spent(backend()) - began) * 1000)
        transaction.set_rollback(True)
    return ours


def a_task_for_each(on: date) -> tuple[float, float]:
    """A sample of the open cases, scaled to all of them: the whole would take minutes."""
    from tools.rival import a_task_for_each as task  # noqa: PLC0415  needs the admin's settings

    with acting(Actor.system("rival")) as by, transaction.atomic():
        keys = list(Case.objects.open().order_by("pk").values_list("pk", flat=True))
        took = []
        for _ in range(3):
            with transaction.atomic():
                sample = Case.objects.filter(pk__in=random.sample(keys, min(SAMPLE, len(keys)))).order_by("pk")
                chosen = list(sample)
                began = spent(backend())
                task(chosen, on, by)
                took.append((spent(backend()) - began) * 1000 / len(chosen) * len(keys))
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    return statistics.median(took), max(took)


def caseworker(link: Link) -> Person:
    """Police with nearest to a full caseload of open cases."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT split_part(email, '@', 1) FROM accounts_user JOIN cases_teammember ON user_id = accounts_user.id "
            "JOIN cases_case ON cases_case.id = case_id WHERE state = ANY(%s) AND capacity = 'officer_in_case' "
            "GROUP BY email ORDER BY abs(count(*) - %s), email LIMIT 1",
            [OPEN, FULL_CASELOAD],
        )
        [(name,)] = cursor.fetchall()
    return person(int(name.removeprefix("crowd")), link)


def person(number: int, link: Link) -> Person:
    """Somebody of the crowd, signed in with a second factor."""
    seat = Membership.objects.whole().get(user__email=f"crowd{number}@unit.example")
    client = Client()
    with acting(Actor.system("bench")):
        client.force_login(seat.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        visit = visits.begin(seat.user, ip=None, is_proved=True, now=timezone.now())
    session = client.session
    session[entrance.VISIT_KEY] = str(visit.pk)
    session.save()
    return Person(seat, client, floors.Floor(link, seat.user_id, seat.agency_id, OPEN))


def page_of(who: Person, path: str) -> str:
    answer = who.client.get(path)
    if answer.status_code != 200:
        raise Differs(f"{path} answers {answer.status_code}")
    return answer.content.decode()


@contextmanager
def counting_lines(who: Person, subtype: str) -> Iterator[None]:
    """That one line was added to the trail."""
    before = lines_of(who, subtype)
    yield
    if lines_of(who, subtype) != before + 1:
        raise Differs(f"the trail of {subtype}")


def lines_of(who: Person, subtype: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(LINES, [who.seat.user_id, subtype])
        [(number,)] = cursor.fetchall()
    return int(number)


@contextmanager
def counting_notes(case: Case) -> Iterator[None]:
    before = Note.objects.using("owner").filter(case=case).count()
    yield
    if Note.objects.using("owner").filter(case=case).count() != before + 1:
        raise Differs("a note too few or too many")


def has_rival() -> bool:
    return apps.is_installed("django.contrib.admin")


def install_the_rival() -> None:
    """The one table that the admin needs for its log."""
    if not has_rival():
        return
    from django.contrib.admin.models import LogEntry  # noqa: PLC0415  the same

    with connections["owner"].schema_editor() as editor:
        editor.create_model(LogEntry)
    with connections["owner"].cursor() as cursor:
        cursor.execute("GRANT ALL ON django_admin_log TO su_app")
