"""A list of folders out of a range copied from a spreadsheet, or out of a workbook."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.records.models import FileList
from apps.records.selectors.lists import living_entries
from apps.records.services.types_retention import read_retention
from kernel.alphabet import plain
from kernel.content.inline import nfc
from kernel.files.types import XLSX, media_type
from kernel.importing.archive import Archive
from kernel.importing.refusals import ImportRefused
from kernel.refusals import BadInput

MOST_ROWS: Final = 1000
MOST_BYTES: Final = 5 * 2**20
MOST_TEXT: Final = 500_000  # characters of a pasted range
# What offices write above the columns, without tone marks and in small letters.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "symbol": (
        "so va ky hieu ho so",
        "so va ky hieu",
        "so, ky hieu ho so",
        "so, ky hieu",
        "ky hieu",
    ),
    "title": ("ten de muc va tieu de ho so", "tieu de ho so", "ten ho so", "tieu de"),
    "years": ("thoi han bao quan", "thoi han luu", "thoi gian luu", "thoi han"),
    "keeper": ("nguoi lap ho so", "nguoi lap", "don vi/nguoi lap ho so", "don vi, nguoi lap"),
    "note": ("ghi chu",),
}
ORDER: Final = ("symbol", "title", "years", "keeper", "note")
LONGEST: Final = {"symbol": 50, "title": 500, "keeper": 200, "note": 500}
_NUMBERED: Final = re.compile(r"^\s*(?:[IVXLC]+|[A-Z]|\d+)[.)]\s+")


@dataclass
class Row:
    """A row of the range: where it stands, what it says, and what is wrong with it."""

    line: int
    facts: dict[str, Any]
    errors: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What becomes of the rows of a sheet: taken in, there already, or left out for a fault."""

    new: list[Row]
    same: int
    wrong: list[Row]

    @property
    def facts(self) -> list[dict[str, Any]]:
        """What is taken in."""
        return [row.facts for row in self.new]


def planned(found: FileList, rows: Sequence[Row]) -> Plan:
    """What becomes of each of these rows in this list."""
    there = {symbol.casefold() for symbol in living_entries(found).values_list("symbol", flat=True)}
    good = [row for row in rows if not row.errors]
    new = [row for row in good if row.facts["symbol"].casefold() not in there]
    return Plan(new, len(good) - len(new), [row for row in rows if row.errors])


def read_range(text: str) -> list[Row]:
    """The rows of what was pasted. Raises BadInput where there is nothing to read."""
    if len(text) > MOST_TEXT:
        raise BadInput(_("The range is too large. Paste it in parts."))
    try:
        cells = list(csv.reader(io.StringIO(text.replace("\r\n", "\n")), delimiter="\t"))
    except csv.Error as error:
        raise BadInput(_("The rows of what was pasted cannot be told apart.")) from error
    return _read(cells)


def as_range(data: bytes) -> str:
    """The first sheet of a workbook as a range that can be pasted."""
    if not data:
        raise BadInput(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise BadInput(_("This list is larger than %(limit)s MB.") % {"limit": MOST_BYTES // 2**20})
    if media_type(data) != XLSX:
        raise BadInput(_("This is no XLSX file. Save the list as XLSX and choose that."))
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(_of_workbook(data))
    return out.getvalue()


def _of_workbook(data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        Archive(data)  # sizes are measured before anything is unpacked
        sheet = load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
        _unmerge(sheet)
        rows = sheet.iter_rows(max_row=MOST_ROWS + 50, max_col=20, values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    except ImportRefused as refused:
        raise BadInput(str(refused)) from refused
    except Exception as error:  # openpyxl raises whatever the damage leads to
        raise BadInput(
            _("The file is damaged. Open it, save it as XLSX again and choose that.")
        ) from error


def _unmerge(sheet: Any) -> None:
    """Cells merged downwards say the same in each row; merged across they are a heading."""
    for area in list(sheet.merged_cells.ranges):
        if area.max_row - area.min_row > MOST_ROWS:
            continue
        value = sheet.cell(area.min_row, area.min_col).value
        sheet.unmerge_cells(area.coord)
        for row in range(area.min_row + 1, area.max_row + 1):
            sheet.cell(row, area.min_col).value = value


def _read(cells: Sequence[Sequence[str]]) -> list[Row]:
    at, columns = _heads(cells)
    rows: list[Row] = []
    heading = ""
    for line, said in enumerate(cells[at:], start=at + 1):
        words = [" ".join(nfc(cell).replace("\0", "").split()) for cell in said]
        if not any(words):
            continue
        if (found := _heading(words, columns)) is not None:
            heading = found
            continue
        rows.append(_row(line, words, columns, heading))
    if not rows:
        raise BadInput(
            _("There is no row in it: copy the rows of the list together with the heads.")
        )
    if len(rows) > MOST_ROWS:
        raise BadInput(
            _("The list has %(n)s rows; at most %(most)s can be taken at once.")
            % {"n": len(rows), "most": MOST_ROWS}
        )
    _tell_twins(rows)
    return rows


def _heads(cells: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Where the rows begin, and which column is which; without heads, as the annex orders them."""
    for at, said in enumerate(cells[:20]):
        words = [plain(cell).strip(" .:*") for cell in said]
        found: dict[str, int] = {}
        for name, heads in COLUMNS.items():
            place = next((words.index(head) for head in heads if head in words), None)
            if place is not None and place not in found.values():
                found[name] = place
        if {"symbol", "title"} <= found.keys():
            return at + 1, found
    return 0, {name: n for n, name in enumerate(ORDER)}


def _heading(words: Sequence[str], columns: Mapping[str, int]) -> str | None:
    """A row that fills one cell names the part that follows; None for any other row."""
    filled = [n for n, word in enumerate(words) if word]
    if len(filled) == 1 and filled[0] <= columns["title"]:
        return _NUMBERED.sub("", words[filled[0]])[:300]
    symbol, title = (_at(words, columns[name]) for name in ("symbol", "title"))
    if title and len(filled) == 2 and re.fullmatch(r"[IVXLC]+\.?|[A-Z]\.?", symbol):
        return title[:300]
    return None


def _at(words: Sequence[str], place: int) -> str:
    return words[place] if place < len(words) else ""


def _row(line: int, words: Sequence[str], columns: Mapping[str, int], heading: str) -> Row:
    said = {name: _at(words, place) for name, place in columns.items()}
    row = Row(line, {"heading": heading, **{k: v for k, v in said.items() if k != "years"}})
    try:
        row.facts["years"] = read_retention(said.get("years", ""))
    except BadInput as refusal:
        wrong = str(refusal) if said.get("years") else _("The time it is kept is missing.")
        row.errors.append(wrong)
    if not row.facts["symbol"]:
        row.errors.append(_("Number and symbol of the folder are missing."))
    if not row.facts["title"]:
        row.errors.append(_("The title is missing."))
    for name, most in LONGEST.items():
        if len(row.facts.get(name, "")) > most:
            start = row.facts[name][:30]
            row.errors.append(
                _("“%(start)s…” is longer than %(most)s characters.")
                % {"start": start, "most": most}
            )
    return row


def _tell_twins(rows: Sequence[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        symbol = row.facts["symbol"].casefold()
        if symbol and first.setdefault(symbol, row.line) != row.line:
            row.errors.append(
                _("The same symbol stands in row %(line)s.") % {"line": first[symbol]}
            )
