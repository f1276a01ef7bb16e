"""Public tables of the library; agencies read them from inside their own schema, by full name."""

from library.models.drafts import DraftDocument, PackageDraft
from library.models.living import (
    Offer,
    OfferState,
    SimulatedDocument,
    Simulation,
    SimulationAnswer,
    Standing,
)
from library.models.published import (
    Clause,
    EvidenceRule,
    Origin,
    Package,
    PackageDocument,
    PackageVersion,
    Standard,
)
from library.models.records import RecordType

__all__ = [
    "Clause",
    "DraftDocument",
    "EvidenceRule",
    "Offer",
    "OfferState",
    "Origin",
    "Package",
    "PackageDocument",
    "PackageDraft",
    "PackageVersion",
    "RecordType",
    "SimulatedDocument",
    "Simulation",
    "SimulationAnswer",
    "Standard",
    "Standing",
]
