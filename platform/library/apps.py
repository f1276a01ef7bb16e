"""The library is public; every agency reads it."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"

    def ready(self) -> None:
        from kernel import hooks
        from library.services import load_content

        hooks.register(hooks.MIGRATED, load_content)
