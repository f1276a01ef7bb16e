"""The library is public; every agency reads it."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
