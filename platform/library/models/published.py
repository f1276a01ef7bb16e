"""What was published: standards, packages and rules, in versions that never change."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kernel.content import canonical
from kernel.content.nodes import Node
from kernel.db import UUIDModel, public
from tenants.models import Kind


class Standard(UUIDModel):
    """One edition of a standard; a new edition is new rows, never a change of these."""

    key = models.CharField(max_length=50)
    edition = models.CharField(max_length=10)
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    source = models.JSONField(default=list)
    follows = models.CharField(max_length=10, blank=True)
    valid_from = models.CharField(max_length=10, blank=True)

    class Meta:
        db_table = public("library_standard")
        ordering = ["key", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["key", "edition"], name="library_standard_once")
        ]

    def __str__(self) -> str:
        return self.name_en if _in_english() else self.name_vi


class Clause(UUIDModel):
    """A titled clause; `parts` are its numbered paragraphs, which have no title of their own."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="clauses")
    number = models.CharField(max_length=12)
    parent = models.CharField(max_length=12, blank=True)
    position = models.IntegerField()
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    leaf = models.BooleanField()
    two_level = models.BooleanField()
    parts = models.JSONField(default=list)
    maintain = models.TextField(blank=True)
    retain = models.TextField(blank=True)
    counterparts = models.JSONField(default=list)
    excludable = models.BooleanField(default=False)

    class Meta:
        db_table = public("library_clause")
        ordering = ["standard", "position"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="library_clause_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def title(self) -> str:
        """The title in the language of the page."""
        return self.title_en if _in_english() else self.title_vi

    @property
    def chapter(self) -> str:
        """The number before the first point: "9" of 9.2.1."""
        return self.number.partition(".")[0]


class Package(UUIDModel):
    """A set of templates for one kind of body; what it says stands in its versions."""

    key = models.CharField(max_length=50, unique=True)
    kind = models.CharField(_("kind of body"), max_length=30, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    position = models.IntegerField(default=0)

    class Meta:
        db_table = public("library_package")
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return self.name


class Origin(models.TextChoices):
    """Who published a version or a set of rules here."""

    RELEASE = "release", _("Release of the software")
    LIBRARIAN = "librarian", _("Librarian")
    CELL = "cell", _("Signed file of another library")


class PackageVersion(UUIDModel):
    """A published version; the database itself refuses to change it."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    published_on = models.DateField()
    note = models.TextField(blank=True)
    standard = models.CharField(max_length=50)
    edition = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=Origin, db_default=Origin.RELEASE)
    published_by_name = models.CharField(max_length=150, blank=True, db_default="")

    class Meta:
        db_table = public("library_packageversion")
        ordering = ["package", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="library_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.number}"


class PackageDocument(UUIDModel):
    """A template as published: canonical bytes under their hash, and what lists need of them."""

    version = models.ForeignKey(PackageVersion, models.PROTECT, related_name="documents")
    key = models.CharField(max_length=80)
    code = models.CharField(max_length=50)
    title = models.CharField(max_length=250)
    document_kind = models.CharField(max_length=30)
    level = models.CharField(max_length=5)
    layout = models.CharField(max_length=20)
    position = models.IntegerField()
    clauses = models.JSONField(default=list)
    parent_key = models.CharField(max_length=80, blank=True)
    distribution = models.JSONField(default=list)
    canonical = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        db_table = public("library_packagedocument")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="library_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def meta(self) -> dict[str, Any]:
        """What the paper shows around its content: code, title, distribution, authority."""
        return canonical.parse(bytes(self.canonical))[0]

    @property
    def paper(self) -> dict[str, Any]:
        """How it is printed: layout, name of the kind, grounds and authority."""
        meta = self.meta
        names = ("layout", "kind_name", "grounds", "authority")
        return {name: meta[name] for name in names if meta.get(name)}

    @property
    def nodes(self) -> list[Node]:
        """The content with its placeholders open."""
        return canonical.parse(bytes(self.canonical))[1]


class EvidenceRule(UUIDModel):
    """Which records make a clause green (decision 11), in versions that never change.

    `sentences` holds enough, soon, missing and turns_green, in Vietnamese; a state is "soon" from
    `soon_days` before its evidence ends.
    """

    standard = models.CharField(max_length=50)
    edition = models.CharField(max_length=10)
    version = models.IntegerField()
    clause = models.CharField(max_length=12)
    kind = models.CharField(max_length=30)
    params = models.JSONField(default=dict)
    sentences = models.JSONField(default=dict)
    source = models.TextField(blank=True)
    soon_days = models.IntegerField()
    position = models.IntegerField()
    origin = models.CharField(max_length=10, choices=Origin, db_default=Origin.RELEASE)

    class Meta:
        db_table = public("library_evidencerule")
        ordering = ["standard", "edition", "-version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "edition", "version", "clause"], name="library_rule_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.kind} {self.version}"


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
