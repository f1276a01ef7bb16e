"""The import page: what is uploaded by mistake ends in a sentence, and nothing is lost."""

import io
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.documents.models import Document, ImportJob, Version
from kernel.content.canonical import sha256
from kernel.files.models import StoredFile
from kernel.files.services import read_file
from kernel.notices.services import notices_of
from tests.apps.documents.importing import MANUAL, upload, work
from tests.factories import make_person, make_team

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def bomb():
    """A Word file of some kilobytes that holds half a gigabyte."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(512):
                part.write(b"\0" * 2**20)
    return out.getvalue()


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def secretary(team, client):
    client.enter(team[0])
    return client


def test_a_manual_becomes_a_draft_with_its_report(secretary, team):
    job, page = upload(secretary, MANUAL.encode(), "so tay.txt")
    assert job.state == ImportJob.State.DONE
    assert job.version.document.code == "STCL.01"
    for said in ("STCL.01", "ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI", "Thiếu điều khoản 4.3"):
        assert said in page
    assert f"/documents/versions/{job.version.pk}/write/" in page
    assert secretary.get(f"/documents/versions/{job.version.pk}/write/").status_code == 200
    assert "bản thảo" in notices_of(team[0]).first().text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("so tay.docx", PNG, "tệp ảnh"),
        ("so tay.docx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF bị hỏng"),
        ("so tay.pdf", b"%PDF-1.4\n", "PDF bị hỏng"),
        ("so tay.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "Word 97"),
        ("so tay.docx", b"PK\x03\x04 not a zip", "hỏng"),
        ("so tay.txt", "Mục đích".encode()[:-1] + b"\xff Ph\xe1\xba", "UTF-8"),
        ("so tay.txt", b"\n \t\n", "không có chữ"),
        ("so tay.txt", b"\xff\x01 nhi ph\0n", "không phải"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_kept(secretary, team, name, data, said):
    job, page = upload(secretary, data, name)
    assert job.state == ImportJob.State.REFUSED
    assert said.lower() in job.sentence.lower()
    assert job.sentence in page.replace("&quot;", '"')
    assert read_file(job.file) == data
    assert not Document.objects.exists()
    assert "Chưa nhập được" in notices_of(team[0]).first().text


def test_a_word_file_that_would_burst_is_not_opened(secretary):
    data = bomb()
    assert len(data) < 2**20
    job, page = upload(secretary, data)
    assert job.state == ImportJob.State.REFUSED
    assert "lớn hơn" in page
    assert read_file(job.file) == data


def test_an_empty_file_is_refused_at_once(secretary):
    answer = secretary.post("/documents/import/", {"file": SimpleUploadedFile("trong.docx", b"")})
    assert answer.status_code == 422
    assert "Tệp không có nội dung." in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_without_a_file_the_page_asks_for_one(secretary):
    answer = secretary.post("/documents/import/")
    assert answer.status_code == 422
    assert not ImportJob.objects.exists()


def test_a_file_just_over_the_limit_is_refused_before_it_is_read(secretary, monkeypatch):
    def read(*_given):
        raise AssertionError("it was read")

    monkeypatch.setattr("apps.documents.services.ask_import", read)
    size = settings.CHUAN_UPLOAD_LIMIT + 1
    answer = secretary.post(
        "/documents/import/", {"file": SimpleUploadedFile("lon.docx", b"a" * size)}
    )
    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()
    assert not ImportJob.objects.exists()


class Endless:
    """A body that never ends; it counts what is taken from it and holds nothing."""

    def __init__(self):
        self.taken, self.largest = 0, 0

    def read(self, size=-1):
        assert 0 < size <= 2**20, "the whole body was asked for at once"
        self.taken += size
        self.largest = max(self.largest, size)
        return b"x" * size

    readline = read


def test_200_megabytes_are_refused_by_their_length_and_never_kept(secretary):
    body, length = Endless(), 200 * 2**20
    answer = secretary.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/documents/import/",
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "CONTENT_LENGTH": str(length),
            "wsgi.input": body,
        }
    )
    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()
    assert body.taken <= length
    assert body.largest <= 64 * 1024
    assert not StoredFile.objects.exists()


def test_a_length_that_is_no_number_is_no_length(secretary):
    for length in ("", "-5", "x", "٣"):
        answer = secretary.get("/documents/import/", CONTENT_LENGTH=length)
        assert answer.status_code == 200


def test_a_double_click_makes_one_draft(secretary):
    file = MANUAL.encode()
    for _click in range(2):
        answer = secretary.post("/documents/import/", {"file": SimpleUploadedFile("a.txt", file)})
        assert answer.status_code == 302
    work()
    assert ImportJob.objects.count() == Version.objects.count() == 1
    assert StoredFile.objects.filter(sha256=sha256(file)).count() == 1


def test_the_same_file_again_leads_to_the_draft_that_is_there(secretary):
    first, _page = upload(secretary, MANUAL.encode())
    second, page = upload(secretary, MANUAL.encode())
    assert first == second
    assert f"/documents/versions/{first.version.pk}/write/" in page


def test_after_its_draft_was_given_up_the_file_is_read_anew(secretary, team):
    from apps.documents import services

    first, _page = upload(secretary, MANUAL.encode())
    services.abandon_draft(first.version, why="Nhập lại", by=team[0])
    second, _page = upload(secretary, MANUAL.encode())
    assert first != second
    assert second.state == ImportJob.State.READ  # the code is taken: what it becomes is chosen
    assert "STCL.01" in _page


def test_a_colleague_sees_the_report_and_a_clerk_of_no_drafts_does_not(secretary, team, client):
    job, _page = upload(secretary, MANUAL.encode())
    client.enter(team[1])
    assert client.get(f"/documents/import/{job.pk}/").status_code == 200
    client.enter(make_person("staff"))
    assert client.get(f"/documents/import/{job.pk}/").status_code == 404


def test_who_may_not_draft_may_not_upload(client, team):
    client.enter(make_person("staff"))
    answer = client.post("/documents/import/", {"file": SimpleUploadedFile("a.txt", b"abc")})
    assert answer.status_code == 403
    assert not StoredFile.objects.exists()
