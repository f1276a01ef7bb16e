"""Blocks of the content tree in a DOCX, on the page or within a cell."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from kernel.content.nodes import Node
from kernel.forms.layout import on_paper
from kernel.printing import wording
from kernel.printing.charts import is_chart
from kernel.printing.clauses import ClauseRow, ClauseTable, arrange
from kernel.printing.contents import DEEPEST
from kernel.printing.headings import is_centred
from kernel.printing.markers import markers
from kernel.printing.paper import Paper
from kernel.printing.runs import (
    Run,
    before_dots,
    emboldened,
    lines_of,
    plain,
    printed,
    with_bold_lead,
)
from kernel.printing.word.carrying import last_of, surround, surround_row
from kernel.printing.word.contents import mark
from kernel.printing.word.flow import write_flow
from kernel.printing.word.pictures import write_chart, write_picture
from kernel.printing.word.tables import write_table
from kernel.printing.word.writer import Writer, add_run

Body = dict[str, Any]
ALIGNMENTS: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
DEEPER: Final = 6.0  # mm a lower level of a list stands to the right


class Content:
    """Writes blocks into a writer; inside a cell they take the styles of cells."""

    def __init__(
        self,
        writer: Writer,
        paper: Paper,
        *,
        in_cell: bool = False,
        marks: Mapping[str, int] = {},  # of the table of contents, by the id of the block
        carried: bool = False,  # the blocks are those of the tree that the file carries along
    ) -> None:
        self.writer = writer
        self.paper = paper
        self.in_cell = in_cell
        self.marks = marks
        self.carried = carried
        self._numbers: dict[str, int] = {}

    def write(self, nodes: Sequence[Node]) -> None:
        """The blocks in order."""
        self._numbers = {node.id: at for at, node in enumerate(nodes)} if self.carried else {}
        entries = on_paper(nodes)
        for block in arrange(nodes):
            if isinstance(block, ClauseTable):
                self._clauses(block)
                continue
            container = self.writer.container._element
            before = last_of(container)
            if block.kind == "entry":
                self._entry(entries[block.id])
            else:
                KINDS[block.kind](self, block.body)
            if block.id in self.marks:
                mark(self.writer.last, self.marks[block.id])
            if block.id in self._numbers:
                surround(container, before, self._numbers[block.id])

    def heading(self, body: Body) -> None:
        runs = printed(body["text"])
        if self.in_cell:
            self.writer.paragraph("Cell", emboldened(runs))
            return
        paragraph = self.writer.paragraph(f"Heading{body['level']}", runs)
        if is_centred(plain(body["text"])):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.first_line_indent = Mm(0)
            for run in paragraph.runs:
                run.bold, run.italic = True, False

    def paragraph(self, body: Body) -> None:
        runs = with_bold_lead(printed(body["text"]))
        paragraph = self._lines("Cell" if self.in_cell else "Body", runs)
        if align := body.get("align"):
            paragraph.alignment = ALIGNMENTS[align]
            paragraph.paragraph_format.first_line_indent = Mm(0)
        elif self.in_cell:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    def list(self, body: Body) -> None:
        items = body["items"]
        for marker, item in zip(markers(body["marker"], items), items, strict=True):
            runs = [Run(f"{marker} "), *printed(item["text"])]
            paragraph = self._lines("Cell" if self.in_cell else "Item", runs)
            if level := item.get("level", 0):
                paragraph.paragraph_format.left_indent = Mm(DEEPER * level)

    def table(self, body: Body) -> None:
        write_table(self.writer, body)
        self._gap()

    def steps(self, body: Body) -> None:
        write_flow(self.writer, body)
        self._gap()

    def field(self, body: Body) -> None:
        label = printed(body["label"])
        colon = "" if plain(body["label"]).rstrip().endswith((":", "?")) else ":"
        paragraph = self.writer.paragraph("Cell" if self.in_cell else "Line", label)
        paragraph.add_run(f"{colon} ")
        value = printed(body["value"])
        before = before_dots(value) if plain(body["value"]).strip(" .…_") else []
        for run in value if before is None else [*before, Run("\t")]:
            add_run(paragraph, run)
        if before is not None:
            self._dots(paragraph)

    def _entry(self, lines: Sequence[Node]) -> None:
        """Blank; a place to sign that stands beside another leaves only its mark behind it."""
        for line in lines:
            KINDS[line.kind](self, line.body)
        if not lines and not self.in_cell:
            self.writer.paragraph("Rule")

    def register(self, body: Body) -> None:
        if is_chart(body):
            write_chart(self.writer, body["frozen"])
        elif "frozen" in body:
            self.table(body["frozen"])
        else:
            self.writer.paragraph(
                "Cell" if self.in_cell else "Body", [Run(wording.NOT_FROZEN, italic=True)]
            )

    def image(self, body: Body) -> None:
        write_picture(self.writer, body, self.paper.images)

    def pagebreak(self, _body: Body) -> None:
        self.writer.paragraph("Rule").add_run().add_break(WD_BREAK.PAGE)

    def _lines(self, style: str, runs: Sequence[Run]) -> Paragraph:
        """A paragraph in which dots at the end of a line go as far as the margin."""
        lines = lines_of(runs)
        said = [before_dots(line) for line in lines]
        if not any(before is not None for before in said):
            return self.writer.paragraph(style, runs)
        paragraph = self.writer.paragraph(style)
        for at, (line, before) in enumerate(zip(lines, said, strict=True)):
            if at:
                paragraph.add_run().add_break()
            for run in line if before is None else [*before, Run("\t")]:
                add_run(paragraph, run)
        self._dots(paragraph)
        return paragraph

    def _dots(self, paragraph: Paragraph) -> None:
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Mm(self.writer.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )

    def _clauses(self, table: ClauseTable) -> None:
        made = self.writer.table(table.widths)
        made.text_row(
            [self.paper.clause_columns[column] for column in table.shown], "CellHead", header=True
        )
        for row in table.rows:
            line = made.row(splits=not (row.is_group or row.is_short))
            if row.is_group:
                title = made.cell(line, 0, span=len(table.shown))
                paragraph = title.paragraph("Cell", [Run(row.title, bold=True)])
                paragraph.paragraph_format.keep_with_next = True
                self._mark(paragraph, row)
                self._carry(line, row)
                continue
            for at, column in enumerate(table.shown):
                cell = made.cell(line, at)
                if column == 1:
                    Content(cell, self.paper, in_cell=True).write(row.answer)
                else:
                    said = row.title if column == 0 else "\n".join(row.related)
                    paragraph = cell.paragraph("Cell", said)
                    if column == 0:
                        self._mark(paragraph, row)
            self._carry(line, row)
        self._gap()

    def _carry(self, line: Any, row: ClauseRow) -> None:
        if row.node_id in self._numbers:
            surround_row(line, self._numbers[row.node_id])

    def _mark(self, paragraph: Paragraph, row: ClauseRow) -> None:
        if row.node_id in self.marks:
            mark(paragraph, self.marks[row.node_id], DEEPEST)

    def _gap(self) -> None:
        """Two tables without a paragraph between them would become one."""
        if not self.in_cell:
            self.writer.paragraph("Rule").paragraph_format.space_after = Pt(5)


KINDS: Final[dict[str, Callable[[Content, Body], None]]] = {
    "heading": Content.heading,
    "paragraph": Content.paragraph,
    "list": Content.list,
    "table": Content.table,
    "steps": Content.steps,
    "field": Content.field,
    "register": Content.register,
    "image": Content.image,
    "pagebreak": Content.pagebreak,
}
