"""People and sessions exist in public (the province) and in every agency."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
