"""Documents for the tests of the importer: the same parts as text, Markdown, HTML and DOCX."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    text: str


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Para | Bullets | Grid


def as_text(parts: Sequence[Part]) -> bytes:
    written = []
    for part in parts:
        match part:
            case Heading(text) | Para(text):
                written.append(text)
            case Bullets(items):
                written.append("\n".join(f"- {item}" for item in items))
            case Grid(rows):
                written.append("\n".join("\t".join(row) for row in rows))
    return "\n\n".join(written).encode()


def as_markdown(parts: Sequence[Part]) -> bytes:
    written = []
    for part in parts:
        match part:
            case Heading(text, level):
                written.append(f"{'#' * level} {text}")
            case Para(text):
                written.append(f"**{text[:1]}**{text[1:]}")
            case Bullets(items):
                written.append("\n".join(f"* {item}" for item in items))
            case Grid(rows):
                lines = ["| " + " | ".join(row) + " |" for row in rows]
                rule = "|" + " --- |" * len(rows[0])
                written.append("\n".join([lines[0], rule, *lines[1:]]))
    return "\n\n".join(written).encode()


def as_html(parts: Sequence[Part]) -> bytes:
    written = ["<!doctype html><html><body>"]
    for part in parts:
        match part:
            case Heading(text, level):
                written.append(f"<h{level}>{text}</h{level}>")
            case Para(text):
                written.append(f"<p>{text[:1]}<em>{text[1:]}</em>&nbsp;&amp;</p>")
            case Bullets(items):
                written.append("<ul>" + "".join(f"<li><p>{item}" for item in items) + "</ul>")
            case Grid(rows):
                lines = ("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in rows)
                written.append(f"<table>{''.join(lines)}</table>")
    return "\n".join([*written, "</body></html>"]).encode()


def as_docx(parts: Sequence[Part]) -> bytes:
    made = docx.Document()
    for part in parts:
        match part:
            case Heading(text, level):
                made.add_heading(text, level)
            case Para(text):
                paragraph = made.add_paragraph(text[:1])
                paragraph.add_run(text[1:]).bold = True
            case Bullets(items):
                for item in items:
                    made.add_paragraph(item, style="List Bullet")
            case Grid(rows):
                table = made.add_table(len(rows), len(rows[0]))
                for cells, row in zip(table.rows, rows, strict=True):
                    for cell, text in zip(cells.cells, row, strict=True):
                        cell.text = text
    return _saved(made)


@dataclass
class OldOffice:
    """A manual as an office wrote it over the years: a cover, and rows with the usual flaws."""

    agency: str = "ỦY BAN NHÂN DÂN PHƯỜNG SÔNG LÔ"
    parent: str = "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA"
    code: str = "STCL.01"
    rows: list[tuple[str, list[str]]] = field(default_factory=list)
    torn: bool = False  # the table is torn into one per row, titles and sentences in two

    def build(self) -> bytes:
        made = docx.Document()
        self._cover(made)
        self._running(made)
        made.add_paragraph("PHẦN 1. GIỚI THIỆU CHUNG", style="Heading 1")
        made.add_paragraph("Phường nằm bên bờ sông, có 12 tổ dân phố.")
        made.add_paragraph("PHẦN 2. ĐÁP ỨNG TIÊU CHUẨN", style="Heading 1")
        (self._torn_table if self.torn else self._table)(made)
        made.add_paragraph("Phụ lục 1. Sơ đồ các quá trình", style="Heading 1")
        made.add_paragraph("(xem hình)")
        return _saved(made)

    def _cover(self, made) -> None:
        for line in (self.parent, self.agency, "SỔ TAY CHẤT LƯỢNG", f"Mã hiệu: {self.code}"):
            made.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
        made.add_paragraph("Lần ban hành: 02")
        made.add_paragraph("Ngày ban hành: 05/6/2024")
        grid(made, (
            ("", "Biên soạn", "Kiểm tra", "Phê duyệt"),
            ("Họ và tên", "Lê Thị Mai", "Trần Văn Bình", "Phan Quốc Cường"),
            ("Chức vụ", "Công chức văn phòng", "Phó Chủ tịch", "Chủ tịch"),
            ("Chữ ký", "", "", ""),
        ))  # fmt: skip
        made.add_paragraph("NƠI NHẬN")
        grid(made, (("☑ Chủ tịch", "☐ Văn phòng"), ("☐ Thư ký ISO", "")))
        made.add_paragraph("THEO DÕI TÌNH TRẠNG SỬA ĐỔI")
        grid(made, (
            ("Trang", "Hạng mục sửa đổi", "Tóm tắt nội dung sửa đổi"),
            ("Sửa đổi lần thứ 1, ngày 05 tháng 6 năm 2024", "", ""),
            ("7", "Mục 4.3", "Thêm hai lĩnh vực"),
        ))  # fmt: skip
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _running(self, made) -> None:
        section = made.sections[0]
        section.header.paragraphs[0].text = "SỔ TAY CHẤT LƯỢNG"
        section.header.add_paragraph(f"Mã hiệu: {self.code}")
        section.footer.paragraphs[0].text = "Trang 1/9"

    def _table(self, made) -> None:
        table = made.add_table(0, 2)
        head = table.add_row().cells
        head[0].text, head[1].text = "Điều khoản ISO", "Tài liệu viện dẫn"
        for title, answer in self.rows:
            cells = table.add_row().cells
            cells[0].text = title
            cells[1].text = answer[0] if answer else ""
            for line in answer[1:]:
                cells[1].add_paragraph(line)

    def _torn_table(self, made) -> None:
        grid(made, (("Điều khoản ISO", "Tài liệu viện dẫn"),))
        for title, answer in self.rows:
            words, said = title.split(), " ".join(answer).split()
            middle, half = max(2, len(words) // 2), len(said) // 2
            grid(made, ((" ".join(words[:middle]), " ".join(said[:half])),))
            made.add_paragraph("12")
            grid(made, ((" ".join(words[middle:]).lower(), " ".join(said[half:])),))


def grid(made, rows) -> None:
    """A table of these texts."""
    table = made.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text


def text_box(paragraph, text: str) -> None:
    """A box with words, as Word writes it: once for new programs and once for old ones."""
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    paragraph._p.append(parse_xml(
        f"<w:r {nsdecls('w')} {spaces}><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    ))  # fmt: skip


def struck_out(paragraph, text: str) -> None:
    """Words deleted while changes were tracked."""
    paragraph._p.append(parse_xml(
        f'<w:del {nsdecls("w")} w:id="7" w:author="x"><w:r><w:delText>{text}</w:delText></w:r>'
        "</w:del>"
    ))  # fmt: skip


def numbered(made, levels: Sequence[str]) -> str:
    """A list that Word counts by itself; `levels` are texts such as "%1." and "%1.%2."."""
    root = made.part.numbering_part.element
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, text in enumerate(levels)
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{written}</w:abstractNum>'
    )
    root.insert(0, abstract)
    root.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'
    ))  # fmt: skip
    return "91"


def count_with(paragraph, list_id: str, level: int) -> None:
    """Make a paragraph part of such a list."""
    properties = paragraph._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", str(level)), ("w:numId", list_id)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        number.append(element)
    properties.append(number)


def with_footnote(data: bytes, text: str) -> bytes:
    """The same file with a footnote, which python-docx cannot write."""
    part = (
        f'<w:footnotes xmlns:w="{WORD}">'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>gạch</w:t></w:r></w:p>'
        "</w:footnote>"
        f'<w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    link = f'<Relationship Id="rId99" Type="{RELATED}/footnotes" Target="footnotes.xml"/>'
    return rezipped(data, {"word/footnotes.xml": part}, {
        "word/_rels/document.xml.rels": ("</Relationships>", f"{link}</Relationships>"),
    })  # fmt: skip


def rezipped(data: bytes, added=(), replaced=()) -> bytes:
    """A zip file with other parts."""
    replaced, out = dict(replaced), io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name in replaced:
                before, after = replaced[name]
                content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
        for name, content in dict(added).items():
            new.writestr(name, content)
    return out.getvalue()


def _saved(made) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


saved = _saved
