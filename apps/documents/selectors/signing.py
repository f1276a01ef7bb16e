"""How far the signing of a version is, and which of its files is the official one."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from apps.documents.models import Rendition, ServerSeal, SignedCopy, Version
from apps.documents.selectors import frozen_meta
from apps.documents.workflow import State
from kernel.files.models import StoredFile

Stage = SignedCopy.Stage
ISSUED = (State.ISSUED, State.SUPERSEDED, State.WITHDRAWN)


@dataclass(frozen=True)
class Signing:
    """What was given out and what came back, the newest first."""

    version: Version
    rendition: Rendition | None
    tries: list[SignedCopy] = field(default_factory=list)
    bears_seal: bool = True

    @property
    def by_person(self) -> SignedCopy | None:
        """The newest accepted one that the person signed."""
        return self._accepted(Stage.PERSON)

    @property
    def by_secretary(self) -> SignedCopy | None:
        """Minutes that the chair has not signed yet."""
        return self._accepted(Stage.SECRETARY)

    @property
    def by_agency(self) -> SignedCopy | None:
        return self._accepted(Stage.AGENCY)

    @property
    def official(self) -> SignedCopy | None:
        """Signed by all who must sign it."""
        return self.by_agency or (None if self.bears_seal else self.by_person)

    @property
    def is_open(self) -> bool:
        """Whether it can still be signed: issued, valid, and not signed by all yet."""
        return self.version.state == State.ISSUED and self.official is None

    def _accepted(self, stage: Stage) -> SignedCopy | None:
        return next((each for each in self.tries if each.accepted and each.stage == stage), None)


def signing_of(version: Version) -> Signing:
    """Two queries."""
    rendition = Rendition.objects.select_related("file", "prepared").filter(version=version).first()
    tries = SignedCopy.objects.filter(version=version).select_related("file", "recorded_by")
    return Signing(version, rendition, list(tries.order_by("-recorded_at")), bears_seal(version))


def bears_seal(version: Version) -> bool:
    """Papers of a steering committee without that right bear none (product, section 1)."""
    if version.content_id is None:
        return True
    return bool(frozen_meta(version)["paper"].get("signs", {}).get("seal", True))


def official_file(version: Version) -> StoredFile | None:
    """What replaces the unsigned PDF for readers, once all have signed it."""
    accepted = SignedCopy.objects.filter(version=version, accepted=True)
    sealed = [Stage.AGENCY] if bears_seal(version) else [Stage.AGENCY, Stage.PERSON]
    newest = accepted.filter(stage__in=sealed).select_related("file")
    found = newest.order_by("stage", "-recorded_at").first()  # "agency" before "person"
    return found.file if found else None


def signed_stage() -> Subquery:
    """For each version how far it was signed: "agency", "person", or nothing."""
    accepted = SignedCopy.objects.filter(version=OuterRef("pk"), accepted=True)
    return Subquery(accepted.order_by("stage", "-recorded_at").values("stage")[:1])


def seal_in_force() -> ServerSeal | None:
    """The agency's own, where the operator has a token at all."""
    if not settings.CHUAN_PKCS11_MODULE:
        return None
    return ServerSeal.objects.filter(ended_at=None).first()


def seals() -> QuerySet[ServerSeal]:
    """All that ever were, the newest first."""
    return ServerSeal.objects.select_related("set_by").order_by("-set_at")
