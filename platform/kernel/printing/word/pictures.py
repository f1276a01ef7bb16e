"""A picture with its caption in a DOCX."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from docx.shared import Mm

from kernel.printing import wording
from kernel.printing.charts import WIDTH, chart, chart_svg
from kernel.printing.pictures import TALLEST, picture
from kernel.printing.runs import plain, printed, slanted
from kernel.printing.word.writer import Writer
from kernel.printing.word.xml import border, element

BOX: Final = 2.4  # mm by which the lines of a box stand beside its text


def write_picture(writer: Writer, body: Mapping[str, Any], images: Mapping[str, bytes]) -> None:
    """A picture as wide as in the PDF; where its file is missing a box says so."""
    shown = picture(body, images, writer.width)
    place = writer.paragraph("Picture")
    if shown is None:
        place.add_run(wording.no_picture(body["alt"])).italic = True
        place.paragraph_format.left_indent = place.paragraph_format.right_indent = Mm(BOX)
        edges = [border(edge, space=6) for edge in ("top", "left", "bottom", "right")]
        place._p.get_or_add_pPr().insert_element_before(
            element("pBdr", *edges), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )
    else:
        drawn = place.add_run().add_picture(BytesIO(shown.data), Mm(shown.width), Mm(shown.height))
        drawn._inline.docPr.set("descr", body["alt"])
    if caption := printed(body.get("caption", [])):
        place.paragraph_format.keep_with_next = True
        writer.paragraph("PictureCaption", slanted(caption))


def write_chart(writer: Writer, table: Mapping[str, Any]) -> None:
    """An organisation chart as a picture; its words are the description of it."""
    from kernel.printing.pdf import drawn

    tall = chart(table).height
    width = min(writer.width, WIDTH * min(1.0, TALLEST / tall))
    data = drawn(chart_svg(table), WIDTH, tall)
    shown = writer.paragraph("Picture").add_run().add_picture(BytesIO(data), Mm(width))
    rows = (" – ".join(plain(c["text"]) for c in row["cells"]) for row in table["rows"][1:])
    shown._inline.docPr.set("descr", "; ".join(rows))
