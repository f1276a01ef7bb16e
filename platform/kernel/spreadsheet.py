"""A list as an XLSX file, the way offices pass lists on."""

import io
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a bold, frozen head. Text stays text: a cell never becomes a formula."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    for row, values in enumerate([heads, *rows], start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row=row, column=column)
            cell.value = value if isinstance(value, (int, float, date)) else str(value or "")
            if isinstance(cell.value, str):
                cell.data_type = "s"
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if row == 1:
                cell.font = Font(bold=True)
    for column, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(12, min(60, len(head) * 2))
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


UNFIT = re.compile(r"[\[\]:*?/\\]")
TITLE = 31  # letters of the name of a sheet


class Book:
    """Several sheets written row by row side by side: what is written is no longer in memory."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        self._taken: set[str] = set()

    def sheet(self, title: str, heads: Sequence[str]) -> Callable[[Sequence[Any]], None]:
        """A sheet with a bold, frozen head; what is given back writes one row into it."""
        sheet: Any = self._book.create_sheet(self._free(title))
        for column, head in enumerate(heads, start=1):
            width = max(12, min(60, len(head) * 2))
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = "A2"
        sheet.append([_written(sheet, head, bold=True) for head in heads])
        return lambda values: sheet.append([_written(sheet, value) for value in values])

    def _free(self, title: str) -> str:
        wanted = UNFIT.sub(" ", title).strip().strip("'")[:TITLE] or "Sheet"
        name, number = wanted, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{wanted[: TITLE - 4]} {number}"
        self._taken.add(name.casefold())
        return name

    def file(self) -> IO[bytes]:
        """The finished file, at its beginning; it is gone when it is closed."""
        out = tempfile.TemporaryFile()
        self._book.save(out)
        out.seek(0)
        return out


def _written(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    kept: Any = value if isinstance(value, (int, float, date)) else str(value or "")
    cell: Any = WriteOnlyCell(sheet, kept)
    if isinstance(cell.value, str):
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        cell.font = Font(bold=True)
    return cell
