"""The kernel as an app: it gives the house its words and its template folder."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "kernel"
