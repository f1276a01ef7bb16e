"""Everything a fresh machine needs before the product can start; each step is skipped once done."""

import fcntl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.run import logs
from infra.run.console import Console
from infra.run.place import Place
from infra.run.setup import messages, node, python, system
from infra.run.stopped import Stopped


def prepare(place: Place, console: Console, *, development: bool) -> list[str]:
    """Install and build; returns a sentence for each thing that is missing but not needed to go on.

    Raises Stopped when going on makes no sense.
    """
    try:
        place.prepare()
    except PermissionError as error:
        raise Stopped(
            f"{error.filename} thuộc về người dùng khác; hãy chạy bằng người đó."
        ) from None
    log = place.logs / "setup.log"
    with _alone(place, console), _explained(log):
        missing = system.ensure_libraries(console, log)
        if development:
            missing += system.ensure_test_tools(console, log)
        python.ensure(place, console, log, development=development)
        messages.ensure(place, console, log)
        node.ensure(place, console, log)
    return missing


@contextmanager
def _alone(place: Place, console: Console) -> Iterator[None]:
    """Two commands at once must not install into the same `.venv`."""
    with (place.root / ".setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.say("  Chờ một lệnh make khác chuẩn bị xong …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _explained(log: Path) -> Iterator[None]:
    try:
        yield
    except subprocess.CalledProcessError as error:
        raise Stopped(
            f"Lệnh không chạy được: {' '.join(map(str, error.cmd))}\n{logs.tail(log)}\n"
            f"Nhật ký đầy đủ: {log}"
        ) from None
