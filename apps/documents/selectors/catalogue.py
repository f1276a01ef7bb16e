"""What the printed list of documents holds: told from dates, for any day."""

from datetime import date

from django.db.models import QuerySet

from apps.documents.models import Version
from apps.documents.selectors import documents_in_force, visible_versions
from kernel import clock
from kernel.permissions import Actor


def in_force_on(day: date | None, reader: Actor) -> QuerySet[Version]:
    """Every document in force on a day that this reader may see, in the order of its level."""
    held = documents_in_force(day or clock.today()).values("pk")
    rows = visible_versions(reader).filter(pk__in=held)
    return rows.order_by("document__level", "document__code")
