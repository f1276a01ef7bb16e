"""Organisation tells the kernel who a person is."""

from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "apps.organization"

    def ready(self) -> None:
        from apps.organization import selectors, services
        from apps.organization.selectors.evidence import EVIDENCE
        from apps.organization.services import alarms
        from kernel import hooks

        hooks.evidence(self.name, EVIDENCE)

        hooks.register(hooks.AUTHORITY, selectors.authority_of)
        hooks.register(hooks.AGENCY_OPENED, services.seed_agency)
        hooks.register(hooks.GLASS_BROKEN, alarms.tell_admins)
        hooks.register(hooks.WAITING, alarms.tell_of_waiting)
