"""Units as a tree, posts in them, people in posts, roles with a start and an end."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel.db import UUIDModel
from kernel.permissions import Role


class Unit(UUIDModel):
    """A unit of the agency; `path` holds its ancestors and itself: a subtree is one condition."""

    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = ArrayField(models.UUIDField())
    position = models.IntegerField(_("position"), default=0)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """How many units it is below; 0 for those of the agency itself."""
        return len(self.path) - 1


class Post(UUIDModel):
    """A post (chức vụ, chức danh); duties belong to it, people come and go."""

    title = models.CharField(_("title"), max_length=150)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="posts")
    is_head = models.BooleanField(_("leads the unit"), default=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Holding(UUIDModel):
    """A person in a post from a day, until a day or until further notice."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="holdings")
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True)

    class Meta:
        ordering = ["-start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="organization_holding_dates"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.post}"


class RoleAssignment(UUIDModel):
    """What a person may act as: for the whole agency (`unit` empty) or for one unit and below."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="assignments")
    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True)

    class Meta:
        ordering = ["role", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="organization_role_dates"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"


class Fact(UUIDModel):
    """An answer about the agency that templates ask for (placeholder key → value)."""

    key = models.CharField(max_length=50, unique=True)
    value = models.TextField(blank=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
