"""What stands at the head of the pages of a DOCX: page number, running header, watermark."""

from typing import Final
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.section import Section, _Header
from docx.shared import Mm

from kernel.printing import running, wording
from kernel.printing.fonts import MM_PER_POINT, text_width
from kernel.printing.paper import Paper
from kernel.printing.settings import SINGLE, PageSettings
from kernel.printing.watermark import COLOUR, size
from kernel.printing.word.foot import write_foot
from kernel.printing.word.writer import Writer
from kernel.printing.word.xml import add_field

WATERMARK: Final = """
<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>
<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="watermark{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136" alt={text}
 style="position:absolute;margin-left:0;margin-top:0;width:{width:.0f}mm;height:{height:.0f}mm;\
rotation:315;z-index:-251658752;mso-position-horizontal:center;\
mso-position-horizontal-relative:margin;mso-position-vertical:center;\
mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="{colour}" stroked="f">
<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt;font-weight:bold"
 string={text}/></v:shape></w:pict>"""


def number_pages(section: Section, paper: Paper, nth: int = 0) -> None:
    """The page number centred in the top margin, not on the first page of the section."""
    section.header_distance = Mm(_above_number(paper.settings))
    section.different_first_page_header_footer = True
    first, others = section.first_page_header, section.header
    first.is_linked_to_previous = others.is_linked_to_previous = False
    add_field(_writer(others, paper).paragraph("PageNumber"), "PAGE")
    add_watermark(others, paper, 2 * nth)
    write_foot(section.first_page_footer, section, paper, shown=not nth)
    code = wording.form_code(paper)
    _writer(first, paper).paragraph("FormCode" if code else "Rule", code)
    add_watermark(first, paper, 2 * nth + 1)


def no_header(section: Section, paper: Paper) -> None:
    """A cover: only the watermark. The frame of the page goes around header and text."""
    section.header_distance = Mm(paper.settings.margin_top)
    section.header.is_linked_to_previous = False
    _writer(section.header, paper).paragraph("Rule")
    write_foot(section.footer, section, paper)
    add_watermark(section.header, paper, 0)


def run_header(section: Section, paper: Paper) -> None:
    """The code header, at the top of the text area; Word moves the text below it."""
    section.header_distance = Mm(paper.settings.margin_top)
    header = section.header
    header.is_linked_to_previous = False
    writer = _writer(header, paper)
    table = writer.table(running.WIDTHS)
    row = table.row()
    table.cell(row, 0, middle=True).paragraph("Running", running.agency(paper))
    table.cell(row, 1, middle=True).paragraph("Running", running.title(paper))
    facts = table.cell(row, 2, middle=True)
    for line in wording.header_lines(paper):
        facts.paragraph("RunningLeft", line)
    page = facts.paragraph("RunningLeft", f"{wording.PAGE} ")
    add_field(page, "PAGE")
    page.add_run("/")
    add_field(page, "NUMPAGES")
    header.paragraphs[-1].paragraph_format.space_after = Mm(running.GAP - 1)
    write_foot(section.footer, section, paper, shown=paper.form)
    add_watermark(header, paper, 1)


def add_watermark(header: _Header, paper: Paper, number: int) -> None:
    """WordArt across the page, as Word's own watermarks are."""
    if not paper.watermark:
        return
    points = size(paper.watermark)
    drawn = WATERMARK.format(
        number=number,
        spid=2049 + number,
        text=quoteattr(paper.watermark),
        width=text_width(paper.watermark, points, bold=True),
        height=points * 25.4 / 72,
        colour=COLOUR,
    )
    header.paragraphs[-1].add_run()._r.append(parse_xml(drawn))


def _above_number(settings: PageSettings) -> float:
    """From the edge to the line of the page number, which stands in the middle of the margin."""
    return (settings.margin_top - settings.page_number * SINGLE * MM_PER_POINT) / 2


def _writer(header: _Header, paper: Paper) -> Writer:
    return Writer(header, paper.settings.text_width)
