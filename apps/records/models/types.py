"""What kinds of records the agency keeps: who holds them, where, and for how long."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.db import UUIDModel


class RecordType(UUIDModel):
    """A kind of records (7.5.3.2); no `years` means for ever.

    Years are counted from the one in which the work ends (TT 10/2022/TT-BNV).
    """

    code = models.CharField(_("code"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=300)
    # under which it stands in the yearly list
    heading = models.CharField(_("heading"), max_length=300, blank=True, db_default="")
    unit = models.ForeignKey(
        "organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("unit")
    )
    holder = models.CharField(_("held by"), max_length=200, blank=True)  # a post, not a person
    place = models.CharField(_("kept at"), max_length=200, blank=True)
    years = models.IntegerField(_("years kept"), null=True)
    source = models.CharField(_("where this is laid down"), max_length=300, blank=True)
    clauses = ArrayField(models.CharField(max_length=12), default=list, verbose_name=_("clauses"))
    forms = ArrayField(models.CharField(max_length=50), default=list, verbose_name=_("forms"))
    # what a folder of this kind expects, in the order of the work: title, form, required
    papers = models.JSONField(default=list)
    origin = models.JSONField(null=True)  # package, version and code of the library
    ended_on = models.DateField(null=True)  # no new records of this kind since

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
