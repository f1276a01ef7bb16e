"""PDF with text: lines become paragraphs and tables again; what has no text is told so."""

from collections import Counter

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.content.nodes import text_of, validate
from kernel.importing import read_manual
from kernel.importing.pieces import Para, Table, squash
from kernel.importing.readers.pdf.pages import Fragment, Grid, Page, Pages
from kernel.importing.readers.pdf.reader import _Reader
from tests.kernel.importing import pdfs
from tests.kernel.importing.test_refusals import TCVN3, VNI, refusal

LONG = (
    "Văn thư tiếp nhận văn bản đến, kiểm tra số lượng, tình trạng bì, nơi nhận, dấu niêm phong; "
    "đối chiếu với nơi gửi trước khi ký nhận và bóc bì, rồi đăng ký vào hệ thống của cơ quan."
)
STEPS = "".join(
    f"<tr><td>Thư ký {n}</td><td>Bước {n}</td><td>{LONG} BM.HT.09.{n:02}</td></tr>"
    for n in range(1, 15)
)
PROCEDURE = f"""
<h1>I. MỤC ĐÍCH</h1><p>{LONG}</p><p>{LONG} Hết.</p>
<h1>II. NỘI DUNG</h1><h2>2.1. Lập danh mục</h2><p>- {LONG}</p><p>- Lưu hồ sơ.</p>
<table><tr><th>STT</th><th>Tên hồ sơ</th><th colspan="2">Nơi lưu</th></tr>
<tr><td rowspan="2">1</td><td>Sổ văn bản đến của năm, có dấu giáp lai</td>
<td>Văn thư</td><td>Bản giấy</td></tr>
<tr><td>Sổ văn bản đi</td><td>Văn thư</td><td>Bản điện tử</td></tr></table>
{"".join(f"<p>{n}) {LONG}</p>" for n in range(1, 19))}
<table><thead><tr><th>Người thực hiện</th><th>Quá trình thực hiện</th><th>Mô tả/Biểu mẫu</th></tr>
</thead>{STEPS}</table>
"""


@pytest.fixture(scope="module")
def procedure():
    return pdfs.from_html(PROCEDURE)


def test_a_procedure_of_several_pages_is_read_as_it_was_written(procedure, clauses):
    seen = []
    found = read_manual(procedure, "quy-trinh.pdf", clauses, progress=lambda *at: seen.append(at))
    found.check_complete()
    validate(found.nodes)
    assert [n.body["level"] for n in found.nodes if n.kind == "heading"] == [1, 1, 3]
    said = [text_of(node) for node in found.nodes]
    assert said[1] == LONG
    assert said[2] == f"{LONG} Hết."
    assert [item["text"][0]["text"] for item in found.nodes[5].body["items"]] == [
        LONG,
        "Lưu hồ sơ.",
    ]
    table = found.nodes[6].body
    assert table["rows"][0]["cells"][2]["colspan"] == 2
    assert table["rows"][1]["cells"][0]["rowspan"] == 2
    assert len(table["rows"][2]["cells"]) == 3
    steps = [node for node in found.nodes if node.kind == "steps"]
    assert [len(node.body["steps"]) for node in steps] == [14]
    for number, step in enumerate(steps[0].body["steps"], start=1):
        assert step["forms"] == [f"BM.HT.09.{number:02}"]
        assert step["detail"][0]["text"].strip() == LONG
    pages = seen[-1][1]
    assert pages >= 3
    assert seen == [(at, pages) for at in range(pages + 1)]


def test_running_headers_and_numbers_of_pages_are_no_text_but_are_not_lost(procedure, clauses):
    found = read_manual(procedure, "a.pdf", clauses)
    assert "Trang" not in "".join(text_of(node) for node in found.nodes)
    assert found.source.count("QUY TRÌNH QT.HT.09") == found.source.count("Trang ") >= 3
    assert [item.text for item in found.tray] in ([], ["QUY TRÌNH QT.HT.09"])


@pytest.mark.parametrize(
    ("text", "font", "name"), [(TCVN3, ".VnTime", "TCVN3"), (VNI, "VNI-Times", "VNI")]
)
def test_letters_in_an_old_font_become_unicode(clauses, text, font, name):
    words = text.encode("cp1252", "replace").split(b" ")
    found = read_manual(pdfs.by_hand(b" ".join(words), font=font), "a.pdf", clauses)
    assert "hệ thống chất lượng" in text_of(found.nodes[0])
    assert name in str(next(w.sentence for w in found.warnings if w.code == "converted"))


