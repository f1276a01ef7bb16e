"""Reading the trail: what happened to a record, in the order it happened."""

from typing import Any

from django.db.models import QuerySet

from kernel import links
from kernel.trail.models import Event


def history_of(*subjects: Any) -> QuerySet[Event]:
    """The events of these records, newest first; the records are of one kind."""
    return Event.objects.filter(
        subject_kind=links.kind_of(subjects[0]), subject_id__in=[str(s.pk) for s in subjects]
    )
