"""What is said of a PDF that comes back signed, or not, or changed."""

import io
import json
import shutil
import subprocess
from datetime import timedelta

import pytest
from asn1crypto.crl import CertificateList
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, enumerate_sig_fields
from pyhanko.sign.validation import add_validation_info, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from kernel import clock
from kernel.signing import AGENCY, SECRETARY, Expected, Trust, Verdict, verify
from tests.kernel.signing.papers import (
    AGENCY_NAME,
    SIGNER,
    agency,
    chairman,
    minuted,
    prepared,
    printed,
    sealed,
    secretary,
    signed,
    trust,
)
from tests.signing import DAY, asn1, authority, new_authority


def codes(verdict, outcome="bad"):
    checks = [*verdict.checks, *(c for each in verdict.signatures for c in each.checks)]
    return {check.code for check in checks if check.outcome == outcome}


def looked_at(pdf, trusted=None, original=None, **expected):
    return verify(pdf, original or prepared(), trusted or trust(), expected=Expected(**expected))


def added(pdf, change):
    """The PDF with something added behind its bytes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_it_accepts_person_then_agency():
    verdict = looked_at(sealed(), person=SIGNER, agency=AGENCY_NAME)
    assert verdict.is_acceptable
    assert verdict.roles == ("person", "agency")
    assert [each.name for each in verdict.signatures] == [SIGNER, AGENCY_NAME]
    assert {"original", "only_signatures", "order", "intact", "chain", "in_time", "name"} == codes(
        verdict, "good"
    )
    assert verdict.signatures[0].organization == AGENCY_NAME


def test_minutes_are_accepted_in_the_order_of_secretary_chair_and_agency():
    one = secretary().sign(minuted(), SECRETARY)
    two = chairman().sign(one)
    people = {"person": SIGNER, "agency": AGENCY_NAME}
    alone = looked_at(one, original=minuted(), **people)
    assert (alone.roles, alone.is_acceptable) == (("secretary",), True)
    assert "secretary_missing" not in codes(alone, "note")
    verdict = looked_at(agency().sign_as_agency(two), original=minuted(), **people)
    assert verdict.roles == ("secretary", "person", "agency")
    assert verdict.is_acceptable
    assert "order" in codes(verdict, "good")


def test_minutes_without_the_secretary_say_so_and_the_agency_signs_behind_both():
    chair = chairman().sign(minuted())
    verdict = looked_at(chair, original=minuted(), person=SIGNER)
    assert (verdict.roles, verdict.is_acceptable) == (("person",), True)
    assert "secretary_missing" in codes(verdict, "note")
    sealed_too_soon = secretary().sign(agency().sign_as_agency(chair), SECRETARY)
    late = looked_at(sealed_too_soon, original=minuted(), person=SIGNER, agency=AGENCY_NAME)
    assert "agency_first" in codes(late, "bad")


def test_the_secretary_and_the_chair_are_told_apart_in_fields_of_their_own():
    spec = SigFieldSpec("Rieng", on_page=0, box=(20, 20, 90, 60))
    one = secretary().sign(minuted(), "Rieng", own_field=spec)
    assert looked_at(one, original=minuted(), person=SIGNER).roles == ("secretary",)
    one = chairman().sign(minuted(), "Rieng", own_field=spec)
    assert looked_at(one, original=minuted(), person=SIGNER).roles == ("person",)


def test_it_accepts_the_person_alone_and_says_so():
    assert looked_at(signed()).roles == ("person",)


def test_without_roots_it_says_that_nobody_was_asked_and_not_that_it_is_valid():
    verdict = looked_at(sealed(), Trust())
    assert verdict.outcome == "unproven"
    assert codes(verdict, "unproven") == {"no_roots"}


def test_a_verdict_is_kept_and_read_again():
    verdict = looked_at(sealed())
    kept = json.loads(json.dumps(verdict.to_json()))
    assert Verdict.from_json(kept) == verdict
    assert kept["signatures"][0]["checks"][0]["sentence"]


def test_no_number_of_an_identity_card_is_kept():
    assert "UID" not in json.dumps(looked_at(sealed()).to_json())


def test_poppler_and_pyhanko_accept_it_and_reject_it_after_one_byte(tmp_path):
    if not shutil.which("pdfsig"):
        pytest.skip("pdfsig is not installed.")
    broken = bytearray(sealed())
    broken[len(prepared()) // 3] ^= 1
    for pdf, intact in ((sealed(), True), (bytes(broken), False)):
        file = tmp_path / "a.pdf"
        file.write_bytes(pdf)
        said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True).stdout
        assert said.count("Signature is Valid.") == (2 if intact else 0)
        for each in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
            context = ValidationContext(trust_roots=[asn1(authority().root)])
            status = validate_pdf_signature(each, context)
            assert (status.intact and status.bottom_line) is intact
    assert codes(looked_at(bytes(broken))) == {"changed_before"}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 255))
@example(0, 1)
def test_no_changed_byte_is_ever_accepted(where, how):
    """Of what was given out, and of what was added behind it."""
    for begins in (0, len(prepared())):
        broken = bytearray(sealed())
        at = begins + where % (len(broken) - begins)
        broken[at] ^= how
        verdict = looked_at(bytes(broken))
        assert not verdict.is_acceptable, (at, how)


def test_the_room_behind_a_signature_hides_nothing():
    """It alone is not covered by the signature, and other programs don't look there."""
    pdf = bytearray(signed())
    start = pdf.rindex(b"0000000000")
    pdf[start : start + 4] = b"cafe"
    assert codes(looked_at(bytes(pdf))) == {"broken"}


