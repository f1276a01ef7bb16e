"""Log files that do not grow for ever: cut by size, the last few kept."""

import shutil
from pathlib import Path

LIMIT, KEPT = 10 * 1024 * 1024, 3


def rotate(path: Path, limit: int = LIMIT, kept: int = KEPT) -> bool:
    """Move what was written to `.1` (older ones up) and empty the file; says whether it did.

    The children hold the file open for appending, so it is copied and cut, never renamed.
    """
    if not path.exists() or path.stat().st_size < limit:
        return False
    for number in range(kept, 1, -1):
        older = path.with_name(f"{path.name}.{number - 1}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number}"))
    shutil.copyfile(path, path.with_name(f"{path.name}.1"))
    with path.open("r+b") as log:
        log.truncate(0)
    return True


def tail(path: Path, lines: int = 15) -> str:
    """The last lines of a log, for the sentence that says what went wrong."""
    if not path.exists():
        return ""
    with path.open("rb") as log:
        log.seek(max(0, path.stat().st_size - 20_000))
        text = log.read().decode("utf-8", "replace")
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])
