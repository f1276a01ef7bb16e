"""Public tables: what agencies published, its present state, platform roles, and who looked."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from kernel import clock
from kernel.db import UUIDModel, public
from kernel.permissions import Role
from tenants.models import Kind, Obligation

PLATFORM_ROLES = (Role.OVERSEER, Role.INSPECTOR, Role.LIBRARIAN, Role.OPERATOR)


def reported_since() -> datetime:
    """Who has not published since then counts as not reporting: silence is not a gap."""
    days = getattr(settings, "CHUAN_REPORTED_WITHIN_DAYS", 35)
    return clock.now() - timedelta(days=days)


class Publication(UUIDModel):
    """What an agency said, as it said it (decision 12); written once.

    `epoch` rises when an agency is restored, `seq` with every publication of its topic.
    """

    agency = models.UUIDField()
    topic = models.CharField(max_length=40)
    epoch = models.BigIntegerField()
    seq = models.BigIntegerField()
    as_of = models.DateTimeField()
    received_at = models.DateTimeField()
    body = models.JSONField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = public("oversight_publication")
        ordering = ["agency", "topic", "epoch", "seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "topic", "epoch", "seq"], name="oversight_publication_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.epoch}.{self.seq}"


class AgencyCard(models.Model):
    """One agency as the province sees it: a row holds all that the overview needs.

    `states` has a state per two-level clause; the numbers count its values. `label` is the name
    without what all agencies of the province share.
    """

    agency = models.UUIDField(primary_key=True)
    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=200)
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=Kind)
    obligation = models.CharField(max_length=20, choices=Obligation)
    parent_name = models.CharField(max_length=250, blank=True)
    position = models.IntegerField(default=0)
    sort_key = models.TextField(db_collation="C")
    search_key = models.CharField(max_length=600)
    opened_on = models.DateField()
    suspended_on = models.DateField(null=True)
    epoch = models.BigIntegerField(null=True)
    seq = models.BigIntegerField(null=True)
    as_of = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    states = models.JSONField(default=dict)
    ok = models.IntegerField(default=0)
    soon = models.IntegerField(default=0)
    gap = models.IntegerField(default=0)
    unknown = models.IntegerField(default=0)
    unassessed = models.IntegerField(default=0)
    wait = models.IntegerField(default=0)
    na = models.IntegerField(default=0)

    class Meta:
        db_table = public("oversight_agencycard")
        ordering = ["position", "sort_key"]

    def __str__(self) -> str:
        return self.name

    @property
    def reports(self) -> bool:
        """Whether its figures are fresh enough to be shown; if not, it is "chưa báo cáo"."""
        return self.as_of is not None and self.as_of >= reported_since()

    @property
    def applicable(self) -> int:
        """Clauses that apply, of those it published."""
        return self.ok + self.soon + self.gap + self.unknown + self.unassessed + self.wait


class ClauseCell(UUIDModel):
    """One two-level clause of one agency, with its leaves as they were published."""

    agency = models.UUIDField()
    clause = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    since = models.DateField(null=True)
    leaves = models.JSONField(default=list)

    class Meta:
        db_table = public("oversight_clausecell")
        ordering = ["agency", "clause"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "clause"], name="oversight_cell_once")
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.state}"


class PlatformRole(UUIDModel):
    """What a person of the province or the platform may act as, from a day, until a day."""

    person = models.ForeignKey(User, models.PROTECT, related_name="platform_roles")
    role = models.CharField(
        _("role"), max_length=30, choices=[(role.value, role.label) for role in PLATFORM_ROLES]
    )
    post = models.CharField(_("post"), max_length=150, blank=True)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True)

    class Meta:
        db_table = public("oversight_platformrole")
        ordering = ["role", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="oversight_role_dates"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


class LookLog(UUIDModel):
    """Somebody of the province looked at an agency's page; the agency reads this. Written once."""

    agency = models.UUIDField()
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=150)
    person_post = models.CharField(max_length=200, blank=True)
    clause = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = public("oversight_looklog")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["agency", "-at"], name="oversight_look_agency")]

    def __str__(self) -> str:
        return f"{self.person_name} {self.what}"

    @property
    def what(self) -> str:
        """What was looked at, in words."""
        if self.clause:
            return str(_("clause %(clause)s") % {"clause": self.clause})
        return str(_("the agency's page"))
