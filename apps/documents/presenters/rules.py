"""The rules of a form in the words of its reader: labels where the kept text names ids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kernel.content.called import Called
from kernel.content.markup import plain
from kernel.content.nodes import Node, walk

Body = Mapping[str, Any]


def in_labels(nodes: Sequence[Node], among: Iterable[Node]) -> list[Node]:
    """The same blocks, to be read and compared, never to be kept.

    `among` are the entries whose labels are used, of one id the first: both sides of a comparison
    take the same, so that a label that was changed does not change the rules that speak of it.
    """
    entries = dict[str, Node]()
    for each in walk(among):
        if each.kind == "entry":
            entries.setdefault(each.id, each)
    called = Called.of_form(list(entries.values()))
    return [_named(node, entries, called) for node in nodes]


def _named(node: Node, entries: Mapping[str, Node], called: Called) -> Node:
    if node.kind != "entry":
        children = tuple(_named(child, entries, called) for child in node.children)
        return replace(node, children=children)
    body = dict(node.body)
    if "when" in body:
        body["when"] = _condition(body["when"], entries)
    if "formula" in body:
        body["formula"] = called.shown(body["formula"])
    if "columns" in body:
        in_table = Called.of_table(body["columns"])
        body["columns"] = [_column(column, in_table) for column in body["columns"]]
    return replace(node, body=body)


def _condition(when: Body, entries: Mapping[str, Node]) -> dict[str, Any]:
    asked = entries.get(when["field"])
    if asked is None:
        return dict(when)
    labels = {option["id"]: option["label"] for option in asked.body.get("options", ())}
    said = {"field": f"“{plain(asked.body['label'])}”"}
    return {**said, **({"is": [labels.get(v, v) for v in when["is"]]} if "is" in when else {})}


def _column(column: Body, called: Called) -> dict[str, Any]:
    shown = {"formula": called.shown(column["formula"])} if "formula" in column else {}
    return {**column, **shown}
