"""The trail: what happened to personal data, by whom, for ever."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "stalking_unit.audit"
    label = "audit"

    def ready(self) -> None:
        from stalking_unit.audit import checks  # noqa: F401  # registers itself
