"""Tables of records as a paper of the agency: letterhead, title, table, who drew it up.

Their words are part of a paper, so they are Vietnamese whatever language the page is in.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from apps.organization.selectors import placeholder_values
from kernel import clock, printing
from kernel.content.nodes import Node
from kernel.db import present_agency


def day_text(day: date | None) -> str:
    """ "20/11/2026", nothing for no day."""
    return f"{day:%d/%m/%Y}" if day else ""


def table(
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    bands: Collection[int] = (),
) -> Node:
    """A table with a head; the rows whose index is in `bands` are headings across it."""
    lines = [{"id": "r0", "cells": [{"text": _runs(head)} for head in heads]}]
    for n, row in enumerate(rows):
        across = [{"text": _runs(row[0], bold=True), "colspan": len(heads)}]
        cells = across if n in bands else [{"text": _runs(cell)} for cell in row]
        lines.append({"id": f"r{n + 1}", "cells": cells})
    return Node("bang", "table", {"header": 1, "widths": list(widths), "rows": lines})


def rows_of(node: Node) -> list[list[str]]:
    """What stands in the cells of such a table, its head first."""
    return [
        ["".join(run.get("text", "") for run in cell["text"]) for cell in row["cells"]]
        for row in node.body["rows"]
    ]


def line(key: str, text: str, *, align: str = "", bold: bool = False) -> Node:
    """A paragraph of its own."""
    body: dict[str, Any] = {"text": _runs(text, bold=bold)}
    return Node(key, "paragraph", body | ({"align": align} if align else {}))


def paper(
    kind: str, title: str, nodes: Sequence[Node], *, authority: str, signer: str = "", **more: Any
) -> printing.Paper:
    """The same nodes as an administrative paper of this agency (NĐ 30/2020/NĐ-CP, annex I)."""
    return printing.Paper(
        layout="administrative",
        issuer=issuer(),
        kind_name=kind,
        title=title,
        code="",
        nodes=tuple(nodes),
        authority=(authority,) if authority else (),
        signer=signer,
        **{"issued_on": clock.today()} | more,
    )


def issuer() -> printing.Issuer:
    """The letterhead of this agency."""
    agency = present_agency()
    return printing.Issuer(
        name=agency.full_name.upper(),
        parent=agency.parent_name.upper(),
        place=agency.place_name,
        full_name=agency.full_name,
    )


def secretary() -> str:
    """Who keeps the records of the system."""
    return placeholder_values().get("secretary_name", "")


def _runs(text: str, *, bold: bool = False) -> list[dict[str, Any]]:
    return [{"text": text} | ({"bold": True} if bold else {})] if text else []
