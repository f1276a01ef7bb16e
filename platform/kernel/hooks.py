"""What must go upwards within a transaction goes to a handler that a higher layer registered."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_HANDLERS: dict[str, list[Callable[..., Any]]] = defaultdict(list)

# The names a layer may call; a new one is a line here and a reason.
AGENCY_OPENED = "agency opened"  # (agency, first_admin) – seed what a new agency needs
AGENCY_CHANGED = "agency changed"  # (agency) – renamed, suspended, resumed
MIGRATED = "migrated"  # () – this release's content belongs to its tables
AUTHORITY = "authority"  # (user) -> Authority | None – who is this person here, today
SIGNED_ON = "signed on"  # (sid, subject) – this schema has a session of the identity provider
NO_MEMBER = "no member"  # (subject) – the provider names this person here no more
GLASS_BROKEN = "glass broken"  # (person) – came in by the emergency account
HOUSES = "houses"  # (subject) -> list[(name, address)] – where else this person works
WAITING = "waiting"  # (link request) – somebody at the door may be a person who is here already
SEALED = "trail sealed"  # (seq, hash) – the head of this schema's chain, to be kept outside
ANCHORS = "trail anchors"  # () -> dict[seq, hash] – what is kept outside of this schema's chain

BESIDE = "beside a record"  # ((kind, uuid), reader) -> list[(label, address)] – where it lies


def register(name: str, handler: Callable[..., Any]) -> None:
    """Join a hook, in `ready()`; joining twice is joining once."""
    if handler not in _HANDLERS[name]:
        _HANDLERS[name].append(handler)


def call(name: str, /, *args: Any, **kwargs: Any) -> list[Any]:
    """Every handler's answer, in the order they joined; an error in one rolls the caller back."""
    return [handler(*args, **kwargs) for handler in _HANDLERS[name]]


def first(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """The first answer that is not None."""
    for handler in _HANDLERS[name]:
        answer = handler(*args, **kwargs)
        if answer is not None:
            return answer
    return None


# One SELECT per app with the columns kind, id, clause, unit, happened, valid_until, due, done.
EVIDENCE: dict[str, str] = {}


def evidence(app: str, select: str) -> None:
    """Say what records of an app prove; rules of evidence ask for nothing else (decision 11)."""
    EVIDENCE[app] = select
