"""One notice to one person."""

from django.db import models

from kernel.db import UUIDModel


class Notice(UUIDModel):
    """A sentence and where it leads; `read_at` is empty until the person opened it."""

    person_id = models.UUIDField()
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["person_id", "read_at", "-at"], name="notices_of_person")]

    def __str__(self) -> str:
        return self.text
