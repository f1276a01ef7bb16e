"""The sessions of this house, and who still waits before its door."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User
from kernel.db import UUIDModel


class Session(AbstractBaseSession):
    """A session belongs to one agency: its id is on the row and is checked at every request."""

    agency = models.UUIDField(null=True)  # null in public
    person = models.ForeignKey(  # read together with the session, at every request
        User, models.CASCADE, null=True, db_column="person", related_name="+"
    )
    seen_at = models.DateTimeField(null=True)
    sid = models.CharField(max_length=100, default="", db_default="", db_index=True)  # at the IdP
    checked_at = models.DateTimeField(null=True)  # when the IdP last said that it goes on

    def __str__(self) -> str:
        return f"session of {self.person_id}"

    @classmethod
    def get_session_store_class(cls):  # type: ignore[no-untyped-def]
        from accounts.sessions import SessionStore

        return SessionStore


class LinkRequest(UUIDModel):
    """Somebody who logged in by the identity provider and may be a person who is here already.

    An administrator says whether it is the same human; until then nobody gets in.
    """

    subject = models.CharField(max_length=100, unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"{self.full_name} → {self.person}"
