"""What somebody was about to do when the proof was asked for: kept, and sent again after it."""

import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.http import HttpRequest

from accounts.middleware import kept

ACTS: Final = "acts"
FEW: Final = 3  # acts that wait at a time: of as many windows
LARGEST: Final = 100_000  # characters; more than a note, and a session stays a row


@dataclass(frozen=True)
class Act:
    """A form that was sent; `complete` is one that can be sent again as it was."""

    key: str
    what: str
    path: str
    came_from: str
    sent: list[list[str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    complete: bool = True


def put_off(request: HttpRequest, what: str) -> Act:
    """Keep the form with the session; files, and what is too large, must be given anew."""
    said = kept(request)
    sent = [list(pair) for pair in said["sent"]]
    complete = not said["files"] and len(json.dumps(sent)) <= LARGEST
    act = Act(
        key=secrets.token_urlsafe(12),
        what=what,
        path=request.get_full_path(),
        came_from=said["came_from"],
        sent=sent if complete else [],
        files=said["files"],
        complete=complete,
    )
    session: Any = request.session
    session[ACTS] = [*session.get(ACTS, []), asdict(act)][-FEW:]
    return act


def act_of(session: Any, key: str) -> Act | None:
    """The form of this key; None where it was overtaken by others or never was."""
    found = (Act(**row) for row in session.get(ACTS, []) if row["key"] == key)
    return next(found, None)
