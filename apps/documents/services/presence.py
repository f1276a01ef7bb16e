"""What is so for the moment: who is in a draft, how far a print is. Kept in the cache alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache

from accounts.models import User
from kernel import clock

PRINTING = timedelta(minutes=10)  # how long one page may take, with much to spare
LAPSES = timedelta(seconds=45)  # three heartbeats: one may be lost, and one late


@dataclass(frozen=True)
class Present:
    """Somebody else in the draft; `at` is the id of the block where he writes, "" for none."""

    name: str
    at: str


def beat(version_id: UUID, person: User, tab: str, at: str) -> list[Present]:
    """Say that this tab is here, and hear who else is. Two beats in one moment may lose one of
    them until the next: it is a courtesy, what is saved does not hang on it."""
    now, key = clock.now(), f"documents:present:{version_id}"
    held: dict[str, Any] = cache.get(key) or {}
    there = {name: seen for name, seen in held.items() if now - _when(seen) < LAPSES}
    there[tab] = [str(person.pk), person.full_name, at, now.isoformat()]
    cache.set(key, there, LAPSES.total_seconds())
    others = {
        seen[0]: Present(seen[1], seen[2])
        for seen in sorted(there.values(), key=_when)
        if seen[0] != str(person.pk)
    }
    return sorted(others.values(), key=lambda each: each.name)


def leave(version_id: UUID, tab: str) -> None:
    """Say that this tab was closed."""
    key = f"documents:present:{version_id}"
    held: dict[str, Any] = cache.get(key) or {}
    if held.pop(tab, None):
        cache.set(key, held, LAPSES.total_seconds())


def print_progress(job_id: UUID, done: int, total: int) -> None:
    """Say how many pages a worker has printed; its own transaction tells nobody before its end."""
    cache.set(f"documents:print:{job_id}", (done, total), PRINTING.total_seconds())


def printed_so_far(job_id: UUID) -> tuple[int, int]:
    """Pages done of those expected; (0, 0) before it began."""
    return cache.get(f"documents:print:{job_id}") or (0, 0)


def _when(seen: list[str]) -> datetime:
    return datetime.fromisoformat(seen[3])
