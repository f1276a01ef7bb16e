"""Other programs, run to their end: their lines one by one, and what they said when they fail."""

import os
import select
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from infra.run.run_as import die_with_parent


def _nothing() -> None:
    return None


def lines_of(
    command: list[str],
    *,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    meanwhile: Callable[[], None] = _nothing,
) -> Iterator[str]:
    """Yield each line as it comes and call `meanwhile` twice a second.

    Raises CalledProcessError with all that was said, FileNotFoundError without the program.
    """
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    said: list[str] = []
    code = None
    try:
        for line in _read(process, meanwhile):
            said.append(line)
            yield line
        code = process.wait()
    finally:
        if code is None:
            _stop(process)
    if code:
        raise subprocess.CalledProcessError(code, command, "".join(said))


def _read(process: subprocess.Popen[bytes], meanwhile: Callable[[], None]) -> Iterator[str]:
    assert process.stdout is not None
    pending = b""
    while True:
        meanwhile()
        if not select.select([process.stdout], [], [], 0.5)[0]:
            continue
        block = os.read(process.stdout.fileno(), 65536)
        *whole, pending = (pending + block).split(b"\n")
        yield from (line.decode("utf-8", "replace") + "\n" for line in whole)
        if not block:
            if pending:
                yield pending.decode("utf-8", "replace")
            return


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Nobody listens any more (Ctrl-C): five seconds to go, then killed."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def to_log(
    command: list[str],
    log: Path,
    *,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a command with its words in a log file; raises CalledProcessError."""
    with log.open("a", encoding="utf-8") as out:
        out.write(f"$ {' '.join(command)}\n")
        for line in lines_of(command, cwd=cwd, environment=environment):
            out.write(line)
            out.flush()
