"""The top of the house: it wires, and owns the commands that span everything."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
