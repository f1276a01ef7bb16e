"""Tables of the dialect: `|` between cells, `<` and `^` where a cell belongs to its neighbour."""

import re
from typing import Any, Final

from library.reading.notation import read_inline, write_inline

Grid = list[list[str]]
Place = tuple[int, int]
_BORDER: Final = re.compile(r"(?<!\\)((?:\\\\)*)\|")


class TableError(ValueError):
    """The rows do not make a table; `row` counts from 0."""

    def __init__(self, row: int, sentence: str) -> None:
        super().__init__(sentence)
        self.row = row


def split_cells(line: str) -> list[str]:
    """The cells of `| a | b |`; an escaped `\\|` stays in its cell."""
    parts = _BORDER.sub("\\1\n", line.strip(" \t")).split("\n")
    return [part.strip(" \t") for part in parts[1:-1]]


def read_rows(grid: Grid, ids: list[str]) -> list[dict[str, Any]]:
    """Rows of a table body; raises TableError if uneven or if a merged cell lacks a corner."""
    for number, row in enumerate(grid):
        if len(row) != len(grid[0]):
            raise TableError(number, f"{len(row)} cells, where the first row has {len(grid[0])}")
    owners = _owners(grid)
    _check_rectangles(owners)
    rows: list[dict[str, Any]] = [{"id": row_id, "cells": []} for row_id in ids]
    for place, covered in _by_owner(owners).items():
        rows[place[0]]["cells"].append(_cell(grid[place[0]][place[1]], covered))
    for number, found in enumerate(rows):
        if not found["cells"]:
            raise TableError(number, "every cell of the row belongs to the row above")
    return rows


def write_rows(rows: list[dict[str, Any]]) -> Grid:
    """The inverse of `read_rows`; the rows must fill a rectangle."""
    taken: dict[Place, str] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row["cells"]:
            while (number, column) in taken:
                column += 1
            _lay(taken, (number, column), cell)
    width = 1 + max(column for _, column in taken)
    return [[taken.get((number, at), "") for at in range(width)] for number in range(len(rows))]


def _lay(taken: dict[Place, str], corner: Place, cell: dict[str, Any]) -> None:
    for down in range(cell.get("rowspan", 1)):
        for right in range(cell.get("colspan", 1)):
            sign = "<" if right else "^" if down else write_inline(cell["text"], cell=True)
            taken[corner[0] + down, corner[1] + right] = sign


def _owners(grid: Grid) -> dict[Place, Place]:
    owners: dict[Place, Place] = {}
    for number, row in enumerate(grid):
        for column, text in enumerate(row):
            place = (number, column)
            neighbour = {"<": (number, column - 1), "^": (number - 1, column)}.get(text)
            if neighbour is not None and neighbour not in owners:
                raise TableError(number, f"“{text}” has no cell to belong to")
            owners[place] = place if neighbour is None else owners[neighbour]
    return owners


def _by_owner(owners: dict[Place, Place]) -> dict[Place, list[Place]]:
    covered: dict[Place, list[Place]] = {}
    for place, owner in owners.items():
        covered.setdefault(owner, []).append(place)
    return covered


def _check_rectangles(owners: dict[Place, Place]) -> None:
    for (row, column), covered in _by_owner(owners).items():
        down, right = (max(place[axis] for place in covered) for axis in (0, 1))
        if len(covered) != (down - row + 1) * (right - column + 1):
            raise TableError(row, "a merged cell is not a rectangle")


def _cell(text: str, covered: list[Place]) -> dict[str, Any]:
    cell: dict[str, Any] = {"text": read_inline(text)}
    down, right = (len({place[axis] for place in covered}) for axis in (0, 1))
    return (
        cell | ({"colspan": right} if right > 1 else {}) | ({"rowspan": down} if down > 1 else {})
    )
