"""Referrals that say somebody is in danger now and have not been sent: which ring, and what the unit is told."""

import re
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from cases import policy
from cases.clocks import UNSENT_DANGER_AFTER, UNSENT_DANGER_KEPT
from cases.enums import AlarmKind, Purpose, State
from cases.models import Alarm, Case, Draft, Exclusion, Referral
from cases.policy import Action
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.models import User
from stalking_unit.duty.models import Turn
from stalking_unit.notifications import outbox

KIND = "unsent"
SAYS = "{} began a referral that may speak of danger and has not sent it. Phone them."
NOT_IN_A_SENTENCE = re.compile(r"[0-9@\n]")  # what the database refuses in a notice must not keep an alarm from ringing
MOST_OF_A_NAME = 80


def left(now: datetime) -> Iterator[tuple[Case, UUID]]:
    """The drafts nobody has gone on with for an hour, each with the key of an alarm about it that there is not yet.

    One that rings is enough. Whoever took it and went on typing is called again when they stop, and a day later
    if they never did.
    """
    about = Alarm.objects.filter(kind=AlarmKind.UNSENT_DANGER, case=OuterRef("case"))
    in_hand = Q(taken_at__gt=now - UNSENT_DANGER_KEPT, raised_at__gt=OuterRef("saved_at"))
    draft = Draft.objects.filter(purpose=Purpose.REFERRAL, subject_id=OuterRef("case"), owner=OuterRef("author"))
    saved_at = Subquery(draft.filter(is_urgent=True).values("saved_at")[:1])
    typed = Referral.objects.filter(case__state=State.DRAFT, sent_at=None).annotate(saved_at=saved_at)
    silent = typed.filter(~Exists(about.filter(Q(taken_at=None) | in_hand)), saved_at__lte=now - UNSENT_DANGER_AFTER)
    waiting = silent.select_for_update(of=("self",), skip_locked=True)  # one that is being sent needs no alarm
    for referral in waiting.select_related("case__unit").order_by("saved_at", "pk"):
        earlier = Alarm.objects.filter(kind=AlarmKind.UNSENT_DANGER, case=referral.case_id).count()
        yield referral.case, uuid5(referral.pk, str(earlier))


def author_of(case: Case) -> User:
    """Who began the referral: the only person who can send it."""
    referral = Referral.objects.select_related("author").order_by("recorded_at", "pk").filter(case=case).first()
    if referral is None:
        raise LookupError(f"No referral began case {case.pk}.")
    author: User = referral.author
    return author


def tell_unit(alarm: Alarm, *, by: Actor) -> int:
    """Tell the leads and whoever is on duty whom to phone. They may not see the draft, so it is all they are told.

    Of a restricted draft nobody is told: those who may know of it are called by the alarm itself.
    """
    case = alarm.case
    if case.is_restricted:
        return 0
    author = author_of(case)
    barred = set(Exclusion.objects.filter(case=case).order_by().values_list("user_id", flat=True))
    on_duty = set(Turn.objects.running(by.now).filter(unit=case.unit_id).order_by().values_list("user_id", flat=True))
    leads = policy.who_can(Action.SORT_CALLS, case.unit, at=by.now)
    awake = [user for user in policy.who_can(Action.HOLD_DUTY, case.unit, at=by.now) if user.pk in on_duty]
    people = {user.pk for user in (*leads, *awake)} - barred - {author.pk}
    name = NOT_IN_A_SENTENCE.sub("", author.name)[:MOST_OF_A_NAME].strip() or "Somebody"
    return outbox.tell(
        sorted(people),
        kind=KIND,
        reference="",
        path=reverse("cases:duty"),
        text=SAYS.format(name),
        key=_key(alarm),
        by=by,
    )


def take_back(case: Case, *, by: Actor) -> int:
    """The draft is restricted now: what the unit was told goes from every inbox, and from mail that has not left."""
    alarms = Alarm.objects.filter(case=case, kind=AlarmKind.UNSENT_DANGER).order_by("raised_at", "pk")
    return outbox.withdraw_told([_key(alarm) for alarm in alarms], by=by)


def _key(alarm: Alarm) -> str:
    return f"{KIND}:{alarm.pk}"
