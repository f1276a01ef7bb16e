"""Annexes within a content tree: what begins with a heading "Phụ lục" stands after the signature.

Source: NĐ 30/2020/NĐ-CP, Annex I, part III.1: each begins a page, counts its pages from one.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kernel.content.nodes import Node
from kernel.printing.paper import Annex
from kernel.printing.runs import plain

HEADING: Final = re.compile(
    r"\s*phụ lục(?:[ \t]+(?P<number>[IVXLC]+|\d+))?[ \t]*(?:[.:\n]\s*(?P<title>.*))?", re.I | re.S
)


def split_annexes(nodes: Sequence[Node]) -> tuple[tuple[Node, ...], tuple[Annex, ...]]:
    """The body of an official paper, and its annexes in order."""
    starts = [at for at, node in enumerate(nodes) if _opens(node)]
    if not starts:
        return tuple(nodes), ()
    parts = [nodes[start:end] for start, end in pairwise([*starts, len(nodes)])]
    return tuple(nodes[: starts[0]]), tuple(_annex(part) for part in parts)


def _opens(node: Node) -> bool:
    return (
        node.kind == "heading"
        and node.body["level"] == 1
        and HEADING.fullmatch(plain(node.body["text"])) is not None
    )


def _annex(nodes: Sequence[Node]) -> Annex:
    said = HEADING.fullmatch(plain(nodes[0].body["text"]))
    assert said is not None
    label = " ".join(filter(None, ("Phụ lục", said.group("number"))))
    return Annex(label, (said.group("title") or "").strip(), tuple(nodes[1:]))
