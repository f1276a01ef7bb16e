"""`var/run.json` tells the command line what runs where; a lock beside it says if it is true.

Keys: pid, port, base_domain, database_url, database_owner_url, broker_url, cache_url, secret_key;
with an identity provider oidc_issuer, oidc_client_secret, oidc_admin_client_secret.
"""

import fcntl
import json
import os
from pathlib import Path
from typing import Any, TextIO

from infra.run.passwords import write_private
from infra.run.place import Place


class RunLock:
    """Held while a supervisor lives; the system drops it however the process went."""

    def __init__(self, place: Place) -> None:
        self.path = place.var / "supervisor.lock"
        self.file: TextIO | None = None

    def take(self) -> bool:
        """Whether we are the only supervisor of this `var` now."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        self.file = file
        return True

    def release(self) -> None:
        if self.file:
            self.file.close()
            self.file = None

    def holder(self) -> int:
        """The process that holds it; 0 when nothing runs."""
        if not self.path.exists():
            return 0
        try:
            with self.path.open("r", encoding="ascii") as file:
                return 0 if _is_free(file) else int(file.read().strip() or 0)
        except (PermissionError, ValueError):
            return 0


def _is_free(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(file, fcntl.LOCK_UN)
    return True


def write(place: Place, **facts: Any) -> None:
    write_private(place.run_json, {"pid": os.getpid(), **facts})


def read(path: Path) -> dict[str, Any]:
    """Empty when nothing was written, or by somebody else for his own eyes."""
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def forget(place: Place) -> None:
    place.run_json.unlink(missing_ok=True)
