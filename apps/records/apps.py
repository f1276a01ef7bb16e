"""Records give themselves addresses."""

from django.apps import AppConfig
from django.urls import reverse

from kernel import hooks, links, search


class RecordsConfig(AppConfig):
    name = "apps.records"

    def ready(self) -> None:
        from apps.records import permissions, tasks, workflow  # noqa: F401  areas, consumers, steps
        from apps.records.selectors.folders import beside
        from apps.records.selectors.folders_evidence import EVIDENCE as FOLDERS
        from apps.records.selectors.folders_evidence import keys
        from apps.records.selectors.slips_evidence import SLIP_EVIDENCE
        from apps.records.services import slips_searching as slips
        from apps.records.services.folders_search import SOURCE, read_folder

        hooks.evidence(f"{self.name}.folders", FOLDERS)
        hooks.evidence(f"{self.name}.slips", SLIP_EVIDENCE)
        hooks.register(hooks.BESIDE, beside)
        search.source(SOURCE, read_folder, keys)
        search.source(slips.SOURCE, slips.read_slip, slips.slip_keys)
        links.address("records.slip", lambda key: reverse("records:slip", args=[key]))
        links.address("records.folder", lambda key: reverse("records:folder", args=[key]))
        links.address("records.bundle", lambda key: reverse("records:bundle", args=[key]))
        links.address("records.disposal", lambda key: reverse("records:disposal", args=[key]))
        links.address("records.transfer", lambda key: reverse("records:transfer", args=[key]))
