"""Questions about imports: whose they are, and whether one waits for too long."""

from datetime import timedelta

from django.db.models import Q, QuerySet

from apps.documents.models import ImportJob
from apps.documents.selectors import visible_versions
from kernel import clock
from kernel.permissions import Actor

PATIENCE = timedelta(minutes=5)  # a worker that was killed comes back within one


def imports_of(reader: Actor) -> QuerySet[ImportJob]:
    """What this person asked for, and what became a version that this person may see."""
    seen = Q(asked_by=reader.pk) | Q(version__in=visible_versions(reader))
    return ImportJob.objects.filter(seen).select_related("file", "asked_by", "version__document")


def is_late(job: ImportJob) -> bool:
    """Whether a file has waited so long that its owner should be told."""
    waits = job.state in (ImportJob.State.WAITING, ImportJob.State.READING)
    return waits and clock.now() - job.asked_at > PATIENCE
