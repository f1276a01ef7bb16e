"""The code at the foot of a print that leads to the public page about this version."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from PIL import Image

from kernel.printing import checking
from tests.kernel.printing import samples
from tests.kernel.printing.measure import Printed, docx_of

URL = "https://tan-hai.chuan.khanhhoa.gov.vn/kiem-tra/0194f1c2a3b47c5d8e9fa0b1c2d3e4f5/"
SHORT = replace(samples.procedure(), nodes=[samples.paragraph("p", "Một trang.")])
LONG = [samples.paragraph(f"p{n}", "Quy định trình tự tiếp công dân. " * 20) for n in range(8)]
PAPERS = {
    "decision": replace(samples.decision_with_annex(), nodes=LONG),
    "manual": replace(samples.procedure(), nodes=LONG),
    "form": replace(SHORT, form=True),
    "official form": replace(samples.letter(), form=True),
}


@pytest.mark.parametrize("name", PAPERS)
def test_the_code_stands_once_in_the_bottom_margin_of_the_first_page(name):
    printed = Printed(replace(PAPERS[name], check_url=URL))
    pages = [page for page in printed.pages if any(checking.WORDS in p.text for p in page)]
    assert pages == printed.pages[:1]
    words = printed.piece(checking.WORDS)
    assert 277 < words.y < 292
    assert words.x > 30
    assert words.size == 8


@pytest.mark.parametrize("name", PAPERS)
def test_the_rest_of_the_paper_stands_where_it_stood(name):
    plain, checked = Printed(PAPERS[name]), Printed(replace(PAPERS[name], check_url=URL))
    assert len(plain.pages) == len(checked.pages)
    about = (checking.WORDS, "tan-hai.", "kiem-tra")
    there = [
        (round(p.x, 1), round(p.y, 1), p.text)
        for page in checked.pages
        for p in page
        if p.y < 277 or not any(word in p.text for word in about)
    ]
    assert there == [(round(p.x, 1), round(p.y, 1), p.text) for page in plain.pages for p in page]


@pytest.mark.parametrize("name", PAPERS)
def test_the_docx_shows_it_on_the_first_page_only(name):
    document = docx.Document(BytesIO(docx_of(replace(PAPERS[name], check_url=URL))))
    feet = [
        foot
        for section in document.sections
        for foot in (section.footer, section.first_page_footer)
        if not foot.is_linked_to_previous and checking.WORDS in foot._element.xpath("string()")
    ]
    assert len(feet) == 1
    assert feet[0]._element.xpath(".//pic:pic")


def test_a_paper_without_an_address_has_no_code():
    assert not any(checking.WORDS in piece.text for piece in Printed(SHORT).pages[0])
    document = docx.Document(BytesIO(docx_of(SHORT)))
    assert not any(s.footer._element.xpath(".//pic:pic") for s in document.sections)


def test_a_module_of_the_code_is_wide_enough_for_a_phone():
    drawn = Image.open(BytesIO(checking.code_png(URL)))
    assert checking.SIZE / (drawn.width / checking.DOTS) > 0.25
