"""Documents give their records addresses and join the outbox."""

from django.apps import AppConfig
from django.urls import reverse

from kernel import hooks, links


class DocumentsConfig(AppConfig):
    name = "apps.documents"

    def ready(self) -> None:
        from apps.documents import tasks  # noqa: F401  the consumers of this app
        from apps.documents.selectors.evidence import EVIDENCE

        hooks.evidence(self.name, EVIDENCE)
        links.address("documents.version", lambda key: reverse("documents:version", args=[key]))
        links.address(
            "documents.importjob", lambda key: reverse("documents:import-job", args=[key])
        )
