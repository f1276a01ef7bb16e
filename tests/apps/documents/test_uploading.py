"""A file as a version: refused with a sentence, frozen by its bytes, handed out as it is."""

import io
import zipfile

import pytest
from docx import Document as Word
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from weasyprint import HTML

from apps.documents import services
from apps.documents.models import Version
from apps.documents.selectors import frozen_meta, tree_of
from apps.documents.services.rendering import docx_of, keep_rendition, kept_pdf, pdf_of
from apps.documents.services.uploading import (
    check_file,
    replace_file,
    upload_document,
    upload_next_version,
)
from apps.documents.services.uploading_text import write_out
from kernel import clock
from kernel.content.nodes import text_of
from kernel.refusals import BadInput, Conflict, WrongState
from tests.apps.documents import making
from tests.factories import make_team


@pytest.fixture
def team(alpha):
    return make_team()


def pdf(text="Quy định nội bộ"):
    return HTML(string=f"<p>{text}</p>").write_pdf()


def docx(text="Quy định nội bộ"):
    made, out = Word(), io.BytesIO()
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def with_macros():
    out = io.BytesIO(docx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


def changed(**how):
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    if "password" in how:
        writer.encrypt(how["password"])
    if "script" in how:
        action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(how["script"])}
        action = {NameObject(name): value for name, value in action.items()}
        writer._root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"", "không có nội dung"),
        (lambda: b"Van ban thuong", "DOCX hay PDF"),
        (lambda: pdf()[:300], "hỏng"),
        (lambda: changed(password="mat khau"), "mật khẩu"),
        (lambda: changed(script="app.alert('x')"), "mã lệnh"),
        (with_macros, "macro"),
        (lambda: docx()[:800], "hỏng"),
        (lambda: b"\x89PNG\r\n\x1a\n0000", "ảnh"),
    ],
    ids=["empty", "text", "cut PDF", "password", "script", "macros", "cut DOCX", "picture"],
)
def test_what_can_be_no_version_is_refused_with_what_to_do(make, said):
    with pytest.raises(BadInput) as refused:
        check_file(make(), "tệp")
    assert said in str(refused.value.sentence)


def test_a_pdf_of_pictures_is_taken_and_known_to_hold_no_text():
    assert check_file(pdf(), "a.pdf").has_text
    assert not check_file(pdf("<br>"), "a.pdf").has_text


def uploaded(team, data, **facts):
    facts = {"code": "QT.HT.03", "title": "Quy trình cũ", "kind": "procedure"} | facts
    version = upload_document(data, "Quy trình cũ.pdf", by=team[0], **facts)
    return services.name_signers(version, checker=team[1], approver=team[2], by=team[0])


def issue(team, version, number=5):
    version = services.send_version(version, by=team[0])
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    version = services.approve_version(version, by=team[2], sha256=version.content_id)
    decision = making.decided(team, version)
    day = clock.today()
    services.issue_decision(decision, number=number, symbol="QĐ", signed_on=day, by=team[3])
    return Version.objects.get(pk=version.pk)


def test_a_pdf_goes_the_whole_way_on_the_chain_and_is_handed_out_as_it_is(team):
    data = pdf()
    version = issue(team, uploaded(team, data))
    said = frozen_meta(version)["file"]
    assert (said["sha256"], said["size"]) == (version.file.sha256, len(data))
    keep_rendition(version)
    assert kept_pdf(version) == pdf_of(version) == data
    with pytest.raises(WrongState):
        docx_of(version)
    newer = upload_next_version(version.document, docx(), "mới.docx", by=team[0], reason="Sửa")
    assert (newer.issue, newer.nodes.count()) == (2, 0)
    assert docx_of(newer) == docx_of(Version.objects.get(pk=newer.pk))
    services.name_signers(newer, checker=team[1], approver=team[2], by=team[0])
    issue(team, newer, number=6)
    old = Version.objects.get(pk=version.pk)
    text = PdfReader(io.BytesIO(pdf_of(old))).pages[0].extract_text()
    assert "HẾT HIỆU LỰC" in text
    assert "Quy định nội bộ" in text
    assert "phiếu" in PdfReader(io.BytesIO(pdf_of(newer))).pages[-1].extract_text()


def test_one_other_byte_is_another_content(team):
    version = services.send_version(uploaded(team, pdf("Một")), by=team[0])
    seen = version.content_id
    services.recall_version(version, by=team[0])
    replace_file(version, pdf("Hai"), "hai.pdf", by=team[0])
    services.send_version(version, by=team[0])
    version = Version.objects.get(pk=version.pk)
    assert version.content_id != seen
    with pytest.raises(Conflict):
        services.check_version(version, by=team[1], sha256=seen)


def test_a_file_never_takes_the_place_of_what_somebody_wrote(team):
    with pytest.raises(WrongState):
        replace_file(making.draft(team), pdf(), "a.pdf", by=team[0])


def test_a_file_becomes_a_text_on_the_same_chain_once(team):
    version = uploaded(team, docx("Quy định nội bộ của cơ quan"))
    job = write_out(version, by=team[0])
    assert write_out(version, by=team[0]) == job
    job = services.run_import(str(job.pk))
    made = job.version
    assert made.document == version.document
    assert (made.file_id, made.state) == (None, "drafting")
    assert "Quy định nội bộ" in "".join(text_of(node) for node in tree_of(made))
    assert Version.objects.get(pk=version.pk).state == "abandoned"
    with pytest.raises(WrongState):
        write_out(made, by=team[0])
