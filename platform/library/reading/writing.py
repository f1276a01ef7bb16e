"""From content nodes back to the Markdown of packages: what a librarian takes up from an agency."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import yaml

from kernel.content.nodes import Node
from library.reading.entries import write_entries
from library.reading.notation import write_inline, written_attributes
from library.reading.tables import write_rows


def write_nodes(nodes: Iterable[Node]) -> str:
    """Text that `read_nodes` reads as the same tree; a register is written without its rows."""
    blocks: list[str] = []
    for kind, group in groupby(nodes, lambda node: node.kind):
        some = [*group]
        blocks += [write_entries(some)] if kind == "entry" else map(_WRITERS[kind], some)
    return "\n\n".join(blocks) + "\n"


def write_document(meta: Mapping[str, Any], nodes: Iterable[Node]) -> str:
    """A whole file of a package: what the document is, and its text."""
    head = {name: value for name, value in meta.items() if value or name == "title"}
    written = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{written}---\n\n{write_nodes(nodes)}"


def _heading(node: Node) -> str:
    signs = "#" * node.body["level"]
    return f"{signs} {write_inline(node.body['text'])} {written_attributes(node.id)}"


def _paragraph(node: Node) -> str:
    text = write_inline(node.body["text"])
    align = {"align": node.body["align"]} if "align" in node.body else {}
    return f"{text or '@paragraph'} {written_attributes(node.id, align)}"


def _list(node: Node) -> str:
    lines = [written_attributes(node.id)]
    for item in node.body["items"]:
        indent = "  " * item.get("level", 0)
        text = write_inline(item["text"])
        lines.append(f"{indent}{node.body['marker']} {text} {written_attributes(item['id'])}")
    return "\n".join(lines)


def _table(node: Node) -> str:
    body = node.body
    values = {"header": str(body["header"])}
    if "widths" in body:
        values["widths"] = ",".join(map(str, body["widths"]))
    lines = [written_attributes(node.id, values)]
    for row, cells in zip(body["rows"], write_rows(body["rows"]), strict=True):
        lines.append(f"| {' | '.join(cells)} | {written_attributes(row['id'])}")
    return "\n".join(lines)


def _steps(node: Node) -> str:
    steps = [_step(step) for step in node.body["steps"]]
    raw = yaml.safe_dump(steps, allow_unicode=True, sort_keys=False, width=10_000)
    return f"```steps {written_attributes(node.id)}\n{raw}```"


def _step(step: dict[str, Any]) -> dict[str, Any]:
    texts = {name: write_inline(step[name]) for name in ("actor", "title", "detail")}
    return step | texts


def _clause(node: Node) -> str:
    body = node.body
    values = {"clauses": ",".join(body["clauses"])}
    if "related" in body:
        values["related"] = ",".join(body["related"])
    if not body["applicable"]:
        values["applicable"] = "no"
    lines = [f"::: clause {body['title']} {written_attributes(node.id, values)}"]
    if "justification" in body:
        lines.append(f"! {write_inline(body['justification'])}")
    answer = write_nodes(node.children) if node.children else ""
    return "\n".join([*lines, f"\n{answer}\n:::"])


def _field(node: Node) -> str:
    label = write_inline(node.body["label"], cell=True)
    label = label.replace(":", r"\:") if "::" in label else label
    value = write_inline(node.body["value"])
    return f"@field {label} :: {value} {written_attributes(node.id)}"


def _register(node: Node) -> str:
    return f"@register {node.body['source']} {written_attributes(node.id)}"


def _image(node: Node) -> str:
    body = node.body
    alt = write_inline([{"text": body["alt"]}], cell=True)
    alt = alt.replace(":", r"\:") if "::" in alt else alt
    caption = f" :: {write_inline(body['caption'])}" if "caption" in body else ""
    values = {"file": body["file"], "type": body["type"]}
    if "width" in body:
        values["width"] = str(body["width"])
    return f"@image {alt}{caption} {written_attributes(node.id, values)}"


def _pagebreak(node: Node) -> str:
    return f"@pagebreak {written_attributes(node.id)}"


_WRITERS = {
    "heading": _heading,
    "paragraph": _paragraph,
    "list": _list,
    "table": _table,
    "steps": _steps,
    "clause": _clause,
    "field": _field,
    "register": _register,
    "image": _image,
    "pagebreak": _pagebreak,
}
