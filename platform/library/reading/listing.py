"""Readers of the blocks that hold parts: lists, tables and the steps of a procedure."""

import re
from typing import Any, Final

from kernel.content.nodes import Node
from library.reading.entries import entries, read_list
from library.reading.errors import ReadingError
from library.reading.notation import ITEM, Attributes, read_inline, split_attributes
from library.reading.source import Source
from library.reading.tables import TableError, read_rows, split_cells

_NUMBER: Final = re.compile(r"^\d+\.$")
_LETTER: Final = re.compile(r"^[a-zđ]\)$")


def fenced(source: Source) -> list[Node]:
    """What stands between ``` and ```: the steps of a procedure, or entries of a form."""
    line, given = split_attributes(source.take().strip(" \t"))
    name = line.removeprefix("```").strip(" \t")
    if name not in ("steps", "entries"):
        raise source.error("the only blocks in ``` are ```steps and ```entries")
    source.known(given)
    start, raw = source.at, []
    while source and source.line != "```":
        raw.append(source.take())
    if not source:
        raise source.error(f"the {name} are not closed with ```", back=source.at - start + 1)
    source.take()
    if name == "entries":
        return entries(source, "\n".join(raw), start)
    node = source.node("steps", given, {"steps": []})
    steps = [_step(step) for step in read_list(source, "\n".join(raw), start, name)]
    source.starts[node.id] = source.first + start - 1
    return [Node(node.id, node.kind, {"steps": steps})]


def _step(raw: dict[str, Any]) -> dict[str, Any]:
    texts = {name: read_inline(str(raw.get(name, ""))) for name in ("actor", "title", "detail")}
    return {"shape": "task", "forms": [], **raw, **texts}


def list_or_table(source: Source) -> Node:
    """A list or a table: both begin with the line of their attributes."""
    _, given = split_attributes(source.take().strip(" \t"))
    if source and source.line.startswith("|"):
        return _table(source, given)
    if source and ITEM.match(source.line):
        return _list(source, given)
    raise source.error("{#id} on a line of its own is followed by a list or a table")


def _list(source: Source, given: Attributes | None) -> Node:
    source.known(given)
    items: list[dict[str, Any]] = []
    marker = ""
    while source and (found := ITEM.match(source.lines[source.at].rstrip(" \t"))):
        source.take()
        text, named = split_attributes(found["text"])
        if named is None:
            raise source.error("the item ends without its id {#…}")
        marker = marker or _marker(found["marker"])
        source.starts[named.id] = source.first + source.at - 1
        level = {"level": len(found["indent"]) // 2} if found["indent"] else {}
        items.append({"id": named.id, "text": read_inline(text), **level})
    return source.node("list", given, {"marker": marker, "items": items})


def _marker(written: str) -> str:
    if _NUMBER.match(written):
        return "1."
    return "a)" if _LETTER.match(written) else written


def _table(source: Source, given: Attributes | None) -> Node:
    values = source.known(given, "header", "widths")
    start = source.at
    grid, ids = [], []
    while source and source.line.startswith("|"):
        line, named = split_attributes(source.take().strip(" \t"))
        if named is None or not line.endswith("|"):
            raise source.error("a row ends with | and its id {#…}")
        source.starts[named.id] = source.first + source.at - 1
        grid.append(split_cells(line))
        ids.append(named.id)
    try:
        rows = read_rows(grid, ids)
        widths = (
            {"widths": [int(part) for part in values["widths"].split(",")]}
            if "widths" in values
            else {}
        )
        body = {"header": int(values.get("header", "1")), **widths, "rows": rows}
    except TableError as error:
        line_number = source.first + start + error.row
        raise ReadingError(source.path, line_number, str(error)) from error
    except ValueError as error:
        raise source.error("header and widths are whole numbers", back=len(grid) + 1) from error
    return source.node("table", given, body)
