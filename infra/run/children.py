"""One program under the supervisor: how it starts, how it is asked to end, what is left of it."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from infra.run.backoff import Backoff
from infra.run.run_as import OURSELVES, RunAs, die_with_parent


def _nothing() -> None:
    return None


@dataclass(eq=False)
class Child:
    """`stage` is its turn when all end (0 first); `stop_seconds` how long it may take over it."""

    name: str
    title: str
    command: list[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    cwd: Path = Path("/")
    stage: int = 0
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 8.0
    run_as: RunAs = OURSELVES
    before_start: Callable[[], None] = _nothing
    backoff: Backoff = field(default_factory=Backoff)
    process: subprocess.Popen[bytes] | None = None
    due: float | None = None

    def start(self) -> None:
        """Start it as our own child, in a group of its own so that Ctrl-C reaches only us."""
        self.before_start()
        self.due = None
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.run_as.wrap(self.command, self.stop_signal),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.cwd,
                env=self.environment or dict(os.environ),
                start_new_session=True,
                preexec_fn=die_with_parent(self.stop_signal),
                **self.run_as.arguments(),
            )

    @property
    def pid(self) -> int:
        return self.process.pid if self.process else 0

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def bury(self) -> str:
        """Clear away what a dead child left in its group; says in words how it died."""
        assert self.process is not None
        code = self.process.wait()
        self.signal(signal.SIGKILL, group=True)
        self.process = None
        return f"tín hiệu {-code}" if code < 0 else f"mã {code}"

    def signal(self, number: signal.Signals, *, group: bool = False) -> None:
        """Send to the child, or to all that it started."""
        if self.process is None:
            return
        try:
            os.killpg(self.pid, number) if group else os.kill(self.pid, number)
        except ProcessLookupError:
            return

    def ask_to_end(self) -> None:
        self.due = None
        if self.alive:
            self.signal(self.stop_signal)

    def wait_until(self, deadline: float) -> bool:
        """Whether it was gone by then (a monotonic time)."""
        if self.process is None:
            return True
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        self.bury()
        return True

    def kill(self) -> None:
        if self.process is not None:
            self.signal(signal.SIGKILL, group=True)
            self.bury()
