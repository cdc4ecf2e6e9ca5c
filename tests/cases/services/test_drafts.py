"""Drafts: kept as typed, for their owner alone, and never overwritten by a page that shows something older."""

from uuid import uuid4

import pytest

from cases.enums import Purpose
from cases.models import Draft
from cases.services import drafts
from cases.services.drafts import Kept, Seen
from cases.services.errors import Changed
from stalking_unit.accounts.actor import Actor, acting
from stalking_unit.db.errors import DomainError
from tests.cast import Cast

SUBJECT = uuid4()
HERE, THERE = "a" * 32, "b" * 32


def keep(cast: Cast, words: str, seen: Seen | None = None) -> Kept:
    return drafts.keep(Purpose.REFERRAL, SUBJECT, {"happening": [words]}, by=cast["police"], seen=seen)


def kept(cast: Cast) -> object:
    return drafts.kept(Purpose.REFERRAL, SUBJECT, by=cast["police"]).typed.get("happening")


def test_what_was_typed_is_found_again(cast: Cast) -> None:
    assert drafts.kept(Purpose.REFERRAL, SUBJECT, by=cast["police"]) == Kept({})
    saved = keep(cast, "He waits")
    assert (saved.revision, saved.saved_at) == (1, cast.now)
    assert drafts.kept(Purpose.REFERRAL, SUBJECT, by=cast["police"]) == saved


def test_nobody_else_finds_it_even_in_the_bare_table(cast: Cast) -> None:
    with acting(cast["police"]):
        keep(cast, "He waits")
        assert Draft.objects.count() == 1
    for slug in set(cast.users) - {"police"}:
        assert drafts.kept(Purpose.REFERRAL, SUBJECT, by=cast[slug]) == Kept({})
        with acting(cast[slug]):
            assert not Draft.objects.exists(), slug
            assert Draft.objects.update(turn=9) == 0, slug


def test_the_product_itself_keeps_no_draft(cast: Cast) -> None:
    with pytest.raises(DomainError, match="A draft is somebody’s"):
        drafts.keep(Purpose.CALL, SUBJECT, {}, by=Actor.system("test", cast.now))


def test_another_page_with_other_words_does_not_overwrite(cast: Cast) -> None:
    keep(cast, "He waits", Seen(0, HERE, 1))
    with pytest.raises(Changed):
        keep(cast, "He left", Seen(0, THERE, 1))
    assert kept(cast) == ["He waits"]
    assert keep(cast, "He left", Seen(1, THERE, 2)).revision == 2


def test_a_page_that_heard_no_answer_saves_again(cast: Cast) -> None:
    keep(cast, "He waits", Seen(0, HERE, 1))
    assert keep(cast, "He waits", Seen(0, HERE, 2)).revision == 1
    assert keep(cast, "He waits outside", Seen(0, HERE, 3)).revision == 2
    assert kept(cast) == ["He waits outside"]


def test_a_saving_that_was_overtaken_on_the_way_changes_nothing(cast: Cast) -> None:
    keep(cast, "He waits outside", Seen(0, HERE, 2))
    assert keep(cast, "He waits", Seen(0, HERE, 1)).revision == 1
    assert kept(cast) == ["He waits outside"]


def test_without_script_whoever_goes_back_and_saves_other_words_sees_both(cast: Cast) -> None:
    keep(cast, "He waits", Seen(0, HERE))
    with pytest.raises(Changed):
        keep(cast, "He waits outside", Seen(0, HERE))


def test_a_draft_let_go_is_gone(cast: Cast) -> None:
    keep(cast, "He waits")
    drafts.let_go(Purpose.REFERRAL, SUBJECT, by=cast["lead"])
    assert kept(cast) == ["He waits"]
    drafts.let_go(Purpose.REFERRAL, SUBJECT, by=cast["police"])
    assert not Draft.objects.exists()
