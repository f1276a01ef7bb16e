"""What was sent for checking, byte for byte; written once."""

from django.db import models


class FrozenContent(models.Model):
    """Canonical bytes under their own hash; approvals point here and can't be moved elsewhere."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    canonical = models.BinaryField()
    frozen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]
