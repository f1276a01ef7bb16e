"""What others say of a draft before it is sent, and what the drafter made of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.documents.models.document import Version
from kernel.db import UUIDModel, both_or_neither


class OpinionRound(UUIDModel):
    """People are asked for their opinion of a draft as it stood then, until a day."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="rounds")
    content = models.ForeignKey("content.FrozenContent", models.PROTECT, related_name="+")
    due = models.DateField(_("until"))
    note = models.TextField(_("what is asked"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            both_or_neither("closed_by", "closed_at"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(closed_at=None), name="documents_one_open_round"
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)


class OpinionRequest(UUIDModel):
    """One who is asked: a person here, or a body outside whose letter is entered by hand."""

    round = models.ForeignKey(OpinionRound, models.PROTECT, related_name="requests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    body = models.CharField(_("body outside"), max_length=200, blank=True)
    letter = models.CharField(_("number of the letter"), max_length=100, blank=True, db_default="")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    agrees = models.BooleanField(null=True)  # None: no answer yet
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            both_or_neither("answered_by", "answered_at"),
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(body=""), name="documents_asked_is_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.body)


class Opinion(UUIDModel):
    """One remark on a block or on the whole, and its answer: taken in, or explained why not."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("Taken in")
        EXPLAINED = "explained", _("Explained")

    request = models.ForeignKey(OpinionRequest, models.PROTECT, related_name="opinions")
    node_id = models.CharField(max_length=64, blank=True)
    quote = models.TextField(blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            both_or_neither("answered_by", "answered_at"),
            both_or_neither("outcome", "answered_at"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
