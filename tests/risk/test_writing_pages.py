"""The pages on which a discipline writes its part: nothing typed is lost, by one person or by two."""

from typing import Any

import pytest

from cases.enums import Level
from cases.models import TeamMember
from cases.services import team
from risk.enums import ContributionStatus, Known
from risk.models import ContributionVersion, DraftSection
from risk.presenters import readers
from risk.services import signoff
from stalking_unit.accounts.enums import DisciplineKind
from tests.risk.conftest import Assessment

LEVEL = {"level": "high", "summary": "Two calls this week."}


def address(assessment: Assessment, code: str, page: str = "") -> str:
    return f"/contributions/{assessment.place(code).pk}/{page}"


def write(assessment: Assessment, slug: str, code: str, section: str, version: int = 0, **boxes: Any) -> Any:
    typed = {name.replace("_is", "-is"): words for name, words in boxes.items()}
    client = assessment.cast.client(slug)
    return client.post(address(assessment, code, f"write/{section}/"), {"version": version, **typed})


def submit(assessment: Assessment, slug: str, code: str) -> Any:
    page, client = address(assessment, code, "check/"), assessment.cast.client(slug)
    context = client.get(page).context
    return client.post(page, {"version": context["record"].version, "stamp": context["stamp"]})


def body(assessment: Assessment, slug: str, page: str) -> str:
    return assessment.cast.client(slug).get(page).content.decode()


def test_a_discipline_writes_its_part_section_by_section_and_submits_it(assessment: Assessment) -> None:
    page = address(assessment, "outreach")
    assert page in body(assessment, "outreach", "/")
    listed = body(assessment, "outreach", page)
    assert listed.count("Not started") == 5
    answered = write(assessment, "outreach", "outreach", "home-work-money", housing="Lost his room.", work_is="nothing")
    assert (answered.status_code, answered.url) == (303, f"{page}write/people/")
    assert "In progress" in body(assessment, "outreach", page)
    write(
        assessment,
        "outreach",
        "outreach",
        "home-work-money",
        version=1,
        housing="Lost his room.",
        work_is="nothing",
        money_is="not_known",
    )
    write(assessment, "outreach", "outreach", "opinion", thought="It will go on.")
    write(assessment, "outreach", "outreach", "level", **LEVEL)
    assert body(assessment, "outreach", page).count("Done") == 3
    check = body(assessment, "outreach", f"{page}check/")
    assert "6 questions have no answer" in check
    answered = submit(assessment, "outreach", "outreach")
    assert (answered.status_code, answered.url) == (303, f"/cases/{assessment.case.pk}/assessment/")
    assert assessment.place("outreach").status == ContributionStatus.SIGNED
    version = ContributionVersion.objects.get()
    kept = {row.question: (row.known, row.words) for row in version.answers.all()}
    assert kept == {
        "housing": (Known.WRITTEN, "Lost his room."),
        "work": (Known.NOTHING, ""),
        "money": (Known.NOT_KNOWN, ""),
    }
    shown = body(assessment, "outreach", answered.url)
    for words in (
        "Lost his room.",
        "Nothing known",
        "Not known",
        "No answer",
        "Strengths, Willingness",
        "It will go on.",
    ):
        assert words in shown, words
    assert not DraftSection.objects.exists()


def test_the_words_above_each_box_say_who_reads_it(assessment: Assessment) -> None:
    facts = body(assessment, "police", address(assessment, "police", "write/history/"))
    assert facts.count(readers.of_facts(DisciplineKind.POLICE)) == 4
    opinion = body(assessment, "police", address(assessment, "police", "write/opinion/"))
    assert opinion.count(readers.of_opinion(DisciplineKind.POLICE)) == 3
    level = body(assessment, "police", address(assessment, "police", "write/level/"))
    assert level.count(readers.of_level()) == 2


def test_a_section_of_another_discipline_is_no_page(assessment: Assessment) -> None:
    client = assessment.cast.client("police")
    assert client.get(address(assessment, "police", "write/wishes/")).status_code == 404
    assert client.get(address(assessment, "advocacy", "write/wishes/")).status_code == 403


def test_what_is_typed_is_kept_by_itself(assessment: Assessment) -> None:
    page = address(assessment, "police", "write/history/")
    answered = assessment.cast.client("police").post(page, {"do": "keep", "version": 0, "crimes": "Half a sen"})
    assert answered.json()["version"] == 1
    assert "Half a sen" in body(assessment, "police", page)


@pytest.mark.parametrize(
    ("section", "wrong", "told"),
    [
        ("home-work-money", {"housing": "A room.", "housing_is": "nothing"}, "Keep one of the two"),
        ("home-work-money", {"housing_is": ["nothing", "not_known"]}, "not both"),
        ("level", {"summary": "x" * 401}, "400 characters or less"),
        ("opinion", {"instrument_result": "High concern"}, "Select the instrument"),
    ],
)
def test_nothing_typed_is_lost_on_an_error(assessment: Assessment, section: str, wrong: Any, told: str) -> None:
    answered = write(assessment, "outreach", "outreach", section, **wrong)
    assert answered.status_code == 422
    assert told in answered.content.decode()
    kept = DraftSection.objects.get().words
    assert all(str(words) in kept for words in wrong.values() if isinstance(words, str))


