"""What is typed to sign in: allauth checks it, these put it in our words, and each code is spent once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError

from stalking_unit import clock
from stalking_unit.accounts import second_factor, services
from stalking_unit.accounts.actor import Actor
from stalking_unit.accounts.entrance import client_ip
from stalking_unit.accounts.models import Membership, User
from stalking_unit.ui.forms import Form, PickField


@dataclass(frozen=True, slots=True)
class Words:
    """What a field is called, what to do when it is empty, and what helps to fill it in."""

    label: str
    missing: str
    hint: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)
    width: int | None = None

    def put_on(self, field: forms.Field) -> None:
        field.label, field.help_text = self.label, self.hint
        field.error_messages |= {"required": self.missing, "invalid": self.missing}
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= self.attrs
        field.width = self.width  # type: ignore[attr-defined]  # read by our renderer


EMAIL = Words(
    "Email address",
    "Enter an email address in the correct format, like name@example.org",
    attrs={"autocomplete": "username", "spellcheck": "false"},
)
PASSWORD = Words("Password", "Enter your password")
NEW_PASSWORD = Words(
    "New password",
    "Enter a new password",
    "At least 14 characters. Three or four random words are easy to remember and hard to guess. "
    "Do not use a password that you use anywhere else.",
)
SAME_AGAIN = Words("New password again", "Enter the new password again")
CODE = Words(
    "Code",
    "Enter the code",
    "The 6 numbers in your authenticator app now, or one of your recovery codes.",
    {"autocomplete": "one-time-code", "spellcheck": "false"},
    width=10,
)
FIRST_CODE = Words(
    "Code",
    "Enter the code",
    "The 6 numbers that your app shows.",
    {"autocomplete": "one-time-code", "inputmode": "numeric"},
    width=10,
)


class Reworded(forms.Form):
    """One of allauth's forms, saying what ours say."""

    use_required_attribute = False
    words: ClassVar[Mapping[str, Words]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            words.put_on(self.fields[name])


class SignInForm(Reworded, account.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}


class ReauthenticateForm(Reworded, account.ReauthenticateForm):
    words = {"password": PASSWORD}


class ResetPasswordForm(Reworded, account.ResetPasswordForm):
    words = {"email": EMAIL}


class ResetPasswordKeyForm(Reworded, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD, "password2": SAME_AGAIN}


class SetPasswordForm(Reworded, account.SetPasswordForm):
    words = {"password1": NEW_PASSWORD, "password2": SAME_AGAIN}


class ChangePasswordForm(Reworded, account.ChangePasswordForm):
    words = {
        "oldpassword": Words("Current password", "Enter your current password"),
        "password1": NEW_PASSWORD,
        "password2": SAME_AGAIN,
    }


class SpendsCode(Reworded):
    """A code that was good once is never good again, and one that is not good leaves a line in the trail."""

    words = {"code": CODE}
    user: User

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            if not second_factor.spend(self.authenticator, code):  # type: ignore[attr-defined]
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            by = Actor.gate(ip=client_ip(context.request), now=clock.now())
            services.record_failed_code(self.user, by=by)
            raise
        return code


class AuthenticateForm(SpendsCode, mfa.AuthenticateForm):
    """The second step of signing in."""


class ProveAgainForm(SpendsCode, mfa.ReauthenticateForm):
    """The second factor once more: to change how one signs in, or to uncover a hidden screen."""


class ActivateTotpForm(Reworded, totp.ActivateTOTPForm):
    words = {"code": FIRST_CODE}


class ActingForForm(Form):
    """Which of one's own seats to act in."""

    membership = PickField(
        label="Who are you acting for?",
        missing="Select who you are acting for",
        queryset=Membership.objects.none(),
        size="l",
        heading=True,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["membership"]
        chosen.queryset = user.seats(clock.today())
