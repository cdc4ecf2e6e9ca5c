"""The duty app."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "stalking_unit.duty"
    label = "duty"
