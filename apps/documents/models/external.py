"""Documents that others issue and the agency works by, what cites them, and codes that changed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.documents.models.document import Document, Version
from kernel.db import UUIDModel, both_or_neither


class ExternalDocument(UUIDModel):
    """A legal or other document from outside (7.5.3.2): number, issuer, effect, successor."""

    code = models.CharField(_("number and symbol"), max_length=100)  # "19/2014/QĐ-TTg"
    title = models.CharField(_("title"), max_length=500)
    kind_name = models.CharField(_("kind"), max_length=100, blank=True)  # "Nghị định"
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    in_force_from = models.DateField(_("in force from"), null=True)
    in_force_until = models.DateField(_("in force until"), null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("keeper")
    )
    clauses = ArrayField(models.CharField(max_length=12), default=list, verbose_name=_("clauses"))
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    checked_on = models.DateField(_("checked for a new edition on"), null=True)
    note = models.TextField(_("note"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Lower("code"), name="documents_external_code_once"),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")),
                name="documents_external_not_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Citation(UUIDModel):
    """A block that names another document; derived from the text, never typed (decision 7)."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="citations")
    node_id = models.CharField(max_length=64)
    code = models.CharField(max_length=100)  # as it is written there
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="cited")
    external = models.ForeignKey(ExternalDocument, models.PROTECT, null=True, related_name="cited")

    class Meta:
        ordering = ["version", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "node_id", "code"], name="documents_citation_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


class FormerCode(UUIDModel):
    """A code that a document bore; what was issued under it goes on saying it."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="former_codes")
    code = models.CharField(max_length=50)
    why = models.TextField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.code


class Impact(UUIDModel):
    """Another document that a change affects, and what was done about it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="impacts")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    what = models.CharField(_("what it affects"), max_length=300, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    how = models.CharField(_("what was done"), max_length=300, blank=True)

    class Meta:
        ordering = ["document__code"]
        constraints = [
            both_or_neither("settled_by", "settled_at"),
            models.UniqueConstraint(fields=["version", "document"], name="documents_impact_once"),
        ]

    def __str__(self) -> str:
        return str(self.document)


class Review(UUIDModel):
    """A periodic review of a document in force (7.5.3.2 c): kept as it is, to change, to end."""

    class Outcome(models.TextChoices):
        KEEP = "keep", _("Still right, kept as it is")
        CHANGE = "change", _("To be changed")
        END = "end", _("To be withdrawn")

    version = models.ForeignKey(Version, models.PROTECT, related_name="reviews")
    on = models.DateField(_("reviewed on"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    note = models.TextField(_("note"), blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_outcome_display()}"
