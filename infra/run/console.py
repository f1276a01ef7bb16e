"""What a person sees while things are prepared: one line per step, with its seconds."""

import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO


def seconds(value: float) -> str:
    """12.34 → "12,3 s", as numbers are written in Vietnamese."""
    return f"{value:.1f} s".replace(".", ",")


def table(rows: Sequence[Sequence[str]], gap: int = 3) -> list[str]:
    """Rows as aligned lines; the last column keeps its length."""
    composed = [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*composed, strict=True)]
    return [
        (" " * gap).join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in composed
    ]


class Console:
    """Prints steps as `title … 1,2 s`; lines said in between start on a line of their own."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout
        self.open_line = False

    def say(self, text: str = "") -> None:
        if self.open_line:
            self._write("\n")
        self.open_line = False
        self._write(text + "\n")

    def warn(self, text: str) -> None:
        self.say(f"  ! {text}")

    @contextmanager
    def step(self, title: str) -> Iterator["Step"]:
        """Show a step while it runs; its seconds follow when it ends well."""
        step = Step(self, title)
        self.say_open(f"  {title} … ")
        began = time.monotonic()
        try:
            yield step
        except BaseException:
            self._close(title, "chưa xong")
            raise
        self._close(title, step.note or seconds(time.monotonic() - began))

    def _close(self, title: str, result: str) -> None:
        """On the step's own line when nothing was said since."""
        self._write(f"{result}\n" if self.open_line else f"  {title}: {result}\n")
        self.open_line = False

    def say_open(self, text: str) -> None:
        if self.open_line:
            self._write("\n")
        self._write(text)
        self.open_line = True

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


class Step:
    """A step that is running: `note` replaces the seconds, `detail` adds a line below."""

    def __init__(self, console: Console, title: str) -> None:
        self.console, self.title, self.note = console, title, ""

    def detail(self, line: str) -> None:
        if line.strip():
            self.console.say(f"    {line.rstrip()}")
