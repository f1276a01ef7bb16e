"""Which documents came from the library and from what; their updates; what went back to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.db import UUIDModel, both_or_neither
from library.exchange import UpdateState


class Adoption(UUIDModel):
    """One document cloned from one template. `base` is the template's content, kept in the agency's
    own schema, so that merging a later version needs nothing from outside."""

    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="adoption")
    package = models.CharField(max_length=50)
    package_version = models.IntegerField()
    template = models.CharField(max_length=80)
    base = models.ForeignKey("content.FrozenContent", models.PROTECT, related_name="+")
    adopted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ["package", "template"]
        indexes = [models.Index(fields=["package", "template"], name="adoption_of_template")]

    def __str__(self) -> str:
        return f"{self.package}/{self.template} {self.package_version}"


class Update(UUIDModel):
    """A newer version of the package, brought to one adopted document: looked at, then decided.

    `base` and `theirs` are kept in the agency's own schema. `decisions` are by place (the key of
    `kernel.content.merge.Place`): take, text, of, by, name, at. `before` is what the draft was
    where one was open, `after` the hash of what adopting made of it.
    """

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="updates")
    from_version = models.IntegerField()
    to_version = models.IntegerField()
    base = models.ForeignKey("content.FrozenContent", models.PROTECT, related_name="+")
    theirs = models.ForeignKey("content.FrozenContent", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=UpdateState, default=UpdateState.OPEN)
    decisions = models.JSONField(default=dict)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(_("why it is refused"), blank=True)
    version = models.ForeignKey("documents.Version", models.PROTECT, null=True, related_name="+")
    before = models.ForeignKey("content.FrozenContent", models.PROTECT, null=True, related_name="+")
    after = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["adoption"], condition=Q(state=UpdateState.OPEN), name="adoption_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(state=UpdateState.REFUSED) | ~Q(reason=""),
                name="adoption_refused_says_why",
            ),
            both_or_neither("decided_by", "decided_at"),
        ]

    def __str__(self) -> str:
        return f"{self.adoption} → {self.to_version}"


class OwnOffer(UUIDModel):
    """A document this agency offered to the library; the public copy has the same key."""

    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+")
    version = models.ForeignKey("documents.Version", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    note = models.TextField(_("what is good about it"))
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-offered_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(taken_back_at=None), name="adoption_offered_once"
            ),
            both_or_neither("taken_back_by", "taken_back_at"),
        ]

    def __str__(self) -> str:
        return str(self.document)
