"""Frozen content lives with the agency."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "kernel.content"
    label = "content"
