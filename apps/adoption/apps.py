from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    name = "apps.adoption"

    def ready(self) -> None:
        from apps.adoption import permissions, tasks  # noqa: F401  its doors, its consumers
