"""Comments at a block of a draft; an unanswered one holds the document back."""

from django.conf import settings
from django.db import models

from apps.documents.models.document import Version
from kernel.db import UUIDModel, both_or_neither


class Comment(UUIDModel):
    """Anchored to a block and the words it quotes; answers point to the first comment."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="comments")
    node_id = models.CharField(max_length=64, blank=True)
    quote = models.TextField(blank=True)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [both_or_neither("resolved_by", "resolved_at")]

    def __str__(self) -> str:
        return self.text[:80]
