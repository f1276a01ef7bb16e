"""Tables as HTML; widths are attributes, never styles."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kernel.printing.grids import Cell, Grid, grid
from kernel.printing.html.inline import inline_html

EDGE: Final = '<tfoot class="edge" aria-hidden="true"><tr><td colspan="{}"></td></tr></tfoot>'


def table(body: Mapping[str, Any]) -> SafeString:
    """A table of the content tree; its header rows repeat on every page."""
    laid_out = grid(body)
    head, rest = laid_out.rows[: laid_out.header], laid_out.rows[laid_out.header :]
    look = "grid wide" if laid_out.is_wide else "grid"
    tall = any(laid_out.is_tall(row) for row in rest)
    if laid_out.is_for_signing:
        look = "signing signed" if laid_out.is_signed else "signing"
    return format_html(
        '<table class="{}">{}{}{}{}</table>',
        look,
        columns(laid_out.widths),
        _part("thead", "th", head, laid_out),
        _part("tbody", "td", rest, laid_out, len(head)),
        edge(len(laid_out.widths)) if tall else "",
    )


def edge(width: int) -> SafeString:
    """A row cut by the end of a page would stay open below; a foot that repeats closes it."""
    return format_html(EDGE, width)


def columns(widths: Sequence[float]) -> SafeString:
    """The widths of columns, percent."""
    cols = format_html_join("", '<col width="{}%">', ((f"{width:g}",) for width in widths))
    return format_html("<colgroup>{}</colgroup>", cols)


def head_row(titles: Sequence[str]) -> SafeString:
    """A header of one row."""
    cells = format_html_join("", '<th scope="col">{}</th>', ((title,) for title in titles))
    return format_html("<thead><tr>{}</tr></thead>", cells)


def _part(
    tag: str, cell: str, rows: Sequence[Sequence[Cell]], whole: Grid, first: int = 0
) -> SafeString:
    if not rows:
        return SafeString("")
    lines = format_html_join(
        "\n",
        "<tr{}>{}</tr>",
        (
            (
                _look(row, at, whole),
                SafeString("".join(_cell(cell, one, whole) for one in row)),
            )
            for at, row in enumerate(rows, start=first)
        ),
    )
    return format_html("<{}>{}</{}>", tag, lines, tag)


def _look(row: Sequence[Cell], at: int, whole: Grid) -> SafeString:
    looks = {
        "open": whole.is_open(row),
        "long": whole.is_tall(row),
        "tied": whole.stays_with_next(at),
    }
    said = " ".join(name for name, holds in looks.items() if holds)
    return format_html(' class="{}"', said) if said else SafeString("")


def _cell(tag: str, cell: Cell, whole: Grid) -> SafeString:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if count > 1
    )
    centred = tag == "td" and cell.colspan == 1 and whole.is_centred(cell.column)
    look = ' class="centred"' if centred else ""
    return format_html(
        "<{}{}{}>{}</{}>", tag, SafeString(spans), SafeString(look), inline_html(cell.text), tag
    )
