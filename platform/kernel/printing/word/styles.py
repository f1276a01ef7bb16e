"""The Word styles of a paper: one for each component of NĐ 30/2020, Annex I, under its name."""

from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from kernel.printing.settings import PageSettings
from kernel.printing.word.xml import FONT, element, fonts

LEFT, CENTRE, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a style looks; `size` names a setting or gives points."""

    name: str
    size: str | float
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = CENTRE
    before: float = 0
    after: float = 0
    indented: bool = False
    spaced: bool = False  # by the line spacing of the body
    keep_next: bool = False


LOOKS: Final[dict[str, Look]] = {
    "National": Look("Quốc hiệu", "national_name", bold=True),
    "Motto": Look("Tiêu ngữ", "motto", bold=True),
    "Parent": Look("Cơ quan chủ quản", "parent"),
    "Agency": Look("Cơ quan ban hành", "agency", bold=True),
    "Rule": Look("Đường kẻ", 2),
    "Number": Look("Số và ký hiệu", "number", before=7),
    "PlaceDate": Look("Địa danh, thời gian", "place_date", italic=True, before=6),
    "LetterSubject": Look("Trích yếu công văn", "subject_of_letter", before=6),
    "Kind": Look("Tên loại", "kind", bold=True, before=14, after=4, keep_next=True),
    "Subject": Look("Trích yếu", "subject", bold=True, keep_next=True),
    "Note": Look("Ban hành kèm theo", "body", italic=True, keep_next=True),
    "FormCode": Look("Mã biểu mẫu", "distribution", align=WD_ALIGN_PARAGRAPH.RIGHT),
    "FormTitle": Look("Tên biểu mẫu", 16, bold=True, before=4, after=14, keep_next=True),
    "Decider": Look("Thẩm quyền ban hành", "kind", bold=True, before=10, after=10, keep_next=True),
    "Decides": Look("Quyết định", "kind", bold=True, before=6, after=6, keep_next=True),
    "Addressee": Look("Kính gửi", "body", align=LEFT, after=2),
    "Ground": Look(
        "Căn cứ", "body", italic=True, align=JUSTIFY, after=6, indented=True, spaced=True
    ),
    "Body": Look("Nội dung", "body", align=JUSTIFY, after=6, indented=True, spaced=True),
    "Item": Look("Khoản, điểm", "body", align=JUSTIFY, after=6, indented=True, spaced=True),
    "Line": Look("Dòng biểu mẫu", "body", align=LEFT, after=6, spaced=True),
    "Cell": Look("Chữ trong bảng", "table", align=LEFT, after=2),
    "CellHead": Look("Đầu bảng", "table", bold=True),
    "CellSmall": Look("Chữ trong bảng nhiều cột", 10, align=LEFT, after=1),
    "CellHeadSmall": Look("Đầu bảng nhiều cột", 10, bold=True),
    "Arrow": Look("Mũi tên lưu đồ", 14, before=1, after=3),
    "Picture": Look("Hình", "body", before=3, after=6),
    "PictureCaption": Look("Tên hình", "table", italic=True, after=8),
    "TOCHeading": Look("TOC Heading", "body", bold=True, before=8, after=6, keep_next=True),
    "TOC1": Look("toc 1", "body", bold=True, align=LEFT, before=4, after=2),
    "TOC2": Look("toc 2", "body", align=LEFT, after=2),
    "TOC3": Look("toc 3", "body", align=LEFT, after=2),
    "Check": Look("Kiểm tra hiệu lực", 8, align=LEFT),
    "Branch": Look("Nhánh lưu đồ", 10, italic=True, after=1),
    "Acted": Look("Đã thực hiện trên hệ thống", 10.5, italic=True),
    "ReceiversTitle": Look(
        "Nơi nhận", "distribution_title", bold=True, italic=True, align=LEFT, keep_next=True
    ),
    "Receiver": Look("Từng nơi nhận", "distribution", align=LEFT, keep_next=True),
    "Authority": Look("Quyền hạn, chức vụ", "authority", bold=True, keep_next=True),
    "Signer": Look("Họ tên người ký", "signer", bold=True, before=76),
    "PageNumber": Look("Số trang", "page_number"),
    "Running": Look("Đầu trang", "header", bold=True),
    "RunningLeft": Look("Đầu trang, bên phải", "header", align=LEFT),
    "CoverOwner": Look("Bìa: cơ quan chủ quản", 14, after=3),
    "CoverAgency": Look("Bìa: cơ quan", 15, bold=True, after=2),
    "CoverTitle": Look("Bìa: tên tài liệu", 26, bold=True, after=4),
    "CoverKind": Look("Bìa: loại tài liệu", 20, bold=True, after=4),
    "CoverFact": Look("Bìa: mã hiệu", 14, after=4),
    "CoverPlace": Look("Bìa: địa danh, năm", 14, italic=True),
    "ControlTitle": Look("Tên bảng kiểm soát", "body", bold=True, before=8, keep_next=True),
    "ControlNote": Look("Ghi chú bảng", "table", italic=True, after=6, keep_next=True),
}
HEADINGS: Final = {
    1: Look("Heading 1", "body", bold=True, align=LEFT, before=6, after=6, keep_next=True),
    2: Look("Heading 2", "body", bold=True, align=LEFT, before=6, after=6, keep_next=True),
    3: Look(
        "Heading 3", "body", bold=True, italic=True, align=LEFT, before=6, after=6, keep_next=True
    ),
    4: Look("Heading 4", "body", italic=True, align=LEFT, before=6, after=6, keep_next=True),
}


def apply_styles(document: Document, settings: PageSettings, *, indented: bool) -> None:
    """Give the document its styles; Normal is the body in Times New Roman, Vietnamese.

    `indented` is the first line of headings and of lines of a form, as in official papers.
    """
    _defaults(document, settings)
    for style_id, look in LOOKS.items():
        style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), style_id)
        style.quick_style = True
        _dress(style, look, settings)
    for look in HEADINGS.values():
        style = document.styles[look.name]
        _dress(style, look, settings)
        style.paragraph_format.first_line_indent = Mm(settings.indent if indented else 0)
    if indented:
        line = document.styles[LOOKS["Line"].name]
        line.paragraph_format.first_line_indent = Mm(settings.indent)


def _defaults(document: Document, settings: PageSettings) -> None:
    for style in [one for one in document.styles if one.type == WD_STYLE_TYPE.TABLE]:
        if not style.element.default:
            style.delete()
    document.styles["TOC Heading"].delete()  # of the template; ours is of the same name
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(settings.body)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(run):
        run.remove(child)
    run.extend((fonts(), element("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA")))


def _dress(style: Any, look: Look, settings: PageSettings) -> None:
    assert isinstance(style, ParagraphStyle)
    size = getattr(settings, look.size) if isinstance(look.size, str) else look.size
    style.font.size, style.font.bold, style.font.italic = Pt(size), look.bold, look.italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    run = style.element.get_or_add_rPr()
    for old in run.findall(qn("w:rFonts")):
        run.remove(old)
    run.insert(0, fonts())
    form = style.paragraph_format
    form.alignment = look.align
    form.space_before, form.space_after = Pt(look.before), Pt(_after(look, settings))
    form.first_line_indent = Mm(settings.indent if look.indented else 0)
    form.keep_with_next, form.widow_control = look.keep_next, True
    form.line_spacing = settings.line_spacing if look.spaced else 1.0
    if look.size == LOOKS["Rule"].size:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)


def _after(look: Look, settings: PageSettings) -> float:
    return settings.paragraph_gap if look.spaced else look.after
