"""Grave acts ask who acts to prove it anew: a session left open for a moment signs nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.permissions import Actor
from kernel.refusals import NotPermitted, Refused


class How(models.TextChoices):
    """By what somebody proved who he is."""

    PASSWORD = "password", _("by password")
    SECOND_FACTOR = "second_factor", _("by password and code")
    PROVIDER = "provider", _("at the login system")


@dataclass(frozen=True)
class Confirmation:
    """When and how somebody last proved who he is."""

    at: datetime
    how: str

    @property
    def is_fresh(self) -> bool:
        """At most CHUAN_STEP_UP_MINUTES old, and not from a clock that is ahead of ours."""
        age = clock.now() - self.at
        return timedelta(0) <= age <= timedelta(minutes=settings.CHUAN_STEP_UP_MINUTES)


Source = Callable[[Actor], Confirmation | None]


class ConfirmationNeeded(Refused):
    """Everything else is right; only the proof is missing or too old. `what` waits for it."""

    status = 403

    def __init__(self, what: str | Promise = "") -> None:
        super().__init__(_("Confirm that it is you before you do this."))
        self.what = what


_source: ContextVar[Source | None] = ContextVar("who confirms", default=None)


@contextmanager
def given(found: Confirmation | Source) -> Iterator[None]:
    """Within, acts find this confirmation, or what the source knows of who acts."""
    token = _source.set((lambda _by: found) if isinstance(found, Confirmation) else found)
    try:
        yield
    finally:
        _source.reset(token)


def present(by: Actor) -> Confirmation | None:
    """What is known of this person's last proof; outside of a request nothing is."""
    source = _source.get()
    return source(by) if source else None


def require(by: Actor, what: str | Promise = "") -> Confirmation:
    """The fresh confirmation of who acts; raises ConfirmationNeeded, for a machine NotPermitted."""
    if getattr(by, "is_machine", False):
        raise NotPermitted(_("Only a person does this; another system cannot prove who acts."))
    found = present(by)
    if found is None or not found.is_fresh:
        raise ConfirmationNeeded(what)
    return found
