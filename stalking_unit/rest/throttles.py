"""How often the API may be asked."""

from __future__ import annotations

from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class PerPerson(UserRateThrottle):
    rate = "300/minute"


class PerAddress(AnonRateThrottle):
    """For those who have not said who they are: enough to sign in, too little to guess tokens."""

    rate = "20/minute"
