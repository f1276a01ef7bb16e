"""The index lives with the agency."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kernel.search"
    label = "search"

    def ready(self) -> None:
        from kernel import hooks
        from kernel.search import tasks
        from kernel.search.checking import look_everywhere

        assert tasks  # the consumers of the index
        hooks.register(hooks.MIGRATED, look_everywhere)
