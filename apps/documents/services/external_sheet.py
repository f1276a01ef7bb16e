"""A list of external documents out of a spreadsheet; wrong rows say what is wrong."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.organization.selectors import active_units
from kernel.content.inline import nfc
from kernel.files.types import XLSX, media_type
from kernel.importing.archive import Archive
from kernel.importing.refusals import ImportRefused
from kernel.numbering import same_code
from kernel.refusals import BadInput
from library.selectors import clauses

MOST_ROWS: Final = 2000
MOST_BYTES: Final = 5 * 2**20
# What offices write above the columns, without tone marks and in small letters.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("so, ky hieu", "so ky hieu", "so hieu", "so van ban", "ma hieu", "number and symbol"),
    "title": ("ten van ban", "ten tai lieu", "trich yeu", "noi dung", "ten", "title"),
    "kind_name": ("loai van ban", "loai", "ten loai", "hinh thuc", "kind"),
    "issuer": ("co quan ban hanh", "noi ban hanh", "issued by"),
    "issued_on": ("ngay ban hanh", "ngay van ban", "ngay ky", "issued on"),
    "in_force_from": ("hieu luc tu", "ngay hieu luc", "ngay co hieu luc", "in force from"),
    "in_force_until": ("het hieu luc tu", "ngay het hieu luc", "het hieu luc", "in force until"),
    "unit": ("don vi giu", "don vi", "don vi quan ly", "noi luu giu", "keeper"),
    "clauses": ("dieu khoan", "clauses"),
    "url": ("lien ket", "dia chi", "duong dan", "address"),
    "replaced_by": ("thay the boi", "van ban thay the", "replaced by"),
    "note": ("ghi chu", "note"),
}
DATES: Final = ("issued_on", "in_force_from", "in_force_until")
LONGEST: Final = {"code": 100, "title": 500, "kind_name": 100, "issuer": 200, "url": 500}
_MARKS: Final = str.maketrans({"đ": "d", "Đ": "d"})


@dataclass
class Row:
    """A row of the sheet: where it stands, what it says, and what is wrong with it."""

    line: int
    facts: dict[str, Any]
    replaced_by: str = ""
    errors: list[str] = field(default_factory=list)


def read_sheet(data: bytes, name: str) -> list[Row]:
    """The rows below the row of heads. Raises BadInput where the file is no such list."""
    if not data:
        raise BadInput(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise BadInput(_("This list is larger than %(limit)s MB.") % {"limit": MOST_BYTES // 2**20})
    table = _cells(data)
    at, columns = _heads(table)
    lines = [
        (number, cells)
        for number, cells in enumerate(table[at + 1 :], start=at + 2)
        if any(str(cell or "").strip() for cell in cells)
    ]
    if len(lines) > MOST_ROWS:
        raise BadInput(
            _("The list has %(n)s rows; at most %(most)s can be taken at once.")
            % {"n": len(lines), "most": MOST_ROWS}
        )
    if not lines:
        raise BadInput(_("There is no row below the heads of the columns."))
    units = {same_code(unit.name): unit for unit in active_units()}
    known = {clause.number for clause in clauses()}
    rows = [_row(number, cells, columns, units, known) for number, cells in lines]
    _tell_twins(rows)
    return rows


def _cells(data: bytes) -> list[Sequence[Any]]:
    kind = media_type(data)
    if kind == XLSX:
        return _of_workbook(data)
    if kind == "text/plain":
        return _of_csv(data.decode("utf-8-sig"))
    if kind == "application/octet-stream":
        try:
            return _of_csv(data.decode("utf-16"))
        except UnicodeDecodeError:
            pass
    raise BadInput(_("This is no XLSX and no CSV file. Save the list as XLSX and choose that."))


def _of_workbook(data: bytes) -> list[Sequence[Any]]:
    from openpyxl import load_workbook

    try:
        Archive(data)  # sizes are measured before anything is unpacked
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return [row[:40] for row in sheet.iter_rows(max_row=MOST_ROWS + 50, values_only=True)]
    except ImportRefused as refused:
        raise BadInput(str(refused)) from refused
    except Exception as error:  # openpyxl raises whatever the damage leads to
        raise BadInput(
            _("The file is damaged. Open it, save it as XLSX again and choose that.")
        ) from error


def _of_csv(text: str) -> list[Sequence[Any]]:
    first = text.partition("\n")[0]
    comma = max(";\t,", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=comma))
    except csv.Error as error:
        raise BadInput(_("The rows of this CSV file cannot be told apart.")) from error


def _heads(table: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """The row that names the columns, within the first twenty, and where each stands."""
    for at, cells in enumerate(table[:20]):
        words = [plain(str(cell or "")) for cell in cells]
        found: dict[str, int] = {}
        for name, heads in COLUMNS.items():
            place = next((words.index(head) for head in heads if head in words), None)
            if place is not None and place not in found.values():
                found[name] = place
        if {"code", "title"} <= found.keys():
            return at, found
    raise BadInput(
        _("No row names the columns: at least “Số, ký hiệu” and “Tên văn bản” are needed.")
    )


def plain(text: str) -> str:
    """A head as it is compared: without tone marks, in small letters, single spaces."""
    import unicodedata

    bare = unicodedata.normalize("NFD", text.translate(_MARKS))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(letters.casefold().replace("\n", " ").split()).strip(" .:*")


def _row(
    number: int,
    cells: Sequence[Any],
    columns: Mapping[str, int],
    units: Mapping[str, Any],
    known: set[str],
) -> Row:
    said = {name: cells[at] if at < len(cells) else None for name, at in columns.items()}
    row = Row(number, {})
    for name, cell in said.items():
        text = " ".join(nfc(str(cell if cell is not None else "")).replace("\0", "").split())
        if name in DATES:
            row.facts[name] = _day(cell, text, row)
        elif name == "unit":
            row.facts["unit"] = units.get(same_code(text))
            if text and row.facts["unit"] is None:
                row.errors.append(_("There is no unit “%(name)s”.") % {"name": text[:80]})
        elif name == "clauses":
            row.facts["clauses"] = _clauses(text, known, row)
        elif name == "replaced_by":
            row.replaced_by = text
        else:
            row.facts[name] = text
            if len(text) > LONGEST.get(name, 5000):
                row.errors.append(
                    _("“%(start)s…” is longer than %(most)s characters.")
                    % {"start": text[:30], "most": LONGEST[name]}
                )
    _must(row)
    return row


def _must(row: Row) -> None:
    if not row.facts["code"]:
        row.errors.append(_("The number and symbol is missing."))
    if not row.facts["title"]:
        row.errors.append(_("The title is missing."))
    url = row.facts.get("url") or ""
    if url and not re.match(r"https?://\S+$", url):
        row.errors.append(_("“%(url)s” is not an address.") % {"url": url[:60]})
    start, end = row.facts.get("in_force_from"), row.facts.get("in_force_until")
    if start and end and end < start:
        row.errors.append(_("It ends before it takes force."))


def _day(cell: Any, text: str, row: Row) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not text or text in ("-", "–"):
        return None
    found = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?", text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    row.errors.append(_("“%(text)s” is not a day; write it as 20/11/2026.") % {"text": text[:40]})
    return None


def _clauses(text: str, known: set[str], row: Row) -> list[str]:
    numbers = [part for part in re.split(r"[,;\s]+", text) if part]
    if wrong := [number for number in numbers if number not in known]:
        row.errors.append(_("There is no clause %(numbers)s.") % {"numbers": ", ".join(wrong)[:60]})
    return [number for number in dict.fromkeys(numbers) if number in known]


def _tell_twins(rows: Sequence[Row]) -> None:
    """The same number twice in one file: the later ones say where the first stands."""
    first: dict[str, int] = {}
    for row in rows:
        code = same_code(row.facts["code"])
        if code and first.setdefault(code, row.line) != row.line:
            row.errors.append(_("The same number stands in row %(line)s.") % {"line": first[code]})
