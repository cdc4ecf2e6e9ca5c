"""What every part of the API shares."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "stalking_unit.rest"
    label = "rest"
