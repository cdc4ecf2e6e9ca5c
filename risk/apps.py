"""The risk app."""

from django.apps import AppConfig


class RiskConfig(AppConfig):
    """What each discipline thinks of the risk, and what they decide together."""

    name = "risk"
    verbose_name = "Risk"
