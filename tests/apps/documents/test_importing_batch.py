"""Several files at once: read, looked over, and only then made into drafts."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.documents import services
from apps.documents.models import Document, ImportBatch, ImportJob, Kind, Version
from apps.documents.selectors import tree_of
from apps.documents.workflow import State
from kernel.content.nodes import text_of
from kernel.refusals import BadInput, WrongState
from tests.apps.documents.importing import imported, work
from tests.factories import make_person, make_team

FORMS = """QUY TRÌNH KIỂM SOÁT HỒ SƠ
Mã hiệu: QT.HT.04
Lần ban hành: 01

I. MỤC ĐÍCH

Quy định cách lập, bảo quản và hủy hồ sơ của cơ quan.

II. BIỂU MẪU

- BM.HT.04.01: Danh mục hồ sơ của cơ quan
- BM.HT.04.02: Biên bản hủy hồ sơ
\f
BM.HT.04.01

DANH MỤC HỒ SƠ

Năm: ……

STT\tTên hồ sơ\tThời hạn
1\t\t
\f
BM.HT.04.02

BIÊN BẢN HỦY HỒ SƠ

Hôm nay, ngày ……, tại ……

Thành phần gồm có các ông, bà sau đây.
"""
OTHER = "Mã hiệu: HD.HT.01\nHƯỚNG DẪN ĐẶT TÊN TỆP\n\n1. Cách đặt tên\n\nTên tệp không có dấu.\n"


@pytest.fixture
def team(alpha):
    return make_team()


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"Quy trình/{name}.txt", text)
        archive.writestr("__MACOSX/._x.txt", "rác")
        archive.writestr("Quy trình/~$x.docx", "rác")
    return out.getvalue()


def asked(by, *files):
    batch = services.ask_batch(files, by=by)
    work()
    return batch


def chosen(batch, **changes):
    """What the page would send when nothing was corrected."""
    return {
        str(job.pk): {**job.report["guess"], "chosen": True, "way": "new", "forms": True} | changes
        for job in batch.jobs.filter(state=ImportJob.State.READ)
    }


def made(batch, by, **changes):
    services.make_drafts(batch, chosen(batch, **changes), by=by)
    work()
    return {job.file.name: job for job in batch.jobs.select_related("version__document", "file")}


def test_the_files_of_a_zip_are_read_and_nothing_is_made_yet(team):
    batch = asked(team[0], (packed(a=FORMS, b=OTHER), "quy-trinh.zip"), (OTHER.encode(), "c.txt"))
    jobs = list(batch.jobs.order_by("file__name"))
    assert [(job.file.name, job.state) for job in jobs] == [("a.txt", "read"), ("b.txt", "read")]
    assert jobs[0].report["guess"] == {
        "kind": "procedure", "code": "QT.HT.04", "title": "Quy trình kiểm soát hồ sơ",
    }  # fmt: skip
    assert [form["code"] for form in jobs[0].report["forms"]] == ["BM.HT.04.01", "BM.HT.04.02"]
    assert 0 < jobs[0].report["confidence"] <= 100
    assert not Document.objects.exists()


def test_the_chosen_ones_become_drafts_with_their_forms(team):
    batch = asked(team[0], (packed(a=FORMS, b=OTHER), "quy-trinh.zip"))
    jobs = made(batch, team[0])
    version = jobs["a.txt"].version
    assert (version.document.code, version.document.kind) == ("QT.HT.04", Kind.PROCEDURE)
    forms = {form.code: form for form in version.document.forms.all()}
    assert {code: form.title for code, form in forms.items()} == {
        "BM.HT.04.01": "Danh mục hồ sơ của cơ quan", "BM.HT.04.02": "Biên bản hủy hồ sơ",
    }  # fmt: skip
    assert "Thành phần" not in "".join(map(text_of, tree_of(version)))
    form = forms["BM.HT.04.02"].versions.get()
    assert "Thành phần" in "".join(map(text_of, tree_of(form)))
    assert Document.objects.filter(code="HD.HT.01").exists()
    assert {job.state for job in jobs.values()} == {ImportJob.State.DONE}


def test_what_was_corrected_counts_and_what_is_not_ticked_is_left(team):
    batch = asked(team[0], (packed(a=FORMS, b=OTHER), "quy-trinh.zip"))
    choices = chosen(batch, forms=False)
    first, second = (str(job.pk) for job in batch.jobs.order_by("file__name"))
    choices[first] |= {"code": "QT.HT.09", "title": "Tên khác", "kind": "instruction"}
    choices[second]["chosen"] = False
    services.make_drafts(batch, choices, by=team[0])
    work()
    document = Document.objects.get()
    assert (document.code, document.title, document.kind) == ("QT.HT.09", "Tên khác", "instruction")
    assert services.make_drafts(batch, choices, by=team[0]) == []  # the second click
    assert Document.objects.count() == 1


def test_two_files_of_one_code_and_a_file_without_one_are_refused_before_anything_is_made(team):
    batch = asked(team[0], (FORMS.encode(), "a.txt"), (OTHER.encode(), "b.txt"))
    for changes in ({"code": "QT.HT.01"}, {"code": ""}, {"kind": "bogus"}, {"unit": "x"}):
        with pytest.raises(BadInput):
            services.make_drafts(batch, chosen(batch, **changes), by=team[0])
    with pytest.raises(WrongState):
        services.make_drafts(batch, {}, by=team[0])
    assert not Document.objects.exists()


def test_a_code_taken_meanwhile_brings_the_file_back_with_a_sentence(team):
    batch = asked(team[0], (OTHER.encode(), "b.txt"), (FORMS.encode(), "a.txt"))
    services.draft_document(code="HD.HT.01", title="Của người khác", kind=Kind.OTHER, by=team[1])
    jobs = made(batch, team[0])
    assert (jobs["b.txt"].state, jobs["a.txt"].state) == ("read", "done")
    assert "HD.HT.01" in jobs["b.txt"].sentence
    assert jobs["b.txt"].report["guess"]["code"] == "HD.HT.01"


def test_a_newer_file_replaces_an_open_draft_only_when_that_was_chosen(team):
    first = imported(FORMS, team[0]).version
    newer = FORMS.replace("và hủy hồ sơ", "và tiêu hủy hồ sơ")
    job = imported(newer, team[0])
    assert job.state == ImportJob.State.READ  # its code is taken: a person decides
    jobs = made(job.batch, team[0], way="next", forms=False)
    assert "bản thảo đang mở" in next(iter(jobs.values())).sentence
    jobs = made(job.batch, team[0], way="replace", forms=False)
    version = next(iter(jobs.values())).version
    first.refresh_from_db()
    assert first.state == State.ABANDONED
    assert version.document == first.document
    old, new = tree_of(first), tree_of(version)
    changed = [a for a, b in zip(old, new, strict=True) if text_of(a) != text_of(b)]
    assert [node.id for node in old] == [node.id for node in new]
    assert len(changed) == 1


def test_the_same_files_again_are_the_batch_that_is_there(team):
    files = ((FORMS.encode(), "a.txt"), (OTHER.encode(), "b.txt"))
    assert services.ask_batch(files, by=team[0]) == services.ask_batch(files, by=team[0])
    assert ImportJob.objects.count() == 2


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 broken", packed(**{f"f{n}": "x" for n in range(61)})]
)
def test_a_zip_that_cannot_be_taken_is_refused(team, data):
    if data.startswith(b"PK\x03\x04 b"):
        batch = asked(team[0], (data, "x.zip"), (OTHER.encode(), "b.txt"))
        assert batch.jobs.filter(state=ImportJob.State.REFUSED).count() == 1
        return
    with pytest.raises(BadInput):
        services.ask_batch([(data, "x.zip")], by=team[0])
    assert not ImportBatch.objects.exists()


def test_a_folder_is_looked_over_and_made_through_the_page(team, client):
    client.enter(team[0])
    texts = {"a.txt": FORMS.encode(), "b.txt": OTHER.encode(), "c.pdf": b"%PDF-1.4 hong"}
    files = [SimpleUploadedFile(name, data) for name, data in texts.items()]
    answer = client.post("/documents/import/", {"file": files})
    address = answer["Location"]
    assert "0 / 3" in client.get(address).content.decode().replace("trên", "/")
    work()
    page = client.get(address).content.decode()
    for said in ("QT.HT.04", "HD.HT.01", "BM.HT.04.01", "PDF bị hỏng"):
        assert said in page
    sent = {"job": []}
    for job in ImportJob.objects.filter(state="read"):
        sent["job"].append(str(job.pk))
        for name, value in job.report["guess"].items():
            sent[f"{name}-{job.pk}"] = value
        sent |= {f"chosen-{job.pk}": "1", f"way-{job.pk}": "new", f"forms-{job.pk}": "1"}
    assert client.post(address, sent).status_code == 302
    work()
    assert Version.objects.count() == 4
    assert "BM.HT.04.02" in client.get(address).content.decode()
    client.enter(make_person("secretary"))
    assert client.get(address).status_code == 404
