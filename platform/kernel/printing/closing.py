"""A form that is signed once: its place to sign is the block that closes the paper."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kernel.content.markup import plain
from kernel.printing.grids import grid
from kernel.printing.paper import Paper


def signed_once(paper: Paper) -> Paper:
    """Without the last place to sign in its text, where the paper names the same `authority`.

    So "Nơi nhận" stands beside it, as NĐ 30/2020 has it; who signed there is the `signer`.
    """
    if not (paper.form and paper.authority and paper.nodes):
        return paper
    last = paper.nodes[-1]
    if last.kind != "table" or not (found := grid(last.body)).is_for_signing:
        return paper
    posts = [said for cell in last.body["rows"][0]["cells"] if (said := _said(cell))]
    if [post.casefold() for post in posts] != [paper.authority[-1].strip().casefold()]:
        return paper
    name = _said(last.body["rows"][-1]["cells"][-1]) if found.is_signed else ""
    return replace(paper, nodes=[*paper.nodes[:-1]], signer=name or paper.signer)


def _said(cell: Mapping[str, Any]) -> str:
    return plain(cell["text"]).strip()
