"""Papers of a case: made by the worker as the person who asked, holding what that person may see."""

import uuid
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pytest
from django.http import HttpResponse
from django.utils import timezone

from cases.documents import paper
from cases.enums import Paper, Precision, State, Transition
from cases.models import Case, Incident, StateChange
from cases.presenters import moves_table
from cases.tasks import print_paper, print_waiting
from stalking_unit.documents import services, store
from stalking_unit.documents.models import GeneratedDocument
from tests.cast import Cast
from tests.documents.structure import attributes, properties, structure, tags, words
from tests.papers import every_paper


@pytest.fixture
def case(cast: Cast) -> Case:
    case = cast.case()
    cast.whole_team(case)
    Incident.objects.create(
        case=case,
        agency=cast.users["police"].memberships.get().agency,
        author=cast.users["police"],
        happened_at=cast.now,
        recorded_at=cast.now,
        occurred_from=cast.now,
        precision=Precision.DAY,
        what="He stood outside 3 Imaginary Mews.",
    )
    return case


def everything(context: object) -> str:
    return repr(context)


def test_the_victims_side_reads_what_happened(cast: Cast, case: Case) -> None:
    told = everything(every_paper(cast["advocate"], case))
    assert "Imaginary Mews" in told
    assert "Marigold Testwick" in told


@pytest.mark.parametrize("slug", ["health", "outreach"])
def test_the_suspects_side_reads_neither_her_name_nor_where(cast: Cast, case: Case, slug: str) -> None:
    told = everything(every_paper(cast[slug], case))
    assert "Imaginary Mews" not in told
    assert "Marigold" not in told
    assert "Incident" in told


def printed(cast: Cast, case: Case, slug: str, kind: str) -> pikepdf.Pdf:
    """The paper as this person takes it from the page."""
    client = cast.client(slug)
    client.post(f"/cases/{case.pk}/documents/", {"paper": kind})
    document = GeneratedDocument.objects.get(case_id=case.pk, kind=kind, requested_by=cast.users[slug])
    assert (document.status, document.file_name) == ("ready", f"{case.reference}-{kind}.pdf")
    response = client.get(f"/documents/{document.pk}/")
    assert response["Content-Disposition"] == f'attachment; filename="{case.reference}-{kind}.pdf"'
    return pikepdf.open(BytesIO(response.content))


@pytest.mark.parametrize("kind", Paper.values)
def test_a_paper_is_readable_by_everybody_and_silent_about_people_outside_its_pages(
    cast: Cast, case: Case, kind: str, tmp_path: Path
) -> None:
    with printed(cast, case, "advocate", kind) as pdf:
        pdf.save(tmp_path / "paper.pdf")
        assert properties(pdf) == {"/Title": case.reference}
        assert list(pdf.attachments) == []
        assert [len(tags(pdf, "H1")), pdf.Root.Lang] == [1, "en-GB"]
        assert all(any("/Headers" in part for part in attributes(cell)) for cell in tags(pdf, "TD"))
    findings = outloud.check(str(tmp_path / "paper.pdf")).findings
    assert [finding for finding in findings if finding.severity == "error"] == []


