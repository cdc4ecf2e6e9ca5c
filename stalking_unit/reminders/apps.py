"""The reminders app."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "stalking_unit.reminders"
    label = "reminders"
