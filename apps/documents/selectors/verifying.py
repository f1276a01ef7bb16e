"""What anybody may learn of a version by the code that is printed on it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from apps.documents.models import Version
from apps.documents.selectors import published
from apps.documents.selectors.signing import Signing, signing_of
from apps.documents.workflow import State
from kernel import clock

LONGEST = 32


@dataclass(frozen=True)
class Standing:
    """Where it stands today; `mark` is a state of kernel.ui."""

    word: str  # in_force, later, superseded, withdrawn
    mark: str
    day: date | datetime | None = None


@dataclass(frozen=True)
class Shown:
    """A version as strangers see it: what is not published shows neither title nor number."""

    version: Version
    standing: Standing
    is_published: bool
    signing: Signing
    newer: str = ""
    files: list[tuple[str, str]] = field(default_factory=list)  # what it is, SHA-256


def shown_by_code(code: str) -> Shown | None:
    """Five queries at most; None for a code that nobody gave."""
    found = (
        Version.objects.select_related("document", "decision__sheet", "sheet", "content")
        .filter(check_code=code.lower()[:LONGEST])
        .first()
    )
    if found is None:
        return None
    is_published = published().filter(pk=found.pk).exists()
    standing, signing = standing_of(found), signing_of(found)
    newer = _newer(found) if standing.word == "superseded" else ""
    return Shown(found, standing, is_published, signing, newer, _files(signing))


def standing_of(version: Version) -> Standing:
    """Told by dates, as everywhere (7.5.3)."""
    if version.state == State.WITHDRAWN:
        return Standing("withdrawn", "withdrawn", version.withdrawn_at)
    if version.is_in_force():
        return Standing("in_force", "issued", version.in_force_from)
    start, end = version.in_force_from, version.superseded_from
    if end is not None and end <= clock.today():
        return Standing("superseded", "superseded", end)
    return Standing("later", "approved", start)


def _newer(version: Version) -> str:
    """The number of the issue that is in force instead."""
    later = Version.objects.filter(document=version.document_id, in_force_from__lte=clock.today())
    newest = later.exclude(pk=version.pk).order_by("-in_force_from", "-issue", "-amendment").first()
    return newest.number if newest else ""


def _files(signing: Signing) -> list[tuple[str, str]]:
    """Every PDF of it that may be about, the official one first."""
    files = []
    if signing.official:
        files.append(("official", signing.official.file.sha256))
    if signing.by_person and signing.by_person != signing.official:
        files.append(("person", signing.by_person.file.sha256))
    if signing.rendition:
        files.append(("unsigned", signing.rendition.file.sha256))
        if signing.rendition.prepared:
            files.append(("prepared", signing.rendition.prepared.sha256))
    return files
