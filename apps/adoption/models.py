"""Which documents came from the library, and exactly what they came from."""

from django.conf import settings
from django.db import models

from kernel.db import UUIDModel


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
