"""The slips of a form as sheets: a column for each question that has one answer, typed, and a
sheet for each table."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from apps.documents.selectors import tree_of, versions_of
from apps.records.selectors.slips import form_in_force
from apps.records.selectors.slips_listing import Rows
from kernel import clock
from kernel.forms import Column, Field, fields_of, said
from kernel.forms.days import read_day
from kernel.forms.numbers import read_number
from kernel.permissions import Actor
from kernel.spreadsheet import Book

if TYPE_CHECKING:
    from apps.documents.models import Document

MOST = 10_000  # slips of one sheet


def sheets_of_form(form: "Document", rows: Rows, reader: Actor) -> IO[bytes]:
    """All rows of the list in its order, and each table of the form on a sheet of its own.

    Written slip by slip, so that memory does not grow with them. A row of a table begins with the
    number of its slip.
    """
    fields = _asked(form, reader)
    single = [field for field in fields if field.type != "table"]
    heads = [
        _("Number"),
        _("What it is about"),
        *(field.label for field in single),
        _("State"),
        _("Filled in by"),
        _("Unit"),
        _("Proves from"),
        _("until"),
        _("Begun on"),
        _("Finished on"),
    ]
    book = Book()
    write = book.sheet(form.code or "Phiếu", heads)
    tables = [(field, _table(book, field, at)) for at, field in enumerate(_tables(fields), 1)]
    for slip in rows.every():
        write(_row(slip, single))
        for field, write_row in tables:
            for values in _rows_of(slip, field):
                write_row(values)
    return book.file()


def _tables(fields: Sequence[Field]) -> list[Field]:
    return [field for field in fields if field.type == "table"]


def _table(book: Book, field: Field, at: int) -> Callable[[Sequence[Any]], None]:
    label = field.label.strip() or _("Table %(n)s") % {"n": at}
    return book.sheet(label, [_("Slip"), *(column.label for column in field.columns)])


def _rows_of(slip: Any, field: Field) -> Iterator[list[Any]]:
    for at, row in enumerate(slip.values.get(field.id) or [], start=1):
        yield [_name(slip), *(_in_row(column, row["cells"], at) for column in field.columns)]


def _in_row(column: Column, cells: dict[str, Any], at: int) -> Any:
    return at if column.type == "row" else _cell(column, cells.get(column.id))


def _name(slip: Any) -> str:
    """The number; before there is one, the end of its key, which is the same on every sheet."""
    return slip.number or f"#{slip.pk.hex[-8:]}"


def _asked(form: "Document", reader: Actor) -> Sequence[Field]:
    version = form_in_force(form.pk, reader)
    if version is None:
        version = versions_of(form, reader).select_related("content").first()
    if version is None or version.file_id is not None:
        return []
    return [f for f in fields_of(tree_of(version)) if f.type != "signature"]


def _row(slip: Any, fields: Sequence[Field]) -> list[Any]:
    return [
        _name(slip),
        slip.title,
        *(_cell(field, slip.values.get(field.id)) for field in fields),
        slip.get_state_display(),
        slip.author.full_name,
        slip.unit.name if slip.unit else "",
        slip.period_from,
        slip.period_until,
        slip.begun_at.astimezone(clock.HANOI).date(),
        slip.done_at.astimezone(clock.HANOI).date() if slip.done_at else None,
    ]


def _cell(field: Field | Column, value: Any) -> Any:
    """A number a sheet can add up, a day it can sort, else text."""
    if field.type in ("number", "sum") and isinstance(value, str):
        number = read_number(value)
        return _countable(number) if number is not None else value
    if field.type == "date" and isinstance(value, str):
        return read_day(value) or value
    return said(field, value)


def _countable(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
