"""Long prints: made by a worker, watched by a page, kept as a file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.documents.models.document import Version
from kernel.db import UUIDModel


class PrintJob(UUIDModel):
    """Versions that somebody wants on paper, as one PDF or as a ZIP of several files."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        PRINTING = "printing", _("Printing")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    versions = models.ManyToManyField(Version, through="PrintItem", related_name="+")
    what = models.CharField(max_length=10)  # pdf, docx, zip
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    sentence = models.TextField(blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at"]

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to be printed, or being printed."""
        return self.state in (self.State.WAITING, self.State.PRINTING)

    def __str__(self) -> str:
        return f"{self.what} {self.asked_at:%d/%m/%Y}"


class PrintItem(UUIDModel):
    """One version in a print."""

    job = models.ForeignKey(PrintJob, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "version"], name="documents_printed_once")
        ]

    def __str__(self) -> str:
        return str(self.version)