def test_it_says_that_it_is_not_signed():
    assert codes(looked_at(prepared())) == {"not_signed"}
    assert codes(looked_at(added(prepared(), lambda writer: writer.update_root()))) == {
        "nobody_signed"
    }


def test_it_refuses_another_document():
    other = prepared("system")
    assert codes(looked_at(chairman().sign(other))) == {"other_document"}
    assert codes(looked_at(printed())) == {"other_document"}


@pytest.mark.parametrize(
    ("pdf", "code"),
    [
        (b"PK\x03\x04 a letter", "not_pdf"),
        (b"", "not_pdf"),
        (b"%PDF-1.7 and then nothing", "other_document"),
    ],
)
def test_it_refuses_what_is_no_pdf(pdf, code):
    assert codes(looked_at(pdf)) == {code}


def test_it_refuses_what_is_damaged():
    assert codes(looked_at(prepared() + b"\n5 0 obj\n<< /broken\nstartxref\n12\n%%EOF")) == {
        "corrupt"
    }


def test_it_refuses_what_is_too_large():
    verdict = verify(signed(), prepared(), trust(), limit=1024)
    assert codes(verdict) == {"too_large"}


def test_it_refuses_what_is_encrypted():
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(printed())))
    writer.encrypt("secret")
    written = io.BytesIO()
    writer.write(written)
    original = written.getvalue()
    pdf = original + b"\n% more"
    assert codes(verify(pdf, original, trust())) == {"encrypted"}


def test_it_refuses_words_laid_over_the_text():
    def note(writer):
        page, _inherited = writer.find_page_for_modification(0)
        annotation = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/FreeText"),
                pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (9, 9, 99, 99))),
            }
        )
        writer.register_annotation(page, writer.add_object(annotation))

    before, after = chairman().sign(added(prepared(), note)), added(signed(), note)
    assert codes(looked_at(before)) == {"content_added"}
    assert codes(looked_at(after)) == {"content_added", "changed_after"}


def test_it_refuses_a_page_written_anew_before_it_was_signed():
    """The signature over such a file is intact: only what we gave out tells."""

    def rewrite(writer):
        page, _inherited = writer.find_page_for_modification(0)
        stream = generic.StreamObject(stream_data=b"0 0 300 300 re f")
        page.get_object()["/Contents"] = writer.add_object(stream)
        writer.update_container(page.get_object())

    verdict = looked_at(chairman().sign(added(prepared(), rewrite)))
    assert codes(verdict) == {"content_added"}
    assert "intact" in codes(verdict, "good")


def test_it_refuses_a_signature_laid_over_text():
    over = SigFieldSpec("Them", on_page=0, box=(100, 500, 500, 700))
    verdict = looked_at(agency().sign(signed(), "Them", own_field=over))
    assert codes(verdict) == {"hides_text"}


def test_it_refuses_an_empty_field_laid_over_text():
    over = SigFieldSpec("Them", on_page=0, box=(100, 500, 500, 700), empty_field_appearance=True)
    hidden = added(prepared(), lambda writer: append_signature_field(writer, over))
    assert codes(looked_at(chairman().sign(hidden))) == {"hides_text"}


def test_it_refuses_a_field_that_was_moved():
    def move(writer):
        page, _inherited = writer.find_page_for_modification(0)
        field = page.get_object()["/Annots"][-1]
        field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 500, 800)))
        writer.update_container(field)

    assert codes(looked_at(chairman().sign(added(prepared(), move)))) == {"content_added"}


def test_a_program_may_make_a_field_of_its_own_beside_the_text():
    beside = SigFieldSpec("Signature1", on_page=0, box=(60, 40, 200, 90))
    verdict = looked_at(chairman().sign(prepared(), "Signature1", own_field=beside))
    assert verdict.is_acceptable
    assert verdict.roles == ("person",)


def test_proofs_may_be_added_behind_the_last_signature():
    each = PdfFileReader(io.BytesIO(signed())).embedded_signatures[0]
    crl = authority().revocation_list()
    context = ValidationContext(trust_roots=[asn1(authority().root)], crls=[crl])
    proven = add_validation_info(each, context).getvalue()
    verdict = looked_at(proven)
    assert verdict.is_acceptable


def test_a_list_that_shows_that_nothing_was_revoked_is_told():
    lists = [authority().revocation_list(), authority().revocation_list(above=True)]
    verdict = looked_at(
        signed(), Trust(trust().roots, revoked=tuple(map(CertificateList.load, lists)))
    )
    assert "not_revoked" in codes(verdict, "good")