def test_what_must_be_there_is_asked_for_before_it_is_submitted(assessment: Assessment) -> None:
    answered = submit(assessment, "outreach", "outreach")
    assert answered.status_code == 422
    assert "Select how high you put the risk, or that it is not known" in answered.content.decode()
    write(assessment, "outreach", "outreach", "level", level="not_known")
    answered = submit(assessment, "outreach", "outreach").content.decode()
    assert "Enter what you know, or tick that nothing is known to you" in answered
    assert "Enter in one or two sentences" in answered
    assert not ContributionVersion.objects.exists()


def test_nothing_known_is_one_press_and_a_level(assessment: Assessment) -> None:
    write(assessment, "outreach", "outreach", "ways-in", willing="Answers the phone.")
    assert assessment.cast.client("outreach").post(address(assessment, "outreach", "nothing-known/")).status_code == 303
    write(assessment, "outreach", "outreach", "level", level="not_known", summary="Hardly known.")
    assert submit(assessment, "outreach", "outreach").status_code == 303
    version = ContributionVersion.objects.get()
    assert (version.nothing_known, version.level.level) == (False, None)
    assert {row.known for row in version.answers.all()} == {Known.NOTHING, Known.WRITTEN}
    assert version.answers.count() == 9


def test_two_who_write_in_one_section_find_both_texts(assessment: Assessment) -> None:
    write(assessment, "police", "police", "history", crimes="Theirs & more.")
    answered = write(assessment, "police-supervisor", "police", "history", crimes="Mine.")
    shown = answered.content.decode()
    assert answered.status_code == 409
    assert "Theirs &amp; more." in shown
    assert "Mine." in shown
    kept_by_itself = write(assessment, "police-supervisor", "police", "history", crimes="Mine.", do="keep")
    assert kept_by_itself.status_code == 409
    assert "Theirs & more." in DraftSection.objects.get().words
    both = "Theirs & more. Mine."
    assert write(assessment, "police-supervisor", "police", "history", version=1, crimes=both).status_code == 303
    assert both in DraftSection.objects.get().words


def test_two_who_write_in_two_sections_do_not_meet(assessment: Assessment) -> None:
    assert write(assessment, "police", "police", "history", crimes="Theirs.").status_code == 303
    assert write(assessment, "police-supervisor", "police", "danger", firearms="Mine.").status_code == 303


def test_nobody_submits_what_they_have_not_read(assessment: Assessment) -> None:
    write(assessment, "police", "police", "level", **LEVEL)
    write(assessment, "police", "police", "history", crimes="Two calls.")
    page, client = address(assessment, "police", "check/"), assessment.cast.client("police")
    seen = client.get(page).context
    write(assessment, "police-supervisor", "police", "danger", firearms="A shotgun.")
    answered = client.post(page, {"version": seen["record"].version, "stamp": seen["stamp"]})
    assert answered.status_code == 409
    assert "A colleague has written in this since" in answered.content.decode()
    assert "A shotgun." in answered.content.decode()
    assert not ContributionVersion.objects.exists()


def test_half_written_work_is_taken_up_when_somebody_leaves_and_both_names_stay(assessment: Assessment) -> None:
    cast, case = assessment.cast, assessment.case
    write(assessment, "police", "police", "history", crimes="Two calls.")
    team.leave(TeamMember.objects.get(case=case, user=cast.users["police"]), by=cast["lead"])
    page = address(assessment, "police", "write/history/")
    assert cast.client("police").get(page).status_code == 404
    found = body(assessment, "police-supervisor", page)
    assert "Two calls." in found
    assert "DS Avery Placeholder began this section." in found
    write(assessment, "police-supervisor", "police", "history", version=1, crimes="Two calls, and a third.")
    write(assessment, "police-supervisor", "police", "level", **LEVEL)
    assert "Written with DS Avery Placeholder" in body(
        assessment, "police-supervisor", address(assessment, "police", "check/")
    )
    assert submit(assessment, "police-supervisor", "police").status_code == 303
    version = ContributionVersion.objects.get()
    assert version.author == cast.users["police-supervisor"]
    assert version.hands == [cast.users["police"].pk, cast.users["police-supervisor"].pk]


def test_who_writes_anew_begins_with_what_was_submitted_and_reads_why_it_came_back(assessment: Assessment) -> None:
    write(assessment, "police", "police", "history", crimes="Two calls.")
    write(assessment, "police", "police", "level", **LEVEL)
    submit(assessment, "police", "police")
    signoff.return_for_changes(
        assessment.place("police"), by=assessment.cast["police-supervisor"], comment="Which days?"
    )
    assert "DI Morgan Specimen returned it: Which days?" in body(assessment, "police", address(assessment, "police"))
    assert "Two calls." in body(assessment, "police", address(assessment, "police", "write/history/"))
    write(assessment, "police", "police", "history", crimes="Two calls, on 3 and 4 May.")
    submit(assessment, "police", "police")
    first, second = ContributionVersion.objects.order_by("number")
    assert second.answers.get().words == "Two calls, on 3 and 4 May."
    assert (first.answers.get().words, second.level.level) == ("Two calls.", Level.HIGH)
