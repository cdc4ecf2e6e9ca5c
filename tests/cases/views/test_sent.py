"""What whoever referred is told: received, then the answer; and nothing that tells of another case."""

import re

import pytest
from django.urls import reverse
from knox.models import AuthToken

from cases.enums import Capacity, Grant, Side, State, Transition
from cases.models import Case, Referral, StateChange
from cases.services import moves
from stalking_unit.notifications.models import Notification
from tests.cases.views.test_decide import referred
from tests.cast import Cast

SENT = reverse("cases:sent")
DECLINED = {"reason": "A dispute.", "four": "None of the four.", "signposted": "Ring the council."}
NOT_OURS = {"reason_code": "not-stalking", "referrer_told": "told"}
PAGES = ("", "received/", "decide/", "timeline/", "history/", "team/", "people/", "challenge/", "refer-again/")


def from_outreach(cast: Cast, state: State = State.SCREENING) -> Case:
    case = referred(cast, state)
    cast.place(case, "outreach", Side.HEADER, Capacity.REFERRER, Grant.VIEW)
    return case


def body(cast: Cast, path: str, slug: str = "outreach") -> str:
    answer = cast.client(slug).get(path)
    assert answer.status_code in {200, 403}, (path, answer.status_code)
    return str(answer.content.decode())


def page(case: Case, name: str = "received/") -> str:
    return f"{case.get_absolute_url()}{name}"


def decline(cast: Cast, case: Case, **facts: str) -> None:
    moves.make(case, Transition.DECLINE, by=cast["lead"], says=DECLINED, facts={**NOT_OURS, **facts})


def join(cast: Cast, case: Case) -> None:
    into = cast.case(State.PLAN_ACTIVE)
    says = {"reason": "The same two people."}
    moves.make(case, Transition.JOIN, by=cast["lead"], says=says, facts={"joined_to": into.pk})


def merge(cast: Cast, case: Case) -> None:
    into = cast.case(State.PLAN_ACTIVE)
    moves.make(case, Transition.MERGE, by=cast["lead"], says={"reason": "Twice."}, facts={"merged_into": into.pk})


def alike(text: str) -> str:
    """A page without what differs between any two cases: keys, references, tokens and versions."""
    token, version = r"(?<=name=\"csrfmiddlewaretoken\" value=\")\w+", r"(?<=name=\"version\" value=\")\d+"
    tab = r"(?<=name=\"tab\" value=\")\w+"
    return re.sub(rf"[0-9a-f]{{8}}-[0-9a-f-]{{27}}|CHS-2026-\d+|{token}|{version}|{tab}", "", text)


@pytest.mark.parametrize("becomes", [join, merge])
def test_a_referral_that_was_joined_reads_like_one_that_waits(cast: Cast, becomes: object) -> None:
    waits, joined = from_outreach(cast), from_outreach(cast)
    becomes(cast, joined)  # type: ignore[operator]
    for name in PAGES:
        assert alike(body(cast, page(joined, name))) == alike(body(cast, page(waits, name))), name
    for text in ("Joined", "Merged", "same two people"):
        assert text not in "".join(body(cast, page(joined, name)) for name in PAGES)
    assert not Notification.objects.filter(recipient=cast.users["outreach"]).exists()
    challenge = reverse("cases:challenge", kwargs={"pk": joined.pk})
    refused = [
        alike(str(cast.client("outreach").post(path, {"grounds": "Look.", "version": ""}).content.decode()))
        for path in (challenge, reverse("cases:challenge", kwargs={"pk": waits.pk}))
    ]
    assert refused[0] == refused[1]


def test_it_stands_in_no_list_of_cases_while_those_who_work_it_have_it_there(cast: Cast) -> None:
    waits, joined = from_outreach(cast), from_outreach(cast)
    join(cast, joined)
    _, token = AuthToken.objects.create(cast.users["outreach"])
    for path in ("/cases/", "/cases/?stage=ever"):
        assert waits.reference not in body(cast, path)
        assert joined.reference not in body(cast, path)
        assert waits.reference in body(cast, path, "lead")
    listed = cast.client("outreach").get("/api/v1/cases/", headers={"Authorization": f"Token {token}"}).json()
    assert listed["results"] == []


def test_the_list_of_what_was_sent_says_received_until_there_is_an_answer(cast: Cast) -> None:
    waits, joined, declined = from_outreach(cast), from_outreach(cast), from_outreach(cast)
    join(cast, joined)
    decline(cast, declined)
    shown = body(cast, SENT)
    assert shown.count("Received") == 2
    assert "Not taken on, advice given" in shown
    for case in (waits, joined, declined):
        assert page(case) in shown
    assert 'href="/referrals/"' in body(cast, "/")


