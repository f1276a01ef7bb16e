"""Documents give their records addresses and join the outbox."""

from django.apps import AppConfig
from django.urls import reverse

from kernel import hooks, links, search


class DocumentsConfig(AppConfig):
    name = "apps.documents"

    def ready(self) -> None:
        from apps.documents import tasks  # noqa: F401  the consumers of this app
        from apps.documents.selectors import searching
        from apps.documents.selectors.evidence import EVIDENCE
        from apps.documents.services.searching import read_external, read_version

        hooks.evidence(self.name, EVIDENCE)
        search.source(searching.SOURCE, read_version, searching.keys)
        search.source(searching.EXTERNAL, read_external, searching.external_keys)
        links.address("documents.document", lambda key: reverse("documents:document", args=[key]))
        links.address("documents.version", lambda key: reverse("documents:version", args=[key]))
        links.address(
            "documents.externaldocument", lambda key: reverse("documents:external", args=[key])
        )
        links.address("documents.printjob", lambda key: reverse("documents:print", args=[key]))
        links.address(
            "documents.importbatch", lambda key: reverse("documents:import-batch", args=[key])
        )
        links.address(
            "documents.importjob", lambda key: reverse("documents:import-job", args=[key])
        )