def test_a_revoked_authority_makes_all_it_issued_worthless():
    crl = authority().revocation_list(authority().between.serial_number, above=True)
    known = Trust(trust().roots, revoked=(CertificateList.load(crl),))
    assert codes(looked_at(signed(), known)) == {"revoked"}


def test_the_agency_never_signs_first():
    first = agency().sign_as_agency(prepared())
    assert codes(looked_at(first)) == {"agency_alone"}
    assert codes(looked_at(chairman().sign(first))) == {"agency_first"}


def test_the_agency_in_the_field_of_the_person_is_still_the_agency():
    wrong = agency().sign(prepared())
    assert codes(looked_at(wrong, agency=AGENCY_NAME)) == {"agency_alone"}


def test_a_third_signature_is_told():
    third = SigFieldSpec("Them", on_page=0, box=(60, 40, 200, 90))
    verdict = looked_at(chairman().sign(sealed(), "Them", own_field=third))
    assert verdict.is_acceptable
    assert "other_signature" in codes(verdict, "note")


def test_it_refuses_an_expired_certificate():
    holder = authority().person(SIGNER, ends=clock.now() - DAY)
    assert codes(looked_at(holder.sign(prepared()))) == {"expired", "chain_bad"}


def test_it_refuses_a_certificate_that_is_not_valid_yet():
    holder = authority().person(SIGNER, starts=clock.now() + DAY)
    assert codes(looked_at(holder.sign(prepared()))) == {"not_yet", "chain_bad"}


def test_an_expired_certificate_is_not_saved_by_a_wrong_clock():
    """Signed "a year ago", when it was valid: but the file was given out only today."""
    holder = authority().person(SIGNER, ends=clock.now() - DAY)
    pdf = holder.sign(prepared(), at=clock.now() - 300 * DAY)
    assert codes(looked_at(pdf, given_out=clock.now())) == {"too_early"}


def test_it_refuses_a_signature_of_tomorrow():
    assert codes(looked_at(chairman().sign(prepared(), at=clock.now() + DAY))) == {"in_future"}


def test_it_refuses_a_certificate_somebody_gave_himself():
    own = new_authority(SIGNER)
    holder = type(chairman())(own, own.root_key, own.root)
    assert "self_signed" in codes(looked_at(holder.sign(prepared())))
    assert "self_signed" in codes(looked_at(holder.sign(prepared()), Trust()))


def test_it_refuses_an_unknown_issuer():
    stranger = new_authority("Kẻ lạ").person(SIGNER)
    verdict = looked_at(stranger.sign(prepared()))
    assert codes(verdict) == {"unknown_issuer"}
    assert "Kẻ lạ G2" in verdict.reasons[0]


def test_it_refuses_a_revoked_certificate():
    holder = authority().person(SIGNER)
    pdf = holder.sign(prepared())
    crl = authority().revocation_list(holder.certificate.serial_number)
    known = Trust(trust().roots, revoked=(CertificateList.load(crl),))
    assert codes(looked_at(pdf, known)) == {"revoked"}


def test_without_a_time_stamp_a_certificate_revoked_since_is_refused():
    """The signer could have set his clock back."""
    holder = authority().person(SIGNER)
    since = clock.now() - timedelta(hours=2)
    serial = holder.certificate.serial_number
    crl = CertificateList.load(authority().revocation_list(serial, revoked=since))
    known = Trust(trust().roots, revoked=(crl,))
    moment = clock.now() - DAY
    assert codes(looked_at(holder.sign(prepared(), at=moment), known)) == {"revoked"}
    stamps = authority().issue("Dịch vụ cấp dấu thời gian", stamps=True)
    proven = holder.sign(prepared(), at=moment, stamp=stamps)
    assert looked_at(proven, known).is_acceptable


def test_it_refuses_a_certificate_for_other_purposes():
    holder = authority().person(SIGNER, usage=("key_encipherment",))
    assert codes(looked_at(holder.sign(prepared()))) == {"usage"}


def test_a_time_stamp_proves_the_time():
    stamps = authority().issue("Dịch vụ cấp dấu thời gian", stamps=True)
    verdict = looked_at(chairman().sign(prepared(), stamp=stamps))
    assert "stamped" in codes(verdict, "good")
    assert verdict.signatures[0].stamped_by == "Dịch vụ cấp dấu thời gian"
    stranger = new_authority("Kẻ lạ").issue("Giờ lạ", stamps=True)
    verdict = looked_at(chairman().sign(prepared(), stamp=stranger))
    assert "stamp_unproven" in codes(verdict, "note")
    assert verdict.signatures[0].stamped_at == ""


def test_another_name_is_told_and_not_refused():
    verdict = looked_at(signed(), person="Trần Văn Bảo")
    assert verdict.is_acceptable
    assert verdict.outcome == "unproven"
    assert codes(verdict, "unproven") == {"name_differs"}
    assert "name" in codes(looked_at(signed(), person="nguyen dinh khai"), "good")


def test_the_empty_field_of_the_agency_is_still_there_for_it():
    reader = PdfFileReader(io.BytesIO(signed()))
    values = {name: value for name, value, _ref in enumerate_sig_fields(reader)}
    assert values[AGENCY] is None
