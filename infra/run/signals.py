"""Signals as something one can wait for, without threads and without missing one."""

import os
import select
import signal
import time
from types import FrameType, TracebackType

from infra.run.stopped import Interrupted

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """While preparing, an ending signal raises Interrupted; while watching it is remembered."""

    def __init__(self) -> None:
        self.raising = True
        self.ended_at: list[float] = []

    def __enter__(self) -> "Signals":
        self.reader, self.writer = os.pipe()
        os.set_blocking(self.reader, False)
        os.set_blocking(self.writer, False)
        self.old_wakeup = signal.set_wakeup_fd(self.writer, warn_on_full_buffer=False)
        self.old = {
            number: signal.signal(number, self._ending) for number in ENDING if _wanted(number)
        }
        self.old[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda number, frame: None)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self.old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self.old_wakeup)
        os.close(self.reader)
        os.close(self.writer)

    def _ending(self, number: int, frame: FrameType | None) -> None:
        self.ended_at.append(time.monotonic())
        if self.raising:
            self.raising = False
            raise Interrupted

    @property
    def ending(self) -> bool:
        return bool(self.ended_at)

    @property
    def in_a_hurry(self) -> bool:
        """A second Ctrl-C counts a second after the first: make and the terminal may both send."""
        return bool(self.ended_at) and self.ended_at[-1] - self.ended_at[0] > 1

    def wait(self, timeout: float) -> None:
        """Return after any signal (a child's end too) or after `timeout` seconds."""
        if select.select([self.reader], [], [], max(timeout, 0))[0]:
            os.read(self.reader, 4096)


def _wanted(number: signal.Signals) -> bool:
    """`nohup` asks that a closed terminal changes nothing."""
    return number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN
