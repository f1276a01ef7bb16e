"""A folder as one ZIP for an inspector: made by a worker, watched by a page, kept as a file."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.records.models.folders import Folder
from kernel.db import UUIDModel, both_or_neither


class Bundle(UUIDModel):
    """A ZIP that somebody asked for; it holds the folder as it stood when it was packed."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    folder = models.ForeignKey(Folder, models.PROTECT, related_name="bundles")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    total = models.IntegerField(default=0)  # papers
    sentence = models.TextField(blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [both_or_neither("asked_by", "asked_at")]

    def __str__(self) -> str:
        return f"{self.folder.symbol} {self.asked_at:%d/%m/%Y}"
