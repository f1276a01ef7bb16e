"""The overview as a workbook, for those who go on working with it."""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from kernel import clock
from kernel.ui.formats import datetime_text
from kernel.ui.marks import LABELS
from library.selectors import two_level_clauses
from oversight.models import AgencyCard
from oversight.presenters import states_of

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# The colours of the heat map, so that paper and screen agree.
_FILLS: Final = {
    "ok": "CFE6DE",
    "soon": "F7D48A",
    "gap": "E7A9A5",
    "unknown": "D9CBEA",
    "unassessed": "EDF0F6",
    "wait": "F1F3EF",
    "na": "F1F3EF",
}


def workbook_of(cards: Iterable[AgencyCard], chosen: Iterable[tuple[str, str]]) -> bytes:
    """One row per agency, one column per clause, and a sheet that says what this is."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _("Evidence status")
    _head(sheet)
    for row, card in enumerate(cards, start=2):
        _fill_row(sheet, row, card)
    sheet.freeze_panes = "F2"
    sheet.auto_filter.ref = sheet.dimensions
    _say(book.create_sheet(_("About this file")), chosen)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _head(sheet: Worksheet) -> None:
    names = [
        _("Agency"),
        _("Group"),
        _("Obligation"),
        _("Figures of"),
        _("Sufficient"),
        _("Applicable"),
    ]
    names += [clause.number for clause in two_level_clauses()]
    for column, name in enumerate(names, start=1):
        cell = sheet.cell(1, column, name)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        letter = cell.column_letter
        sheet.column_dimensions[letter].width = {1: 38, 2: 24, 4: 18}.get(column, 14)


def _fill_row(sheet: Worksheet, row: int, card: AgencyCard) -> None:
    fresh = card.reports
    values = [
        card.name,
        str(card.get_kind_display()),
        str(card.get_obligation_display()),
        datetime_text(card.as_of),
        card.ok if fresh else None,
        card.applicable if fresh else None,
    ]
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"  # a name that begins with = is a name, not a formula
    for column, (_number, state) in enumerate(states_of(card), start=len(values) + 1):
        cell = sheet.cell(row, column, str(LABELS[state]))
        if state in _FILLS:
            cell.fill = PatternFill("solid", fgColor=_FILLS[state])


def _say(sheet: Worksheet, chosen: Iterable[tuple[str, str]]) -> None:
    lines = [
        (_("Evidence status of the agencies by clause of TCVN ISO 9001:2015"), ""),
        (_("Made on"), datetime_text(clock.now())),
        *chosen,
        (_("Evidence is computed from records; conformity is only said by an audit."), ""),
    ]
    for row, (name, value) in enumerate(lines, start=1):
        sheet.cell(row, 1, name)
        sheet.cell(row, 2, value)
    sheet.column_dimensions["A"].width = 40
