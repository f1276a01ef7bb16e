"""Compliance listens for changes."""

from django.apps import AppConfig


class ComplianceConfig(AppConfig):
    name = "apps.compliance"

    def ready(self) -> None:
        from apps.compliance import services, tasks  # noqa: F401  the consumers of this app
        from kernel import hooks

        hooks.register(hooks.AGENCY_OPENED, services.first_status)
