"""The few elements of WordprocessingML that python-docx has no words for.

Source: ISO/IEC 29500-1 (WordprocessingML); lengths are twentieths of a point.
"""

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

FONT: Final = "Times New Roman"
TWIPS_PER_MM: Final = 1440 / 25.4
EMU_PER_MM: Final = 36000


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def element(tag: str, *children: Any, **attributes: str | int) -> Any:
    """An element `w:tag` with attributes of the same name space."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def fonts() -> Any:
    """Times New Roman for every script, so that no theme font slips in."""
    return element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field such as PAGE or NUMPAGES, which Word counts by itself."""
    for part in [*field_start(code), run(_text("1")), field_end()]:
        paragraph._p.append(part)


def field_start(code: str, *, dirty: bool = False) -> list[Any]:
    """The runs before what a field shows; a dirty one is made anew when the file is opened."""
    begin = {"fldCharType": "begin"} | ({"dirty": "true"} if dirty else {})
    parts = (element("fldChar", **begin), _instruction(code))
    return [run(part) for part in (*parts, element("fldChar", fldCharType="separate"))]


def field_end() -> Any:
    """The run behind what a field shows."""
    return run(element("fldChar", fldCharType="end"))


def run(*parts: Any) -> Any:
    """A run of these parts."""
    return element("r", *parts)


def text_run(text: str) -> Any:
    """A run of text; a tab is written as "\\t"."""
    return run(element("tab")) if text == "\t" else run(_text(text))


def border(edge: str, *, style: str = "single", size: int = 6, space: int = 0) -> Any:
    """One edge of a border; `size` in eighths of a point."""
    return element(edge, val=style, sz=size, space=space, color="000000")


def _instruction(code: str) -> Any:
    made = element("instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {code} "
    return made


def _text(text: str) -> Any:
    made = element("t")
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made
