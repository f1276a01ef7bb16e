"""PDF files for the tests of the importer: from a page of HTML, or written byte by byte."""

import io
import zlib

import weasyprint
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

STYLE = """
@page { size: A4; margin: 25mm 15mm 20mm 30mm;
  @top-center { content: "QUY TRÌNH QT.HT.09" }
  @bottom-right { content: "Trang " counter(page) "/" counter(pages) } }
body { font: 13pt "Times New Roman", Tinos, serif; text-align: justify; line-height: 1.3 }
p { margin: 0 0 6pt; text-indent: 10mm } table { border-collapse: collapse; width: 100% }
td, th { border: 0.75pt solid black; padding: 1mm }
h1 { font-size: 14pt; margin: 6pt 0 } h2 { font-size: 13pt; margin: 6pt 0; font-weight: bold }
"""


def from_html(body):
    """A real PDF with embedded fonts, running header and numbered pages."""
    page = f"<html lang='vi'><style>{STYLE}</style><body>{body}</body></html>"
    return weasyprint.HTML(string=page).write_pdf()


def by_hand(*lines, font="Times-Roman", content=b"", more=()):
    """A PDF of one page in one font without embedding; `lines` are bytes in WinAnsi."""
    if not content:
        shown = b"".join(b"(%b) Tj T* " % _escaped(line) for line in lines)
        content = b"BT /F1 13 Tf 80 750 Td 16 TL " + shown + b"ET"
    packed = zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        b"/Resources<</Font<</F1 4 0 R>>%b>>>>" % (b"/XObject<</Im 6 0 R>>" if more else b""),
        b"<</Type/Font/Subtype/TrueType/BaseFont/%b/Encoding/WinAnsiEncoding/FirstChar 0"
        b"/LastChar 255/Widths[%b]/FontDescriptor<</Type/FontDescriptor/FontName/%b/Flags 32"
        b"/FontBBox[0 -200 1000 800]/Ascent 800/Descent -200>>>>"
        % (font.encode(), b" 500" * 256, font.encode()),
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
        *more,
    ]
    return _file(objects)


def _escaped(line):
    return line.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects):
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.5\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def scan():
    """A page that is one picture."""
    picture = zlib.compress(b"\x80" * 3 * 40 * 40)
    image = (
        b"<</Type/XObject/Subtype/Image/Width 40/Height 40/ColorSpace/DeviceRGB"
        b"/BitsPerComponent 8/Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
    ) % (len(picture), picture)
    return by_hand(content=b"q 595 0 0 842 0 0 cm /Im Do Q", more=[image])


def bomb():
    """Some kilobytes that unpack to more than a gigabyte: packed twice."""
    once, times = b" " * 2**22, 300
    inner = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = inner.compress(once) + inner.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(once, check)
    packed = b"\x78\xda" + block * times + b"\x03\x00" + check.to_bytes(4, "big")
    twice = zlib.compress(packed, 9)
    return _file([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream"
        % (len(twice), twice),
    ])  # fmt: skip


def with_password(data):
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(data)))
    writer.encrypt("chu", "mo")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
