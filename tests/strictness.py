"""What every test holds the product to, beside what it asks itself."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.compiler import SQLCompiler
from django.db.models import QuerySet
from django.db.models.functions import Random
from django.db.models.sql import Query
from django.test import Client, TestCase

PROJECT = Path(__file__).resolve().parents[1]


class StrictClient(Client):
    """Fails on a page that the content policy would break or that shows its template; runs what waits for commit."""

    def request(self, **request: Any) -> Any:
        if connection.in_atomic_block:  # a test that rolls back: nothing would ever be committed
            with TestCase.captureOnCommitCallbacks(execute=True):
                response = super().request(**request)
        else:
            response = super().request(**request)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            assert_strict(response.content.decode())
        return response


def assert_strict(page: str) -> None:
    for leftover in ("{{", "{%"):
        assert leftover not in page, f"The page shows its template: {_around(page, leftover)}"
    finder = Finder()
    finder.feed(page)
    assert not finder.inline, f"The content policy refuses {finder.inline[0]}"
    assert not finder.bare, f"A browser that sends it is refused: {finder.bare[0]}"


class Finder(HTMLParser):
    """Reads a page once and gathers what is wrong with it.

    `inline` is script, handlers and style written into the page itself; `bare` is forms without the token that keeps
    forged ones out, which the tests' own browser would send.
    """

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.bare: list[str] = []
        self.form = 0
        self.has_token = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        data = (names.get("type") or "").endswith("json")
        if tag == "style" or (tag == "script" and "src" not in names and not data):
            self.inline.append(f"an inline <{tag}> in line {self.getpos()[0]}")
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (value or "").strip().lower().startswith("javascript:"):
                self.inline.append(f"{name}={value!r} on <{tag}> in line {self.getpos()[0]}")
        if tag == "form" and (names.get("method") or "").lower() == "post":
            self.form, self.has_token = self.getpos()[0], False
        self.has_token = self.has_token or names.get("name") == "csrfmiddlewaretoken"

    def handle_endtag(self, tag: str) -> None:
        if tag != "form" or not self.form:
            return
        if not self.has_token:
            self.bare.append(f"the form in line {self.form} has no token")
        self.form = 0


def _around(page: str, text: str) -> str:
    at = page.index(text)
    return page[max(0, at - 60) : at + 80]


def collect_seldom() -> None:
    """What was imported is not searched for rubbish again and again: that took one second in twenty-five."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def shuffle_unordered_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are asked for in no order come in none: a test cannot lean on the order they happen to have."""
    ordered_by = SQLCompiler._order_by_pairs

    def shuffled(self: SQLCompiler) -> Iterator[tuple[Any, bool]]:
        pairs = list(ordered_by(self))
        yield from pairs or ([(Random().asc(), False)] if _lists_rows(self.query) else [])

    monkeypatch.setattr(SQLCompiler, "_order_by_pairs", shuffled)


def _lists_rows(query: Query) -> bool:
    return not (
        query.subquery
        or query.distinct
        or query.combinator
        or query.group_by
        or any(annotation.contains_aggregate for annotation in query.annotation_select.values())
    )


def lock_only_what_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """`select_for_update()` without `of` also locks every row that it joins."""
    lock = QuerySet.select_for_update

    def select_for_update(self: QuerySet[Any], *args: Any, of: tuple[str, ...] = (), **options: Any) -> QuerySet[Any]:
        frame: FrameType | None = sys._getframe(1)
        while frame and frame.f_code.co_name == "manager_method":
            frame = frame.f_back
        caller = Path(frame.f_code.co_filename if frame else "")
        ours = caller.is_relative_to(PROJECT) and "site-packages" not in caller.parts
        assert of or not ours, 'Say which rows to lock: select_for_update(of=("self",))'
        return lock(self, *args, of=of, **options)

    monkeypatch.setattr(QuerySet, "select_for_update", select_for_update)


def stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets in the file system and the loopback are ours; everything else is the network."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        local = self.family == socket.AF_UNIX or address[0] in {"127.0.0.1", "::1", "localhost"}
        assert local, f"A test reached for the network: {address[0]}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)
