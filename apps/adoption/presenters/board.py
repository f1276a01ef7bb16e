"""The adoption board as a workbook: one sheet by agency, one by document."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from apps.adoption.presenters.library import BOARD_STATES
from apps.adoption.selectors.library import BoardRow
from kernel.ui.formats import date_text
from library.exchange import UpdateState
from library.models import Standing

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_of(rows: Iterable[BoardRow], standing: Iterable[Standing]) -> bytes:
    """What the board shows, and below it every document with what became of its last update."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _("By agency")
    _line(
        sheet,
        [
            _("Agency"),
            _("State"),
            _("Oldest version"),
            _("Newest version"),
            _("Documents"),
            _("Changed locally"),
            _("Updates refused"),
            _("Reasons"),
        ],
        bold=True,
    )
    for row in rows:
        facts = [row.oldest or None, row.latest or None, row.documents, row.changed, row.refused]
        _line(
            sheet, [row.card.name, str(BOARD_STATES[row.state][0]), *facts, "; ".join(row.reasons)]
        )
    _by_document(book.create_sheet(_("By document")), standing)
    for each in book.worksheets:
        each.freeze_panes = "A2"
        each.auto_filter.ref = each.dimensions
        each.column_dimensions["A"].width = 40
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _by_document(sheet: Worksheet, standing: Iterable[Standing]) -> None:
    names = [
        _("Agency"),
        _("Template"),
        _("Version"),
        _("Changed locally"),
        _("Last update"),
        _("To version"),
        _("On"),
        _("Reason"),
    ]
    _line(sheet, names, bold=True)
    for each in standing:
        state = str(UpdateState(each.state).label) if each.state else ""
        changed = _("yes") if each.changed else _("no")
        day = date_text(each.on) if each.on else ""
        name = getattr(each, "agency_name", "") or ""
        _line(sheet, [name, each.template, each.version, changed, state, each.to, day, each.reason])


def _line(sheet: Worksheet, values: list[Any], *, bold: bool = False) -> None:
    sheet.append(values)
    for cell in sheet[sheet.max_row]:
        if isinstance(cell.value, str):
            cell.data_type = "s"  # words that begin with = are words, not a formula
        if bold:
            cell.font = Font(bold=True)
