"""What a body says when read aloud: one line of plain text per paragraph, item, row or step."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kernel.content.described import described
from kernel.content.markup import plain
from kernel.content.parts import parts_of

SEPARATOR = " | "


class Line(NamedTuple):
    """One line; `part` is the id of its row, item or step, "" for the block itself."""

    part: str
    text: str


def lines_of(kind: str, body: dict[str, Any], values: Mapping[str, str] = {}) -> list[Line]:
    """The lines of a body; placeholders show their value, else that of `values`, else {{key}}."""
    match kind:
        case "heading" | "paragraph":
            return [Line("", plain(body["text"], values))]
        case "list":
            return [
                Line(item["id"], "  " * item.get("level", 0) + plain(item["text"], values))
                for item in body["items"]
            ]
        case "table" | "register":
            return [Line(row["id"], _row(row, values)) for row in parts_of(kind, body)]
        case "steps":
            return [Line(step["id"], _step(step, values)) for step in body["steps"]]
        case "clause":
            return _clause(body, values)
        case "field":
            return [Line("", f"{plain(body['label'], values)} {plain(body['value'], values)}")]
        case "entry":
            return [Line(part, text) for part, text in described(body, values)]
        case "image":
            said = (body["alt"], plain(body.get("caption", []), values))
            return [Line("", line) for line in said if line]
    return []


def _row(row: dict[str, Any], values: Mapping[str, str]) -> str:
    return SEPARATOR.join(plain(cell["text"], values) for cell in row["cells"])


def _step(step: dict[str, Any], values: Mapping[str, str]) -> str:
    said = [plain(step[name], values) for name in ("actor", "title", "detail")]
    return SEPARATOR.join([*said, ", ".join(step["forms"])] if step["forms"] else said)


def _clause(body: dict[str, Any], values: Mapping[str, str]) -> list[Line]:
    lines = [body["title"]]
    if body.get("justification"):
        lines.append(plain(body["justification"], values))
    if body.get("related"):
        lines.append(", ".join(body["related"]))
    return [Line("", line) for line in lines]
