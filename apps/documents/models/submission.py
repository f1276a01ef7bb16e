"""“Phiếu trình”: a set of checked versions laid before the one who approves, on one page."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.documents.models.document import Version
from kernel.db import UUIDModel, both_or_neither


class Submission(UUIDModel):
    """What a leader is asked to approve at once, and why."""

    year = models.IntegerField(null=True)  # none, as the number, for those older than the numbers
    number = models.IntegerField(null=True)
    symbol = models.CharField(_("symbol"), max_length=40, blank=True, db_default="")
    title = models.CharField(_("title"), max_length=300)
    summary = models.TextField(_("summary"), blank=True)
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            both_or_neither("closed_by", "closed_at"),
            models.UniqueConstraint(fields=["year", "number"], name="documents_submission_number"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def said_number(self) -> str:
        """ "05/PTr-UBND", as it stands on the paper; "" for an old one."""
        return f"{self.number:02}/{self.symbol}" if self.number else ""


class SubmissionItem(UUIDModel):
    """A version in it, by the hash that was laid before the leader, and what was decided."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned")
        RECALLED = "recalled", _("Taken back")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="items")
    version = models.ForeignKey(Version, models.PROTECT, related_name="submitted")
    position = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    outcome = models.CharField(max_length=10, choices=Outcome, null=True)
    at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            both_or_neither("outcome", "at"),
            models.UniqueConstraint(
                fields=["submission", "version"], name="documents_submitted_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)
