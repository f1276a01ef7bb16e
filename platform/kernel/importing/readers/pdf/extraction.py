"""Run by a process of its own with little memory and time: a PDF in, a line of JSON per page out.

Nothing of the house is imported here, no network is used and no file is opened: what a hostile PDF
may break is this process, and it is replaced by a sentence.
"""

import io
import json
import logging
import math
import signal
import sys
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

MEMORY: Final = 1_000 * 2**20  # bytes, all of the process
SECONDS: Final = 900  # of computing, all pages together
SECONDS_OF_A_PAGE: Final = 60
MAX_PAGES: Final = 1_000
MAX_LETTERS: Final = 3_000_000
MAX_EDGES: Final = 6_000  # of one page: more is a drawing, no table
_NEAR: Final = 3.0  # points: edges nearer than this are one
_OPEN: Final = 8.0  # points: how far rules go on where a row was left open
_GAP: Final = 0.22  # of the size of the letters: a wider gap parts two words
_TURNED: Final = 0.1  # of its width: letters that climb more steeply run across the page
_BESIDE: Final = 1.5  # of the larger side of a turned letter: the next one of its word is nearer


class Refusal(Exception):
    """Why the file is not read, as one word for who started this process."""


def main() -> None:
    """Read standard input, write standard output."""
    logging.disable(logging.CRITICAL)
    _limit()
    try:
        for line in pages(sys.stdin.buffer.read()):
            sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
            sys.stdout.flush()
    except Refusal as refusal:
        _say(str(refusal))
    except (MemoryError, RecursionError, TimeoutError):
        _say("bomb")
    except Exception as error:  # a parser of foreign bytes may fail in any way
        _say(str(_why(error)))


def _say(refused: str) -> None:
    sys.stdout.write(json.dumps({"refused": refused}) + "\n")


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, _too_long)


def _too_long(*_given: object) -> None:
    raise TimeoutError


def pages(data: bytes) -> Iterator[dict[str, Any]]:
    """First what is said of the whole, then page after page."""
    import pdfplumber
    from pdfminer.encodingdb import EncodingDB

    # Both are letters in the old Vietnamese fonts, not the space they are read as.
    EncodingDB.win2unicode |= {0xA0: "\u00a0", 0xAD: "\u00ad"}

    signal.alarm(SECONDS_OF_A_PAGE)
    try:
        document = pdfplumber.open(io.BytesIO(data))
    except Exception as error:
        raise _why(error) from error
    count = len(document.pages)
    if count > MAX_PAGES:
        raise Refusal("too-many-pages")
    yield {"pages": count, "outline": list(_outline(document))}
    letters = 0
    for page in document.pages:
        signal.alarm(SECONDS_OF_A_PAGE)
        letters += len(page.chars)
        if letters > MAX_LETTERS:
            raise Refusal("too-long")
        yield _page(page)
        page.close()
    signal.alarm(0)


