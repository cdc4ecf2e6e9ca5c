"""The interventions app."""

from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    """What is done about one stalking situation, by whom and until when."""

    name = "interventions"
    verbose_name = "Interventions"
