"""What people wrote beside the course of a case: notes, a word in the wrong box, and a part that was written anew."""

from collections.abc import Callable, Mapping

from cases.enums import Level, Readers, SafeTonight
from cases.models import Case, Hiding
from cases.services import hiding, notes, redaction
from interventions.management.demo.stage import Stage
from risk.models import Contribution
from risk.services import contributions
from risk.services.contributions import Answer

PLACE = "14 Sample Mews"
SEEN = "She was seen going into {}; tell nobody where she stays."


def notes_beside_it(stage: Stage, case: Case) -> None:
    """Notes for different readers, and one that was struck out."""
    with stage.as_("police", "2026-11-20 16:10") as by:
        notes.write(case, Readers.DECISION_LOG, "Arrest planned for the early shift; two officers briefed.", by=by)
        wrong = notes.write(case, Readers.TEAM, "Tag company rang: no alert since Monday.", by=by)
        notes.strike(wrong, by=by, reason="Meant for another case.")
    with stage.as_("advocate", "2026-11-20 17:05") as by:
        notes.write(case, Readers.VICTIM_SIDE, "Her sister can collect the children on court days.", by=by)
        notes.write(case, Readers.TEAM, "She would like to hear of the hearing from one person only.", by=by)


def in_the_wrong_box(stage: Stage, case: Case) -> None:
    """Where she stays was written where everybody reads it: twice hidden, and asked once to be taken out."""
    _hide(stage, case, "10:05", SEEN.format(PLACE))
    second = _hide(stage, case, "11:20", f"He asked about {PLACE.replace('14', '9')} again.", PLACE.replace("14", "9"))
    with stage.as_("lead", "2026-11-20 14:00") as by:
        redaction.ask(second, by=by, reason="It is her address.")


def taken_out(stage: Stage, case: Case) -> None:
    """The same, and two people have agreed that the words are gone for ever."""
    pressed = _hide(stage, case, "09:15", SEEN.format(PLACE))
    with stage.as_("lead", "2026-11-20 10:00") as by:
        redaction.ask(pressed, by=by, reason="It is her address.")
    with stage.as_("auditor", "2026-11-20 12:30") as by:
        redaction.agree(pressed, by=by)


def a_part_written_anew(stage: Stage, case: Case) -> None:
    """The police learned more while others were still writing, and submitted their part again."""
    part = Contribution.objects.get(case=case, round__closed_at=None, discipline__code="police")
    answer = Answer(
        known="Two more numbers have come up. He was at the station twice this month.",
        thought="He is not stopping, and he comes nearer.",
        level=Level.HIGH,
        summary="More contact than we knew of, and closer.",
    )
    with stage.as_("police", stage.working_day(part.round.opened_at.date(), 2, "15:00")) as by:
        contributions.submit(part, answer, by=by)


WRITTEN: Mapping[str, Callable[[Stage, Case], None]] = {
    "CHS-2026-00012": notes_beside_it,
    "CHS-2026-60391": in_the_wrong_box,
    "CHS-2026-82914": taken_out,
    "CHS-2026-71659": a_part_written_anew,
}


def write(stage: Stage, case: Case) -> None:
    """What people wrote on this case, where there is anything to tell."""
    told = WRITTEN.get(case.reference or "")
    if told:
        told(stage, case)


def _hide(stage: Stage, case: Case, at: str, text: str, words: str = PLACE) -> Hiding:
    """A note for the whole team names a place; an advocate reads it and hides the words, and answers for the night."""
    with stage.as_("police", f"2026-11-20 {at}") as by:
        note = notes.write(case, Readers.TEAM, text, by=by)
    with stage.as_("advocate", f"2026-11-20 {at[:-1]}8") as by:
        note.refresh_from_db()
        pressed = hiding.hide([(note, "text")], by=by, words=words)
        hiding.answer(pressed, SafeTonight.YES, by=by)
    return pressed
