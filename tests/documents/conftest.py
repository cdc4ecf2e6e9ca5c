"""A private folder of its own for each test, and a page to print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import engines
from pytest_django import Settings

CONTENT = """
<h2>Facts</h2>
<table>
  <caption>Main facts</caption>
  <tbody>
    {% for number in lines %}<tr><th scope="row">Fact {{ number }}</th><td>Its value</td></tr>{% endfor %}
  </tbody>
</table>
<h2>Acts</h2>
<table>
  <thead><tr><th scope="col">When</th><th scope="col">What happened</th></tr></thead>
  <tbody><tr><td>27 March 2026</td><td>Łukasz waited at the gate, “again”</td></tr></tbody>
</table>
<svg role="img" width="120" height="20" viewBox="0 0 120 20"><title>One act in March</title>
  <rect width="60" height="20" fill="#0f4453"/></svg>
<p>{{ said }}</p>
"""


@pytest.fixture(autouse=True)
def private_root(settings: Settings, tmp_path: Path) -> Path:
    root = tmp_path / "private"
    settings.PRIVATE_ROOT = root
    return root


@pytest.fixture
def page() -> Callable[..., str]:
    """A whole printed page in the product's own frame, with this content and these words in it."""

    def make(content: str = CONTENT, **context: Any) -> str:
        template = engines["django"].from_string(
            '{% extends "documents/base.html" %}{% block heading %}Case summary{% endblock %}'
            f"{{% block content %}}{content}{{% endblock %}}"
        )
        imprint = {
            "title": "CHS-2026-04711",
            "marking": "OFFICIAL-SENSITIVE",
            "made_by": SimpleNamespace(name="Asha Rao"),
            "made_for": "the case team",
            "made_at": datetime(2026, 3, 27, 10, 30, tzinfo=UTC),
        }
        return template.render({**imprint, "lines": range(60), "said": "", **context})

    return make
