"""Slips join the search: what was filled in is found by its words; selectors say by whom."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.records.models import Slip
from apps.records.selectors.slips import slip_fields
from kernel import search
from kernel.forms import Field, said
from kernel.search import Record, Said

SOURCE = "records.slips"


def slip_changed(slip: Slip) -> None:
    """Its words are read again once this transaction is through."""
    search.changed(SOURCE, slip.pk)


def read_slip(key: UUID) -> Record | None:
    """A slip as the index shall know it; None when there is none."""
    slip = Slip.objects.select_related("form", "version__content", "unit").filter(pk=key).first()
    if slip is None:
        return None
    return Record(
        key=slip.pk,
        owner=slip.pk,
        code=slip.number or slip.form.code,
        title=slip.title or slip.form.title,
        more=slip.form.title if slip.title else "",
        clauses=tuple(slip.form.clauses),
        said=list(_answers(slip_fields(slip), slip.values)),
    )


def slip_keys() -> QuerySet[Any]:
    """Every slip there is."""
    return Slip.objects.order_by().values_list("pk", flat=True)


def _answers(fields: list[Field], values: dict[str, Any]) -> Iterator[Said]:
    for field in fields:
        value = values.get(field.id)
        text = _rows(field, value) if field.type == "table" else said(field, value)
        if text:
            yield Said(field.id, text, field.type, field.label)


def _rows(field: Field, rows: Any) -> str:
    lines = [
        " | ".join(filter(None, (said(c, row["cells"].get(c.id)) for c in field.columns)))
        for row in rows or []
    ]
    return "\n".join(filter(None, lines))
