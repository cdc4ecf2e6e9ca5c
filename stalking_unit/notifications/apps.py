"""The notifications app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "stalking_unit.notifications"
    label = "notifications"
