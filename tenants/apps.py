"""Agencies and their addresses live in public."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        from kernel import hooks
        from tenants import alarms, outbox, provisioning, signed_on
        from tenants.middleware import forget_hosts

        hooks.register(hooks.SEALED, outbox.tell_head)
        hooks.register(hooks.AGENCY_OPENED, provisioning.agency_opened)
        hooks.register(hooks.AGENCY_CHANGED, forget_hosts)
        hooks.register(hooks.AGENCY_CHANGED, provisioning.promise_organization)
        hooks.register(hooks.SIGNED_ON, signed_on.remember)
        hooks.register(hooks.HOUSES, signed_on.houses_of)
        hooks.register(hooks.NO_MEMBER, signed_on.forget)
        hooks.register(hooks.GLASS_BROKEN, alarms.keep)
        hooks.register(hooks.ANCHORS, outbox.anchors)
