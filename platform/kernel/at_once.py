"""Asking many tables in one statement: each row says from where it is, and the rest as JSON."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import JSONObject

Arm = QuerySet[Any, Any]


def says(rows: QuerySet[Any, Any], sort: Any, **said: Any) -> Arm:
    """These rows, each with its sort (a word or an expression) and what it says.

    Days and moments arrive as ISO 8601, keys as text.
    """
    sort = Value(sort, CharField()) if isinstance(sort, str) else sort
    told: Arm = rows.order_by().annotate(told_sort=sort, told=JSONObject(**said))
    return told.values_list("told_sort", "told")


def asked(arms: Sequence[Arm]) -> list[tuple[str, dict[str, Any]]]:
    """What all of them say, in one statement or none."""
    if not arms:
        return []
    first, *others = arms
    return list(first.union(*others, all=True) if others else first)
