"""Files have a table in public and in every agency; the bytes lie beside, per schema."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "kernel.files"
    label = "files"

    def ready(self) -> None:
        from kernel.files import tasks  # noqa: F401  the consumer of this app
