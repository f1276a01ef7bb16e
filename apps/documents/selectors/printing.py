"""Questions about prints: whose they are, how far one is, and whether one waits for too long."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from apps.documents.models import PrintItem, PrintJob, Version
from apps.documents.selectors import visible_versions
from apps.documents.selectors.importing import PATIENCE
from kernel import clock


def prints_of(person: User) -> QuerySet[PrintJob]:
    """What this person asked for, as long as he may see all that is in it."""
    unseen = Version.objects.filter(pk=OuterRef("version_id")).exclude(
        pk__in=visible_versions(person).order_by().values("pk")
    )
    hidden = PrintItem.objects.filter(Exists(unseen), job=OuterRef("pk"))
    mine = PrintJob.objects.filter(~Exists(hidden), asked_by=person)
    return mine.select_related("file").prefetch_related("versions__document")


def is_late(job: PrintJob) -> bool:
    """Whether a print has waited so long that its owner should be told."""
    return job.is_under_way and clock.now() - job.asked_at > PATIENCE
