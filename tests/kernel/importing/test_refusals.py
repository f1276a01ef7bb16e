"""What is not a manual is refused, each with a sentence that says what to do."""

import io
import struct
import zipfile

import pytest
from django.utils import translation

from kernel.content.nodes import text_of
from kernel.importing import ImportRefused, detect, read_manual
from tests.kernel.importing import builder

SENTENCE = "Thực hiện quản lý hệ thống chất lượng theo tiêu chuẩn của cơ quan và đơn vị trực thuộc."
TCVN3 = "Thùc hiÖn qu¶n lý hÖ thèng chÊt l­îng theo tiªu chuÈn cña c¬ quan vµ ®¬n vÞ trùc thuéc."
VNI = (
    "Thöïc hieän quaûn lyù heä thoáng chaát löôïng theo tieâu chuaån cuûa cô quan "
    "vaø ñôn vò tröïc thuoäc."
)


def refusal(data, clauses, name="sổ tay.docx"):
    with pytest.raises(ImportRefused) as caught:
        read_manual(data, name, clauses)
    with translation.override("en"):
        assert str(caught.value).endswith(".")
    return caught.value


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def test_an_empty_file(clauses):
    assert refusal(b"", clauses).code == "empty"


def test_a_file_of_blanks(clauses):
    assert refusal(b" \n\t\n", clauses).code == "no-text"


def test_a_file_over_twenty_megabytes(clauses):
    assert refusal(b"a" * (20 * 2**20 + 1), clauses).code == "too-large"


def test_more_text_than_any_manual(clauses, monkeypatch):
    monkeypatch.setattr("kernel.importing.manual.MAX_CHARACTERS", 100)
    assert refusal(b"a " * 51, clauses).code == "too-long"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\n...", "damaged"),
        (b"\n%PDF-1.4\n...", "damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"GIF89a\1\0", "picture"),
        (b"BM\x36\0\0\0\0\0", "picture"),
        (b"{\\rtf1\\ansi Xin}", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-word"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (bytes(range(256)) * 4, "not-text"),
    ],
)
def test_other_kinds_by_their_content(clauses, data, code):
    assert refusal(data, clauses, "so-tay.txt").code == code


def test_the_name_is_not_believed(clauses):
    assert refusal(b"%PDF-1.7\n", clauses, "sổ tay.docx").code == "damaged"
    found = read_manual(SENTENCE.encode(), "sổ tay.docx", clauses)
    assert "misnamed" in [warning.code for warning in found.warnings]


def test_broken_utf8_names_the_byte(clauses):
    found = refusal(b"Ch\xe1\xba\xa5t l\xff", clauses)
    assert found.code == "broken-text"
    with translation.override("en"):
        assert "byte 8" in str(found)


def test_the_position_counts_the_byte_order_mark(clauses):
    with translation.override("en"):
        assert "byte 5" in str(refusal(b"\xef\xbb\xbfab\xff", clauses))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_unicode_encodings_are_read(clauses, encoding):
    text = f"{SENTENCE}\r\n\r\n{SENTENCE}"
    bom = {"utf-16-le": b"", "utf-16-be": b""}.get(encoding, b"")
    found = read_manual(bom + text.encode(encoding), "a.txt", clauses)
    assert found.source == f"{SENTENCE}\n\n{SENTENCE}"


@pytest.mark.parametrize(("text", "name"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_old_vietnamese_encodings_become_unicode(clauses, text, name):
    """As bytes of the old program, and as the same letters saved as UTF-8 or put into Word."""
    for data in (
        text.encode("latin-1"),
        text.encode(),
        builder.as_docx([builder.Para(text)]),
        f"<html><body><p>{text}</p></body></html>".encode(),
    ):
        found = read_manual(data, "so-tay.docx", clauses)
        found.check_complete()
        assert SENTENCE.split(" của ")[0] in text_of(found.nodes[0])
        assert name in str(next(w.sentence for w in found.warnings if w.code == "converted"))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Ủy ban nhân dân phường tổ chức đánh giá nội bộ mỗi năm một lần.",
        "Gestion de la qualité : où l’élève dûment noté à l’été a reçu sa leçon, çà et là.",
        "Größe, Übung und Maß: für alle Bürgerämter gültig.",
        "São Paulo não está à venda: você já comprou pão, maçã e açúcar.",
        "plain English, nothing else",
    ],
)
def test_unicode_text_is_not_taken_for_an_old_encoding(clauses, text):
    assert read_manual(text.encode(), "a.txt", clauses).source == text


