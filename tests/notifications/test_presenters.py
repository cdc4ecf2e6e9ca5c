"""What a notice says about itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stalking_unit.notifications.models import Message, Notification
from stalking_unit.notifications.presenters import delivery

NOW = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
SENT = datetime(2026, 11, 24, 16, 57, tzinfo=UTC)
YESTERDAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("message", "opened_at", "words"),
    [
        pytest.param(Message(), None, "Not e-mailed yet. Not opened yet.", id="waiting"),
        pytest.param(Message(sent_at=SENT), None, "E-mailed at 4:57pm. Not opened yet.", id="sent"),
        pytest.param(Message(sent_at=SENT), NOW, "E-mailed at 4:57pm. Opened at 5:30pm.", id="opened"),
        pytest.param(
            Message(sent_at=YESTERDAY),
            NOW,
            "E-mailed on 23 November 2026 at midday. Opened at 5:30pm.",
            id="sent-the-day-before",
        ),
        pytest.param(
            Message(refused_at=SENT, due_at=NOW),
            None,
            "The e-mail was refused at 4:57pm. We will try again at 5:30pm. Not opened yet.",
            id="refused",
        ),
    ],
)
def test_a_notice_says_what_is_known_and_no_more(message: Message, opened_at: datetime | None, words: str) -> None:
    notice = Notification(opened_at=opened_at)
    message.notification = notice

    assert delivery(notice, NOW) == words
