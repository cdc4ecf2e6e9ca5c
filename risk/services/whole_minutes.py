"""The whole minutes of one case for a paper: what was said and decided at each meeting, who was there, who signed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cases import policy
from cases.models import Case
from cases.policy import Action
from risk.enums import Difference
from risk.models import AttendanceException, Conference, MinuteRow, MinutesSignature
from risk.services import minutes
from risk.services.minutes import SeenConference
from stalking_unit.accounts.actor import Actor

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WholeMinutes:
    """One meeting, as far as it was about this case. Where it was only spoken of, nothing was `decided`."""

    meeting: Conference
    decided: SeenConference | None
    rows: Sequence[MinuteRow]
    away: Sequence[str]
    signatures: Sequence[MinutesSignature]

    @property
    def began_at(self) -> datetime:
        """When the case was taken, or else when the meeting began or its first row was written."""
        written_at = self.rows[0].recorded_at if self.rows else LONG_AGO
        return self.decided.item.held_at if self.decided else self.meeting.starts_at or written_at


def of_case(actor: Actor, case: Case) -> list[WholeMinutes]:
    """The minutes of each meeting over this case as this reader may read them, the latest first."""
    decided = {one.item.conference_id: one for one in minutes.seen(actor, case)}
    written = minutes.written(actor, case)
    sat = list(Conference.objects.filter(pk__in={*decided, *written}).select_related("chair").order_by("pk"))
    away, signed = _away(actor, case, sat), _signed(actor, sat)
    found = [
        WholeMinutes(
            meeting,
            decided.get(meeting.pk),
            written.get(meeting.pk, ()),
            away.get(meeting.pk, ()),
            _of_this_case(signed.get(meeting.pk, ()), decided.get(meeting.pk)),
        )
        for meeting in sat
    ]
    return sorted(found, key=lambda one: (one.meeting.held_on, one.began_at), reverse=True)


def _away(actor: Actor, case: Case, sat: Sequence[Conference]) -> Mapping[UUID, list[str]]:
    """Who was in the room and away for this case, for whoever may see the case on an agenda."""
    if Action.VIEW_AGENDA not in policy.allowed_once(actor, case):
        return {}
    found = defaultdict(list)
    rows = AttendanceException.objects.filter(case=case, conference__in=sat, kind=Difference.AWAY, user__isnull=False)
    for row in rows.select_related("user").order_by("user__name", "pk"):
        found[row.conference_id].append(row.user.name if row.user else "")
    return found


def _signed(actor: Actor, sat: Sequence[Conference]) -> Mapping[UUID, list[MinutesSignature]]:
    """Who signed, the chair first, for whoever may open the page of the meeting."""
    known = policy.scope(actor, Action.VIEW_MEETING, Conference.objects.filter(pk__in=[one.pk for one in sat]))
    found = defaultdict(list)
    rows = MinutesSignature.objects.filter(conference__in=known.values("pk"))
    for row in rows.select_related("user").order_by("-is_chair", "signed_at", "pk"):
        found[row.conference_id].append(row)
    return found


def _of_this_case(signed: Iterable[MinutesSignature], decided: SeenConference | None) -> list[MinutesSignature]:
    """Signatures of those who sat over this case: whoever was there for other cases has not read these minutes."""
    sat = {one.user_id for one in decided.present if not one.declared_conflict} if decided else set()
    return [one for one in signed if one.is_chair or one.user_id in sat]
