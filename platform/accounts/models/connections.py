"""How other systems come in: by a token of ours, or as a client of the identity provider."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from kernel.db import UUIDModel


class Connection(UUIDModel):
    """Another system that acts here as `person`, within `scopes`, until a day.

    It shows a token, of which only the keyed hash is kept, or is known to the identity provider
    as `client` and brings an access token from there.
    """

    name = models.CharField(_("name of the system"), max_length=100)
    person = models.ForeignKey(User, models.PROTECT, related_name="connections")
    scopes = ArrayField(models.CharField(max_length=40))
    digest = models.CharField(max_length=64, null=True, unique=True)
    hint = models.CharField(max_length=8, blank=True)  # the token's end, to tell it from others
    client = models.CharField(_("client of the provider"), max_length=100, null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField(_("until"))
    ended_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest=None) ^ Q(client=None), name="accounts_connection_one_way"
            ),
            models.UniqueConstraint(
                fields=["client"], condition=Q(ended_at=None), name="accounts_one_client"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(UUIDModel):
    """What was answered to a request that carried an idempotency key; the same key gets it again.

    It is written in the transaction of the act itself: both are there, or neither.
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    request = models.CharField(max_length=64)  # hash of method, address and body
    status = models.IntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="accounts_answer_once")
        ]

    def __str__(self) -> str:
        return self.key
