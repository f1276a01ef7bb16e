"""Marks of work already done, so that the second time it is skipped."""

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path


def digest(paths: Iterable[Path], *more: str) -> str:
    """One SHA-256 over names and contents; a file that is missing counts as such."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        content = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"-"
        total.update(str(path).encode() + b"\0" + content)
    return total.hexdigest()


def files_below(folder: Path, wanted: Callable[[Path], bool], *without: str) -> list[Path]:
    """The wanted files, leaving out folders of the names given."""
    found: list[Path] = []
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in without]
        found += [path for name in names if wanted(path := Path(here, name))]
    return found


def is_done(stamp: Path, mark: str) -> bool:
    return stamp.is_file() and stamp.read_text("utf-8") == mark


def set_done(stamp: Path, mark: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark, "utf-8")
