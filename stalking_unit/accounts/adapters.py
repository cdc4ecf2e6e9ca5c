"""What allauth asks of us: who may sign up (nobody), what signing in begins, and how secrets are kept."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from stalking_unit import clock
from stalking_unit.accounts import services, visits
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.entrance import by_way_of, client_ip, enter, visit_of
from stalking_unit.accounts.second_factor import has_second_factor
from stalking_unit.accounts.tasks import send_mail
from stalking_unit.db.keys import open_bytes, seal_bytes

# allauth does not say whose secret it seals, so the seal is bound to the kind of thing and not to its row.
SECRET_PLACE = "allauth.mfa.authenticator"  # noqa: S105

# The few of allauth's announcements that are worth a banner; "you are signed in" is not.
SAID: Mapping[str, str] = {
    "account/messages/logged_out.txt": "You have signed out",
    "account/messages/password_changed.txt": "Your password is changed. Sign in with the new one.",
    "account/messages/password_set.txt": "Your password is set. Sign in with it.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the people who manage them. Here one only signs in, and out."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is suspended. Ask your agency’s administrator.",
        "email_password_mismatch": "Enter the email address and password of your account",
        "enter_current_password": "Enter your current password",
        "incorrect_code": "Enter the code shown now. Each code works once.",
        "incorrect_password": "Enter your password",
        "invalid_password_reset": "This link no longer works. Ask for a new one.",
        "rate_limited": "You have tried too many times. Wait a few minutes, then try again.",
        "too_many_login_attempts": "You have tried too many times. Wait 15 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Every stage is passed. The session gets a fresh key before anything is remembered in it."""
        super().login(request, user)
        shown = get_authentication_records(request, user)
        enter(request, user, is_proved=any(record["method"] == "mfa" for record in shown))

    def logout(self, request: HttpRequest) -> None:
        if visit := visit_of(request):
            visits.end(visit, clock.now())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        services.record_failed_sign_in(
            credentials.get("email", ""), by=Actor.gate(ip=client_ip(request), now=clock.now())
        )

    def set_password(self, user: Any, password: str) -> None:
        """The account's holder acts: signed in, or by the link that only their mailbox has."""
        by = Actor.of(user, via="web")
        by.ip = client_ip(self.request)
        services.set_password(user, password, by=by)

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """On to the page asked for; by way of the choice of a seat for somebody who holds several."""
        response = super().post_login(request, user, **told)
        if user.seats(clock.today()).count() > 1:
            return HttpResponseRedirect(by_way_of("acting_for", response["Location"]))
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in: the proof asked for was given just now."""
        visit = visit_of(self.request)
        age = (clock.now() - visit.started_at).total_seconds() if visit else None
        return age is None or age > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """For somebody who has a second factor, a password alone proves nothing again."""
        methods = super().get_reauthentication_methods(user)
        if user.is_authenticated and has_second_factor(user):
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.SITE_URL}{path.replace('UID-KEY', key)}"

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request) or "unknown"

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if sentence := SAID.get(message_template or ""):
            messages.success(request, sentence)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By the worker, once this commits: the time of an answer must not tell whether somebody has an account."""
        mail = self.render_mail(template_prefix, email, {"email": email, **context})
        transaction.on_commit(partial(send_mail.delay, str(mail.subject), str(mail.body), mail.to), robust=True)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed before they are stored."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal_bytes(text.encode(), SECRET_PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_bytes(base64.b64decode(encrypted_text), SECRET_PLACE).decode()

    def build_totp_svg(self, url: str) -> str:
        """As it stands in a page: without the XML declaration, and named for those who cannot see it."""
        svg = super().build_totp_svg(url)
        drawing = svg[svg.index("<svg") :]
        return drawing.replace("<svg", '<svg role="img" aria-label="QR code for your authenticator app"', 1)
