"""Mục lục: who has one, what it names, and that its numbers are true."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from kernel.printing.contents import contents
from tests.kernel.printing import samples
from tests.kernel.printing.measure import Printed, docx_of, texts

SENTENCE = "Văn phòng tổng hợp, trình Chủ tịch xem xét và thông báo kết luận tới các đơn vị. "


def chapters(count, length=12):
    return [
        block
        for n in range(1, count + 1)
        for block in (
            samples.heading(f"k{n}", f"{n}. Chương số {n}"),
            samples.paragraph(f"kp{n}", SENTENCE * length),
            samples.heading(f"k{n}-1", f"{n}.1. Mục một", 2),
            samples.paragraph(f"q{n}", SENTENCE * length),
            samples.heading(f"k{n}-2", "Chi tiết", 3),
        )
    ]


LONG = replace(samples.procedure(), nodes=chapters(6, 10))
MANUAL = replace(samples.manual(), nodes=[*samples.manual_nodes(), *chapters(3)[:2]])


@pytest.fixture(scope="module")
def printed():
    return Printed(LONG)


@pytest.mark.parametrize(
    "paper",
    [
        samples.procedure(),
        replace(LONG, form=True),
        replace(LONG, layout="administrative"),
        replace(LONG, nodes=[samples.paragraph("p", SENTENCE * 300)]),
    ],
)
def test_a_short_paper_a_form_and_an_official_paper_have_none(paper):
    assert contents(paper) == []


def test_a_manual_always_has_one_that_names_parts_chapters_and_clauses():
    assert [(entry.level, entry.text) for entry in contents(samples.manual())] == [
        (1, "PHẦN I. GIỚI THIỆU CHUNG"),
        (2, "1. Vị trí, chức năng"),
        (1, "PHẦN VI. KHÁI QUÁT HỆ THỐNG QUẢN LÝ CHẤT LƯỢNG"),
        (2, "8. Thực hiện"),
        (3, "8.3. Thiết kế và phát triển"),
        (2, "9. Đánh giá kết quả thực hiện"),
        (3, "9.1. Theo dõi, đo lường, phân tích và đánh giá"),
        (3, "9.2. Đánh giá nội bộ"),
    ]


def test_every_entry_of_the_pdf_names_the_page_its_heading_is_on(printed):
    pages = [page.splitlines() for page in texts(printed.bytes)]
    for entry in contents(LONG):
        listed, *found = [
            number
            for number, lines in enumerate(pages, start=1)
            if any(line.startswith(entry.text) for line in lines)
        ]
        line = next(line for line in pages[listed - 1] if line.startswith(entry.text))
        assert int(line.rsplit(".", 1)[1]) == found[0]


def test_the_outline_of_the_pdf_names_the_same_headings(printed):
    named = [entry.title for entry in _flat(printed.reader.outline)]
    assert [entry.text for entry in contents(LONG)] == [
        title for title in named if title != "Chi tiết"
    ]


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


@pytest.mark.parametrize("paper", [LONG, MANUAL])
def test_the_docx_has_a_field_with_the_same_entries_and_numbers(paper):
    document = docx.Document(BytesIO(docx_of(paper)))
    codes = [code.text for code in document.element.iter(qn("w:instrText"))]
    assert any(code.strip().startswith("TOC ") for code in codes)
    links = list(document.element.iter(qn("w:hyperlink")))
    marks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    headings = {name for name in marks if name.startswith("_Toc")}  # the others name the blocks
    assert [link.find(qn("w:r")).find(qn("w:t")).text for link in links] == [
        entry.text for entry in contents(paper)
    ]
    assert {link.get(qn("w:anchor")) for link in links} == headings
    shown = [int(list(link.iter(qn("w:t")))[-1].text) for link in links]
    assert shown == sorted(shown)
    assert shown[0] > 2
