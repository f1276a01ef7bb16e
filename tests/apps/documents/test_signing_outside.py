"""A PDF is given out, signed outside, taken back and verified; every try is kept."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import DatabaseError
from pyhanko.pdf_utils.reader import PdfFileReader

from apps.documents.models import IssueSheet, Rendition, SignedCopy
from apps.documents.selectors import to_print
from apps.documents.selectors.signing import signing_of
from apps.documents.services import signing
from apps.documents.services.rendering import keep_rendition, pdf_of
from kernel import printing
from kernel.files.services import read_file
from kernel.permissions import Role
from kernel.refusals import NotPermitted, WrongState
from kernel.trail.models import Event
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_person, make_team
from tests.kernel.signing.papers import printed
from tests.signing import authority

HEAD = "Trần Quốc Bảo"


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def version(team):
    made = making.issued(team, code="CSCL", kind="policy")
    keep_rendition(to_print(str(made.pk)))
    return to_print(str(made.pk))


@pytest.fixture
def clerk(team):
    return team[3]


@pytest.fixture(autouse=True)
def roots(settings, tmp_path):
    settings.CHUAN_TRUST_ROOTS = str(authority().write_roots(tmp_path / "roots"))


@pytest.fixture
def chairman():
    return authority().person(HEAD)


@pytest.fixture
def agency(version):
    return authority().agency("Ủy ban nhân dân phường Tân Hải")


@pytest.fixture(autouse=True)
def printed_once(monkeypatch):
    """What is signed here need not be printed anew for each test."""
    pdf = printed()
    monkeypatch.setattr(printing, "to_pdf", lambda _paper: pdf)


def entered(person):
    return HouseClient("alpha.test").enter(person)


def taken(version, by):
    return read_file(signing.give_out(version, by=by))


def test_it_goes_out_comes_back_and_becomes_the_official_copy(version, clerk, chairman, agency):
    unsigned = pdf_of(version)
    pdf = taken(version, clerk)
    assert pdf.startswith(unsigned)
    first = signing.hand_in(version, chairman.sign(pdf), "ký.pdf", by=clerk)
    assert first.accepted
    assert first.stage == "person"
    assert pdf_of(version) == unsigned  # readers get what all have signed
    both = agency.sign_as_agency(read_file(first.file))
    second = signing.hand_in(version, both, "ký đủ.pdf", by=clerk)
    assert (second.accepted, second.stage) == (True, "agency")
    assert signing_of(version).official == second
    assert pdf_of(version) == both
    acts = Event.objects.filter(subject_id=version.pk).order_by("at")
    assert [e.action for e in acts][-3:] == [
        "documents.give_out",
        "documents.hand_in",
        "documents.hand_in",
    ]


def test_it_is_prepared_once(version, clerk):
    assert taken(version, clerk) == taken(version, clerk)
    names = PdfFileReader(io.BytesIO(taken(version, clerk))).root["/AcroForm"]["/Fields"]
    assert len(names) == 2


def test_a_bad_file_is_kept_with_its_reasons_and_changes_nothing(version, clerk, chairman):
    pdf = taken(version, clerk)
    signed = bytearray(chairman.sign(pdf))
    signed[700] ^= 1
    copy = signing.hand_in(version, bytes(signed), "sửa.pdf", by=clerk)
    assert not copy.accepted
    assert signing.verdict_of(copy).reasons
    assert signing_of(version).by_person is None
    refused = Event.objects.get(action="documents.hand_in_refused")
    assert refused.body["note"]
    assert signing.hand_in(version, chairman.sign(pdf), "đúng.pdf", by=clerk).accepted
    assert SignedCopy.objects.count() == 2


def test_a_try_is_never_rewritten(version, clerk):
    taken(version, clerk)
    copy = signing.hand_in(version, b"%PDF-1.7 no", "x.pdf", by=clerk)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_signedcopy SET accepted = true")
    copy.refresh_from_db()
    assert not copy.accepted


def test_without_roots_it_is_taken_and_said_to_be_unproven(version, clerk, chairman, settings):
    settings.CHUAN_TRUST_ROOTS = ""
    copy = signing.hand_in(version, chairman.sign(taken(version, clerk)), "a.pdf", by=clerk)
    assert copy.accepted
    assert signing.verdict_of(copy).outcome == "unproven"
    settings.CHUAN_TRUST_ROOTS = "/no/such/folder"
    again = signing.hand_in(version, read_file(copy.file), "a.pdf", by=clerk)
    assert signing.verdict_of(again).outcome == "unproven"


def test_it_is_checked_again_once_roots_are_there(version, clerk, chairman, agency, settings):
    roots, settings.CHUAN_TRUST_ROOTS = settings.CHUAN_TRUST_ROOTS, ""
    with pytest.raises(WrongState):
        signing.check_again(version, by=clerk)
    pdf = agency.sign_as_agency(chairman.sign(taken(version, clerk)))
    first = signing.hand_in(version, pdf, "a.pdf", by=clerk)
    settings.CHUAN_TRUST_ROOTS = roots
    again = signing.check_again(version, by=clerk)
    assert signing.verdict_of(first).outcome == "unproven"
    assert signing.verdict_of(again).outcome == "note"
    assert signing_of(version).official == again
    assert again.file.sha256 == first.file.sha256


def test_only_who_may_sign_takes_it_and_hands_it_in(version, clerk, chairman):
    reader = make_person(Role.STAFF)
    with pytest.raises(NotPermitted):
        signing.give_out(version, by=reader)
    pdf = taken(version, clerk)
    with pytest.raises(NotPermitted):
        signing.hand_in(version, chairman.sign(pdf), "a.pdf", by=reader)


def test_what_is_not_issued_is_not_signed(team, clerk):
    approved = making.approved(team)
    with pytest.raises(WrongState):
        signing.give_out(approved, by=clerk)


def test_nothing_is_handed_in_that_was_not_given_out(version, clerk, chairman):
    with pytest.raises(WrongState):
        signing.hand_in(version, chairman.sign(pdf_of(version)), "a.pdf", by=clerk)


def test_the_official_copy_stays(version, clerk, chairman, agency):
    pdf = agency.sign_as_agency(chairman.sign(taken(version, clerk)))
    assert signing.hand_in(version, pdf, "cả hai.pdf", by=clerk).stage == "agency"
    with pytest.raises(WrongState):
        signing.hand_in(version, pdf, "lần nữa.pdf", by=clerk)


def test_a_paper_without_a_seal_is_complete_with_the_person(version, clerk, chairman, monkeypatch):
    for place in ("apps.documents.selectors.signing", "apps.documents.services.signing"):
        monkeypatch.setattr(f"{place}.bears_seal", lambda _version: False)
    pdf = taken(version, clerk)
    assert len(PdfFileReader(io.BytesIO(pdf)).root["/AcroForm"]["/Fields"]) == 1
    copy = signing.hand_in(version, chairman.sign(pdf), "a.pdf", by=clerk)
    assert signing_of(version).official == copy


def test_until_it_is_rendered_there_is_nothing_to_sign(team, clerk):
    made = making.issued(team)
    with pytest.raises(WrongState):
        signing.give_out(made, by=clerk)


class TestThePage:
    @pytest.fixture
    def page(self, clerk, version):
        browser = entered(clerk)
        address = f"/documents/versions/{version.pk}/signing/"
        return browser, address

    def hand_in(self, page, pdf):
        browser, address = page
        file = SimpleUploadedFile("đã ký.pdf", pdf, "application/pdf")
        return browser.post(f"{address}hand-in/", {"file": file})

    def test_the_whole_way(self, page, chairman, agency, version):
        browser, address = page
        assert "Chưa ký số" in browser.get(address).content.decode()
        pdf = browser.post(f"{address}take/")
        assert pdf["Content-Disposition"].startswith("attachment")
        signed = chairman.sign(pdf.content)
        assert self.hand_in(page, signed).status_code == 302
        shown = browser.get(address).content.decode()
        assert HEAD in shown
        assert "Nội dung đã ký còn nguyên vẹn" in shown
        assert self.hand_in(page, agency.sign_as_agency(signed)).status_code == 302
        assert "đây là bản chính thức" in browser.get(address).content.decode()

    def test_a_bad_file_is_refused_with_the_reason_in_the_form(self, page):
        browser, address = page
        pdf = browser.post(f"{address}take/").content
        answer = self.hand_in(page, pdf)
        assert answer.status_code == 422
        assert "Tệp chưa có chữ ký" in answer.content.decode()
        assert SignedCopy.objects.count() == 1
        for nothing in (b"", b"MZ\x90 not a PDF"):
            assert self.hand_in(page, nothing).status_code == 422

    def test_readers_get_the_official_copy_alone(self, page, chairman, agency, version):
        browser, address = page
        signed = chairman.sign(browser.post(f"{address}take/").content)
        self.hand_in(page, signed)
        self.hand_in(page, agency.sign_as_agency(signed))
        reader = entered(make_person(Role.STAFF))
        official, person = SignedCopy.objects.order_by("stage")
        assert reader.get(f"{address}{official.pk}/").status_code == 200
        assert reader.get(f"{address}{person.pk}/").status_code == 404
        shown = reader.get(address).content.decode()
        assert "Các tệp đã nộp" not in shown

    def test_the_version_page_leads_to_it(self, page, version):
        browser, address = page
        assert address in browser.get(f"/documents/versions/{version.pk}/").content.decode()


def test_a_decision_is_signed_like_any(team, clerk, chairman):
    made = making.issued(team)
    sheet = IssueSheet.objects.get()
    decision = to_print(str(sheet.decision_id))
    keep_rendition(decision)
    copy = signing.hand_in(decision, chairman.sign(taken(decision, clerk)), "a.pdf", by=clerk)
    assert copy.accepted
    assert made.decision_id == decision.pk
    assert Rendition.objects.get(version=decision).prepared
