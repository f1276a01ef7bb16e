"""The tree laid into the DOCX itself, so that it comes back as the tree it was.

Each block stands between two bookmarks; see kernel.content.carried for what they are good for.
"""

from typing import Any, Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from kernel.content.carried import pack, stretch
from kernel.content.errors import ContentError
from kernel.printing.paper import Paper
from kernel.printing.word.xml import element

FIRST_ID: Final = 100_000  # of our bookmarks; those of the table of contents count from 0
PART: Final = "/customXml/item1.xml"


def last_of(container: Any) -> Any:
    """The last block of a body or a cell, None where it is empty."""
    last = container[-1] if len(container) else None
    return last.getprevious() if last is not None and last.tag == qn("w:sectPr") else last


def surround(container: Any, before: Any, number: int) -> None:
    """Set bookmarks around what was written behind `before`."""
    first = before.getnext() if before is not None else container[0] if len(container) else None
    if first is None or first.tag == qn("w:sectPr"):
        return
    start, end = _bookmarks(number)
    last_of(container).addnext(end)
    first.addprevious(start)


def surround_row(row: Any, number: int) -> None:
    """Set bookmarks around the cells of a row."""
    start, end = _bookmarks(number)
    row.find(qn("w:tc")).addprevious(start)
    row.append(end)


def carry(document: Document, paper: Paper) -> None:
    """Lay the tree beside the finished document; one that is not valid is not carried."""
    meta = {
        "code": paper.code, "title": paper.title, "issue": paper.issue,
        "amendment": paper.amendment,
    }  # fmt: skip
    try:
        blob = pack(meta, paper.nodes, document.element.body)
    except ContentError:
        return
    part = Part(PackURI(PART), "application/xml", blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _bookmarks(number: int) -> tuple[Any, Any]:
    name = stretch(number)
    return (
        element("bookmarkStart", id=FIRST_ID + number, name=name),
        element("bookmarkEnd", id=FIRST_ID + number),
    )
