"""What was corrected in an issued version by a letter, and what a letter corrects."""

from django.db.models import Exists, OuterRef

from apps.documents.models import Correction, Version
from apps.documents.workflow import State


def is_corrected() -> Exists:
    """Whether an issued letter corrects a version: an annotation, so that asking costs nothing."""
    return Exists(Correction.objects.filter(version=OuterRef("pk"), letter__state=State.ISSUED))


def corrections_of(version: Version) -> list[Correction]:
    """Those whose letter was issued, with its number; the first letter first."""
    rows = Correction.objects.filter(version=version, letter__state=State.ISSUED)
    return list(rows.select_related("letter__sheet", "letter__document").order_by("letter", "pk"))


def corrected_by(letter: Version) -> list[Correction]:
    """What this letter corrects, drafted or issued."""
    rows = Correction.objects.filter(letter=letter)
    return list(rows.select_related("version__document", "version__sheet").order_by("pk"))


def open_letter(version: Version) -> Version | None:
    """A letter under way that shall correct this version."""
    done = (State.ISSUED, State.ABANDONED, State.SUPERSEDED, State.WITHDRAWN)
    found = Correction.objects.filter(version=version).exclude(letter__state__in=done)
    first = found.select_related("letter__document").first()
    return first.letter if first else None
