"""A slip (phiếu) is one filled form; it keeps the version of the form it was made with."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.records.models.types import RecordType
from apps.records.workflow import SlipState
from kernel.confirmation import How
from kernel.db import UUIDModel, both_or_neither


class Slip(UUIDModel):
    """What was filled in, by ids of fields that are the same in every version of the form."""

    version = models.ForeignKey("documents.Version", models.PROTECT, related_name="slips")
    form = models.ForeignKey("documents.Document", models.PROTECT, related_name="slips")
    type = models.ForeignKey(RecordType, models.PROTECT, null=True, related_name="slips")
    number = models.CharField(_("number"), max_length=80, null=True, unique=True)
    year = models.IntegerField()
    sequence = models.IntegerField(null=True)  # within form and year; given when it is sent
    title = models.CharField(_("title"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=SlipState, default=SlipState.FILLING
    )
    unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("unit")
    )
    values = models.JSONField(default=dict)
    # which part of the form is being filled in and signed; those before it are signed
    part = models.IntegerField(default=1, db_default=1)
    # what was typed and cannot be read: field, row, column, typed; no value, and to be mended
    unread = models.JSONField(default=list, db_default=[])
    # answers that the version it was moved to has no place for: id, label, text, value
    left = models.JSONField(default=list, db_default=[])
    revision = models.IntegerField(default=0)  # who saves names the one he saw
    # the period it proves, apart from the moment it was entered
    period_from = models.DateField(_("proves from"), null=True)
    period_until = models.DateField(_("proves until"), null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    content = models.ForeignKey(
        "content.FrozenContent", models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    why_cancelled = models.TextField(blank=True)
    destroyed_at = models.DateTimeField(null=True)  # by a list; its number and its hash stay

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            both_or_neither("cancelled_by", "cancelled_at"),
            both_or_neither("number", "sequence"),
            models.UniqueConstraint(
                fields=["form", "year", "sequence"], name="records_slip_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(content__isnull=False), name="records_done_is_frozen"
            ),
            models.CheckConstraint(
                condition=Q(period_until=None) | Q(period_until__gte=F("period_from")),
                name="records_slip_period",
            ),
        ]
        indexes = [
            models.Index(fields=["form", "-begun_at"], name="records_slip_of_form"),
            models.Index(fields=["-begun_at"], name="records_slip_newest"),
        ]

    def __str__(self) -> str:
        return self.number or self.title or str(self.form)

    def asked_next(self) -> set[Any]:
        """The keys of those who sign the part that is open, as far as somebody was named."""
        waiting = [each for each in self.signatures.all() if each.signed_at is None]
        part = min((each.part for each in waiting), default=0)
        return {each.person_id for each in waiting if each.part == part}


class SlipValue(UUIDModel):
    """A value of a field that its form marks “listed”, typed for filtering and sorting."""

    slip = models.ForeignKey(Slip, models.CASCADE, related_name="listed")
    form = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    field = models.CharField(max_length=64)
    text = models.CharField(max_length=500, blank=True)
    plain = models.CharField(max_length=500, blank=True)  # folded, for finding without tone marks
    number = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    day = models.DateField(null=True)

    class Meta:
        ordering = ["slip", "field"]
        constraints = [models.UniqueConstraint(fields=["slip", "field"], name="records_value_once")]
        indexes = [
            models.Index(fields=["form", "field", "plain"], name="records_value_text"),
            models.Index(fields=["form", "field", "number"], name="records_value_number"),
            models.Index(fields=["form", "field", "day"], name="records_value_day"),
        ]

    def __str__(self) -> str:
        return self.text


class SlipSignature(UUIDModel):
    """A place to sign: who is asked, in which order, and what was signed when."""

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="signatures")
    field = models.CharField(max_length=64)
    step = models.IntegerField()
    part = models.IntegerField(default=1, db_default=1)  # of the form, that it closes
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of what was signed
    post = models.CharField(max_length=200, blank=True)  # of the signer on that day
    capacity = models.JSONField(default=dict)
    proof_at = models.DateTimeField(null=True)
    proof_how = models.CharField(max_length=20, choices=How, null=True)
    returned_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["slip", "step"]
        constraints = [
            both_or_neither("proof_at", "proof_how"),
            models.UniqueConstraint(fields=["slip", "field"], name="records_signature_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slip}: {self.person}"


class SlipFile(UUIDModel):
    """A file attached to a slip; one that was taken away stays known."""

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["added_at"]
        constraints = [
            both_or_neither("removed_by", "removed_at"),
            both_or_neither("added_by", "added_at"),
        ]

    def __str__(self) -> str:
        return self.file.name


class SlipLink(UUIDModel):
    """What a slip belongs to: a document, a clause, or any record by `(kind, uuid)`."""

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=60)  # as kernel.links names it, or "clause"
    key = models.CharField(max_length=64)  # uuid, or the number of the clause
    label = models.CharField(max_length=300)  # of the day it was linked
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at"]
        constraints = [
            both_or_neither("added_by", "added_at"),
            models.UniqueConstraint(fields=["slip", "kind", "key"], name="records_link_once"),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="records_link_to")]

    def __str__(self) -> str:
        return self.label
