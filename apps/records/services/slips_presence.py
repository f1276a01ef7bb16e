"""What is so for the moment: who else fills in a slip, and who wrote a field last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import cache

from kernel import clock
from kernel.permissions import Actor

KEPT = timedelta(days=2)


@dataclass(frozen=True)
class Wrote:
    """Who saved a field last, and when."""

    name: str
    at: datetime


def wrote(slip_id: UUID, fields: Iterable[str], by: Actor) -> None:
    """Remember whose these fields are, to be said where two collide. A courtesy, not a record."""
    at = clock.now().isoformat()
    said = {_key(slip_id, field): (by.full_name, at) for field in fields}
    if said:
        cache.set_many(said, KEPT.total_seconds())


def who_wrote(slip_id: UUID, fields: Iterable[str]) -> dict[str, Wrote]:
    """Who saved these fields last, as far as it is known."""
    keys = {_key(slip_id, field): field for field in fields}
    found = cache.get_many(keys) if keys else {}
    return {keys[key]: Wrote(n, datetime.fromisoformat(at)) for key, (n, at) in found.items()}


def _key(slip_id: UUID, field: str) -> str:
    return f"records:wrote:{slip_id}:{field}"
