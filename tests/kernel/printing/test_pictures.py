"""Pictures on paper: how large, how many dots, and what stands where a file is missing."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kernel.content.nodes import Node
from kernel.printing import to_docx, to_html, to_pdf
from kernel.printing.pictures import SHARPEST, TALLEST, picture
from tests.kernel.printing import samples

ROOM = 165.0
FILE = "a1" * 32


def drawn(width, height, mode="RGB", kind="PNG", **how):
    data = BytesIO()
    Image.effect_noise((width, height), 60).convert(mode).save(data, kind, **how)
    return data.getvalue()


def block(**body):
    return Node("pic", "image", {"file": FILE, "type": "image/png", "alt": "Sơ đồ", **body})


def shown(data, **body):
    return picture(block(**body).body, {FILE: data}, ROOM)


def opened(made):
    return Image.open(BytesIO(made.data))


@given(st.integers(1, 400), st.integers(1, 400), st.none() | st.integers(10, 100))
def test_a_picture_keeps_its_proportions_and_fits_the_page(across, down, share):
    made = shown(drawn(across, down, "L"), **({"width": share} if share else {}))
    assert made.width <= ROOM
    assert made.height <= TALLEST
    assert made.width * down == pytest.approx(made.height * across, rel=0.02, abs=0.02 * across)
    assert not share or made.height == TALLEST or made.width == pytest.approx(ROOM * share / 100)


def test_a_photograph_is_kept_no_sharper_than_paper_shows_it():
    photo = drawn(3000, 2200, kind="JPEG")
    made = shown(photo, width=50)
    assert opened(made).width == round(ROOM / 2 / 25.4 * SHARPEST)
    assert len(made.data) < len(photo) / 5


def test_a_small_picture_goes_onto_paper_as_it_is():
    icon = drawn(120, 80)
    assert shown(icon).data == icon
    assert shown(icon).width == pytest.approx(120 / 96 * 25.4, abs=0.01)


def test_a_noisy_large_png_becomes_a_jpeg_and_a_drawing_stays_a_png():
    assert opened(shown(drawn(1400, 1400), width=100)).format == "JPEG"
    plan = BytesIO()
    Image.new("1", (4000, 3000), 1).save(plan, "PNG")
    assert opened(shown(plan.getvalue(), width=100)).format == "PNG"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "I;16", "1", "CMYK"])
def test_every_way_of_keeping_colours_is_printed_on_white(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(shown(drawn(60, 40, mode, kind))).mode in ("RGB", "L")


def test_what_shines_through_is_white():
    glass = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(glass, "PNG")
    assert opened(shown(glass.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_taken_upright_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = shown(drawn(300, 200, kind="JPEG", exif=exif))
    assert made.height > made.width
    assert opened(made).height > opened(made).width


def cut_off():
    return drawn(300, 300)[:30]


def too_many_dots():
    data = BytesIO()
    Image.new("1", (10_000, 9_000)).save(data, "PNG")
    return data.getvalue()


@pytest.mark.parametrize("broken", [cut_off, too_many_dots, lambda: b"", lambda: b"GIF89a"])
def test_a_picture_that_cannot_be_opened_leaves_a_box_that_says_so(broken):
    images = {FILE: broken()}
    assert picture(block().body, images, ROOM) is None
    assert "Không có tệp hình “Sơ đồ”" in to_html(
        replace(samples.letter(), nodes=[block()], images=images)
    )


def test_a_picture_stands_in_pdf_and_docx_with_its_caption():
    caption = [{"text": "Hình 1. Sơ đồ cơ cấu tổ chức"}]
    nodes = [block(caption=caption, width=60), block(file="b2" * 32)]
    nodes[1] = Node("lost", "image", nodes[1].body)
    paper = replace(samples.letter(), nodes=nodes, images={FILE: drawn(800, 500)})
    pdf, docx = to_pdf(paper), to_docx(paper)
    assert pdf.count(b"/Subtype /Image") == 1
    with ZipFile(BytesIO(docx)) as archive:
        text = archive.read("word/document.xml").decode()
        assert [name for name in archive.namelist() if name.startswith("word/media/")]
    assert 'descr="Sơ đồ"' in text
    assert "Hình 1. Sơ đồ cơ cấu tổ chức" in text
    assert "Không có tệp hình" in text
    assert (pdf, docx) == (to_pdf(paper), to_docx(paper))
