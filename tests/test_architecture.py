"""What is true of every file and every route, whoever wrote it."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tools import sources, templates
from tools.places import ROOT

# The routes that answer somebody who has not signed in. Each name here is a decision.
PUBLIC = {
    "live",
    "ready",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",  # answers that accounts are opened by an agency's administrator
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "calendar",  # whoever knows its secret learns which days are busy, and nothing else
}
# The API answers a program that has no token itself, with a 401; `cases.api.permissions` lets nobody past without one.
ANSWERED_BY_THE_API = {"case-list", "case-detail", "schema"}


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        else:
            yield path, pattern


# A word that each kind of address takes where it takes one.
WORDS = {
    "secret": "never-was-one",
    "part": "why",
    "section": "level",
    "question": "who-is-in-danger",
    "reader": "everyone",
    "line": "silent",
}


def address(path: str, key: object, *, others: object = None) -> str:
    """A route's address with this key in it; further keys are those of `others`."""
    keyed = path.replace("<uuid:pk>", str(key))
    keyed = re.sub(r"<uuid:\w+>", str(others or key), keyed)
    return "/" + re.sub(r"<slug:(\w+)>", lambda found: WORDS[found[1]], keyed)


def test_every_file_keeps_the_rules() -> None:
    assert list(sources.breaches(ROOT)) == []


def test_every_template_keeps_the_rules() -> None:
    assert list(templates.breaches(ROOT / "templates")) == []


def test_only_named_routes_answer_a_stranger() -> None:
    open_to_all = {
        pattern.name or path for path, pattern in routes() if not getattr(pattern.callback, "login_required", True)
    }
    assert open_to_all == PUBLIC | ANSWERED_BY_THE_API


def test_every_route_has_a_name() -> None:
    assert [path for path, pattern in routes() if not pattern.name] == []


def test_the_case_file_is_made_of_known_parts() -> None:
    assert {part.rpartition(".")[0] for part in settings.CASE_FILES} <= {"cases", "risk", "interventions"}
    assert settings.CASE_FILES[0] == "cases.case_file"
