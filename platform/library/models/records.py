"""The types of record of a package: which papers a folder holds, who keeps it, and how long."""

from django.db import models

from kernel.db import UUIDModel, public
from library.models.published import PackageVersion


class RecordType(UUIDModel):
    """A type of record as published: who keeps it, where, how long, and its papers in order.

    `years` count from the year after the work ended; null is permanent. `papers` are of the shape
    {"title", "form", "required"}, where `form` is the code of a form or empty.
    """

    version = models.ForeignKey(PackageVersion, models.PROTECT, related_name="record_types")
    code = models.CharField(max_length=50)
    name = models.CharField(max_length=250)
    heading = models.CharField(max_length=250, blank=True)
    holder = models.CharField(max_length=150)
    place = models.CharField(max_length=150)
    years = models.IntegerField(null=True)
    clauses = models.JSONField(default=list)
    forms = models.JSONField(default=list)
    papers = models.JSONField(default=list)
    source = models.TextField(blank=True)
    position = models.IntegerField()

    class Meta:
        db_table = public("library_recordtype")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="library_recordtype_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
