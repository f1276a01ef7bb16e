"""Nơi nhận and the signatures at the end of an official paper, never alone on a page."""

from docx.shared import Pt

from kernel.printing import wording
from kernel.printing.paper import Paper, Signature
from kernel.printing.word.writer import Writer


def write_closing(writer: Writer, paper: Paper) -> None:
    """Receivers left, signature right at the same level; of a biên bản both signatures first."""
    if paper.form and not paper.authority:
        return
    writer.keep_last(2)  # a page never begins with the signature
    space = writer.paragraph("Rule").paragraph_format
    space.keep_with_next, space.space_before = True, Pt(6)
    if paper.is_minutes:
        _two_signatures(writer, wording.closing_signatures(paper))
        writer.paragraph("Rule")
    table = writer.table((50, 50), ruled=False)
    row = table.row()
    _receivers(table.cell(row, 0), paper)
    signature = table.cell(row, 1)
    if paper.is_minutes:
        signature.paragraph("Receiver")
        return
    for line in paper.authority:
        signature.paragraph("Authority", line)
    signature.paragraph("Signer", paper.signer)


def _receivers(cell: Writer, paper: Paper) -> None:
    lines = wording.receivers(paper)
    if lines:
        cell.paragraph("ReceiversTitle", wording.DISTRIBUTION)
    for line in lines or [""]:
        cell.paragraph("Receiver", line)


def _two_signatures(writer: Writer, signatures: tuple[Signature, Signature]) -> None:
    table = writer.table((50, 50), ruled=False)
    row = table.row()
    for column, signature in enumerate(signatures):
        cell = table.cell(row, column)
        cell.paragraph("Authority", signature.label.upper())
        cell.paragraph("Signer", signature.name)
