"""Agencies and their addresses live in public."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        from tenants import outbox  # noqa: F401  the consumers of this layer
