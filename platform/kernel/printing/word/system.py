"""The layout of documents of the system in a DOCX: cover, control tables, body under a header."""

from collections.abc import Mapping
from typing import Final

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.section import Section
from docx.shared import Mm, Pt

from kernel.printing import control, wording
from kernel.printing.contents import contents
from kernel.printing.cover import cover_title, form_title
from kernel.printing.paper import Paper
from kernel.printing.word.blocks import Content
from kernel.printing.word.contents import write_contents
from kernel.printing.word.headers import no_header, run_header
from kernel.printing.word.writer import Writer
from kernel.printing.word.xml import border, element

OWNER_HEIGHT: Final = 70.0  # mm; the three parts of the cover fill a page, the rest is room to grow
TITLE_HEIGHT: Final = 92.0
APPROVAL_HEIGHT: Final = 76.0
SIGNING_HEIGHT: Final = 26.0
LABEL_WIDTH: Final = 16.0  # percent
BLANK_ROWS: Final = 3


def write_system(document: Document, paper: Paper, pages: Mapping[str, int]) -> None:
    """The whole paper into an empty document; `pages` are those of the table of contents."""
    writer = Writer(document._body, paper.settings.text_width)
    if paper.form:
        run_header(document.sections[0], paper)
        writer.paragraph("FormTitle", form_title(paper))
        Content(writer, paper, carried=True).write(paper.nodes)
        return
    no_header(document.sections[0], paper)
    _frame(document.sections[0])
    _cover(writer, paper)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _unframe(section)
    run_header(section, paper)
    _copies(writer, paper)
    _revisions(writer, paper)
    writer.paragraph("Rule").add_run().add_break(WD_BREAK.PAGE)
    entries = contents(paper)
    if entries:
        write_contents(writer, entries, pages)
    marks = {entry.node_id: at for at, entry in enumerate(entries)}
    Content(writer, paper, marks=marks, carried=True).write(paper.nodes)


def _cover(writer: Writer, paper: Paper) -> None:
    layout = writer.table((100,), ruled=False)
    owner = layout.cell(layout.row(height=OWNER_HEIGHT), 0)
    owner.paragraph("CoverOwner", paper.issuer.parent).paragraph_format.space_before = Mm(10)
    owner.paragraph("CoverAgency", paper.issuer.name)
    owner.rule(40, gap=4)
    _cover_title(layout.cell(layout.row(height=TITLE_HEIGHT), 0), paper)
    _approval(layout.cell(layout.row(height=APPROVAL_HEIGHT), 0), paper)
    place = f"{paper.issuer.place}, " if paper.issuer.place else ""
    year = paper.issued_on.year if paper.issued_on else paper.year
    layout.cell(layout.row(), 0).paragraph("CoverPlace", f"{place}năm {year}")


def _cover_title(cell: Writer, paper: Paper) -> None:
    title = cover_title(paper)
    if title.kind:
        cell.paragraph("CoverKind", title.kind)
    cell.paragraph("CoverTitle", title.title).paragraph_format.space_after = Pt(24)
    for line in wording.cover_facts(paper):
        cell.paragraph("CoverFact", line)


def _approval(cell: Writer, paper: Paper) -> None:
    if not paper.signatures:
        return
    share = (100 - LABEL_WIDTH) / len(paper.signatures)
    table = cell.table((LABEL_WIDTH, *(share for _ in paper.signatures)), share=0.93)
    table.text_row(["", *(one.label for one in paper.signatures)], "CellHead")
    for line in control.approval(paper):
        row = table.row(height=SIGNING_HEIGHT if line.field == "sign" else 0)
        label = table.cell(row, 0, middle=True).paragraph("CellHead", line.label)
        label.alignment = WD_ALIGN_PARAGRAPH.LEFT
        for column, text in enumerate(line.cells, start=1):
            place = table.cell(row, column, middle=True)
            style = "Acted" if line.field == "sign" else "Cell"
            place.paragraph(style, text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _copies(writer: Writer, paper: Paper) -> None:
    rows = control.copies(paper)
    if not rows:
        return
    writer.paragraph("ControlTitle", wording.COPIES_TITLE)
    writer.paragraph("ControlNote", wording.COPIES_NOTE)
    pairs = len(rows[0])
    table = writer.table((100 / pairs - 12, 12) * pairs)
    for copies in rows:
        row = table.row()
        for at, copy in enumerate(copies):
            table.cell(row, 2 * at, middle=True).paragraph("Cell", copy.name)
            box = table.cell(row, 2 * at + 1, middle=True)
            box.paragraph("Cell", copy.box).alignment = WD_ALIGN_PARAGRAPH.CENTER
    writer.paragraph("Rule")


def _revisions(writer: Writer, paper: Paper) -> None:
    writer.paragraph("ControlTitle", wording.REVISIONS_TITLE)
    writer.paragraph("ControlNote", wording.REVISIONS_NOTE)
    table = writer.table((14, 32, 54))
    table.text_row(wording.REVISION_COLUMNS, "CellHead", header=True)
    for group in control.revisions(paper):
        if group.caption:
            caption = table.cell(table.row(), 0, span=3)
            caption.paragraph("ControlNote", group.caption)
        for revision in group.rows:
            table.text_row((revision.page, revision.item, revision.summary), "Cell")
        if not group.rows:
            for _ in range(BLANK_ROWS):
                table.text_row(("", "", ""), "Line")


def _frame(section: Section) -> None:
    edges = (border(edge, style="double", space=4) for edge in ("top", "left", "bottom", "right"))
    section._sectPr.insert_element_before(
        element("pgBorders", *edges, offsetFrom="text"), "w:pgNumType", "w:cols", "w:docGrid"
    )


def _unframe(section: Section) -> None:
    for frame in section._sectPr.xpath("w:pgBorders"):
        section._sectPr.remove(frame)
