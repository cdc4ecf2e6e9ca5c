"""The words above a box are true: they name exactly those whom the policy lets read what is written into it."""

import pytest

from cases.enums import Side
from cases.policy import Action, scope, scope_any
from risk.models import ContributionLevel, ContributionOpinion, ContributionVersion
from risk.presenters import readers
from risk.presenters.readers import DEFENCE, NOUNS
from risk.services.contributions import OPINIONS, WORDS
from stalking_unit.accounts.enums import DisciplineKind
from tests.risk.conftest import FOUR, Assessment

KINDS = {
    "police": DisciplineKind.POLICE,
    "mental-health": DisciplineKind.HEALTH,
    "outreach": DisciplineKind.OUTREACH,
    "advocacy": DisciplineKind.ADVOCACY,
}
# Each discipline on either side, so that a sentence that leaves a side out is found out.
ON = {
    (DisciplineKind.POLICE, Side.SUSPECT): "police",
    (DisciplineKind.HEALTH, Side.SUSPECT): "health",
    (DisciplineKind.HEALTH, Side.VICTIM): "health-supervisor",
    (DisciplineKind.OUTREACH, Side.SUSPECT): "outreach",
    (DisciplineKind.OUTREACH, Side.VICTIM): "outreach-victim-side",
    (DisciplineKind.ADVOCACY, Side.VICTIM): "advocate",
    (DisciplineKind.PROBATION, Side.SUSPECT): "probation",
}


@pytest.fixture
def answered(assessment: Assessment) -> Assessment:
    cast, case = assessment.cast, assessment.case
    cast.place(case, "outreach-victim-side", Side.VICTIM)
    for (_, side), slug in ON.items():
        case.teammembers.filter(user=cast.users[slug]).update(side=side)
    assessment.answer_all()
    return assessment


def named(sentence: str, kind: DisciplineKind, side: Side) -> bool:
    """Whether the sentence says that somebody of this discipline, on this side, can read it."""
    everybody, _, beside = sentence.partition(" who work on the victim’s side")
    on_case, _, sided = everybody.partition(" on this case")
    mentioned = NOUNS[kind] in (on_case.lower() if beside else everybody.split(" on this case")[0].lower())
    return mentioned or (bool(beside) and side is Side.VICTIM and NOUNS[kind] in sided.lower())


@pytest.mark.parametrize("code", FOUR)
def test_the_words_above_facts_and_opinion_name_those_who_may_read_them(answered: Assessment, code: str) -> None:
    answered.call()
    for sentence, model, actions in (
        (readers.of_facts(KINDS[code]), ContributionVersion, WORDS),
        (readers.of_opinion(KINDS[code]), ContributionOpinion, OPINIONS),
    ):
        rows = model.objects.filter(discipline__code=code)
        for (kind, side), slug in ON.items():
            may = scope_any(answered.cast[slug], rows, allowed=actions).exists()
            assert may is named(sentence, kind, side), (slug, sentence)
        assert scope_any(answered.cast["lead"], rows, allowed=actions).exists()
        assert not scope_any(answered.cast["auditor"], rows, allowed=actions).exists()
        assert not scope_any(answered.cast["coordinator"], rows, allowed=actions).exists()
        police_may = scope_any(answered.cast["police-supervisor"], rows, allowed=actions).exists()
        assert (DEFENCE in sentence) is police_may, sentence


def test_everybody_who_works_the_case_reads_the_level_and_its_sentence(answered: Assessment) -> None:
    answered.call()
    levels = ContributionLevel.objects.all()
    for slug in (*ON.values(), "lead", "auditor"):
        assert scope(answered.cast[slug], Action.VIEW_CONTRIBUTION_LEVEL, levels).exists(), slug
    assert not scope(answered.cast["coordinator"], Action.VIEW_CONTRIBUTION_LEVEL, levels).exists()
    assert "on either side" in readers.of_level()


def test_words_that_the_police_cannot_read_promise_no_secrecy() -> None:
    assert "a court may ask for it" in readers.of_facts(DisciplineKind.OUTREACH)
    for kind in NOUNS:
        assert "secret" not in readers.of_facts(kind) + readers.of_opinion(kind)
