"""From the Markdown of packages to content nodes; the dialect is in content/README.md."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from kernel.content.errors import ContentError
from kernel.content.markup import plain
from kernel.content.nodes import Node, validate, walk
from library.reading.errors import ReadingError
from library.reading.listing import fenced, list_or_table
from library.reading.notation import (
    BEGINNINGS,
    ITEM,
    Attributes,
    read_inline,
    split_attributes,
)
from library.reading.source import Source

_HEADING: Final = re.compile(r"^(#{1,4}) +(.*)$")
_COMMAND: Final = re.compile(r"^@([a-z]+) *(.*)$")
_CLAUSE: Final = re.compile(r"^::: +clause +(?P<title>(?P<number>\d+(?:\.\d+)*)\.? .*)$")


def read_nodes(text: str, path: Path, *, first: int = 1) -> tuple[Node, ...]:
    """The nodes of a document's body, validated.

    `first` is the number of the text's first line in its file. Raises ReadingError.
    """
    source = Source(path, text.split("\n"), first)
    nodes = _blocks(source, end=None)
    try:
        validate(nodes)
    except ContentError as error:
        line = source.starts.get(error.node_id, first)
        raise ReadingError(path, line, f"{{#{error.node_id}}} {error.sentence}") from error
    _refuse_twins(nodes, source)
    return nodes


def _refuse_twins(nodes: tuple[Node, ...], source: Source) -> None:
    """Rows, items and steps share one pool of ids with the blocks: a quotation is exact."""
    seen: set[str] = set()
    for node in walk(nodes):
        parts = node.body.get("items") or node.body.get("rows") or node.body.get("steps") or []
        for part_id in (node.id, *(part["id"] for part in parts)):
            if part_id in seen:
                line = source.starts.get(part_id, source.first)
                raise ReadingError(source.path, line, f"the id {{#{part_id}}} stands twice")
            seen.add(part_id)


def _blocks(source: Source, end: str | None) -> tuple[Node, ...]:
    nodes: list[Node] = []
    while source:
        if source.line == end:
            source.take()
            return tuple(nodes)
        if not source.line:
            source.take()
            continue
        if source.line.startswith("```"):
            nodes += fenced(source)
            continue
        nodes.append(_block(source))
    if end is not None:
        raise source.error(f"a block is not closed with {end}")
    return tuple(nodes)


def _block(source: Source) -> Node:
    for beginning, reader in _READERS.items():
        if source.line.startswith(beginning):
            return reader(source)
    if ITEM.match(source.line):
        source.take()
        raise source.error("a list begins with a line of its own: {#id}")
    return _paragraph(source)


def _paragraph(source: Source, text: str = "") -> Node:
    lines = [text] if text else []
    given: Attributes | None = None
    while source and source.line and not given:
        if lines and BEGINNINGS.match(source.line):
            break
        line, given = split_attributes(source.take().strip(" \t"))
        lines.append(line)
    return _finished_paragraph(source, " ".join(lines), given)


def _finished_paragraph(source: Source, text: str, given: Attributes | None) -> Node:
    align = source.known(given, "align")
    return source.node("paragraph", given, {"text": read_inline(text), **align})


def _heading(source: Source) -> Node:
    line, given = split_attributes(source.take().strip(" \t"))
    source.known(given)
    found = _HEADING.match(line)
    if not found:
        raise source.error("a heading is one to four # and a blank")
    body = {"level": len(found[1]), "text": read_inline(found[2])}
    return source.node("heading", given, body)


def _command(source: Source) -> Node:
    line, given = split_attributes(source.take().strip(" \t"))
    found = _COMMAND.match(line)
    name, rest = (found[1], found[2].strip(" \t")) if found else ("", "")
    if name == "paragraph":
        return _finished_paragraph(source, rest, given)
    if name == "image":
        return _image(source, rest, given)
    source.known(given)
    if name == "pagebreak" and not rest:
        return source.node("pagebreak", given, {})
    if name == "register" and rest:
        return source.node("register", given, {"source": rest})
    if name == "field":
        label, _, value = rest.partition("::")
        body = {"label": read_inline(label), "value": read_inline(value)}
        return source.node("field", given, body)
    raise source.error("after @ stands field, image, register, paragraph or pagebreak")


def _image(source: Source, rest: str, given: Attributes | None) -> Node:
    """A picture is only named: packages carry words, the file lies with the agency."""
    values = source.known(given, "file", "type", "width")
    alt, split, caption = rest.partition("::")
    body: dict[str, Any] = {
        "file": values.get("file", ""),
        "type": values.get("type", ""),
        "alt": plain(read_inline(alt)),
    }
    if split:
        body["caption"] = read_inline(caption)
    if values.get("width", "").isdecimal():
        body["width"] = int(values["width"])
    return source.node("image", given, body)


def _clause(source: Source) -> Node:
    line, given = split_attributes(source.take().strip(" \t"))
    found = _CLAUSE.match(line)
    if not found:
        raise source.error("a clause begins with “::: clause 7.1.2. Title {#id}”")
    values = source.known(given, "clauses", "related", "applicable")
    body: dict[str, Any] = {
        "clauses": values.get("clauses", found["number"]).split(","),
        "title": found["title"].strip(" \t"),
        "applicable": values.get("applicable", "yes") == "yes",
    }
    if related := values.get("related"):
        body["related"] = related.split(",")
    node = source.node("clause", given, body)
    body.update(_justification(source))
    return Node(node.id, node.kind, body, _blocks(source, end=":::"))


def _justification(source: Source) -> dict[str, Any]:
    if source and source.line.startswith("! "):
        return {"justification": read_inline(source.take().strip(" \t")[2:])}
    return {}


_READERS: Final[dict[str, Callable[[Source], Node]]] = {
    "#": _heading,
    "@": _command,
    ":::": _clause,
    "{#": list_or_table,
    "|": list_or_table,
}
