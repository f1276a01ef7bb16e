from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "apps.work"

    def ready(self) -> None:
        from apps.work import permissions  # noqa: F401  the area of its doors