def _why(error: BaseException) -> Exception:
    """What keeps a file from being opened: libraries wrap the reason in each other's words."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    found: BaseException | None = error
    while found is not None:
        inner = [part for part in found.args if isinstance(part, BaseException)]
        for said in (found, *inner):
            if isinstance(said, (PDFPasswordIncorrect, PDFEncryptionError)):
                return Refusal("encrypted")
            if isinstance(said, (MemoryError, RecursionError, TimeoutError)):
                return Refusal("bomb")
        found = found.__cause__ or found.__context__
    return Refusal("damaged")


def _outline(document: Any) -> Iterator[list[Any]]:
    """The bookmarks, where the program that wrote the file made some; a broken tree is none."""
    try:
        for at, (level, title, *_rest) in enumerate(document.doc.get_outlines()):
            if at > 5_000:
                return
            yield [int(level), str(title)[:500]]
    except (TimeoutError, MemoryError):
        raise
    except Exception:
        return


def _page(page: Any) -> dict[str, Any]:
    area = float(page.width) * float(page.height) or 1.0
    covered = sum(float(image["width"]) * float(image["height"]) for image in page.images)
    return {
        "width": float(page.width),
        "height": float(page.height),
        "fragments": _fragments(page.chars),
        "tables": _tables(page),
        "pictures": len(page.images),
        "covered": min(1.0, covered / area),
    }


def _tables(page: Any) -> list[dict[str, Any]]:
    if not 4 <= len(page.edges) <= MAX_EDGES:
        return []
    found = [[[float(side) for side in cell] for cell in t.cells] for t in page.find_tables()]
    rules = [edge for edge in page.edges if edge["orientation"] == "v"]
    return [_table(cells, rules) for cells in found if len(cells) > 1]


def _table(cells: list[list[float]], rules: list[dict[str, Any]]) -> dict[str, Any]:
    more = list(_left_open(cells, rules))
    bottom = max(cell[3] for cell in cells)
    return {
        "cells": [[round(side, 1) for side in cell] for cell in (*cells, *more)],
        "open": any(cell[1] >= bottom for cell in more),
    }


def _left_open(cells: list[list[float]], rules: list[dict[str, Any]]) -> Iterator[list[float]]:
    """The cells of a row that the end of a page tore, so that no rule closes it on this one."""
    sides = sorted({round(side) for cell in cells for side in (cell[0], cell[2])})
    top, bottom = min(cell[1] for cell in cells), max(cell[3] for cell in cells)
    for inner, outer in ((bottom, "bottom"), (top, "top")):
        ends = {}
        for side in sides:
            near = [rule for rule in rules if abs(float(rule["x0"]) - side) < _NEAR]
            ends[side] = max((_beyond(rule, inner, outer) for rule in near), default=0.0)
        open_sides = [side for side in sides if ends[side] > _OPEN]
        if len(open_sides) < 2 or {sides[0], sides[-1]} - set(open_sides):
            continue
        depth = max(ends.values())
        low, high = (inner, inner + depth) if outer == "bottom" else (inner - depth, inner)
        for left, right in pairwise(open_sides):
            yield [left, low, right, high]


def _beyond(rule: dict[str, Any], inner: float, outer: str) -> float:
    """How far a rule that touches the edge of a table goes on outside."""
    top, bottom = float(rule["top"]), float(rule["bottom"])
    if outer == "bottom":
        return bottom - inner if top <= inner + _NEAR else 0.0
    return inner - top if bottom >= inner - _NEAR else 0.0


def _fragments(chars: list[dict[str, Any]]) -> list[list[Any]]:
    """Letters that touch each other in the same font, in the order in which they were written."""
    found: list[list[Any]] = []
    seen: set[tuple[str, int, int]] = set()
    before: dict[str, Any] = {}
    for char in chars:
        text, top = str(char["text"]), float(char["top"])
        x0, x1 = float(char["x0"]), float(char["x1"])
        place = (text, round(2 * x0), round(2 * top))
        if text.strip() and place in seen and x1 - x0 > 0.5:
            continue  # the same letter drawn twice in its place is a way to make it bold
        seen.add(place)
        size, font = round(float(char["size"]), 1), str(char["fontname"])
        upright = _stands(char)
        last = found[-1] if found else []
        if last and last[7] and upright:
            joins = _touches(last, text, x0, top, size, font)
        else:
            joins = bool(last) and last[6:] == [font, upright] and _is_beside(before, char)
        if joins:
            last[0] += text
            last[2] = max(last[2], x1)
            if not upright:
                last[1], last[3] = min(last[1], x0), min(last[3], top)
                last[4] = max(last[4], float(char["bottom"]))
        else:
            found.append([text, x0, x1, top, float(char["bottom"]), size, font, upright])
        before = char
    return [
        [text, round(x0, 1), round(x1, 1), round(top, 1), round(bottom, 1), *rest]
        for text, x0, x1, top, bottom, *rest in found
    ]


def _stands(char: dict[str, Any]) -> bool:
    """Whether a letter stands on a line of the page, not on one that runs across it."""
    along, climbs = (char.get("matrix") or (1.0, 0.0))[:2]
    return bool(char.get("upright", True)) and abs(climbs) <= _TURNED * abs(along)


def _is_beside(before: dict[str, Any], char: dict[str, Any]) -> bool:
    """Whether two turned letters follow each other; their lines know no left and right."""
    aside = [(float(one["x0"]) + float(one["x1"])) / 2 for one in (before, char)]
    down = [(float(one["top"]) + float(one["bottom"])) / 2 for one in (before, char)]
    sides = [float(one[name]) for one in (before, char) for name in ("width", "height")]
    return math.hypot(aside[1] - aside[0], down[1] - down[0]) < _BESIDE * max(sides)


def _touches(last: list[Any], text: str, x0: float, top: float, size: float, font: str) -> bool:
    if text and all(map(unicodedata.combining, text)):
        return abs(top - float(last[3])) < size
    if font != last[6] or size != last[5] or abs(top - float(last[3])) > 0.6:
        return False
    end = float(last[2])
    return -0.5 * size < x0 - end < _GAP * size


if __name__ == "__main__":
    main()
