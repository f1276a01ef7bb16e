"""Events as they happened, and the seals that chain them; both are written once."""

from django.db import models

from kernel.db import UUIDModel


class Event(UUIDModel):
    """One act: who, by what right, on what, from and to which state. No foreign key: rows move."""

    at = models.DateTimeField()
    transaction = models.BigIntegerField()
    action = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    subject_name = models.CharField(max_length=300)
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=150)
    actor_post = models.CharField(max_length=200, blank=True)
    body = models.JSONField()
    body_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="trail_event_subject"),
            models.Index(fields=["transaction"], name="trail_event_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject_name}"


class Seal(models.Model):
    """A link of the chain: `hash` covers the event and the seal before it."""

    seq = models.BigIntegerField(primary_key=True)
    event = models.UUIDField(unique=True)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
