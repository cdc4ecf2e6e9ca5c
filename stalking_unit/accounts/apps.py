"""Registers the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "stalking_unit.accounts"
    label = "accounts"
    verbose_name = "Accounts"
