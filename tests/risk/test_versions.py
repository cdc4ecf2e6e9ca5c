"""What changed between versions, in words, and who has said nothing."""

from datetime import date
from typing import Any

import pytest

from cases.enums import Level
from risk.models import Contribution
from risk.presenters.assessment import absent, difference
from risk.presenters.changes import pieces
from risk.services import contributions, rounds, signoff
from tests.cast import Cast
from tests.risk.conftest import FOUR, Assessment, accepted, asked


def page_of(assessment: Assessment, code: str, slug: str) -> str:
    page = f"/contributions/{assessment.place(code).pk}/versions/"
    return assessment.cast.client(slug).get(page).content.decode()


def plain(body: str) -> str:
    for tag in ("ins", "del"):
        for hint in ("New: ", "Gone: "):
            body = body.replace(f'<{tag}><span class="govuk-visually-hidden">{hint}</span>', f"<{tag}>")
    return body


def test_what_came_and_what_went_stands_in_one_text() -> None:
    found = [(piece.text, piece.is_added, piece.is_removed) for piece in pieces("He rang twice.", "He rang ten times.")]
    assert found == [("He rang ", False, False), ("twice.", False, True), ("ten times.", True, False)]


def test_a_text_put_together_again_is_whole() -> None:
    was, now = "One  two\nthree.", "Two\n\nthree four."
    found = pieces(was, now)
    assert "".join(piece.text for piece in found if not piece.is_added) == was
    assert "".join(piece.text for piece in found if not piece.is_removed) == now


def test_a_new_version_shows_what_changed_and_why_the_last_came_back(assessment: Assessment) -> None:
    assessment.answer("police", Level.MEDIUM, known="Two calls.")
    signoff.return_for_changes(
        assessment.place("police"), by=assessment.cast["police-supervisor"], comment="Which days?"
    )
    assessment.answer("police", Level.HIGH, known="Two calls in May.")
    shown = plain(page_of(assessment, "police", "police"))
    assert "<del>Medium</del> <ins>High</ins>" in shown
    assert "Two <del>calls.</del> <ins>calls in May.</ins>" in shown
    assert "Returned by DI Morgan Specimen: Which days?" in shown
    assert shown.index("Version 2") < shown.index("Version 1")
    tab = assessment.cast.client("police").get(f"/cases/{assessment.case.pk}/assessment/").content.decode()
    assert "Version 2: what changed" in tab


def test_a_reader_compares_what_is_theirs_and_no_more(assessment: Assessment) -> None:
    for words in ("Before.", "After."):
        assessment.answer(
            "police", Level.HIGH, known=f"Known {words}", thought=f"Thought {words}", summary=f"Said {words}"
        )
    blind = page_of(assessment, "police", "health")
    assert "Known" in blind
    assert "Thought" not in blind
    assert "Said" not in blind
    assert "nothing here that you may read" in page_of(assessment, "police", "outreach")
    assessment.answer("outreach")
    lifted = page_of(assessment, "police", "outreach")
    assert "Said" in lifted
    assert "Known" not in lifted


def test_a_stranger_finds_no_versions(assessment: Assessment) -> None:
    assessment.answer("police")
    page = f"/contributions/{assessment.place('police').pk}/versions/"
    assert assessment.cast.client("advocate-two").get(page).status_code == 404


def test_who_has_said_nothing_stands_beside_the_difference(cast: Cast) -> None:
    case = accepted(cast)
    since = date(2026, 4, 1)
    first = rounds.start(
        case, by=cast["lead"], disciplines=asked(*FOUR), vacant=asked("mental-health"), vacant_since=since
    )
    round_of = Assessment(cast, case, first)
    round_of.answer("police", Level.HIGH)
    round_of.answer("outreach", Level.MEDIUM)
    parts = contributions.levels(cast["police"], [first])[first.pk]
    assert difference(parts) == "They differ: police say high, outreach says medium."
    assert absent(parts, is_over=False) == ["Advocacy: still to come", "Mental health: vacant since 1 April 2026"]
    assert absent(parts, is_over=True)[0] == "Advocacy: did not answer"


def test_the_unit_remembers_since_when_a_post_is_vacant(cast: Cast) -> None:
    since = date(2026, 4, 1)
    vacant: dict[str, Any] = {"by": cast["lead"], "disciplines": asked(*FOUR), "vacant": asked("mental-health")}
    rounds.start(accepted(cast), **vacant, vacant_since=since)
    again = rounds.start(accepted(cast), **vacant)
    assert Contribution.objects.get(round=again, discipline__code="mental-health").vacant_since == since


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ({"police": Level.HIGH}, "Police say high."),
        ({"outreach": None}, "Outreach says not known."),
        ({"police": Level.HIGH, "outreach": Level.HIGH}, "They agree: outreach and police say high."),
    ],
)
def test_what_they_say_is_a_sentence(assessment: Assessment, levels: dict[str, Level | None], words: str) -> None:
    for code, level in levels.items():
        assessment.answer(code, level)
    assessment.round = assessment.call(**{code.replace("-", "_"): "Late." for code in set(FOUR) - set(levels)})
    parts = contributions.levels(assessment.cast["lead"], [assessment.round])[assessment.round.pk]
    assert difference(parts) == words
