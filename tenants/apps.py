"""Agencies and their addresses live in public."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        from kernel import hooks
        from tenants import outbox

        hooks.register(hooks.SEALED, outbox.tell_head)
        hooks.register(hooks.ANCHORS, outbox.anchors)
