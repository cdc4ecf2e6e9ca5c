"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Everything a unit knows about one stalking situation."""

    name = "cases"
    verbose_name = "Cases"
