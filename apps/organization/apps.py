"""Organisation tells the kernel who a person is."""

from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "apps.organization"

    def ready(self) -> None:
        from apps.organization import selectors, services
        from kernel import hooks

        hooks.register(hooks.AUTHORITY, selectors.authority_of)
        hooks.register(hooks.AGENCY_OPENED, services.seed_agency)
