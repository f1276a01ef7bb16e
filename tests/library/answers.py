"""Answers to any form: what a careful person might write into each kind of field."""

from collections.abc import Sequence
from typing import Any

from kernel.forms.fields import Column, Field

WORDS = "Đã đối chiếu với hồ sơ và số liệu trên hệ thống."
REFERENCES = {
    "person": {"id": "", "label": "Phan Ngọc Lan"},
    "unit": {"id": "", "label": "Phòng Văn hóa - Xã hội"},
    "clause": {"id": "", "label": "9.2"},
    "document": {"id": "", "label": "QT.HT.03"},
}
SIMPLE: dict[str, Any] = {"text": "Số 12", "long": WORDS, "date": "2026-11-20", "check": True}


def answer(asked: Field | Column) -> Any:
    """One answer in canonical JSON."""
    if asked.type in REFERENCES:
        return REFERENCES[asked.type]
    if asked.type == "choice":
        first = asked.options[0].id
        return [first] if getattr(asked, "many", False) else first
    return "12" if asked.type == "number" else SIMPLE[asked.type]


def answers(fields: Sequence[Field]) -> dict[str, Any]:
    """An answer to every question; each table with its given rows and, if it may, one more."""
    told: dict[str, Any] = {}
    for field in fields:
        if field.type == "table":
            rows = {row.id: row.cells for row in field.given} | ({} if field.fixed else {"own": {}})
            told[field.id] = [_row(field, name, given) for name, given in rows.items()]
        elif field.type not in ("sum", "signature"):
            told[field.id] = answer(field)
    return told


def _row(field: Field, name: str, given: Any) -> dict[str, Any]:
    asked = [column for column in field.columns if column.is_typed and not given.get(column.id)]
    return {"id": name, "cells": {column.id: answer(column) for column in asked}}
