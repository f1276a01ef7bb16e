"""Every measure of NĐ 30/2020, Annex I, taken from the printed page itself (pdfplumber)."""

from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pytest

from kernel.printing import PageSettings
from tests.kernel.printing import samples
from tests.kernel.printing.measure import Printed

MM = 25.4 / 72
LONG = "Các đơn vị chịu trách nhiệm tổ chức thực hiện theo chức năng, nhiệm vụ được giao. " * 8
TEXT = [samples.paragraph(f"p{n}", LONG) for n in range(9)]
PAPERS = {
    "quyết định": replace(samples.decision(), nodes=TEXT),
    "công văn": replace(samples.letter(), nodes=TEXT),
    "tài liệu hệ thống": replace(samples.procedure(), nodes=TEXT),
}


class Line:
    """A line of a page in mm from its upper left corner."""

    def __init__(self, found):
        self.text = found["text"]
        self.left, self.right = found["x0"] * MM, found["x1"] * MM
        self.chars = found["chars"]
        self.base = (found["chars"][0]["matrix"][5]) * MM
        self.top, self.bottom = found["top"] * MM, found["bottom"] * MM
        self.sizes = {round(char["size"], 1) for char in self.chars}
        self.fonts = {char["fontname"].split("+")[-1] for char in self.chars}


@pytest.fixture(scope="module", params=PAPERS)
def pages(request):
    with pdfplumber.open(BytesIO(Printed(PAPERS[request.param]).bytes)) as pdf:
        found = [
            ([Line(line) for line in page.extract_text_lines(return_chars=True)], page)
            for page in pdf.pages
        ]
        return request.param, [(lines, (page.width, page.height)) for lines, page in found]


def test_the_page_is_a4(pages):
    for _lines, (width, height) in pages[1]:
        assert (round(width * MM), round(height * MM)) == (210, 297)


def test_the_margins_are_within_the_decree(pages):
    name, found = pages
    inner = [line for lines, _ in found for line in lines if not line.text.strip().isdigit()]
    if name == "tài liệu hệ thống":  # the frame of the cover keeps its words further in
        inner = [line for lines, _ in found[1:] for line in lines]
    assert 30 <= min(line.left for line in inner) <= 35
    assert 14.9 <= 210 - max(line.right for line in inner) <= 20
    assert 20 <= min(line.top for line in inner) <= 27
    assert 20 <= 297 - max(line.bottom for line in inner)
    full = [line for lines, _ in found for line in lines if line.right > 180 and 14.0 in line.sizes]
    assert Counter(round(210 - line.right, 1) for line in full).most_common(1)[0][0] == 15.0


def test_the_typeface_has_the_measures_of_times_new_roman_and_is_upright_and_black(pages):
    _name, found = pages
    for lines, _ in found:
        for line in lines:
            assert all(font.startswith("Tinos") for font in line.fonts)
    body_line = next(line for lines, _ in found[-1:] for line in lines if "Các đơn vị" in line.text)
    assert body_line.fonts == {"Tinos"}
    colours = {str(char["non_stroking_color"]) for char in body_line.chars}
    assert colours <= {"(0,)", "(0, 0, 0)", "(0.0,)", "(0.0, 0.0, 0.0)", "0", "[0]", "(0, 0, 0, 1)"}


def test_lines_and_paragraphs_stand_as_far_apart_as_the_settings_say(pages):
    settings = PageSettings()
    apart = Counter()
    for lines, _ in pages[1]:
        text = [line for line in lines if line.sizes == {14.0} and line.fonts == {"Tinos"}]
        for above, below in pairwise(text):
            apart[round(above.base - below.base, 1)] += 1
    (line, _count), (paragraph, _fewer) = apart.most_common(2)
    expected = settings.line_height * 14 * MM
    assert line == pytest.approx(expected, abs=0.15)
    assert paragraph - line == pytest.approx(settings.paragraph_gap * MM, abs=0.25)


def test_a_paragraph_is_indented_and_justified(pages):
    firsts = [
        line
        for lines, _ in pages[1]
        for line in lines
        if line.text.startswith("Các đơn vị chịu trách nhiệm") and line.left > 35
    ]
    assert firsts
    assert all(line.left == pytest.approx(30 + 12.7, abs=0.2) for line in firsts)


def test_official_pages_count_in_the_middle_of_the_top_margin_from_the_second(pages):
    name, found = pages
    if name == "tài liệu hệ thống":
        said = [line.text for lines, _ in found for line in lines if "Trang:" in line.text]
        assert said[0].endswith(f"2/{len(found)}")
        return
    numbers = [
        [line for line in lines if line.text.strip() == str(at) and line.top < 20]
        for at, (lines, _) in enumerate(found, start=1)
    ]
    assert numbers[0] == []
    for line, *_others in numbers[1:]:
        assert line.sizes == {13.0}
        middle = (line.left + line.right) / 2
        assert middle == pytest.approx(30 + 165 / 2, abs=1)
