"""What a person shows beside the password."""

from django.db import models

from accounts.models.people import User
from kernel.db import UUIDModel


class SecondFactor(models.Model):
    """The secret that a person's telephone shares with us (TOTP, RFC 6238), sealed.

    It counts from the moment at which a first code was right.
    """

    person = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="second_factor"
    )
    secret = models.CharField(max_length=300)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)  # a code is good once

    def __str__(self) -> str:
        return f"second factor of {self.person_id}"


class RecoveryCode(UUIDModel):
    """A code on paper that stands for the telephone once; only its keyed hash is kept."""

    person = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="accounts_recovery_once")
        ]

    def __str__(self) -> str:
        return f"recovery code of {self.person_id}"
