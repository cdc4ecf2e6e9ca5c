"""Red flags are ticked as facts where one is raised: they set no level, and are read like the reason of a move."""

from cases.enums import Level, State, Transition
from cases.models import Case, StateChange, Statement
from cases.services import codes
from tests.cast import Cast


def test_what_is_ticked_is_said_and_sets_no_level(cast: Cast) -> None:
    codes.ensure_codes()
    case = cast.case(State.PLAN_ACTIVE, level=Level.MEDIUM)
    cast.whole_team(case)
    page = f"/cases/{case.pk}/raise-red-flag/"
    assert "They set no level" in cast.client("advocate").get(page).content.decode()
    typed = {"version": case.version, "done_now": "999 called.", "flags": ["flag-threat", "flag-weapon"]}
    assert cast.client("advocate").post(page, typed).status_code == 303
    change = StateChange.objects.get(case=case, transition=Transition.RAISE_RED_FLAG)
    assert "flags" not in change.facts
    said = Statement.objects.get(change=change, heading="red_flags")
    assert said.text == "Explicit threat to kill\nA weapon got or looked for"
    assert Case.objects.get(pk=case.pk).level == Level.MEDIUM
    for slug, reads in (("advocate", True), ("outreach", False)):
        shown = cast.client(slug).get(f"/cases/{case.pk}/history/").content.decode()
        assert ("A weapon got or looked for" in shown) is reads, slug