@pytest.mark.parametrize("kind", Paper.values)
@pytest.mark.parametrize("slug", ["health", "outreach"])
def test_no_part_of_the_file_says_to_the_suspects_side_where_she_is(
    cast: Cast, case: Case, slug: str, kind: str
) -> None:
    """Not the text, nor what a screen reader is told, nor what the file says of itself."""
    with printed(cast, case, slug, kind) as pdf:
        said = [
            *words(pdf),
            *(str(element) for element in structure(pdf.Root.StructTreeRoot)),
            str(pdf.open_metadata()),
        ]
        raw = BytesIO()
        pdf.save(raw, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    for word in ("Imaginary", "Mews", "Marigold"):
        assert word not in " ".join(said)
        assert word.encode() not in raw.getvalue()


def test_a_chronology_goes_from_the_earliest_to_what_nobody_can_date(cast: Cast, case: Case) -> None:
    before = Incident.objects.get(case=case)
    for occurred, precision, what in (
        (cast.now - timedelta(days=400), Precision.DAY, "He sent flowers."),
        (None, Precision.UNKNOWN, "He once followed a friend."),
    ):
        Incident.objects.create(
            case=case,
            agency=before.agency,
            author=before.author,
            happened_at=cast.now,
            recorded_at=cast.now,
            occurred_from=occurred,
            precision=precision,
            what=what,
        )
    sections = paper(Paper.CHRONOLOGY, cast["advocate"], case)["sections"]
    told = [(section.title, str(item.text)) for section in sections for item in section.items]
    first, last = told[0], told[-1]
    assert (first[0], "He sent flowers." in first[1]) == (f"{cast.now - timedelta(days=400):%B %Y}", True)
    assert (last[0], "He once followed a friend." in last[1]) == ("Nobody can say when", True)


def test_a_paper_with_nothing_on_it_says_so(cast: Cast, case: Case) -> None:
    [section] = paper(Paper.PLAN, cast["advocate"], case)["sections"]
    assert section.paragraphs == ["There is no plan that you may read yet."]


def test_a_paper_that_nobody_offers_is_a_summary(cast: Cast, case: Case) -> None:
    cast.client("advocate").post(f"/cases/{case.pk}/documents/", {"paper": "service-copy"})
    assert GeneratedDocument.objects.get(case_id=case.pk).kind == "summary"


def test_nobody_takes_another_persons_paper(cast: Cast, case: Case) -> None:
    document = services.request(
        case_id=case.pk, kind="summary", reference=case.reference or "", audience="x", by=cast["advocate"]
    )
    for slug in ("lead", "police", "auditor"):
        assert cast.client(slug).get(f"/documents/{document.pk}/").status_code == 404, slug


def test_someone_who_lost_access_meanwhile_gets_no_paper(cast: Cast, case: Case) -> None:
    document = services.request(
        case_id=case.pk, kind="summary", reference=case.reference or "", audience="x", by=cast["other-unit-police"]
    )
    print_paper(str(document.pk))
    document.refresh_from_db()
    assert (document.status, document.failure) == ("failed", "You no longer have access to this case.")
    with pytest.raises(store.Gone):
        store.open(document.pk)


def test_a_coordinator_is_not_offered_a_summary(cast: Cast, case: Case) -> None:
    assert cast.client("coordinator").get(f"/cases/{case.pk}/documents/").status_code == 403
    assert cast.client("advocate-two").get(f"/cases/{uuid.uuid4()}/documents/").status_code == 404


def test_a_paper_lost_to_the_broker_is_printed_by_the_sweep(cast: Cast, case: Case) -> None:
    services.request(case_id=case.pk, kind="summary", reference=case.reference or "", audience="x", by=cast["advocate"])
    print_waiting()
    assert GeneratedDocument.objects.get(case_id=case.pk).status == "ready"


def test_reviews_that_changed_nothing_are_one_line_of_a_paper() -> None:
    plan, review = State.PLAN_ACTIVE, State.REVIEW
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    ways = {
        Transition.ADOPT_PLAN: (State.CONFERENCE_HELD, plan),
        Transition.REVIEW_FALLS_DUE: (plan, review),
        Transition.KEEP_PLAN: (review, plan),
    }
    went = [Transition.ADOPT_PLAN, *(Transition.REVIEW_FALLS_DUE, Transition.KEEP_PLAN) * 3]
    made = [
        StateChange(transition=way, from_state=ways[way][0], to_state=ways[way][1], happened_at=at + timedelta(weeks=n))
        for n, way in enumerate(went)
    ]
    told = [[cell.text for cell in row] for row in moves_table(made).rows]
    assert told[0][1:] == ["Adopt the plan", "By itself", "Plan active"]
    assert told[1:] == [
        [
            "9 March 2026 to 13 April 2026",
            "3 reviews came due; the plan went on 3 times",
            "By itself",
            "Plan active",
        ]
    ]
    assert len(moves_table(made[:3]).rows) == 3, "few are told one by one"


def test_moves_of_one_moment_follow_each_other_on_paper() -> None:
    way = [State.REVIEW, State.CONFERENCE_DUE, State.CONFERENCE_HELD, State.PLAN_ACTIVE]
    names = [Transition.KEEP_PLAN, Transition.HOLD_CONFERENCE, Transition.ADOPT_PLAN]
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    first, *rest = (
        StateChange(transition=name, from_state=way[n], to_state=way[n + 1], happened_at=at + timedelta(days=n > 0))
        for n, name in enumerate(names)
    )
    for made in ([first, *rest], [first, *reversed(rest)]):
        assert [row[1].text for row in moves_table(made).rows] == [str(name.label) for name in names]


def page(cast: Cast, case: Case, slug: str = "advocate", query: str = "") -> HttpResponse:
    return cast.client(slug).get(f"/cases/{case.pk}/documents/{query}")


def asked(cast: Cast, case: Case, **earlier: float) -> GeneratedDocument:
    """A summary that the worker has not come to yet."""
    document = services.request(
        case_id=case.pk, kind="summary", reference=case.reference or "", audience="x", by=cast["advocate"]
    )
    document.requested_at = timezone.now() - timedelta(**earlier)
    document.save(update_fields=["requested_at"])
    return document


@pytest.mark.parametrize(("seconds", "rest"), [(1, "2"), (12, "5"), (40, "15"), (90, None)])
def test_the_page_looks_again_for_a_minute_while_a_paper_is_made(
    cast: Cast, case: Case, seconds: int, rest: str | None
) -> None:
    """By a header, which works without script; the reader can stop it, and it stops by itself."""
    asked(cast, case, seconds=seconds)
    assert page(cast, case).get("Refresh") == rest
    assert ("Stop looking" in page(cast, case).content.decode()) is (rest is not None)
    stopped = page(cast, case, query="?still")
    assert stopped.get("Refresh") is None
    assert "Look again" in stopped.content.decode()


def test_the_page_rests_once_the_paper_is_there_and_says_for_whom_it_is(cast: Cast, case: Case) -> None:
    document = asked(cast, case)
    assert page(cast, case, "police").get("Refresh") is None, "nobody waits for another's"
    print_paper(str(document.pk))
    answer = page(cast, case)
    assert answer.get("Refresh") is None
    assert "For whom" in answer.content.decode()
    assert f"/documents/{document.pk}/" in answer.content.decode()


def test_a_paper_that_failed_is_asked_for_again_in_one_press(cast: Cast, case: Case) -> None:
    services.give_up(asked(cast, case, minutes=5), "The press was away.")
    answer = page(cast, case).content.decode()
    assert "Case summary: The press was away." in answer
    assert "Ask again: case summary" in answer
    cast.client("advocate").post(f"/cases/{case.pk}/documents/", {"paper": "summary"})
    assert "Ask again" not in page(cast, case).content.decode()
