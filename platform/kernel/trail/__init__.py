"""The audit trail (7.5.3): every act an event, sealed into a chain that shows any later change."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from kernel.permissions import Actor, Grant


def record(
    action: str,
    subject: Any,
    *,
    by: "Actor",
    grant: "Grant | None" = None,
    before: str = "",
    after: str = "",
    note: str = "",
    **details: Any,
) -> UUID:
    """Write down an act, in the transaction of the act: both happen or neither. Gives its key."""
    from kernel.trail.services import write_event

    return write_event(action, subject, by, grant, before, after, note, details)
