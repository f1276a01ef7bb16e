"""One message that waits, is leased, is done, or has failed too often."""

from django.db import models
from django.db.models import Q

from kernel.db import UUIDModel, public


class Message(UUIDModel):
    """`schema` names the agency (or public) in which the consumer runs."""

    schema = models.CharField(max_length=63)
    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=100, blank=True)
    body = models.JSONField()
    sent_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = public("outbox_message")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["id"], name="outbox_waiting", condition=Q(done_at=None, failed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.schema}"
