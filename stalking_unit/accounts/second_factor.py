"""The second proof of who somebody is: whether they have one, and spending each code once."""

from __future__ import annotations

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.db import transaction

from stalking_unit.accounts.models import User

# Recovery codes stand in for a factor; alone they are none.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


@transaction.atomic
def spend(authenticator: Authenticator, code: str) -> bool:
    """Use a code up. False if it, or a later one, was used before.

    allauth remembers used codes in the cache, for as long as one code lasts; with tolerance a code lasts longer, and
    a cache may be emptied. So the last step used stays on the row. Recovery codes keep their own record there.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    row = Authenticator.objects.select_for_update(of=("self",)).get(pk=authenticator.pk)
    step = _step(decrypt(row.data["secret"]), code)
    if step is None or step <= row.data.get("last_step", 0):
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    return True


def _step(secret: str, code: str) -> int | None:
    """Which 30 seconds this code is for."""
    for step in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None
