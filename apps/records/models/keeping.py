"""What keeps records from being destroyed, and how they leave: by a list, approved, with a stub."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.records.models.folders import Folder
from apps.records.workflow import DisposalState, TransferState
from kernel.confirmation import How
from kernel.db import UUIDModel, both_or_neither


class Hold(UUIDModel):
    """A folder that must be kept whatever its dates say: an inspection, a complaint, a court."""

    folder = models.ForeignKey(Folder, models.PROTECT, related_name="holds")
    reason = models.CharField(_("why"), max_length=500)
    until = models.DateField(_("until"), null=True)  # further notice, where there is none
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    why_lifted = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-placed_at"]
        constraints = [
            both_or_neither("placed_by", "placed_at"),
            both_or_neither("lifted_by", "lifted_at"),
        ]

    def __str__(self) -> str:
        return self.reason


class Disposal(UUIDModel):
    """A list of folders whose time is over; it is approved by the hash of what was shown."""

    title = models.CharField(_("title"), max_length=300)
    reason = models.TextField(_("grounds"), blank=True)
    council = models.TextField(_("council"), blank=True)  # who took part, one a line
    way = models.CharField(_("way of destruction"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=DisposalState, default=DisposalState.DRAFTING
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    asked = models.ForeignKey(  # who is to approve it; the head of the agency may, too
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64, blank=True)  # of the list as it was submitted
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    capacity = models.JSONField(default=dict)
    proof_at = models.DateTimeField(null=True)
    proof_how = models.CharField(max_length=20, choices=How, null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    minutes = models.ForeignKey(
        "content.FrozenContent", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            both_or_neither("drafted_by", "drafted_at"),
            both_or_neither("done_by", "done_at"),
            both_or_neither("proof_at", "proof_how"),
        ]

    def __str__(self) -> str:
        return self.title


class DisposalItem(UUIDModel):
    """A folder on such a list, as it stood when the list was submitted."""

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="items")
    folder = models.ForeignKey(Folder, models.PROTECT, related_name="disposals")
    position = models.IntegerField()
    due_on = models.DateField()
    shown = models.JSONField(default=dict)  # symbol, title, years, dates, papers, sheets
    taken_out = models.CharField(_("why it is kept"), max_length=300, blank=True)

    class Meta:
        ordering = ["disposal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["disposal", "folder"], name="records_disposed_once")
        ]

    def __str__(self) -> str:
        return str(self.folder)


class Packing(models.TextChoices):
    """Whether the package of a hand-over is made."""

    NONE = "", _("Not made yet")
    WAITING = "waiting", _("Being made")
    DONE = "done", _("Made")
    FAILED = "failed", _("Not made because of a fault")


class Transfer(UUIDModel):
    """A hand-over to the archive with its list (“Mục lục hồ sơ nộp lưu”, NĐ 30/2020, annex V)."""

    title = models.CharField(_("title"), max_length=300)
    receiver = models.CharField(_("who receives"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=TransferState, default=TransferState.DRAFTING
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    handed_on = models.DateField(_("handed over on"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    # the list and the minutes as they were handed over
    contents = models.ForeignKey(
        "content.FrozenContent", models.PROTECT, null=True, related_name="+"
    )
    minutes = models.ForeignKey(
        "content.FrozenContent", models.PROTECT, null=True, related_name="+"
    )
    package = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    packing = models.CharField(
        _("package"), max_length=10, choices=Packing, default=Packing.NONE, db_default=""
    )
    packed_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)  # for the package
    why_unpacked = models.TextField(blank=True, db_default="")

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            both_or_neither("drafted_by", "drafted_at"),
            both_or_neither("done_by", "done_at"),
        ]

    def __str__(self) -> str:
        return self.title


class TransferItem(UUIDModel):
    """A folder that is handed over."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="items")
    folder = models.ForeignKey(Folder, models.PROTECT, related_name="transfers")
    position = models.IntegerField()
    sheets = models.IntegerField(null=True)
    pages = models.IntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["transfer", "position"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "folder"], name="records_handed_once")
        ]

    def __str__(self) -> str:
        return str(self.folder)
