"""How far a long paper is laid out, told page by page to whoever waits for it."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from kernel.content.nodes import Node, text_of

LAID_OUT: Final = logging.getLogger("weasyprint.progress")
PAGE: Final = "Step 5 - Creating layout - Page %d"
LETTERS: Final = 1_700  # on a page of a system document: text, tables and steps, as measured
AROUND: Final = 2  # pages before the text: cover, control tables


@contextmanager
def told(tell: Callable[[int], None]) -> Iterator[None]:
    """Call `tell` with the number of each page laid out within, in this thread."""
    handler = _Teller(tell)
    before = LAID_OUT.level
    LAID_OUT.addHandler(handler)
    LAID_OUT.setLevel(logging.INFO)
    try:
        yield
    finally:
        LAID_OUT.removeHandler(handler)
        LAID_OUT.setLevel(before)


def pages_expected(nodes: Iterable[Node]) -> int:
    """About how many pages a text fills: good for waiting, not for quoting."""
    return AROUND + 1 + sum(len(text_of(node)) for node in nodes) // LETTERS


class _Teller(logging.Handler):
    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__()
        self._tell, self._thread = tell, threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == PAGE and record.thread == self._thread and record.args:
            number = record.args[0] if isinstance(record.args, tuple) else 0
            self._tell(int(str(number)))
