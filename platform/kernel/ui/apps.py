"""Django's card of the design system; it owns no tables."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "kernel.ui"
    label = "ui"
