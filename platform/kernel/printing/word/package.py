"""The file: the same bytes for the same paper."""

import re
import zipfile
from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO
from typing import Any, Final

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from kernel.printing import wording
from kernel.printing.closing import signed_once
from kernel.printing.paper import Paper
from kernel.printing.settings import PAGE_HEIGHT, PAGE_WIDTH
from kernel.printing.word.administrative import write_administrative
from kernel.printing.word.carrying import carry
from kernel.printing.word.styles import apply_styles
from kernel.printing.word.system import write_system
from kernel.printing.word.xml import element

EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # what a ZIP archive can date
UNDATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001  (DOCX dates of a draft, without a zone)
STALE: Final = ("/thumbnail", "/stylesWithEffects", "/customXml")
APPLICATION: Final = "/docProps/app.xml"
ABOUT_FILE: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties'
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>CHUẨN</Application></Properties>"
)
WORD_2013: Final = 15  # tables stand with their border, not their text, at the margin


def to_docx(paper: Paper, pages: Mapping[str, int] = {}) -> bytes:
    """See kernel.printing.to_docx."""
    paper, document = signed_once(paper), docx.Document()
    apply_styles(document, paper.settings, indented=paper.layout == "administrative")
    _page(document, paper)
    _settings(document)
    _drop_stale(document)
    _properties(document, paper)
    if paper.layout == "system":
        write_system(document, paper, pages)
    else:
        write_administrative(document, paper)
    _number_drawings(document)
    carry(document, paper)
    return _packed(document)


def _page(document: Document, paper: Paper) -> None:
    section, settings = document.sections[0], paper.settings
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(settings.margin_top), Mm(settings.margin_bottom)
    section.left_margin, section.right_margin = Mm(settings.margin_left), Mm(settings.margin_right)


def _settings(document: Document) -> None:
    settings: Any = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = element("compat")
        settings.append(compat)
    for stale in ("w:compatSetting", "w:useFELayout"):
        for old in compat.findall(qn(stale)):
            compat.remove(old)
    compat.append(element("doNotExpandShiftReturn"))  # a line that ends early is not stretched
    compat.append(
        element(
            "compatSetting",
            name="compatibilityMode",
            uri="http://schemas.microsoft.com/office/word",
            val=WORD_2013,
        )
    )
    language = settings.find(qn("w:themeFontLang"))
    if language is not None:
        settings.replace(language, element("themeFontLang", val="vi-VN"))


def _drop_stale(document: Document) -> None:
    """The template of python-docx carries the picture of an empty page and styles of Word 2010."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(STALE)]:
            del relations[key]


def _properties(document: Document, paper: Paper) -> None:
    on = datetime.combine(paper.issued_on, time()) if paper.issued_on else UNDATED
    for part in document.part.package.iter_parts():
        if part.partname == APPLICATION:
            part._blob = ABOUT_FILE.encode()
    properties = document.core_properties
    properties.title = wording.file_title(paper)[:255]
    properties.author = properties.last_modified_by = wording.one_line(paper.issuer.name)[:255]
    properties.keywords, properties.comments = paper.code, ""
    properties.language = "vi-VN"
    properties.created = properties.modified = on


def _number_drawings(document: Document) -> None:
    for nth, drawing in enumerate(document.element.iter(qn("wp:docPr")), start=1):
        drawing.set("id", str(nth))
        drawing.set("name", re.sub(r"\d+$", str(nth), drawing.get("name")))


def _packed(document: Document) -> bytes:
    """Without the hour of packing in it."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(packed, "w") as archive:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, given.read(name))
    return packed.getvalue()
