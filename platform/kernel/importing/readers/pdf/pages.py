"""The pages of a PDF as the process that reads them tells: fragments, cells, bookmarks."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kernel.importing.readers.pdf import extraction
from kernel.importing.refusals import ImportRefused

Progress = Callable[[int, int], None]
Box = tuple[float, float, float, float]

_CHILD: Final = Path(extraction.__file__)
_SECONDS: Final = extraction.SECONDS + 60
_SENTENCES: Final[dict[str, str | Promise]] = {
    "encrypted": _("The PDF is protected by a password. Save it without one and upload it again."),
    "damaged": _(
        "The PDF is damaged or cut off. Open it, print or save it as a new PDF, and upload that."
    ),
    "bomb": _("Unpacked, the file would be far larger than any document; it is not opened."),
    "too-many-pages": format_lazy(
        _("The PDF has more than {limit} pages. Divide it and upload the parts."),
        limit=extraction.MAX_PAGES,
    ),
    "too-long": _("The PDF has more text than can be imported at once. Divide it."),
    "scan": _(
        "The PDF holds only pictures of pages, no text. Have it read by a program for text "
        "recognition (OCR) and save it as DOCX or as PDF with text, or upload the Word file that "
        "it was printed from."
    ),
    "no-text": _("There is no text in the file."),
    "no-letters": _(
        "The PDF does not say which letters its signs stand for, so they would become wrong ones. "
        "Upload the Word file that it was made from."
    ),
}


@dataclass(frozen=True, slots=True)
class Fragment:
    """Letters without a gap in one font; distances in points from the upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    upright: bool

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Grid:
    """The boxes of a table's cells, and whether the page ended before its last row did."""

    cells: list[Box]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows."""

    width: float
    height: float
    fragments: list[Fragment]
    tables: list[Grid]
    pictures: int = 0
    covered: float = 0.0  # the share of the page that lies under pictures


@dataclass(slots=True)
class Pages:
    """All pages, and the bookmarks as (level, title)."""

    pages: list[Page] = field(default_factory=list)
    outline: list[tuple[int, str]] = field(default_factory=list)


def refusal(code: str) -> ImportRefused:
    """Why this PDF is not read, and what to do."""
    code = code if code in _SENTENCES else "damaged"
    return ImportRefused(_SENTENCES[code], code=code)


def extract(data: bytes, progress: Progress) -> Pages:
    """Read all pages in a process of its own; raises ImportRefused."""
    found = Pages()
    count = 0
    for line in _lines(data):
        if refused := line.get("refused"):
            raise refusal(str(refused))
        if "pages" in line:
            count = int(line["pages"])
            found.outline = [(int(level), str(title)) for level, title in line["outline"]]
        else:
            found.pages.append(_page(line))
        progress(len(found.pages), count)
    if not count or len(found.pages) < count:
        raise refusal("bomb" if count else "damaged")
    return found


def _lines(data: bytes) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-I", "-W", "ignore", str(_CHILD)]
    with subprocess.Popen(  # noqa: S603 -- our own file, nothing of the upload in the command
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        feeder = threading.Thread(target=_feed, args=(child.stdin, data), daemon=True)
        feeder.start()
        clock = threading.Timer(_SECONDS, child.kill)
        clock.start()
        try:
            for line in child.stdout:
                yield json.loads(line)
        finally:
            clock.cancel()
            child.kill()
            feeder.join()


def _feed(pipe: Any, data: bytes) -> None:
    try:
        pipe.write(data)
        pipe.close()
    except OSError:
        pass  # the process ended before it had read all: what it said tells why


def _page(line: dict[str, Any]) -> Page:
    return Page(
        width=line["width"],
        height=line["height"],
        fragments=[Fragment(*fragment) for fragment in line["fragments"]],
        tables=[
            Grid([(c[0], c[1], c[2], c[3]) for c in table["cells"]], table["open"])
            for table in line["tables"]
        ],
        pictures=line["pictures"],
        covered=line["covered"],
    )
