"""Entries of a form: a fenced YAML list, each item one block of the kind `entry`."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import yaml

from kernel.content.nodes import Node
from library.reading.errors import ReadingError
from library.reading.located import read_yaml
from library.reading.notation import read_inline, write_inline
from library.reading.source import Source

# What YAML takes for numbers, dates and truth though the tree has text there.
TEXTS: Final = ("help", "least", "most", "formula", "signer")
PARTS: Final = ("options", "columns", "given")


def entries(source: Source, raw: str, start: int) -> list[Node]:
    """The entries of a block whose first line has the place `start`."""
    nodes = []
    for item in read_list(source, raw, start, "entries"):
        node_id = _text(item.pop("id", None))
        if not isinstance(node_id, str):
            raise ReadingError(source.path, source.first + start, "an entry has no id")
        line = source.first + start + _line_of(raw, node_id)
        if "label" not in item or "type" not in item:
            raise ReadingError(source.path, line, f"the entry {node_id} needs a label and a type")
        source.starts[node_id] = line
        nodes.append(Node(node_id, "entry", _body(item)))
    return nodes


def read_list(source: Source, raw: str, start: int, name: str) -> list[dict[str, Any]]:
    """The items of a fenced YAML list; raises ReadingError with the line that is wrong."""
    try:
        items = read_yaml(raw)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise ReadingError(
            source.path, source.first + start + line, f"the {name} are not YAML: {error.problem}"
        ) from error
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ReadingError(source.path, source.first + start, f"the {name} are not a list")
    return items


def write_entries(nodes: Sequence[Node]) -> str:
    """Entries that follow each other as one block that `entries` reads as the same."""
    items = [
        {"id": node.id, **node.body, "label": write_inline(node.body["label"])} for node in nodes
    ]
    raw = yaml.safe_dump(items, allow_unicode=True, sort_keys=False, width=10_000)
    return f"```entries\n{raw}```"


def _body(item: dict[str, Any]) -> dict[str, Any]:
    body = {**item, "label": read_inline(_text(item["label"]))}
    body |= {name: _text(body[name]) for name in TEXTS if name in body}
    for name in PARTS:
        if isinstance(body.get(name), list):
            body[name] = [_part(part) for part in body[name]]
    match body.get("when"):
        case {"is": list(answers), **rest}:
            body["when"] = {**rest, "is": [_text(answer) for answer in answers]}
    return body


def _part(part: Any) -> Any:
    if not isinstance(part, dict):
        return part
    read = dict(part)
    for name in ("id", "label", "formula"):
        if name in read:
            read[name] = _text(read[name])
    if isinstance(read.get("options"), list):
        read["options"] = [_part(option) for option in read["options"]]
    if isinstance(read.get("cells"), dict):
        read["cells"] = {_text(name): _text(cell) for name, cell in read["cells"].items()}
    return read


def _text(value: Any) -> Any:
    """Text that YAML read as something else; `yes` and `no` are answers here."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return str(value)
        case date():
            return value.isoformat()
    return value


def _line_of(raw: str, node_id: str) -> int:
    """The line of an entry within its block, counted from 0; the first where it is not found."""
    for number, line in enumerate(raw.split("\n")):
        if f"id: {node_id}" in line and line.lstrip(" \t").startswith("-"):
            return number
    return 0
