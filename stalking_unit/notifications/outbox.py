"""Telling people, inside the caller's own transaction: what is rolled back was never said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from stalking_unit.audit.trail import By
from stalking_unit.notifications import tasks
from stalking_unit.notifications.models import MailChoice, Message, Notification
from stalking_unit.notifications.waking import wake
from stalking_unit.working_days import next_morning

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Notice:
    """What to tell one person. `text` is a neutral sentence: no name, no fact, no figure. `key` says it is the same.

    What is told again until somebody acts has a `series`: the newest stands in the inbox for all before it. Only what
    `may_wait` is kept for the one e-mail of a morning; whoever forgets to say so sends it at once.
    """

    recipient_id: UUID
    kind: str
    reference: str
    path: str
    text: str
    key: str
    series: str = ""
    may_wait: bool = False


def tell(recipients: Iterable[UUID], *, kind: str, reference: str, path: str, text: str, key: str, by: By) -> int:
    """Tell each of these people once, however often it is asked. Returns how many had not been told."""
    return tell_each([Notice(person, kind, reference, path, text, key) for person in recipients], by=by)


@transaction.atomic
def tell_each(notices: Sequence[Notice], *, by: By) -> int:
    """Put each notice in its inbox and an e-mail in the outbox. Returns how many were new."""
    told = sum(_tell(notices[start : start + BATCH], by=by) for start in range(0, len(notices), BATCH))
    if told:
        wake(tasks.deliver)
    return told


def withdraw(recipient_id: UUID, *, reference: str, by: By) -> int:
    """Take back what one person was told about one case, in the inbox and in mail that has not left; says how much.

    For a conflict of interest: a reference in an inbox still says that there is a case.
    """
    return Notification.objects.of(recipient_id).filter(reference=reference).update(withdrawn_at=by.now)


def withdraw_told(keys: Iterable[str], *, by: By) -> int:
    """Take back what was told under these keys, whoever was told it; says how much."""
    return Notification.objects.filter(key__in=list(keys), withdrawn_at=None).update(withdrawn_at=by.now)


def withdraw_saying(words: re.Pattern[str], *, reference: str, by: By) -> int:
    """Take back every notice about one case whose e-mail has not left and that says these words; says how many."""
    waiting = Notification.objects.filter(reference=reference, withdrawn_at=None, message__sent_at=None)
    saying = [notice.pk for notice in waiting.order_by("pk") if words.search(notice.text)]
    return Notification.objects.filter(pk__in=saying).update(withdrawn_at=by.now)


def _tell(notices: Sequence[Notice], *, by: By) -> int:
    rows = [
        Notification(
            recipient_id=notice.recipient_id,
            kind=notice.kind,
            reference=notice.reference,
            path=notice.path,
            text=notice.text,
            key=notice.key,
            told_at=by.now,
            series=notice.series,
        )
        for notice in notices
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    # Only the rows that were not there before can carry the keys just made.
    added = Notification.objects.filter(pk__in=[row.pk for row in rows])
    new = list(added.order_by("pk").values_list("pk", flat=True))
    if any(notice.series for notice in notices):
        again = Exists(added.exclude(series="").filter(series=OuterRef("series"), recipient=OuterRef("recipient")))
        Notification.objects.listed().filter(again).exclude(pk__in=new).update(superseded_at=by.now)
    later = _for_the_morning(dict(zip((row.pk for row in rows), notices, strict=True)))
    morning = next_morning(by.now)
    return len(
        Message.objects.bulk_create(
            Message(notification_id=pk, due_at=morning, digest_on=morning.date())
            if pk in later
            else Message(notification_id=pk, due_at=by.now)
            for pk in new
        )
    )


def _for_the_morning(told: Mapping[UUID, Notice]) -> set[UUID]:
    """Of what can wait, what goes to people who want one e-mail each working morning."""
    waits = {pk: notice.recipient_id for pk, notice in told.items() if notice.may_wait}
    if not waits:
        return set()
    daily = set(MailChoice.objects.filter(daily=True, user__in=set(waits.values())).values_list("user_id", flat=True))
    return {pk for pk, person in waits.items() if person in daily}
