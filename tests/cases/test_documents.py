"""Case summaries: made by the worker as the person who asked, holding what that person may see."""

import uuid
from io import BytesIO

import pikepdf
import pytest

from cases.documents import summary
from cases.enums import Precision
from cases.models import Case, Incident
from cases.tasks import make_summary, print_waiting
from stalking_unit.documents import services, store
from stalking_unit.documents.models import GeneratedDocument
from tests.cast import Cast


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
    told = everything(summary(cast["advocate"], case))
    assert "Imaginary Mews" in told
    assert "Marigold Testwick" in told


@pytest.mark.parametrize("slug", ["health", "outreach"])
def test_the_suspects_side_reads_neither_her_name_nor_where(cast: Cast, case: Case, slug: str) -> None:
    told = everything(summary(cast[slug], case))
    assert "Imaginary Mews" not in told
    assert "Marigold" not in told
    assert "Incident" in told


def test_asking_makes_a_paper_with_a_neutral_name_and_title(cast: Cast, case: Case) -> None:
    client = cast.client("advocate")
    client.post(f"/cases/{case.pk}/documents/")
    document = GeneratedDocument.objects.get(case_id=case.pk)
    assert (document.status, document.file_name) == ("ready", f"{case.reference}-summary.pdf")
    response = client.get(f"/documents/{document.pk}/")
    assert response["Content-Disposition"] == f'attachment; filename="{case.reference}-summary.pdf"'
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == case.reference


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
    make_summary(str(document.pk))
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
