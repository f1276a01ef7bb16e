"""The top of the house: it wires, and owns the commands that span everything."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config.checks import CHECKS

        for check in CHECKS:
            register(check, Tags.security, deploy=True)
