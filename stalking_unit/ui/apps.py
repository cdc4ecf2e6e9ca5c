"""The ui app: template tags and the page frame."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "stalking_unit.ui"
    label = "ui"
