"""Writing paragraphs and tables into a page, a cell or a header of a DOCX."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from docx.blkcntnr import BlockItemContainer
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from kernel.printing.runs import Run
from kernel.printing.word.xml import element, twips

SYMBOL: Final = re.compile("([☐☑☒✓✔]+)")
SYMBOL_FONT: Final = "Segoe UI Symbol"


class Writer:
    """Appends to one container; `width` is its inner width in mm.

    `last` is the paragraph written last. With `keeps` every paragraph stays on the page of what
    follows, as in the header of a table.
    """

    def __init__(self, container: BlockItemContainer, width: float, *, keeps: bool = False) -> None:
        self.container = container
        self.width = width
        self._keeps = keeps
        self._unused = self._first_paragraph()
        self.last: Any = None

    def paragraph(self, style: str, runs: str | Sequence[Run] = ()) -> Paragraph:
        """A paragraph of a style of kernel.printing.word.styles."""
        paragraph, self._unused = self._unused or self.container.add_paragraph(), None
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style
        if self._keeps:
            paragraph.paragraph_format.keep_with_next = True
        for run in [Run(runs)] if isinstance(runs, str) else runs:
            add_run(paragraph, run)
        self.last = paragraph
        return paragraph

    def table(
        self, widths: Sequence[float], *, ruled: bool = True, share: float = 1.0
    ) -> "TableWriter":
        """A table; `widths` in percent, `share` of the width it fills, in the middle.

        A cell gets the empty paragraph it must end with: without it Word refuses the file.
        """
        made = CT_Tbl.new_tbl(0, len(widths), Mm(self.width * share))
        if self._unused is not None:
            self._unused._p.addprevious(made)
            self.paragraph("Rule")
        else:
            self.container._element._insert_tbl(made)
            if isinstance(self.container, _Cell):
                self.paragraph("Rule")
        table = Table(made, self.container)
        if share < 1:
            table.alignment = WD_TABLE_ALIGNMENT.CENTER
        return TableWriter(table, self.width * share, widths, ruled=ruled)

    def keep_last(self, count: int = 1) -> None:
        """The last blocks stay on the page of what is written next."""
        body: Any = self.container._element
        blocks = [block for block in body if block.tag in (qn("w:p"), qn("w:tbl"))]
        for block in blocks[-count:]:
            rows = block.findall(qn("w:tr"))
            for paragraph in rows[-1].iter(qn("w:p")) if rows else [block]:
                paragraph.get_or_add_pPr().get_or_add_keepNext()

    def rule(self, length: float, gap: float = 2) -> Paragraph:
        """A line of a length in mm, in the middle, `gap` points below the text."""
        line = self.paragraph("Rule")
        side = Mm(max(0.0, (self.width - length) / 2))
        line.paragraph_format.space_before = Pt(gap)
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = side
        top = element("top", val="single", sz=6, space=0, color="000000")
        line._p.get_or_add_pPr().insert_element_before(
            element("pBdr", top), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
        return line

    def _first_paragraph(self) -> Paragraph | None:
        """A new cell or header already holds an empty paragraph, which is to be used."""
        paragraphs = self.container.paragraphs
        return paragraphs[0] if len(paragraphs) == 1 and not paragraphs[0].runs else None


class TableWriter:
    """Appends rows to a table of fixed layout."""

    def __init__(self, table: Table, width: float, widths: Sequence[float], *, ruled: bool) -> None:
        self._table = table
        self._widths = [width * share / 100 for share in widths]
        self._padding = PADDING if ruled else 0.0
        properties = table._tbl.tblPr
        table.autofit = False
        properties.insert_element_before(
            _borders(ruled=ruled), "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
        )
        properties.insert_element_before(_margins(self._padding), "w:tblLook")
        for column, millimetres in zip(table._tbl.tblGrid.gridCol_lst, self._widths, strict=True):
            column.w = Mm(millimetres)

    def row(self, *, header: bool = False, splits: bool = False, height: float = 0) -> Any:
        """A row; a header repeats on every page; `height` in mm is the least."""
        properties = element("trPr")
        if not splits:
            properties.append(element("cantSplit"))
        if height:
            properties.append(element("trHeight", val=twips(height), hRule="atLeast"))
        if header:
            properties.append(element("tblHeader"))
        row = element("tr", properties)
        self._table._tbl.append(row)
        return row

    def cell(
        self, row: Any, column: int, *, span: int = 1, merge: str = "", middle: bool = False
    ) -> Writer:
        """A cell over `span` columns; `merge` is "restart" or "continue" over rows."""
        width = sum(self._widths[column : column + span])
        properties = element("tcPr", element("tcW", w=twips(width), type="dxa"))
        if span > 1:
            properties.append(element("gridSpan", val=span))
        if merge:
            properties.append(element("vMerge", val=merge))
        if middle:
            properties.append(element("vAlign", val="center"))
        made = element("tc", properties, element("p"))
        row.append(made)
        keeps = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        return Writer(_Cell(made, self._table), width - 2 * self._padding, keeps=keeps)

    def text_row(self, texts: Iterable[str], style: str, **look: bool) -> None:
        """A row of plain texts in one style."""
        row = self.row(**look)
        for column, text in enumerate(texts):
            self.cell(row, column, middle=True).paragraph(style, text)


PADDING: Final = 1.8  # mm beside the text of a ruled cell
PADDING_ABOVE: Final = 0.8


def add_run(paragraph: Paragraph, run: Run) -> None:
    """Text with its look; boxes and ticks in a font that has them."""
    for piece in filter(None, SYMBOL.split(run.text)):
        made = paragraph.add_run(piece)
        made.bold = run.bold or None
        made.italic = run.italic or None
        made.underline = run.underline or None
        if SYMBOL.fullmatch(piece):
            made.font.name = SYMBOL_FONT


def _borders(*, ruled: bool) -> Any:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    style = {"val": "single", "sz": 6} if ruled else {"val": "nil"}
    return element("tblBorders", *(element(edge, **style) for edge in edges))


def _margins(beside: float) -> Any:
    above = PADDING_ABOVE if beside else 0
    sides = (("top", above), ("left", beside), ("bottom", above), ("right", beside))
    return element("tblCellMar", *(element(side, w=twips(mm), type="dxa") for side, mm in sides))