def test_the_capital_fonts_of_abc_show_capitals(clauses):
    found = read_manual(
        pdfs.by_hand(b"quy tr\xd7nh x\xe3 s\xe8", font=".VnTimeH"), "a.pdf", clauses
    )
    assert "QUY TRÌNH XÓ SỐ" in found.source


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (pdfs.scan, "scan"),
        (lambda: pdfs.with_password(pdfs.by_hand(b"Xin chao ca nha minh")), "encrypted"),
        (lambda: pdfs.by_hand(b"Xin chao")[:300], "damaged"),
        (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nrubbish", "damaged"),
        (pdfs.bomb, "bomb"),
        (lambda: pdfs.by_hand(content=b" "), "no-text"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(clauses, made, code):
    found = refusal(made(), clauses, "a.pdf")
    assert found.code == code
    with translation.override("vi"):
        assert str(found) != found.code


def test_letters_across_the_page_part_no_line_and_wait_in_the_tray_as_words(clauses):
    mark = (
        "<div style='position: fixed; top: 30mm; left: 0; font-size: 60pt; color: #ddd;"
        " white-space: nowrap; transform: rotate(-45deg)'>BẢN DỰ THẢO</div>"
    )
    lines = [f"{n}. Khoản {n} của quy trình." for n in range(1, 15)]
    pages = "".join(f"<p>{line}</p>" for line in lines), f"<h1>II. HẾT</h1><p>{LONG}</p>"
    plain = "<div style='break-before: page'></div>".join(pages)
    found = read_manual(pdfs.from_html(mark + plain), "x.pdf", clauses)
    found.check_complete()
    assert list(map(text_of, found.nodes)) == list(
        map(text_of, read_manual(pdfs.from_html(plain), "x.pdf", clauses).nodes)
    )
    assert [piece.text.strip() for piece in found.tray].count("BẢN DỰ THẢO") == 1


def test_columns_and_tables_without_rules_are_told_of_and_nothing_is_lost(clauses):
    rows = "".join(
        f"<tr><td>{n}</td><td>Hồ sơ loại {n}</td><td>{5 + n} năm</td></tr>" for n in range(1, 9)
    )
    style = "<style>.bare td { border: none } .two { columns: 2; column-gap: 12mm }</style>"
    letterhead = "<table class='bare'><tr><td>UBND PHƯỜNG</td><td>CỘNG HÒA</td></tr></table>"
    parts = (
        f"{letterhead}<p>{LONG}</p>" + "".join(f"<p>{n}) {LONG}</p>" for n in range(1, 5)),
        f"<p>{LONG}</p><table class='bare'>{rows}</table>",
        f"<div class='two'>{''.join(f'<p>{n}. {LONG}</p>' for n in range(1, 7))}</div>",
        f"<table>{rows}</table>",
    )
    body = "<div style='break-before: page'></div>".join(parts)
    found = read_manual(pdfs.from_html(style + body), "x.pdf", clauses)
    found.check_complete()
    (told,) = [warning for warning in found.warnings if warning.code == "side-by-side"]
    with translation.override("vi"):
        assert "các trang 2, 3 có chữ xếp cạnh nhau" in str(told.sentence)


def test_a_pdf_by_any_name_is_one(clauses):
    found = read_manual(pdfs.by_hand(b"Xin chao ca nha minh"), "so tay.docx", clauses)
    assert found.report.kind == "pdf"
    assert "misnamed" in [warning.code for warning in found.warnings]


FRAGMENTS = st.builds(
    lambda text, x, y, size, font, upright, wide: Fragment(
        text, x, x + wide, y, y + size, size, font, upright
    ),
    st.sampled_from(["1. ", "- ", "Trang 3/9", "I. Chung", "…", "e\u0301", "\u0301", "\u00ad"])
    | st.text(min_size=1, max_size=6),
    st.floats(0, 500), st.floats(0, 800), st.sampled_from([9.0, 13.0, 13.0, 20.0]),
    st.sampled_from(["Times", "Times-Bold", "Times-Italic"]), st.booleans() | st.just(True),
    st.floats(1, 300),
)  # fmt: skip
BOXES = st.lists(
    st.builds(
        lambda x, y, w, h: (float(x), float(y), float(x + w), float(y + h)),
        st.sampled_from([50, 100, 150]), st.sampled_from([50, 80, 110, 140]),
        st.sampled_from([50, 100, 200]), st.sampled_from([30, 60]),
    ),
    min_size=2, max_size=6, unique=True,
).map(Grid)  # fmt: skip
PAGES = st.builds(
    Page,
    st.just(595.0),
    st.just(842.0),
    st.lists(FRAGMENTS, max_size=12),
    st.lists(BOXES, max_size=2),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PAGES, min_size=1, max_size=4))
def test_wherever_letters_stand_each_is_read_once(pages):
    """The order may be anybody's guess; the letters are all there, also those of the edges."""
    reading = _Reader(Pages(pages)).read()
    given_letters = "".join(one.text for page in pages for one in page.fragments)
    kept = squash("".join(filter(str.isalnum, given_letters)))
    kept = "".join(filter(str.isalnum, kept))  # NFC parts some letters of India from their marks
    assert Counter(filter(str.isalnum, squash(reading.source))) == Counter(kept) or (
        len(kept) == sum(map(str.isalnum, squash(reading.source)))
    )
    for block in reading.blocks:
        if isinstance(block, Para):
            assert all(reading.source[p.start : p.end] == p.text for p in block.pieces)
        elif isinstance(block, Table):
            assert all(block.rows)
