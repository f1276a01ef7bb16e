"""What a librarian prepares: the next version of a package, while it is still being written."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.content.nodes import Node, from_json
from kernel.db import UUIDModel, both_or_neither, public
from library.models.published import Package, PackageVersion


class PackageDraft(UUIDModel):
    """The next version of a package; it ends by being published or given up."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="drafts")
    base = models.ForeignKey(PackageVersion, models.PROTECT, related_name="+")
    note = models.TextField(_("what is new"), blank=True)
    records = models.JSONField(default=list)  # record types, as `reading.RecordType.facts`
    rules = models.JSONField(null=True)  # a set of evidence rules that came with a signed file
    came_from = models.CharField(max_length=200, blank=True)  # whose file it was filled from
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=150)
    given_up_at = models.DateTimeField(null=True)
    given_up_by = models.UUIDField(null=True)
    published = models.OneToOneField(
        PackageVersion, models.PROTECT, null=True, related_name="drafted_as"
    )

    class Meta:
        db_table = public("library_packagedraft")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(published=None, given_up_at=None),
                name="library_one_open_draft",
            ),
            both_or_neither("given_up_by", "given_up_at"),
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.base.number + 1}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be written."""
        return self.published_id is None and self.given_up_at is None


class DraftDocument(UUIDModel):
    """A template being written; `sha256` is that of its canonical bytes as they are now."""

    draft = models.ForeignKey(PackageDraft, models.CASCADE, related_name="documents")
    key = models.CharField(max_length=80)
    code = models.CharField(_("code"), max_length=50)
    title = models.CharField(_("title"), max_length=250)
    document_kind = models.CharField(_("kind of document"), max_length=30)
    level = models.CharField(_("level"), max_length=5)
    layout = models.CharField(_("layout"), max_length=20)
    kind_name = models.CharField(_("name printed above the title"), max_length=100, blank=True)
    parent = models.CharField(_("belongs to procedure"), max_length=50, blank=True)  # its code
    clauses = models.JSONField(default=list)
    distribution = models.JSONField(default=list)
    grounds = models.JSONField(default=list)
    authority = models.JSONField(default=list)
    content = models.JSONField(default=list)  # the tree, as `kernel.content.nodes.as_json`
    sha256 = models.CharField(max_length=64)
    position = models.IntegerField()
    revision = models.IntegerField(default=1)
    removed = models.BooleanField(default=False)  # left out of the next version
    taken_out = models.JSONField(default=list)  # blocks that can be put back, the last one first
    edited_at = models.DateTimeField()
    edited_by = models.UUIDField()
    edited_by_name = models.CharField(max_length=150)

    class Meta:
        db_table = public("library_draftdocument")
        ordering = ["draft", "position"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="library_draft_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_form(self) -> bool:
        return self.document_kind == "form"

    @property
    def nodes(self) -> list[Node]:
        """The text with its placeholders open."""
        return [from_json(raw) for raw in self.content]

    @property
    def meta(self) -> dict[str, Any]:
        """What its paper shows around the text, as a published document has it."""
        return {
            "key": self.key,
            "kind": self.document_kind,
            "code": self.code,
            "title": self.title,
            "level": self.level,
            "layout": self.layout,
            "kind_name": self.kind_name,
            "clauses": self.clauses,
            "parent": self.parent,
            "distribution": self.distribution,
            "grounds": self.grounds,
            "authority": self.authority,
        }
