"""Mục lục in a DOCX: a field that Word makes anew, filled in beforehand for whoever does not."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from kernel.printing.contents import TITLE, Entry
from kernel.printing.word.writer import Writer
from kernel.printing.word.xml import element, field_end, field_start, text_run

DEEPER: Final = 6.0  # mm
FOR_NUMBER: Final = 9.0  # mm at the right that a title leaves free
FIELD: Final = r'TOC \o "1-2" \h \z \u'


def write_contents(writer: Writer, entries: Sequence[Entry], pages: Mapping[str, int]) -> None:
    """The table of contents on pages of its own; entries lead to `mark` of the same number."""
    writer.paragraph("TOCHeading", TITLE)
    for at, entry in enumerate(entries):
        line = writer.paragraph(f"TOC{entry.level}")
        line.paragraph_format.left_indent = Mm(DEEPER * (entry.level - 1))
        line.paragraph_format.right_indent = Mm(FOR_NUMBER)
        line.paragraph_format.tab_stops.add_tab_stop(
            Mm(writer.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
        if not at:
            line._p.extend(field_start(FIELD, dirty=True))
        line._p.append(_link(entry.text, at, str(pages.get(entry.node_id, "…"))))
        if at == len(entries) - 1:
            line._p.append(field_end())
    writer.paragraph("Rule").add_run().add_break(WD_BREAK.PAGE)


def mark(paragraph: Paragraph, number: int, level: int | None = None) -> None:
    """Make a paragraph the place that an entry leads to; `level` where its style says none."""
    properties: Any = paragraph._p.get_or_add_pPr()
    if level is not None:
        properties.append(element("outlineLvl", val=level - 1))
    properties.addnext(element("bookmarkStart", id=number, name=_name(number)))
    paragraph._p.append(element("bookmarkEnd", id=number))


def _link(text: str, number: int, shown: str) -> Any:
    link = element("hyperlink", history=1, anchor=_name(number))
    page = [*field_start(rf"PAGEREF {_name(number)} \h"), text_run(shown), field_end()]
    link.extend([text_run(text), text_run("\t"), *page])
    return link


def _name(number: int) -> str:
    return f"_Toc{number + 1:06}"
