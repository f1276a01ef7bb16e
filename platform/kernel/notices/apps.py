"""Notices live with the agency."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kernel.notices"
    label = "notices"

    def ready(self) -> None:
        from kernel.notices import permissions  # noqa: F401  the area of its doors
