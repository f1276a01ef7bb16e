"""Notices live with the agency."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kernel.notices"
    label = "notices"
