"""The turnings of a draft form that whoever turned can still undo."""

from uuid import UUID

from apps.documents.models import Version
from kernel.forms.turning_back import History
from kernel.permissions import Actor
from kernel.trail.selectors import history_of

TURNED = "documents.entries_turn"


def turning_of(version: Version, key: UUID, by: Actor) -> History:
    """What this person turned at once in this draft; nothing where they did no such thing."""
    event = history_of(version).filter(pk=key, action=TURNED, actor_id=by.pk).first()
    return event.body.get("turned", []) if event else []
