"""Tables of the content tree in a DOCX: merged cells, repeated header rows."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH

from kernel.printing.grids import Cell, Grid, grid
from kernel.printing.runs import Run, printed, slanted
from kernel.printing.word.writer import Writer

SIGNING: Final = 26.0  # mm, room for a signature
SIGNED: Final = 16.0  # mm, above a name
OPEN: Final = 9.0  # mm, room for a line by hand


def write_table(writer: Writer, body: Mapping[str, Any]) -> None:
    """A table with the same columns as in the PDF."""
    laid_out = grid(body)
    signing = laid_out.is_for_signing
    if signing:
        writer.keep_last()
    made = writer.table(laid_out.widths, ruled=not signing)
    hanging: list[tuple[Cell, int]] = []  # cells that reach down, with the rows still to fill
    for at, cells in enumerate(laid_out.rows):
        header = at < laid_out.header
        last = at == len(laid_out.rows) - 1
        sign = at == laid_out.signing_row
        room = SIGNED if laid_out.is_signed else SIGNING
        height = room if sign else OPEN if laid_out.is_open(cells) and not signing else 0
        splits = laid_out.is_tall(cells)
        row = made.row(header=header and not signing, splits=splits, height=height)
        tied = laid_out.stays_with_next(at) and not header
        line = [*((cell, "restart" if cell.rowspan > 1 else "") for cell in cells)]
        line += [(cell, "continue") for cell, _left in hanging]
        for cell, merge in sorted(line, key=lambda placed: placed[0].column):
            place = made.cell(row, cell.column, span=cell.colspan, merge=merge, middle=header)
            runs = [] if merge == "continue" else printed(cell.text)
            _write_cell(place, cell, laid_out, slanted(runs) if sign else runs, header=header)
            for paragraph in place.container.paragraphs if tied else ():
                paragraph.paragraph_format.keep_with_next = True
            if signing:
                place.container.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                place.container.paragraphs[0].paragraph_format.keep_with_next = not last
        hanging = _still_hanging(hanging, cells)


def _still_hanging(
    hanging: Sequence[tuple[Cell, int]], cells: Sequence[Cell]
) -> list[tuple[Cell, int]]:
    before = [(cell, left - 1) for cell, left in hanging if left > 1]
    return before + [(cell, cell.rowspan - 1) for cell in cells if cell.rowspan > 1]


def _write_cell(
    place: Writer, cell: Cell, whole: Grid, runs: Sequence[Run], *, header: bool
) -> None:
    small = "Small" if whole.is_wide else ""
    paragraph = place.paragraph(f"CellHead{small}" if header else f"Cell{small}", runs)
    if not header and cell.colspan == 1 and whole.is_centred(cell.column):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
