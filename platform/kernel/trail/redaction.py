"""A body that was taken away with the record it speaks of (decision 6); the chain holds its hash.

What stays in its place names an event, and that event names what it took: a body that somebody
merely wrote over is found out as before.
"""

from typing import Any
from uuid import UUID

from kernel.trail.models import Event
from kernel.trail.services import canonical, digest

ERASED, ACTION = "redacted", "records.erase"


class Notes:
    """The events that say what was taken away; each is asked for once."""

    def __init__(self) -> None:
        self._named: dict[str, frozenset[str]] = {}

    def cover(self, event: Event) -> bool:
        """Whether the body of this event was taken away by another one that says so."""
        said = event.body.get(ERASED) if isinstance(event.body, dict) else None
        return isinstance(said, str) and str(event.pk) in self._names(said)

    def _names(self, key: str) -> frozenset[str]:
        if key not in self._named:
            self._named[key] = _taken_by(key)
        return self._named[key]


def _taken_by(key: str) -> frozenset[str]:
    """What an event says that it took away; nothing, where it was itself written over."""
    try:
        note = Event.objects.filter(pk=UUID(key), action=ACTION).first()
    except ValueError:
        return frozenset()
    if note is None or note.body_hash != digest(canonical(note.body)):
        return frozenset()
    body: dict[str, Any] = note.body
    return frozenset(str(each) for each in body.get("events", ()))
