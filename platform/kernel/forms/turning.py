"""Lines and tables of a form made for a pen, turned into typed entries: a first guess to mend."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from kernel.content.entries import DECIMAL, MOST_COLUMNS, MOST_OPTIONS
from kernel.content.errors import ContentError
from kernel.content.inline import Inline
from kernel.content.markup import plain
from kernel.content.nodes import Node

NewId = Callable[[], str]
Cells = list[Mapping[str, Any]]

_BLANK: Final = re.compile(r"[\s.…_,;:/()\-–]*")
_DAY: Final = re.compile(r"[.…_]+\s*/\s*[.…_]+\s*/\s*(?:20)?[.…_]*|ngày\s*[.…_]+\s*tháng\s*[.…_]+")
_BOX: Final = re.compile(r"[☐□▢◻☑☒]\s*")
_DOTS: Final = re.compile(r"[.…_]{2,}")
_SIGNED: Final = re.compile(r"\(\s*(?:đã\s+)?ký", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"^(?:số (?:lượng|tiền|ngày|giờ|người|bản|tờ|trang|điểm|hồ sơ|vụ|lần)|đơn giá|thành tiền|tổng"
    r"|tỷ lệ|điểm|giá trị|kinh phí)\b"
)
_DATED: Final = re.compile(
    r"^(?:ngày\b|thời (?:hạn|điểm)|hạn\b|thời gian (?:bắt đầu|hoàn thành|kết thúc|thực hiện))"
)
_PEOPLE: Final = re.compile(r"^(?:họ (?:và )?tên|người\b|cán bộ\b|công chức\b|chủ trì)")
_UNITS: Final = re.compile(r"^(?:đơn vị(?! tính)|phòng\b|bộ phận\b)")
_LONG: Final = re.compile(
    r"^(?:nội dung|lý do|nguyên nhân|mô tả|biện pháp|ý kiến|kết luận|nhận xét|đề xuất|ghi chú"
    r"|hướng giải quyết|hành động)"
)
_NUMBERED: Final = ("stt", "tt", "số tt", "số thứ tự")


def may_turn(node: Node) -> bool:
    """Whether a block of a form can become an entry."""
    return node.kind in ("field", "table")


def to_turn(nodes: Iterable[Node], only: Collection[str] = (), *, is_form: bool) -> list[Node]:
    """The lines and tables that are to become entries: those named, or all; raises ContentError."""
    if not is_form:
        raise ContentError(_("Only a form holds fields to be filled in."))
    found = [node for node in nodes if may_turn(node) and (not only or node.id in only)]
    if not found:
        raise ContentError(_("There is no line and no table here that could become a field."))
    return found


def turned(node: Node, new_id: NewId) -> list[Node]:
    """The entries that a line or a table becomes; the first keeps the block's id and place.

    Words are kept: the label, the names of columns, what stood in the rows. Types are guessed.
    """
    if node.kind == "field":
        return [Node(node.id, "entry", _line(node.body, new_id))]
    if node.kind == "table":
        if _is_for_signing(node.body["rows"]):
            return _signatures(node, new_id)
        return [Node(node.id, "entry", _table(node.body, new_id))]
    return [node]


def _line(body: Mapping[str, Any], new_id: NewId) -> dict[str, Any]:
    label, value = body["label"], plain(body["value"])
    if boxes := _boxes(value):
        options = [{"id": new_id(), "label": said} for said in boxes]
        return {"label": label, "type": "choice", "options": options}
    kind = "date" if _DAY.search(value.casefold()) else _guess(plain(label))
    said = {"label": label, "type": kind}
    words = " ".join(_DOTS.sub("…", value).split())
    return said if _BLANK.fullmatch(value) or kind == "date" else {**said, "help": words}


def _boxes(value: str) -> list[str]:
    """The words behind each box, of "☐ Đạt  ☐ Không đạt"."""
    if len(_BOX.findall(value)) < 2:
        return []
    said = [" ".join(_DOTS.sub("", part).split()) for part in _BOX.split(value)[1:]]
    found = [part.strip(" ,;.") for part in said]
    return list(dict.fromkeys(filter(None, found)))[:MOST_OPTIONS]


def _guess(label: str) -> str:
    said = " ".join(unicodedata.normalize("NFC", label).casefold().split()).lstrip("0123456789.) ")
    for pattern, kind in (
        (_COUNTED, "number"),
        (_DATED, "date"),
        (_PEOPLE, "person"),
        (_UNITS, "unit"),
        (_LONG, "long"),
    ):
        if pattern.match(said):
            return kind
    return "text"


def _is_for_signing(rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(
        all(_SIGNED.match(plain(cell["text"]).strip()) for cell in row["cells"])
        for row in rows[-2:]
    )


def _signatures(node: Node, new_id: NewId) -> list[Node]:
    """One place to sign for each column of a table that only sets them side by side."""
    first = node.body["rows"][0]["cells"]
    found = []
    for number, cell in enumerate(first, start=1):
        said = " ".join(plain(cell["text"]).split())
        signer = {} if _SIGNED.match(said) or not said else {"signer": said}
        label: Inline = [{"text": said.capitalize() if signer else "Chữ ký"}]
        body = {"label": label, "type": "signature", "step": min(9, number), **signer}
        found.append(Node(node.id if number == 1 else new_id(), "entry", body))
    return found


def _table(body: Mapping[str, Any], new_id: NewId) -> dict[str, Any]:
    header = body["rows"][: max(1, body["header"])]
    rows = body["rows"][max(1, body["header"]) :]
    grid = _grid(body["rows"])
    columns: list[dict[str, Any]] = []
    places: list[int] = []  # the first place of each column in the grid
    for at, breadth, words in _heads(header, grid):
        told = [grid[len(header) + down][at : at + breadth] for down in range(len(rows))]
        column = _spread(words, new_id) if breadth > 1 else _column(words, told, new_id)
        columns.append(column)
        places.append(at)
    columns, places = columns[:MOST_COLUMNS], places[:MOST_COLUMNS]
    found: dict[str, Any] = {"label": [], "type": "table", "columns": columns}
    given = []
    for down in range(len(rows)):
        cells = _given(columns, places, grid[len(header) + down])
        if any(column["type"] != "row" and column["id"] in cells for column in columns):
            given.append({"id": new_id(), "cells": cells})
    if given:
        found["given"] = given
        found["fixed"] = len(given) == len(rows)
    return found


def _grid(rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """The words at every place; a merged cell says them at its first place of each row."""
    taken: dict[tuple[int, int], str] = {}
    for down, row in enumerate(rows):
        at = 0
        for cell in row["cells"]:
            while (down, at) in taken:
                at += 1
            words = " ".join(plain(cell["text"]).split())
            for below in range(cell.get("rowspan", 1)):
                for right in range(cell.get("colspan", 1)):
                    taken[down + below, at + right] = words
            at += cell.get("colspan", 1)
    width = max((at for _down, at in taken), default=0) + 1
    return [[taken.get((down, at), "") for at in range(width)] for down in range(len(rows))]


def _heads(
    header: Sequence[Mapping[str, Any]], grid: Sequence[Sequence[str]]
) -> Iterator[tuple[int, int, list[str]]]:
    """Each column: where it begins, how many places it has, and its words from above to below.

    Places below one head whose rows are there to be ticked belong together.
    """
    top = grid[0]
    last = grid[len(header) - 1]
    at = 0
    while at < len(top):
        breadth = 1
        if len(header) > 1 and top[at]:
            while at + breadth < len(top) and top[at + breadth] == top[at]:
                breadth += 1
        below = [row[at : at + breadth] for row in grid[len(header) :]]
        ticks = all(len(cell) < 2 for row in below for cell in row)
        if breadth > 1 and ticks and len(set(last[at : at + breadth])) == breadth:
            yield at, breadth, [top[at], *last[at : at + breadth]]
        else:
            for place in range(at, at + breadth):
                yield place, 1, list(dict.fromkeys(row[place] for row in grid[: len(header)]))
        at += breadth


def _spread(words: list[str], new_id: NewId) -> dict[str, Any]:
    options = [{"id": new_id(), "label": word or "…"} for word in words[1:]]
    named = {"id": new_id(), "label": words[0], "type": "choice"}
    return {**named, "options": options, "spread": True}


def _column(words: list[str], told: list[list[str]], new_id: NewId) -> dict[str, Any]:
    said = [word for word in words if word]
    column: dict[str, Any] = {"id": new_id(), "label": " – ".join(said) or "Cột"}
    bare = column["label"].casefold().strip(" .:")
    if bare in _NUMBERED:
        return column | {"type": "row"}
    held = [row[0] for row in told if not _BLANK.fullmatch(row[0])]
    boxes = [_boxes(text) for text in held]
    if boxes and boxes[0] and all(found == boxes[0] for found in boxes):
        options = [{"id": new_id(), "label": word} for word in boxes[0]]
        return column | {"type": "choice", "options": options}
    kind = _guess(column["label"])
    if held and kind in ("number", "date"):
        fits = kind == "number" and all(DECIMAL.fullmatch(text) for text in held)
        kind = kind if fits else "text"
    return column | {"type": kind}


def _given(
    columns: Sequence[Mapping[str, Any]], places: Sequence[int], row: Sequence[str]
) -> dict[str, str]:
    cells: dict[str, str] = {}
    for column, at in zip(columns, places, strict=True):
        if column["type"] == "row":
            continue
        if column.get("spread"):
            ticked = [n for n in range(len(column["options"])) if row[at + n].strip()]
            if len(ticked) == 1:
                cells[column["id"]] = column["options"][ticked[0]]["id"]
        elif column["type"] != "choice" and not _BLANK.fullmatch(row[at]):
            cells[column["id"]] = row[at]
    return cells
