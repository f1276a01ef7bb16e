"""People, units, clauses and documents that are named in a slip, with their label of the day."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.documents.selectors.references import KINDS, Book
from kernel.forms import Field


def named_in(
    fields: Iterable[Field], raw: Mapping[str, Any], before: Mapping[str, Any], book: Book
) -> dict[str, Any]:
    """The answers with every reference resolved; what stood there before keeps its label."""
    done = dict(raw)
    for field in fields:
        if field.id not in done:
            continue
        if field.type in KINDS:
            done[field.id] = _kept(field.type, done[field.id], before.get(field.id), book)
        elif field.type == "table" and isinstance(done[field.id], list):
            kinds = {c.id: c.type for c in field.columns if c.type in KINDS}
            if kinds:
                done[field.id] = _rows(kinds, done[field.id], before.get(field.id) or [], book)
    return done


def _rows(kinds: Mapping[str, str], rows: list[Any], before: list[Any], book: Book) -> list[Any]:
    old = {row["id"]: row["cells"] for row in before}
    made = []
    for row in rows:
        cells = row.get("cells") if isinstance(row, dict) else None
        if not isinstance(cells, dict):
            made.append(row)
            continue
        there = old.get(row.get("id"), {})
        named = {
            name: _kept(kinds[name], cell, there.get(name), book) if name in kinds else cell
            for name, cell in cells.items()
        }
        made.append({**row, "cells": named})
    return made


def _kept(kind: str, raw: Any, before: Any, book: Book) -> Any:
    said = raw.get("label") if isinstance(raw, dict) else raw
    if (
        isinstance(before, dict)
        and isinstance(said, str)
        and said.split() == before["label"].split()
    ):
        return before
    return book.named(kind, raw)
