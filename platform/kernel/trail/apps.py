"""The trail has its tables in public and in every agency."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "kernel.trail"
    label = "trail"
