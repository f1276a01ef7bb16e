"""The audit trail (7.5.3): every act an event, sealed into a chain that shows any later change."""

from typing import TYPE_CHECKING, Any

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
) -> None:
    """Write down an act, in the transaction of the act: both happen or neither."""
    from kernel.trail.services import write_event

    write_event(action, subject, by, grant, before, after, note, details)
