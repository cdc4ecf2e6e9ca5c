"""A program of an agency, which asks the API with the token of one of its people."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from knox.crypto import create_token_string, hash_token
from knox.settings import CONSTANTS

from stalking_unit.accounts import demo
from tools.live import Live

TOKEN_FOR = """
INSERT INTO knox_authtoken (digest, token_key, user_id, created, expiry)
SELECT %s, %s, id, now(), now() + interval '1 hour' FROM accounts_user WHERE email = %s
"""


class Program:
    """What one person's token opens. Tokens are given by the command line, so there is no page to get one from."""

    def __init__(self, live: Live, slug: str) -> None:
        self.url = f"{live.url}/api/v1/"
        self.token = create_token_string()
        email = next(person.email for person in demo.PEOPLE if person.slug == slug)
        with live.connect() as link:
            key = self.token[: CONSTANTS.TOKEN_KEY_LENGTH]
            assert link.execute(TOKEN_FOR, [hash_token(self.token), key, email]).rowcount == 1

    def lists(self) -> list[dict[str, Any]]:
        """Every case in the list, page by page."""
        found: list[dict[str, Any]] = []
        address: str | None = f"{self.url}cases/"
        while address:
            answer = json.loads(self._ask(address))
            found += answer["results"]
            address = answer["next"]
        return found

    def opens(self, key: str) -> int:
        """The status that one case is answered with."""
        try:
            self._ask(f"{self.url}cases/{key}/")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code
        return 200

    def reads(self, key: str) -> str:
        """All that it is told: every page of the list, and of one case whatever it may know."""
        case = self._ask(f"{self.url}cases/{key}/").decode() if self.opens(key) == 200 else ""
        return json.dumps(self.lists()) + case

    def _ask(self, address: str) -> bytes:
        request = urllib.request.Request(address, headers={"Authorization": f"Token {self.token}"})  # noqa: S310  the address is the product's own
        with urllib.request.urlopen(request, timeout=15) as answer:  # noqa: S310  the same
            body: bytes = answer.read()
            return body
