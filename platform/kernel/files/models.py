"""What is known of a stored file."""

from django.db import models

from kernel.db import UUIDModel


class StoredFile(UUIDModel):
    """One file a person brought or the product made; the bytes are found by `sha256`."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()  # bytes
    stored_at = models.DateTimeField()
    stored_by = models.UUIDField()

    class Meta:
        ordering = ["-stored_at"]

    def __str__(self) -> str:
        return self.name
