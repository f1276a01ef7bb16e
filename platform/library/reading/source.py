"""The lines of a file being read: where we are, and how a block or a refusal is made there."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kernel.content.nodes import Node
from library.reading.errors import ReadingError
from library.reading.notation import Attributes


@dataclass
class Source:
    """The lines of a file and how far they have been read; `first` is the number of line 0."""

    path: Path
    lines: list[str]
    first: int = 1
    at: int = 0
    starts: dict[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.at < len(self.lines)

    @property
    def line(self) -> str:
        return self.lines[self.at].strip(" \t")

    def take(self) -> str:
        """The line at hand; the next becomes the line at hand."""
        self.at += 1
        return self.lines[self.at - 1]

    def error(self, sentence: str, *, back: int = 1) -> ReadingError:
        """The refusal of the line taken `back` lines ago."""
        return ReadingError(self.path, self.first + self.at - back, sentence)

    def node(self, kind: str, given: Attributes | None, body: dict[str, Any]) -> Node:
        if given is None:
            raise self.error(f"the {kind} ends without its id {{#…}}")
        self.starts[given.id] = self.first + self.at - 1
        return Node(given.id, kind, body)

    def known(self, given: Attributes | None, *names: str) -> dict[str, str]:
        values = dict(given.values) if given else {}
        for name in values:
            if name not in names:
                raise self.error(f"nothing here is called “{name}”")
        return values
