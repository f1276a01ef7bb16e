"""A manual that existed before: the file, what was recognised, and the tray of what was not."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.documents.models.document import Document, Version
from kernel.db import UUIDModel, both_or_neither


class ImportBatch(UUIDModel):
    """Files that came together; looked over on one page before any draft is made of them."""

    name = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)  # when the chosen ones became drafts

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.name


class ImportJob(UUIDModel):
    """One uploaded file on its way to a draft; read by a worker, watched by a page."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Reading")
        READ = "read", _("Waiting for your review")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Failed")

    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="jobs")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="imports")
    choice = models.JSONField(db_default={})  # what the person corrected before the draft is made
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    sentence = models.TextField(blank=True)  # why it was refused, or what became of it
    report = models.JSONField(default=dict)
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="imports")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.file.name


class TrayItem(UUIDModel):
    """A piece of the source that found no place; placed by hand, or set aside with a reason."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="tray")
    position = models.IntegerField()  # offset in the source, in characters
    text = models.TextField()
    nodes = models.JSONField(default=list)  # how it would look in the text: kind and body
    hint = models.CharField(max_length=200, blank=True)
    placed_at = models.DateTimeField(null=True)
    placed_by = models.UUIDField(null=True)
    node_id = models.CharField(max_length=64, blank=True)  # where it stood behind; once placed, is
    why = models.CharField(max_length=300, blank=True)  # why it was set aside

    class Meta:
        ordering = ["position"]
        constraints = [both_or_neither("placed_by", "placed_at")]

    def __str__(self) -> str:
        return self.text[:80]