def test_a_sheet_is_no_document(clauses):
    assert refusal(zipped([("xl/workbook.xml", "<x/>")]), clauses).code == "not-docx"


def test_open_document_text(clauses):
    assert refusal(zipped([("content.xml", "<x/>")]), clauses).code == "odt"


def test_a_zip_cut_short(clauses):
    assert refusal(builder.as_docx([builder.Para("Xin chào")])[:-200], clauses).code == "damaged"


def test_a_word_file_without_a_document(clauses):
    data = zipped([("[Content_Types].xml", "<x/>"), ("word/other.xml", "<x/>")])
    assert refusal(data, clauses).code == "damaged"


def test_broken_xml(clauses):
    good = builder.as_docx([builder.Para("Xin chào")])
    data = builder.rezipped(good, replaced={"word/document.xml": ("</w:body>", "</w:bo")})
    assert refusal(data, clauses).code == "damaged"


def test_a_part_that_inflates_enormously(clauses):
    data = zipped([("[Content_Types].xml", "<x/>"), ("word/document.xml", b"\0" * (60 * 2**20))])
    assert len(data) < 2**20
    assert refusal(data, clauses).code == "bomb"


def test_many_parts_that_are_large_together(clauses, monkeypatch):
    monkeypatch.setattr("kernel.importing.archive.MAX_INFLATED", 1000)
    data = zipped([(f"word/{at}.xml", "x" * 500) for at in range(3)])
    assert refusal(data, clauses).code == "bomb"


def test_too_many_parts(clauses, monkeypatch):
    monkeypatch.setattr("kernel.importing.archive.MAX_ENTRIES", 3)
    assert refusal(zipped([(f"word/{at}", "x") for at in range(4)]), clauses).code == "bomb"


def test_a_part_that_lies_about_its_size(clauses):
    """The directory says 30 bytes, the data inflate to 30 megabytes."""
    good = builder.as_docx([builder.Para("Xin chào")])
    data = bytearray(builder.rezipped(good, added={"word/document.xml.bak": "x" * (30 * 2**20)}))
    at = data.rfind(b"PK\1\2")
    struct.pack_into("<L", data, at + 24, 30)
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        assert archive.infolist()[-1].file_size == 30
    from kernel.importing.archive import Archive

    with pytest.raises(ImportRefused):
        Archive(bytes(data)).read("word/document.xml.bak")


def test_what_we_inflate_ourselves_is_limited(clauses, monkeypatch):
    monkeypatch.setattr("kernel.importing.archive.MAX_READ", 2000)
    assert refusal(builder.as_docx([builder.Para("Xin chào " * 900)]), clauses).code == "bomb"


def test_parts_that_share_their_bytes(clauses):
    data = bytearray(zipped([("word/a.xml", "x" * 400), ("word/b.xml", "y" * 400)], 0))
    first, second = [at for at in range(len(data)) if data[at : at + 4] == b"PK\1\2"]
    struct.pack_into("<L", data, second + 42, struct.unpack_from("<L", data, first + 42)[0] + 10)
    assert refusal(bytes(data), clauses).code in ("bomb", "damaged")


def test_a_file_with_a_password(clauses):
    data = bytearray(builder.as_docx([builder.Para("Xin chào")]))
    at = data.find(b"PK\1\2")
    data[at + 8] |= 1
    assert refusal(bytes(data), clauses).code == "encrypted"


def test_entities_are_not_expanded(clauses):
    """A hundred thousand times "ha" in a few bytes, and a file of the server."""
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "hahahahaha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    )
    good = builder.as_docx([builder.Para("Xin chào")])
    data = builder.rezipped(good, replaced={
        "word/document.xml": ("<w:document", f"{bomb}<w:document"),
    })  # fmt: skip
    data = builder.rezipped(data, replaced={"word/document.xml": ("Xin chào", "&b;&f;")})
    assert refusal(data, clauses).code == "damaged"


def test_every_sentence_is_there_in_vietnamese(clauses):
    with translation.override("vi"):
        assert "PDF" in str(refusal(b"%PDF-1.7\n", clauses))
    assert detect.MAX_BYTES == 20 * 2**20
