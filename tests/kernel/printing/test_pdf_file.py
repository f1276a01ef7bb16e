"""The PDF as a file: letters, fonts, conformance, sameness."""

import shutil
import subprocess
from itertools import product
from unicodedata import normalize

import pytest
from django.utils.translation import override

from kernel.printing import FontsMissing, fonts_dir, to_html, to_pdf
from kernel.printing.pdf import FontsOnly, OutsideFetch
from tests.kernel.printing.measure import Printed
from tests.kernel.printing.samples import decision, manual, paragraph

TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VOWELS = "aăâeêioôơuưy"
LETTERS = [normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)]
LETTERS += ["đ", *map(str.upper, LETTERS), "Đ"]


def test_every_accented_vietnamese_letter_is_printed_in_tinos():
    looks = " ".join(LETTERS)
    text = f"{looks} **{looks}** *{looks}* ₫"
    printed = Printed(decision(nodes=[paragraph("p", text)]))
    read = printed.text()
    assert len(set(LETTERS)) == 146
    assert not [letter for letter in LETTERS if read.count(letter) < 3]
    assert "₫" in read
    assert {piece.font.split("+")[1].split("-")[0] for piece in printed.pages[0]} == {"Tinos"}


def test_boxes_and_ticks_are_printed():
    printed = Printed(decision(nodes=[paragraph("p", "☐ Có ☑ Không ✓")]))
    assert "☐ Có ☑ Không ✓" in printed.text()


def test_it_is_pdf_a_with_its_fonts_inside():
    printed = Printed(manual())
    metadata = printed.reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert 'pdfaid:part="3"' in metadata or "<pdfaid:part>3<" in metadata
    assert 'pdfaid:conformance="U"' in metadata or "<pdfaid:conformance>U<" in metadata
    assert printed.reader.trailer["/Root"]["/OutputIntents"]
    assert printed.reader.trailer["/Root"]["/Lang"] == "vi"
    for page in printed.reader.pages:
        for font in page["/Resources"]["/Font"].values():
            described = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in described


def test_it_tells_its_title_and_author():
    info = Printed(decision(title="Ban hành\nSổ tay")).reader.metadata
    assert info.title == "Quyết định – Ban hành Sổ tay"
    assert info.author == "SỞ XÂY DỰNG"


def test_headings_are_its_outline():
    titles = str(Printed(manual()).reader.outline)
    assert "GIỚI THIỆU CHUNG" in titles
    assert "9.1. Theo dõi" in titles


def test_the_same_paper_is_the_same_bytes():
    Printed(decision())
    assert to_pdf(manual()) == to_pdf(manual())
    assert to_pdf(decision()) != to_pdf(decision(number="6"))


def test_a_paper_fetches_nothing_but_its_fonts(tmp_path):
    Printed(decision())
    with pytest.raises(OutsideFetch):
        FontsOnly().fetch("https://example.org/picture.png")
    with pytest.raises(OutsideFetch):
        FontsOnly().fetch((tmp_path / "secret").as_uri())


def test_without_fonts_it_is_refused_and_never_printed_without_marks(tmp_path, settings):
    settings.CHUAN_FONTS_DIR = str(tmp_path)
    assert fonts_dir() == tmp_path
    with pytest.raises(FontsMissing):
        to_pdf(decision())


def test_the_page_needs_no_inline_style_for_its_content():
    page = to_html(manual())
    assert " style=" not in page
    assert page.count("<style>") == 1


@pytest.mark.parametrize("paper", [manual(), decision()])
def test_paper_is_the_same_in_every_language_of_the_reader(paper):
    with override("vi"):
        ours = to_html(paper)
    with override("en"):
        assert to_html(paper) == ours


def test_poppler_finds_all_fonts_embedded(tmp_path):
    if not shutil.which("pdffonts"):
        pytest.skip("pdffonts is not installed.")
    file = tmp_path / "a.pdf"
    file.write_bytes(Printed(manual()).bytes)
    listed = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    fonts = listed.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
