from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    name = "apps.adoption"

    def ready(self) -> None:
        from apps.adoption import permissions  # noqa: F401  the area of its doors
