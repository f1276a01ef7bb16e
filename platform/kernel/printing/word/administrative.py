"""The layout of official papers in a DOCX (NĐ 30/2020/NĐ-CP, Annex I and III)."""

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from kernel.printing import letterhead, wording
from kernel.printing.paper import Annex, Paper
from kernel.printing.runs import Run
from kernel.printing.word.blocks import Content
from kernel.printing.word.closing import write_closing
from kernel.printing.word.headers import number_pages
from kernel.printing.word.writer import Writer
from kernel.printing.word.xml import element


def write_administrative(document: Document, paper: Paper) -> None:
    """The whole paper into an empty document."""
    number_pages(document.sections[0], paper)
    writer = Writer(document._body, paper.settings.text_width)
    _letterhead(writer, paper)
    _title(writer, paper)
    _addressees(writer, paper)
    for ground in wording.grounds(paper):
        writer.paragraph("Ground", ground)
    if said := wording.decides(paper):
        writer.paragraph("Decides", said)
    Content(writer, paper, carried=True).write(paper.nodes)
    write_closing(writer, paper)
    for nth, annex in enumerate(paper.annexes, start=1):
        _annex(document, writer, paper, annex, nth)


def _letterhead(writer: Writer, paper: Paper) -> None:
    left, right = letterhead.columns(paper.settings)
    table = writer.table((100 * left / (left + right), 100 * right / (left + right)), ruled=False)
    names = table.row()
    agency = table.cell(names, 0)
    for line in letterhead.parent_lines(paper):
        agency.paragraph("Parent", line)
    for line in letterhead.agency_lines(paper):
        agency.paragraph("Agency", line)
    agency.rule(letterhead.under_agency(paper))
    nation = table.cell(names, 1)
    nation.paragraph("National", wording.NATIONAL_NAME)
    nation.paragraph("Motto", wording.MOTTO)
    nation.rule(letterhead.under_motto(paper.settings), gap=3)
    if not wording.number_line(paper) and not wording.date_line(paper):
        return
    numbers = table.row()
    number = table.cell(numbers, 0)
    number.paragraph("Number", wording.number_line(paper))
    if paper.is_letter:
        number.paragraph("LetterSubject", f"V/v {paper.title}")
    table.cell(numbers, 1).paragraph("PlaceDate", wording.date_line(paper))


def _title(writer: Writer, paper: Paper) -> None:
    if paper.is_letter:
        return
    writer.paragraph("Kind", paper.kind_name.upper())
    writer.paragraph("Subject", paper.title)
    if note := wording.decision_note(paper):
        writer.paragraph("Note", note)
    writer.rule(letterhead.under_subject(paper), gap=5)
    _after_rule(writer, wording.decider(paper))


def _after_rule(writer: Writer, decider: str = "") -> None:
    """Who decides, or a little room."""
    if decider:
        writer.paragraph("Decider", decider)
    else:
        writer.paragraph("Rule").paragraph_format.space_before = Pt(8)


def _addressees(writer: Writer, paper: Paper) -> None:
    if not (lines := wording.addressees(paper)):
        return
    writer.paragraph("Rule").paragraph_format.space_before = Pt(9)
    table = writer.table((32, 68), ruled=False)
    row = table.row()
    label = table.cell(row, 0).paragraph("Addressee", f"{wording.ADDRESSED_TO} ")
    label.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    receivers = table.cell(row, 1)
    for line in lines:
        receivers.paragraph("Addressee", line).paragraph_format.left_indent = Mm(2)
    writer.paragraph("Rule").paragraph_format.space_after = Pt(6)


def _annex(document: Document, writer: Writer, paper: Paper, annex: Annex, nth: int) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    number_pages(section, paper, nth)
    _count_from_one(section)
    writer.paragraph("Kind", annex.label).paragraph_format.space_before = Pt(0)
    if annex.title:
        writer.paragraph("Subject", annex.title)
    note = writer.paragraph("Subject", [Run(wording.annex_note(paper))])
    for run in note.runs:
        run.bold, run.italic = False, True
    writer.rule(letterhead.under_subject(paper), gap=5)
    _after_rule(writer)
    Content(writer, paper).write(annex.nodes)


def _count_from_one(section: Section) -> None:
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.insert_element_before(
        element("pgNumType", start=1), "w:cols", "w:titlePg", "w:docGrid"
    )