def test_a_coordinator_has_the_list_of_what_they_sent_though_not_its_words(cast: Cast) -> None:
    case = referred(cast, State.SCREENING)
    Referral.objects.filter(case=case).update(author=cast.users["coordinator"])
    cast.place(case, "coordinator", Side.HEADER, Capacity.REFERRER, Grant.VIEW)
    assert case.reference in body(cast, SENT, "coordinator")


def test_nobody_reads_what_others_sent(cast: Cast) -> None:
    case = from_outreach(cast)
    for slug in ("lead", "police", "advocate", "coordinator", "health", "other-unit-lead"):
        assert case.reference not in body(cast, SENT, slug), slug


def test_whoever_referred_reads_the_answer_and_until_when_it_may_be_challenged(cast: Cast) -> None:
    case = from_outreach(cast)
    assert "Referral received" in body(cast, page(case))
    decline(cast, case)
    shown = body(cast, page(case))
    for text in ("Not taken on, advice given", "A dispute.", "Ring the council.", "Not stalking", "Challenge the"):
        assert text in shown, text
    assert "None of the four." not in shown
    assert "You can challenge this decision until" in shown
    told = Notification.objects.get(recipient=cast.users["outreach"], kind="decline")
    assert told.path == page(case)


def test_where_it_would_not_be_safe_whoever_referred_is_told_nothing(cast: Cast) -> None:
    waits, declined = from_outreach(cast), from_outreach(cast)
    decline(cast, declined, referrer_told="unsafe")
    assert not Notification.objects.filter(recipient=cast.users["outreach"]).exists()
    for name in PAGES:
        assert alike(body(cast, page(declined, name))) == alike(body(cast, page(waits, name))), name
    assert body(cast, SENT).count("Received") == 2
    refused = [
        alike(str(cast.client("outreach").post(page(case, "challenge/"), {"grounds": "Look.", "version": ""}).content))
        for case in (waits, declined)
    ]
    assert refused[0] == refused[1]


def test_advice_and_questions_are_read_by_whoever_referred_and_by_nobody_else_of_the_same_seat(cast: Cast) -> None:
    case = from_outreach(cast)
    says = {"advice": "Keep a diary.", "recipient": "PC Doe", "risk_owner": "PC Doe", "four": "Fixated: yes."}
    moves.make(case, Transition.ADVISE_NOW, by=cast["police"], says=says, facts={"follow_up_on": "2037-02-01"})
    assert "Keep a diary." in body(cast, page(case))
    cast.place(case, "health", Side.SUSPECT)
    assert "Keep a diary." not in body(cast, page(case), "health")


def test_a_late_challenge_is_heard_and_marked(cast: Cast) -> None:
    case = from_outreach(cast)
    decline(cast, case)
    late = cast.at("outreach", days=30)
    case.refresh_from_db()
    moves.make(case, Transition.CHALLENGE, by=late, says={"grounds": "It goes on."})
    assert StateChange.objects.get(case=case, transition=Transition.CHALLENGE).facts == {"late": True}


def test_whoever_challenged_is_told_that_it_was_decided_again(cast: Cast) -> None:
    case = from_outreach(cast)
    cast.place(case, "health", Side.SUSPECT)
    decline(cast, case)
    for slug in ("outreach", "health"):
        case.refresh_from_db()
        Case.objects.filter(pk=case.pk).update(state=State.DECLINED)
        moves.make(case, Transition.CHALLENGE, by=cast[slug], says={"grounds": "It goes on."})
    earlier = set(Notification.objects.values_list("pk", flat=True))
    decline(cast, case)
    told = {
        (one.recipient.name, one.path.rpartition("/cases/")[2].partition("/")[2]): one.text
        for one in Notification.objects.exclude(pk__in=earlier).select_related("recipient")
    }
    assert told == {
        ("Kit Sandboxe", "received/"): "A decision was made on your referral.",
        ("Dr Imogen Demoson", ""): "The decision that was challenged was made again.",
    }
    assert StateChange.objects.filter(transition=Transition.CHALLENGE).first().facts == {"late": False}  # type: ignore[union-attr]


def test_one_piece_of_advice_in_ten_is_read_again_by_the_leads(cast: Cast) -> None:
    says = {"advice": "Keep a diary.", "recipient": "PC Doe", "risk_owner": "PC Doe"}
    sampled = set()
    for _ in range(40):
        case = cast.case(State.SCREENING)
        change = moves.make(
            case, Transition.ADVISE_NOW, by=cast["police"], says=says, facts={"follow_up_on": "2037-02-01"}
        )
        if change.pk.int % 10 == 0:
            sampled.add(case.reference)
    read_again = Notification.objects.filter(recipient=cast.users["lead"], text__contains="one in ten")
    assert set(read_again.values_list("reference", flat=True)) == sampled
