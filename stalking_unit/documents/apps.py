"""The documents app."""

from django.apps import AppConfig
from django.core.checks import register


class DocumentsConfig(AppConfig):
    name = "stalking_unit.documents"
    label = "documents"

    def ready(self) -> None:
        from stalking_unit.documents.checks import printing_is_possible

        register(printing_is_possible)
