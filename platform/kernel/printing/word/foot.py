"""What stands at the foot of a first page of a DOCX: the code that leads to the public page."""

from io import BytesIO

from docx.section import Section, _Footer
from docx.shared import Mm

from kernel.printing import checking
from kernel.printing.paper import Paper
from kernel.printing.word.writer import Writer


def write_foot(footer: _Footer, section: Section, paper: Paper, *, shown: bool = True) -> None:
    """The code in the bottom margin; a section that does not repeat it gets an empty foot."""
    if not paper.check_url:
        return
    section.footer_distance = Mm((paper.settings.margin_bottom - checking.SIZE) / 2)
    footer.is_linked_to_previous = False
    place = Writer(footer, paper.settings.text_width).paragraph("Check")
    if not shown:
        return
    code = BytesIO(checking.code_png(paper.check_url))
    drawn = place.add_run().add_picture(code, Mm(checking.SIZE))
    drawn._inline.docPr.set("descr", checking.WORDS)
    place.add_run(f"  {checking.WORDS}: {checking.typed(paper.check_url)}")
