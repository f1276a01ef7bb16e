"""Who is to know a version, who has read it, and the numbered copies that were handed out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.documents.models.document import Version
from kernel.db import UUIDModel, both_or_neither


class Recipient(UUIDModel):
    """Whose people read and acknowledge a version: a unit with those below it, or a person.

    With neither it is the whole agency. People are told by their posts of the day, so somebody who
    comes later is asked too.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="recipients")
    unit = models.ForeignKey("organization.Unit", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # the day when it was added to an issued version: such a one is not part of what was approved
    added_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "unit", "person"],
                nulls_distinct=False,
                name="documents_recipient_once",
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | Q(person=None), name="documents_recipient_is_one"
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit or self.person or "")


class ReadingMeeting(UUIDModel):
    """A meeting at which versions were made known; the secretary enters who was there."""

    title = models.CharField(_("meeting"), max_length=300)
    held_on = models.DateField(_("held on"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    minutes = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on"]

    def __str__(self) -> str:
        return self.title


class Acknowledgement(UUIDModel):
    """A person has read exactly this version; written once (append-only)."""

    class How(models.TextChoices):
        SELF = "self", _("by himself")
        MEETING = "meeting", _("at a meeting")

    version = models.ForeignKey(Version, models.PROTECT, related_name="acknowledgements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)  # of the content that was read
    how = models.CharField(max_length=10, choices=How, default=How.SELF)
    meeting = models.ForeignKey(
        ReadingMeeting, models.PROTECT, null=True, related_name="acknowledgements"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "person"], name="documents_read_once"),
            models.CheckConstraint(
                condition=Q(how="self", meeting=None) | Q(how="meeting", meeting__isnull=False),
                name="documents_read_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.version}"


class ControlledCopy(UUIDModel):
    """A numbered copy of a version in somebody's hands, until it is returned, destroyed or lost."""

    class Ended(models.TextChoices):
        RETURNED = "returned", _("Returned")
        DESTROYED = "destroyed", _("Destroyed")
        LOST = "lost", _("Lost")

    version = models.ForeignKey(Version, models.PROTECT, related_name="copies")
    number = models.IntegerField(_("copy number"))
    holder = models.CharField(_("holder"), max_length=200)
    unit = models.ForeignKey("organization.Unit", models.PROTECT, null=True, related_name="+")
    handed_on = models.DateField(_("handed out on"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True)
    recalled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_on = models.DateField(null=True)
    ended_how = models.CharField(max_length=10, choices=Ended, null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="documents_copy_once"),
            both_or_neither("recalled_by", "recalled_at"),
            both_or_neither("ended_how", "ended_on"),
            both_or_neither("ended_by", "ended_at"),
            both_or_neither("ended_how", "ended_at"),
        ]

    def __str__(self) -> str:
        return f"{self.version} – {self.number:02}"
