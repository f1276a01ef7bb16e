"""A paper with its empty signature fields: the right place, and still PDF/A."""

import io

import pdfplumber
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from weasyprint import HTML

from kernel.signing import AGENCY, PERSON, SECRETARY, find_places, prepare, usual_fields
from tests.kernel.signing.papers import minuted, prepared, printed

LAYOUTS = ["administrative", "system"]


def words(pdf, page=0):
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return document.pages[page].extract_words(keep_blank_chars=True)


def fields_of(pdf):
    reader = PdfFileReader(io.BytesIO(pdf))
    return {name: ref.get_object() for name, _value, ref in enumerate_sig_fields(reader)}


def test_the_person_signs_between_the_post_and_the_name():
    pdf = printed()
    person = find_places(pdf).person
    said = {word["text"]: word for word in words(pdf)}
    height = 841.89
    post, name = said["GIÁM ĐỐC"], said["Nguyễn Đình Khải"]
    assert height - post["bottom"] >= person.top
    assert height - name["top"] <= person.bottom + 1
    middle = (person.left + person.right) / 2
    assert middle == pytest.approx((name["x0"] + name["x1"]) / 2, abs=2)


def test_in_a_system_document_the_person_signs_in_the_column_of_the_approver():
    pdf = printed("system")
    person = find_places(pdf).person
    column = next(word for word in words(pdf) if word["text"] == "Phê duyệt")
    assert person.page == 0
    assert person.left < (column["x0"] + column["x1"]) / 2 < person.right
    acted = [w for w in words(pdf) if w["text"].startswith("Đã phê duyệt")]
    assert acted
    assert person.bottom >= 841.89 - acted[0]["top"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_seal_covers_a_third_of_the_signature_from_the_left(layout):
    places = find_places(printed(layout))
    wide = places.person.right - places.person.left
    assert places.agency.right - places.person.left == pytest.approx(wide / 3)
    assert places.agency.left < places.person.left
    across = places.agency.right - places.agency.left
    assert across == pytest.approx(places.agency.top - places.agency.bottom)


def test_a_file_without_corners_is_signed_at_the_foot_of_its_last_page():
    printed()
    place = find_places(HTML(string="<p>Một<p style='break-before: page'>Hai").write_pdf()).person
    assert place.page == 1
    assert place.top < 120


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_given_out_begins_with_what_was_printed(layout):
    assert prepared(layout).startswith(printed(layout))
    found = fields_of(prepared(layout))
    assert set(found) == {PERSON, AGENCY}
    assert not any("/V" in field for field in found.values())


def test_a_paper_without_a_seal_has_the_field_of_the_person_alone():
    pdf = printed()
    assert set(fields_of(prepare(pdf, usual_fields(pdf, sealed=False)))) == {PERSON}


def test_minutes_are_signed_by_the_secretary_left_and_the_chair_right():
    """NĐ 30/2020, Mẫu 1.9."""
    pdf = minuted()
    assert list(fields_of(pdf)) == [SECRETARY, PERSON, AGENCY]
    places = find_places(pdf)
    said = {word["text"]: word for word in words(pdf)}
    for place, post, name in (
        (places.secretary, "THƯ KÝ", "Trần Thị Mỹ Hạnh"),
        (places.person, "CHỦ TỌA", "Nguyễn Đình Khải"),
    ):
        assert 841.89 - said[post]["bottom"] >= place.top
        assert 841.89 - said[name]["top"] <= place.bottom + 1
        middle = (said[name]["x0"] + said[name]["x1"]) / 2
        assert (place.left + place.right) / 2 == pytest.approx(middle, abs=2)
    assert places.secretary.right < places.agency.left


def test_it_stays_pdf_a():
    """ISO 19005-3, 6.3: fields are printed, show something, and do nothing by themselves."""
    reader = PdfFileReader(io.BytesIO(prepared()))
    metadata = reader.root["/Metadata"].data
    assert b'pdfaid:part="3"' in metadata
    assert b'pdfaid:conformance="U"' in metadata
    assert "/NeedAppearances" not in reader.root["/AcroForm"]
    for field in fields_of(prepared()).values():
        assert int(field["/F"]) & 4
        assert not int(field["/F"]) & (1 | 2 | 32)
        assert "/N" in field["/AP"]
        assert not {"/A", "/AA"} & set(field)
