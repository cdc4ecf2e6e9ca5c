"""The page of one incident: who reads its words, putting it right, striking it out, and repeats."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.enums import PersonRole, Precision, Side, State
from cases.forms.record import IncidentForm
from cases.models import Case, CasePerson, Incident, IncidentVersion, Location
from cases.services import incidents
from cases.services.incidents import When
from stalking_unit.audit import trail
from stalking_unit.db.errors import DomainError
from tests.cases.views.planted import Planted, planted
from tests.cast import Cast

__all__ = ["planted"]

SHOP = "He waited by the corner shop until it closed."


def recorded(cast: Cast, case: Case, slug: str = "advocate", **more: Any) -> Incident:
    start = datetime.fromisoformat("2026-03-27T14:30:00+00:00")
    told = {"when": When(start, None, Precision.DAY), "what": SHOP, "how_known": "She phoned.", "codes": ["loitering"]}
    return incidents.record(case, by=cast[slug], **(told | more))


def read(cast: Cast, slug: str, incident: Incident, rest: str = "") -> str:
    answer = cast.client(slug).get(f"/incidents/{incident.pk}/{rest}")
    assert answer.status_code == 200, (slug, answer.status_code)
    return answer.content.decode()


def boxes(incident: Incident, **typed: Any) -> dict[str, Any]:
    """The form as the page shows it, with what somebody changed."""
    shown = IncidentForm.initial_of(incident, incidents.ticked(incident))
    on = shown.pop("on") or ("", "", "")
    sent = {f"on-{part}": value for part, value in zip(("day", "month", "year"), on, strict=True)}
    kept = {name: value for name, value in shown.items() if value not in (None, "", False)}
    return {**sent, **kept, "version": incident.version, **typed}


def test_every_word_of_it_is_for_those_who_may_read_it_and_the_rest_know_when_and_what_kind(
    cast: Cast, planted: Planted
) -> None:
    incident = recorded(cast, planted.case, opinion="He knows her hours.", impact="She sleeps elsewhere.")
    for slug in ("police", "health", "outreach", "advocate", "lead", "auditor"):
        body = read(cast, slug, incident)
        in_words = slug in {"police", "advocate", "lead"}
        assert "Waiting about near somewhere" in body
        assert "27 March 2026" in body
        for words in ("corner shop", "She phoned.", "He knows her hours.", "She sleeps elsewhere.", "Bryony"):
            assert (words in body.partition("<main")[2]) is in_words, (slug, words)
    for slug in ("coordinator", "advocate-two", "guest"):
        assert cast.client(slug).get(f"/incidents/{incident.pk}/").status_code == 404


def test_an_opinion_stands_under_a_heading_of_its_own(cast: Cast, planted: Planted) -> None:
    body = read(cast, "police", recorded(cast, planted.case, opinion="He knows her hours."))
    facts, _, opinion = body.partition("What somebody thinks it means")
    assert SHOP in facts
    assert "He knows her hours." in opinion
    assert "This is an opinion." in opinion


def test_a_place_is_named_by_its_kind_and_opens_elsewhere_for_those_who_may_know_it(
    cast: Cast, planted: Planted
) -> None:
    home = Location.objects.get(case_person=planted.victim)
    incident = recorded(cast, planted.case, place=home)
    for slug in ("police", "advocate", "lead"):
        body = read(cast, slug, incident)
        assert "Victim’s home (protected)" in body
        assert "Imaginary Mews" not in body
        assert f'href="/people/{planted.victim.pk}/">Where that is' in body
    cast.place(planted.case, "police-supervisor", Side.SUSPECT)
    for slug in ("police-supervisor", "outreach-victim-side"):
        if slug == "outreach-victim-side":
            cast.place(planted.case, slug, Side.VICTIM)
        body = read(cast, slug, incident)
        assert "Victim’s home (protected)" in body
        assert "Where that is" not in body
    assert "home" not in read(cast, "health", incident).partition("<main")[2]


def test_a_childs_place_does_not_tell_that_there_is_a_child(cast: Cast, planted: Planted) -> None:
    school = Location.objects.create(case=planted.case, case_person=planted.child, kind="school", address="Row 1")
    cast.place(planted.case, "police-supervisor", Side.SUSPECT)
    body = read(cast, "police-supervisor", recorded(cast, planted.case, place=school))
    assert "A protected place" in body
    assert "chool" not in body.partition("<main")[2]


def test_places_are_offered_without_their_address_to_those_who_may_know_them(cast: Cast, planted: Planted) -> None:
    page = f"/cases/{planted.case.pk}/incidents/new/"
    for slug in ("advocate", "police"):
        form = cast.client(slug).get(page).content.decode()
        assert "Marigold Testwick, home" in form
        assert "Imaginary Mews" not in form
    form = cast.client("health").get(page).content.decode()
    assert "Marigold" not in form
    assert form.count(", home<") == 1  # the suspect’s, which health may know


def test_who_may_correct_it_is_who_reads_it_in_the_agency_that_recorded_it_and_the_lead(
    cast: Cast, planted: Planted
) -> None:
    incident = recorded(cast, planted.case)
    by_health = recorded(cast, planted.case, "health")
    cast.place(planted.case, "police-supervisor", Side.VICTIM)
    for slug, found in (
        ("advocate", 200),
        ("lead", 200),
        ("police", 403),
        ("police-supervisor", 403),
        ("auditor", 403),
    ):
        for rest in ("correct/", "strike/"):
            assert cast.client(slug).get(f"/incidents/{incident.pk}/{rest}").status_code == found, (slug, rest)
        assert ("Correct it or add to it" in read(cast, slug, incident)) is (found == 200), slug
    assert cast.client("health").get(f"/incidents/{by_health.pk}/correct/").status_code == 403
    with pytest.raises(PermissionDenied):
        incidents.strike(incident, by=cast["police"], reason="Not mine.")


def test_what_it_said_before_is_kept_and_shown(cast: Cast, planted: Planted) -> None:
    incident = recorded(cast, planted.case)
    later = boxes(incident, what="He waited by the chemist.", behaviours=["following"], opinion="He has a pattern.")
    answer = cast.client("advocate").post(f"/incidents/{incident.pk}/correct/", later)
    assert (answer.status_code, answer["Location"]) == (303, f"/incidents/{incident.pk}/")
    incident.refresh_from_db()
    assert (incident.what, incident.version, incident.saved_by) == (
        "He waited by the chemist.",
        2,
        cast.users["advocate"],
    )
    body = read(cast, "police", incident)
    now, _, before = body.partition('<details class="govuk-details">')
    assert "He waited by the chemist." in now
    assert "corner shop" not in now
    assert "corner shop" in before
    assert "Waiting about near somewhere" in before
    assert "corner shop" not in read(cast, "health", incident)
    assert "corner shop" not in cast.client("police").get(f"/cases/{planted.case.pk}/timeline/").content.decode()


def test_what_it_said_before_is_never_changed(cast: Cast, planted: Planted) -> None:
    incident = recorded(cast, planted.case)
    incidents.correct(incident, {"what": "Other."}, by=cast["advocate"], when=When(), codes=[], version=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        IncidentVersion.objects.update(what="Nothing.")
    assert IncidentVersion.objects.get().what == SHOP


def test_a_box_that_its_corrector_does_not_see_keeps_what_is_in_it(cast: Cast, planted: Planted) -> None:
    """An outreach worker on her side reads the incident and not where she lives."""
    cast.place(planted.case, "outreach-victim-side", Side.VICTIM)
    home = Location.objects.get(case_person=planted.victim)
    incident = recorded(cast, planted.case, "outreach-victim-side", place=home, against=planted.child)
    form = read(cast, "outreach-victim-side", incident, "correct/")
    assert 'name="place"' not in form
    typed = boxes(incident, what="He waited by the chemist.")
    del typed["place"]
    cast.client("outreach-victim-side").post(f"/incidents/{incident.pk}/correct/", typed)
    incident.refresh_from_db()
    assert (incident.what, incident.place, incident.against) == ("He waited by the chemist.", home, planted.child)


def test_when_two_people_correct_it_both_texts_are_shown_and_neither_is_lost(cast: Cast, planted: Planted) -> None:
    incident = recorded(cast, planted.case)
    mine = boxes(incident, what="He waited by the chemist.")
    theirs = boxes(incident, what="He waited by the baker.")
    cast.client("lead").post(f"/incidents/{incident.pk}/correct/", theirs)
    answer = cast.client("advocate").post(f"/incidents/{incident.pk}/correct/", mine)
    assert answer.status_code == 409
    body = answer.content.decode()
    assert f"{cast['lead'].name} saved first" in body
    assert "He waited by the baker." in body
    assert "He waited by the chemist." in body
    assert 'name="version" value="2"' in body
    again = cast.client("advocate").post(f"/incidents/{incident.pk}/correct/", mine | {"version": "2"})
    assert again.status_code == 303
    assert [version.what for version in IncidentVersion.objects.order_by("number")] == [SHOP, "He waited by the baker."]


@pytest.mark.parametrize("precision", list(Precision))
def test_a_form_sent_as_it_was_shown_changes_no_time(cast: Cast, planted: Planted, precision: Precision) -> None:
    start = None if precision is Precision.UNKNOWN else datetime.fromisoformat("2026-03-01T14:30:00+00:00")
    incident = recorded(cast, planted.case, when=When(start, None, precision))
    is_timed = precision in (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY)
    typed = boxes(incident, **({"at": "2:30pm"} if is_timed else {}))
    assert cast.client("advocate").post(f"/incidents/{incident.pk}/correct/", typed).status_code == 303
    incident.refresh_from_db()
    assert (incident.occurred_from, incident.precision) == (start, precision)


def test_what_is_struck_out_stays_to_be_read_and_is_counted_no_more(cast: Cast, planted: Planted) -> None:
    incident = recorded(cast, planted.case)
    page = f"/incidents/{incident.pk}/strike/"
    assert "Enter why it is struck out" in cast.client("advocate").post(page, {"reason": " "}).content.decode()
    assert cast.client("advocate").post(page, {"reason": "Recorded twice."}).status_code == 303
    body = read(cast, "police", incident)
    assert "Struck out" in body
    assert "Why: Recorded twice." in body
    assert SHOP in body
    assert "Correct it or add to it" not in read(cast, "advocate", incident)
    assert SHOP not in cast.client("police").get(f"/cases/{planted.case.pk}/").content.decode()
    with pytest.raises(DomainError, match="already struck out"):
        incidents.strike(incident, by=cast["advocate"], reason="Again.")
    with pytest.raises(DomainError, match="Record it anew"):
        incidents.correct(incident, {}, by=cast["advocate"], when=When(), codes=[], version=None)


def test_a_screener_corrects_what_they_recorded_while_it_is_screened_and_not_what_others_did(cast: Cast) -> None:
    case = cast.case(State.SCREENING)
    own, other = recorded(cast, case), recorded(cast, case, "police")
    assert incidents.may_correct(cast["advocate"], own)
    assert not incidents.may_correct(cast["advocate"], other)


def test_same_as_last_time_is_one_press_and_asks_only_when(cast: Cast, planted: Planted) -> None:
    page = f"/cases/{planted.case.pk}/incidents/new/"
    assert "Same as last time" not in cast.client("advocate").get(page).content.decode()
    victim = CasePerson.objects.get(case=planted.case, role=PersonRole.VICTIM)
    recorded(cast, planted.case, crime_reference="ZZ/1/26", opinion="He knows.", against=victim)
    first = cast.client("advocate").get(page).content.decode()
    assert f'href="{page}?like=last">Same as last time' in first
    again = cast.client("advocate").get(f"{page}?like=last").content.decode()
    assert SHOP in again
    assert 'value="loitering" checked' in again
    assert f'value="{victim.pk}" selected' in again
    for not_again in ("ZZ/1/26", "He knows.", 'name="on-day" value="27"'):
        assert not_again not in again


def test_a_repeat_begins_only_with_what_its_author_may_read(cast: Cast, planted: Planted) -> None:
    recorded(cast, planted.case)
    page = f"/cases/{planted.case.pk}/incidents/new/"
    for address in (page, f"{page}?like=last"):
        assert "corner shop" not in cast.client("health").get(address).content.decode()
    assert "Same as last time" not in cast.client("health").get(page).content.decode()


def test_reading_correcting_and_striking_are_on_the_trail_without_a_word_of_it(cast: Cast, planted: Planted) -> None:
    incident = recorded(cast, planted.case)
    read(cast, "police", incident)
    cast.client("advocate").post(f"/incidents/{incident.pk}/correct/", boxes(incident, what="He waited."))
    cast.client("advocate").post(f"/incidents/{incident.pk}/strike/", {"reason": "Recorded twice."})
    rows = [row for row in trail.of_case(planted.case.pk) if row.record_id == incident.pk]
    did = {row.subtype: row.fields for row in rows}
    assert did["correct_incident"] == ["what"]
    assert did["strike_incident"] == ["struck_at"]
    assert {"record_incident", "view_incident"} <= set(did)
    assert "twice" not in str(rows)


def test_a_long_history_costs_no_more_questions(cast: Cast, planted: Planted) -> None:
    incident = recorded(cast, planted.case)
    counts = []
    for number in range(1, 4):
        incidents.correct(
            incident, {"what": f"Text {number}."}, by=cast["advocate"], when=When(), codes=["following"], version=number
        )
        with CaptureQueriesContext(connection) as queries:
            read(cast, "police", incident)
        counts.append(len(queries))
    assert counts[1] == counts[2]
