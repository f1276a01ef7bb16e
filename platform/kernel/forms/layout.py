"""A form on paper: its entries as ordinary blocks, blank to be filled in by hand, or filled in.

Fixed words and signs are those of official paper (NĐ 30/2020/NĐ-CP, Annex III), in Vietnamese.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from kernel.content.inline import Inline
from kernel.content.markup import plain
from kernel.content.nodes import Node
from kernel.forms.conditions import shown
from kernel.forms.days import shown_day
from kernel.forms.fields import Field, field_of
from kernel.forms.listing import said
from kernel.forms.parts import blocks_in_parts, fields_of
from kernel.forms.tables import table_body

DOTS: Final = "………………"
DAY: Final = "…… / …… / 20……"
BOX, TICKED = "☐", "☒"
TO_SIGN: Final = "(ký, ghi rõ họ tên)"
ON_ONE_LINE: Final = 70  # letters of all options together
SHORT: Final = 80  # letters; a longer text stands below its label
OPEN_LINES: Final = 3  # dotted lines of a long text
SIDE_BY_SIDE: Final = 4  # places to sign in one row
TABLE_TITLE: Final = 3  # level of a heading: it stays with the table below it
BESIDE: Final = "\u2003"

Values = Mapping[str, Any]


def blank(nodes: Sequence[Node], part: int | None = None) -> list[Node]:
    """The form as it is printed to be filled in by hand: dotted lines, boxes, places to sign.

    `part` is the one that is wanted, None where all are.
    """
    return _laid_out(_of(nodes, fields_of(nodes), part), None, None)


def filled(
    nodes: Sequence[Node],
    values: Values,
    placeholders: Mapping[str, str] = {},
    part: int | None = None,
) -> list[Node]:
    """The form with its answers as ordinary blocks; questions that were not asked are left out.

    A signature is {"label": name, "on": ISO date}; without one there is room to sign.
    """
    fields = fields_of(nodes, placeholders)
    return _laid_out(_of(nodes, fields, part), values, shown(fields, values))


def _of(nodes: Sequence[Node], fields: Sequence[Field], part: int | None) -> Sequence[Node]:
    if part is None:
        return nodes
    return [node for its, node in blocks_in_parts(nodes, fields) if its == part]


def on_paper(nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """What each entry among these siblings looks like blank, by its id.

    Places to sign that follow each other stand side by side with the first; the others are empty.
    """
    return {node.id: laid for node, laid in _each(nodes, None, None) if node.kind == "entry"}


def _laid_out(nodes: Sequence[Node], values: Values | None, asked: set[str] | None) -> list[Node]:
    return [
        replace(one, children=tuple(_laid_out(one.children, values, asked)))
        if one.children
        else one
        for _node, laid in _each(nodes, values, asked)
        for one in laid
    ]


def _each(
    nodes: Sequence[Node], values: Values | None, asked: set[str] | None
) -> Iterator[tuple[Node, list[Node]]]:
    kept = [n for n in nodes if n.kind != "entry" or asked is None or n.id in asked]
    for signing, group in groupby(kept, _is_signature):
        if signing:
            yield from _signatures([*group], values)
            continue
        for node in group:
            yield node, _entry(node, values) if node.kind == "entry" else [node]


def _is_signature(node: Node) -> bool:
    return node.kind == "entry" and node.body["type"] == "signature"


def _entry(node: Node, values: Values | None) -> list[Node]:
    field = field_of(node)
    value = None if values is None else values.get(node.id)
    label = node.body["label"]
    match field.type:
        case "table":
            return _table(node, field, value, values is None)
        case "check":
            sign = TICKED if value is True else BOX
            return [_paragraph(node.id, [_text(f"{sign} "), *label])]
        case "choice":
            return [_line(node, [_text(_options(field, value))])]
        case "long":
            return _long(node, value)
        case "date" if value is None:
            return [_line(node, [_text(DAY)])]
    return [_line(node, [_text(said(field, value))] if value is not None else [])]


def _table(node: Node, field: Field, value: Any, is_blank: bool) -> list[Node]:
    body = table_body(field, None if is_blank else value or [])
    if not plain(node.body["label"]).strip():
        return [Node(node.id, "table", body)]
    label = {"level": TABLE_TITLE, "text": node.body["label"]}
    return [Node(node.id, "heading", label), Node(_beside(node, 1), "table", body)]


def _long(node: Node, value: Any) -> list[Node]:
    if value is None:
        more = [_paragraph(_beside(node, at), [_text(DOTS)]) for at in range(1, OPEN_LINES)]
        return [_line(node, []), *more]
    if len(value) <= SHORT and "\n" not in value:
        return [_line(node, [_text(value)])]
    head = _paragraph(node.id, [*node.body["label"], _text(_colon(node))])
    lines = [line for line in value.split("\n") if line.strip()]
    return [
        head,
        *(
            Node(_beside(node, at), "paragraph", {"text": [_text(line)]})
            for at, line in enumerate(lines, start=1)
        ),
    ]


def _options(field: Field, value: Any) -> str:
    chosen = value if isinstance(value, list) else [value]
    signs = [f"{TICKED if o.id in chosen else BOX} {o.label}" for o in field.options]
    if sum(map(len, signs)) + len(field.label) <= ON_ONE_LINE:
        return BESIDE.join(signs)
    return "\n" + "\n".join(signs)


def _signatures(nodes: Sequence[Node], values: Values | None) -> Iterator[tuple[Node, list[Node]]]:
    for start in range(0, len(nodes), SIDE_BY_SIDE):
        group = nodes[start : start + SIDE_BY_SIDE]
        rows = [[_signer(node) for node in group]]
        signed = [_signed(node, values) for node in group]
        rows.append([[_text(sign)] for sign, _name in signed])
        if any(name for _sign, name in signed):
            rows.append([[_text(name) | {"bold": True}] if name else [] for _sign, name in signed])
        yield group[0], [Node(group[0].id, "table", _places(rows, alone=len(nodes) == 1))]
        yield from ((node, []) for node in group[1:])


def _places(rows: Sequence[Sequence[Inline]], *, alone: bool) -> dict[str, Any]:
    """Places to sign side by side; one alone stands in the right half, as on official paper."""
    written = [
        {"id": f"r{at}", "cells": [{"text": text} for text in row]} for at, row in enumerate(rows)
    ]
    if alone:
        written[0]["cells"].insert(0, {"text": [], "rowspan": len(rows)})  # type: ignore[attr-defined]
    return {"header": 0, "rows": written, **({"widths": [50, 50]} if alone else {})}


def _signer(node: Node) -> Inline:
    """What stands above the name: the post that signs, else what the field is called."""
    signer = node.body.get("signer", "").strip()
    runs: Inline = [_text(signer)] if signer else node.body["label"]
    return [run | {"bold": True} for run in runs]


def _signed(node: Node, values: Values | None) -> tuple[str, str]:
    match (values or {}).get(node.id):
        case {"label": str(name), **rest} if name:
            day = shown_day(str(rest.get("on") or ""))
            return (f"(đã ký ngày {day})" if day else "(đã ký)"), name
    return TO_SIGN, ""


def _line(node: Node, value: Inline) -> Node:
    return Node(node.id, "field", {"label": node.body["label"], "value": value})


def _paragraph(node_id: str, text: Inline) -> Node:
    return Node(node_id, "paragraph", {"text": text, "align": "left"})


def _text(text: str) -> dict[str, Any]:
    return {"text": text}


def _colon(node: Node) -> str:
    return "" if plain(node.body["label"]).rstrip().endswith((":", "?")) else ":"


def _beside(node: Node, number: int) -> str:
    """The id of a further block that the entry needs on paper."""
    return f"{node.id[:58]}-{number}"
