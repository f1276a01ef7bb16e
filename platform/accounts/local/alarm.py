"""Coming in past the identity provider is seen at once: by the house, the platform, the log."""

import logging

from accounts.models import User
from kernel import hooks
from kernel.db import present_agency
from kernel.trail import record

logger = logging.getLogger("chuan.alarm")


def sound(person: User) -> None:
    """Somebody broke the glass; in the transaction of the login, so that none is silent."""
    record("accounts.break_glass", person, by=person)
    hooks.call(hooks.GLASS_BROKEN, person)
    house = getattr(present_agency(), "slug", "portal")
    logger.error("break-glass login of %r at %s", person.username, house)
