"""Issuing is not approving: a decision carries approved versions; văn thư gives number and date."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.documents.models.document import Version
from kernel.confirmation import How
from kernel.db import UUIDModel, both_or_neither


class DecisionItem(UUIDModel):
    """One approved version that a decision issues."""

    decision = models.ForeignKey(Version, models.PROTECT, related_name="items")
    version = models.ForeignKey(Version, models.PROTECT, related_name="decided")
    position = models.IntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "version"], name="documents_item_once")
        ]

    def __str__(self) -> str:
        return str(self.version)


class Correction(UUIDModel):
    """An error of form in an issued version, corrected by a letter (NĐ 30/2020, art. 18)."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="corrections")
    letter = models.ForeignKey(Version, models.PROTECT, related_name="corrects")
    node_id = models.CharField(max_length=64, blank=True)
    wrong = models.TextField(_("printed"))
    right = models.TextField(_("to be read as"))

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}"


class IssueSheet(UUIDModel):
    """Number, symbol, date of a decision, hashed apart from what was approved (NĐ 30, art. 15)."""

    class Source(models.TextChoices):
        OWN = "own", _("own register")
        OFFICE = "office", _("the office system")

    decision = models.OneToOneField(Version, models.PROTECT, related_name="sheet")
    number = models.IntegerField(_("number"))
    symbol = models.CharField(_("symbol"), max_length=50)
    year = models.IntegerField()
    signed_on = models.DateField(_("date of the decision"))
    in_force_from = models.DateField(_("in force from"))
    signed_copy = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    proof_at = models.DateTimeField(null=True)
    proof_how = models.CharField(max_length=20, choices=How, null=True)
    sha256 = models.CharField(max_length=64)
    # what else the register of outgoing documents asks for (NĐ 30/2020, annex IV)
    source = models.CharField(max_length=10, choices=Source, db_default=Source.OWN)
    copies = models.IntegerField(_("number of copies"), null=True)
    keeper = models.CharField(_("who keeps the file copy"), max_length=200, db_default="")
    sent_on = models.DateField(_("sent on"), null=True)
    note = models.CharField(_("note"), max_length=300, db_default="")

    class Meta:
        ordering = ["-signed_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number", "symbol"], name="documents_number_once_a_year"
            ),
            both_or_neither("proof_at", "proof_how"),
        ]

    def __str__(self) -> str:
        return f"{self.number:02}/{self.symbol}"


class Rendition(UUIDModel):
    """The PDF of a version as it was rendered when it was issued; the one that is signed.

    `prepared` is the same PDF with its empty places for the two signatures.
    """

    version = models.OneToOneField(Version, models.PROTECT, related_name="rendition")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    rendered_at = models.DateTimeField()
    prepared = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.version)
