"""The flow of a procedure in a DOCX: drawn shapes that can be edited, arrows between them."""

from collections.abc import Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml

from kernel.printing.flow import WIDTHS, branches_said, flow_rows
from kernel.printing.fonts import MM_PER_POINT, wrapped
from kernel.printing.runs import plain, printed
from kernel.printing.settings import SINGLE
from kernel.printing.word.writer import Writer
from kernel.printing.word.xml import EMU_PER_MM
from kernel.printing.wording import FLOW_COLUMNS

GEOMETRY: Final = {
    "start": "flowChartTerminator",
    "task": "flowChartProcess",
    "decision": "flowChartDecision",
    "end": "flowChartTerminator",
}
TEXT_SIZE: Final = 12.0
INSET: Final = 1.5  # mm between the shape and its text
SLACK: Final = 2.0  # mm that another program may need more for the same words
# The share of a shape's width and height that its text may fill (preset shapes of DrawingML).
ROOM: Final = {"start": (0.9, 0.8), "task": (1.0, 1.0), "decision": (0.5, 0.5), "end": (0.9, 0.8)}
SHAPE: Final = """
<mc:AlternateContent
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="{name}" descr={title}/>
<a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>
<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>
<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>
<wps:txbx><w:txbxContent><w:p><w:pPr><w:pStyle w:val="Cell"/>
<w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr>
<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx>
<wps:bodyPr lIns="{inset}" tIns="0" rIns="{inset}" bIns="0" anchor="ctr"/>
</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>
</mc:Choice></mc:AlternateContent>"""


def write_flow(writer: Writer, body: Mapping[str, Any]) -> None:
    """One row per step."""
    table = writer.table(WIDTHS)
    table.text_row(FLOW_COLUMNS, "CellHead", header=True)
    branches = branches_said(body["steps"])
    drawn, _lanes = flow_rows(body["steps"])
    for at, step in enumerate(body["steps"]):
        row = table.row()
        actor = table.cell(row, 0, middle=True).paragraph("Cell", printed(step["actor"]))
        actor.alignment = WD_ALIGN_PARAGRAPH.CENTER
        way = table.cell(row, 1, middle=True)
        if drawn[at].arrives:
            way.paragraph("Arrow", "↓")
        _draw(way, step, at)
        for said in branches[at]:
            way.paragraph("Branch", said)
        detail = table.cell(row, 2, middle=True)
        if step["detail"] or not step["forms"]:
            detail.paragraph("Cell", printed(step["detail"]))
        for code in step["forms"]:
            detail.paragraph("Cell", code)


def _draw(cell: Writer, step: Mapping[str, Any], at: int) -> None:
    place = cell.paragraph("Arrow")
    text = plain(step["title"])
    width, height = cell.width, _height(text, step["shape"], cell.width)
    drawing = SHAPE.format(
        width=round(width * EMU_PER_MM),
        height=round(height * EMU_PER_MM),
        number=at + 1,
        name=f"{GEOMETRY[step['shape']]} {at + 1}",
        title=quoteattr(text),
        geometry=GEOMETRY[step["shape"]],
        text=escape(text),
        inset=round(INSET * EMU_PER_MM),
    )
    place.add_run()._r.append(parse_xml(drawing))


def _height(text: str, shape: str, width: float) -> float:
    """Height of a shape in mm: its text wraps within the room the shape leaves."""
    across, down = ROOM[shape]
    lines = wrapped(text, TEXT_SIZE, width * across - 2 * INSET - SLACK)
    return (len(lines) * TEXT_SIZE * SINGLE * MM_PER_POINT + 2 * INSET + SLACK / 2) / down
