"""What is sealed opens in its own row, and shows nowhere else."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models

from stalking_unit.db.context import acting_as
from stalking_unit.db.fields import EncryptedTextField, Sealed
from stalking_unit.db.keys import CannotOpen, Keyring
from tests.db.probe import ANN, Secret, asked

TEXT = "Flat 2, Example House"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ann() -> Any:
    with acting_as(ANN):
        yield


@pytest.fixture
def secret(_ann: None) -> Secret:
    return Secret.objects.create(text=TEXT, number="07700 900123")


def stored(secret: Secret) -> bytes:
    return bytes(asked("SELECT text FROM tests_secret WHERE id = %s", secret.pk))


def test_text_comes_back_and_the_database_never_had_it(secret: Secret) -> None:
    assert Secret.objects.get().text == TEXT
    assert TEXT.encode() not in stored(secret)
    assert stored(secret) != stored(Secret.objects.create(text=TEXT)), "The same text looks the same twice."


def test_ciphertext_copied_to_another_row_does_not_open(secret: Secret) -> None:
    other = Secret.objects.create(text="Elsewhere")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tests_secret SET text = %s WHERE id = %s", [stored(secret), other.pk])
    with pytest.raises(CannotOpen):
        _ = Secret.objects.get(pk=other.pk).text


def test_ciphertext_copied_to_another_column_does_not_open(secret: Secret) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tests_secret SET number = text")
    with pytest.raises(CannotOpen):
        _ = Secret.objects.get().number


@pytest.mark.parametrize("place", [0, 1, 5, -1], ids=["key's length", "key's name", "nonce", "tag"])
def test_a_changed_byte_does_not_open(secret: Secret, place: int) -> None:
    raw = bytearray(stored(secret))
    raw[place] ^= 1
    with pytest.raises(CannotOpen):
        EncryptedTextField.open(Secret._meta.get_field("text"), Sealed(bytes(raw)), secret)


def test_nothing_at_all_does_not_open(secret: Secret) -> None:
    with pytest.raises(CannotOpen):
        EncryptedTextField.open(Secret._meta.get_field("text"), Sealed(b""), secret)


def test_a_row_read_for_something_else_never_holds_the_text(secret: Secret) -> None:
    found = Secret.objects.get()
    assert isinstance(found.__dict__["text"], Sealed)
    assert found.text == TEXT
    assert found.__dict__["text"] == TEXT


def test_a_deferred_text_is_fetched_when_read(secret: Secret, django_assert_num_queries: Any) -> None:
    found = Secret.objects.only("label").get()
    with django_assert_num_queries(1):
        assert found.text == TEXT


def test_values_hand_out_what_shows_nothing(secret: Secret, caplog: pytest.LogCaptureFixture) -> None:
    value = Secret.objects.values_list("text", flat=True).get()
    logging.getLogger("tests").warning("%s %r %s", value, value, Secret.objects.values())
    assert str(value) == "<sealed>"
    assert TEXT not in caplog.text


def test_refusals_do_not_say_what_they_refused(secret: Secret) -> None:
    with pytest.raises(TypeError) as refusal:
        Secret.objects.update(text=TEXT)
    assert TEXT not in str(refusal.value)


def test_update_knows_no_row_so_it_is_refused(secret: Secret) -> None:
    with pytest.raises(TypeError, match="save the instance"):
        Secret.objects.filter(pk=secret.pk).update(text="Another")
    with pytest.raises(TypeError, match="save the instance"):
        Secret.objects.bulk_update([secret], ["text"])


def test_many_are_sealed_one_by_one() -> None:
    Secret.objects.bulk_create([Secret(label=name, text=name) for name in "ab"])
    assert [secret.text for secret in Secret.objects.order_by("label")] == ["a", "b"]


def test_it_can_be_asked_for_null_and_for_nothing_else(secret: Secret) -> None:
    assert Secret.objects.filter(number__isnull=False).count() == 1
    for lookup in ("number", "number__contains", "number__gt", "number__in", "number__regex"):
        with pytest.raises(FieldError):
            Secret.objects.filter(**{lookup: "07700 900123"})


def test_none_is_null_and_empty_is_sealed() -> None:
    secret = Secret.objects.create(text="", number=None)
    assert asked("SELECT number IS NULL FROM tests_secret")
    assert len(stored(secret)) > 0
    found = Secret.objects.get()
    assert (found.text, found.number) == ("", None)


def test_it_is_never_written_out(secret: Secret) -> None:
    with pytest.raises(TypeError, match="never written out"):
        serializers.serialize("json", [secret])


def test_a_row_without_a_key_cannot_be_sealed_for() -> None:
    secret = Secret(text=TEXT)
    secret.pk = None
    with pytest.raises(TypeError, match="no key yet"):
        Secret._meta.get_field("text").pre_save(secret, add=True)


def test_a_copied_row_is_not_saved_with_what_it_cannot_open(secret: Secret) -> None:
    copy = Secret.objects.get()
    copy.pk = ANN
    with pytest.raises(CannotOpen):
        copy.save(force_insert=True)


def test_an_older_key_opens_and_the_current_one_seals(secret: Secret, settings: Any) -> None:
    both: Keyring = settings.FIELD_KEYS
    settings.FIELD_KEYS = Keyring("k1", both.keys, both.index)
    assert stored(secret)[1:3] == b"k2"
    found = Secret.objects.get()
    found.save()
    assert stored(secret)[1:3] == b"k1"
    settings.FIELD_KEYS = Keyring("k1", {"k1": both.keys["k1"]}, both.index)
    assert Secret.objects.get().text == TEXT
    settings.FIELD_KEYS = Keyring("k2", {"k2": both.keys["k2"]}, both.index)
    with pytest.raises(CannotOpen):
        _ = Secret.objects.get().text


def test_a_row_is_found_by_its_number_however_it_is_typed(secret: Secret) -> None:
    for typed in ("07700900123", "+44 7700 900123", "0044 (0)7700-900-123"):
        assert Secret.objects.get(number_index=typed) == secret
    assert not Secret.objects.filter(number_index="07700 900124").exists()


def test_the_index_follows_the_number(secret: Secret) -> None:
    secret.number = None
    secret.save()
    assert Secret.objects.get().number_index is None


@pytest.mark.parametrize("field", ["text", "number_index"])
def test_the_columns_migrate_as_they_were_declared(field: str) -> None:
    declared: models.Field[Any, Any] = Secret._meta.get_field(field)
    _, _, args, options = declared.deconstruct()
    assert declared.db_type(connection) == "bytea"
    assert type(declared)(*args, **options).deconstruct()[3] == options
