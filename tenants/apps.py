"""Agencies and their addresses live in public."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        from kernel import hooks
        from tenants import outbox, signed_on
        from tenants.middleware import forget_hosts

        hooks.register(hooks.SEALED, outbox.tell_head)
        hooks.register(hooks.AGENCY_CHANGED, forget_hosts)
        hooks.register(hooks.SIGNED_ON, signed_on.remember)
        hooks.register(hooks.ANCHORS, outbox.anchors)
