"""The course of every clause, what was declared not applicable, and how far publishing came."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel.db import UUIDModel


class State(models.TextChoices):
    """Evidence, never conformity: that is said only by an audit or an inspection."""

    OK = "ok", _("enough evidence")
    SOON = "soon", _("due soon")
    GAP = "gap", _("evidence missing")
    WAIT = "wait", _("not due yet")
    NA = "na", _("not applicable")
    UNASSESSED = "unassessed", _("not assessed")
    UNKNOWN = "unknown", _("cannot be computed")


class ClauseStatus(UUIDModel):
    """A clause from a day until a day; the open row is today's. Nobody types it."""

    clause = models.CharField(max_length=12)
    state = models.CharField(max_length=12, choices=State)
    start = models.DateField()
    end = models.DateField(null=True)
    rule_version = models.IntegerField(default=0)
    reasons = models.JSONField(default=list)  # sentences
    green_when = models.JSONField(default=list)  # {"sentence", "met"}
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ["clause", "-start"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause"], condition=Q(end=None), name="compliance_one_status"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.state}"

    @property
    def since(self) -> date:
        """The first day of its state, as `selectors.statuses` found it."""
        found: date = getattr(self, "state_since", self.start)
        return found


class Exclusion(UUIDModel):
    """A clause that does not apply here, and why (4.3); it may be taken back."""

    clause = models.CharField(max_length=12)
    justification = models.TextField(_("justification"))
    start = models.DateField()
    end = models.DateField(null=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["clause"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause"], condition=Q(end=None), name="compliance_excluded_once"
            )
        ]

    def __str__(self) -> str:
        return self.clause


class PublicationHead(models.Model):
    """How many publications of a topic left this agency; a restore raises `epoch`."""

    topic = models.CharField(primary_key=True, max_length=30)
    epoch = models.IntegerField(default=1)
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.topic} {self.epoch}.{self.seq}"
