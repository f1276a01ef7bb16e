"""The pages that keep documents right: reviews, codes, impacts, files, and many at once."""

import io

import pytest

from apps.documents import services
from apps.documents.models import Document, Impact, Review, Version
from apps.documents.selectors import frozen_meta, open_version
from apps.documents.selectors.impact import choosable, open_impacts
from apps.documents.selectors.uploading import aligned
from apps.documents.services.citations import derive_citations
from apps.documents.services.external import add_external
from apps.documents.services.impact import name_impacts, settle_impact
from apps.work.selectors import tasks_of
from kernel import clock
from kernel.content.diff import compare
from kernel.refusals import BadInput
from kernel.spreadsheet import workbook
from tests.apps.documents import making
from tests.apps.documents.test_citations import citing
from tests.apps.documents.test_uploading import docx, pdf
from tests.factories import make_team, make_unit

V = "/documents/versions"


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def secretary(team, client):
    return client.enter(team[0])


def upload(data, name):
    file = io.BytesIO(data)
    file.name = name
    return file


def test_a_review_that_finds_a_change_opens_the_next_draft_once(secretary, team):
    version = making.issued(team)
    said = {"outcome": "change", "note": "Bổ sung bước 3"}
    answer = secretary.post(f"{V}/{version.pk}/review/", said)
    draft = open_version(version.document)
    assert answer["Location"] == f"{V}/{draft.pk}/write/"
    assert "Bổ sung bước 3" in draft.reason
    secretary.post(f"{V}/{version.pk}/review/", said)
    assert Review.objects.count() == 1
    assert Version.objects.filter(document=version.document).count() == 2


def test_what_is_refused_keeps_what_was_typed(secretary, team):
    version = making.issued(team)
    answer = secretary.post(f"{V}/{version.pk}/review/", {"outcome": "end", "on": "1/1/2001"})
    assert answer.status_code == 422
    assert "1/1/2001" in answer.content.decode()


def test_many_are_reviewed_and_each_that_cannot_be_says_why(secretary, team):
    version, draft = making.issued(team), making.draft(team, code="QT.HT.09")
    page = secretary.get("/documents/many/", {"pick": [version.pk, draft.pk]})
    assert "QT.HT.09" in page.content.decode()
    said = {"do": "review", "pick": [version.pk, draft.pk]}
    page = secretary.post("/documents/many/", said).content.decode()
    assert "1 tài liệu" in page
    assert "QT.HT.09" in page
    assert Document.objects.get(pk=version.document_id).reviewed_on == clock.today()
    unit = make_unit()
    secretary.post("/documents/many/", {"do": "keeper", "unit": unit.pk, "pick": [draft.pk]})
    assert Document.objects.get(pk=draft.document_id).unit == unit
    everything = secretary.get("/documents/many/?all=1&kind=procedure")
    assert len(everything.context["rows"]) == 2
    assert secretary.post("/documents/many/", {"do": "months", "pick": []}).status_code == 422


def test_impacts_are_covered_by_the_hash_and_settled_after_the_issue(team):
    other = making.issued(team, code="QT.HT.07", number=6)
    version = making.draft(team)
    with pytest.raises(BadInput):
        name_impacts(version, [(version.document, "")], by=team[0])
    name_impacts(version, [(other.document, "Sửa mục 5")], by=team[0])
    version = services.send_version(version, by=team[0])
    assert frozen_meta(version)["impacts"][0]["code"] == "QT.HT.07"
    assert not open_impacts().exists()
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    version = services.approve_version(version, by=team[2], sha256=version.content_id)
    decision = making.decided(team, version)
    services.issue_decision(decision, number=8, symbol="QĐ", signed_on=clock.today(), by=team[3])
    assert any("QT.HT.07" in task.title for task in tasks_of(team[0]))
    impact = Impact.objects.get()
    settle_impact(impact, how="Đã sửa đổi 01", by=team[0])
    assert settle_impact(impact, how="Lần hai", by=team[0]).how == "Đã sửa đổi 01"
    assert not any("QT.HT.07" in task.title for task in tasks_of(team[0]))


def test_what_cites_the_document_is_offered_first(team):
    cited = making.draft(team, code="QT.HT.20")
    making.draft(team, code="QT.HT.01")
    near = making.draft(team, code="QT.HT.10", nodes=citing("Theo [[QT.HT.20]]."))
    derive_citations(near)
    assert [(d.code, is_near) for d, is_near in choosable(cited, team[0])] == [
        ("QT.HT.10", True),
        ("QT.HT.01", False),
    ]


def test_replaced_law_is_a_task_and_a_mark_until_the_next_version(secretary, team):
    old = add_external(by=team[0], code="110/2004/NĐ-CP", title="Cũ")
    new = add_external(by=team[0], code="30/2020/NĐ-CP", title="Mới")
    version = making.issued(team, nodes=citing())
    derive_citations(version)
    secretary.post(f"/documents/external/{old.pk}/replace/", {"successor": new.pk})
    assert "30/2020/NĐ-CP" in secretary.get(f"{V}/{version.pk}/?tab=content").content.decode()
    assert "Căn cứ đã hết hiệu lực" in secretary.get("/documents/").content.decode()
    assert any("căn cứ" in task.title for task in tasks_of(team[0]))
    draft = services.draft_next_version(version.document, by=team[0], reason="Căn cứ mới")
    assert not any("căn cứ" in task.title for task in tasks_of(team[0]))
    said = secretary.get(f"{V}/{draft.pk}/send/").content.decode()
    assert "110/2004/NĐ-CP" in said


def test_a_file_is_uploaded_seen_and_followed_by_the_next_one(secretary, team):
    typed = {"kind": "procedure", "sort": "internal", "code": "", "title": "Quy trình cũ"}
    answer = secretary.post("/documents/upload/", typed | {"file": upload(pdf(), "cũ.pdf")})
    version = Version.objects.get()
    assert answer["Location"] == f"{V}/{version.pk}/"
    assert (version.document.code, version.document.sort) == ("QT.NB.01", "internal")
    assert "iframe" in secretary.get(f"{V}/{version.pk}/").content.decode()
    file = secretary.get(f"{V}/{version.pk}/file/")
    assert (file.content, file["Content-Type"]) == (pdf(), "application/pdf")
    bad = secretary.post(f"{V}/{version.pk}/upload/", {"file": upload(b"khong phai", "a.pdf")})
    assert bad.status_code == 422
    secretary.post(f"{V}/{version.pk}/upload/", {"file": upload(docx("Một hai ba"), "a.docx")})
    assert "Một hai ba" in secretary.get(f"{V}/{version.pk}/").content.decode()


def test_paragraphs_of_two_files_are_laid_beside_each_other():
    old = ["Mục đích", "Quy trình này quy định cách tiếp công dân.", "Bỏ đi"]
    new = ["Mục đích", "Quy trình này quy định cách tiếp dân.", "Thêm mới hoàn toàn khác"]
    found = [(c.status, c.node_id) for c in compare(*aligned(old, new)) if c.status != "same"]
    assert ("changed", "o1") in found
    assert {status for status, _id in found} == {"changed", "removed", "added"}


def test_the_list_of_a_day_is_printed_and_a_sheet_of_another_kind_is_refused(secretary, team):
    making.issued(team)
    page = secretary.get("/documents/catalogue/")
    assert "QT.HT.03" in page.content.decode()
    assert "QT.HT.03" not in secretary.get("/documents/catalogue/?on=1/1/2020").content.decode()
    assert secretary.get("/documents/catalogue/?on=hom+qua").status_code == 422
    assert secretary.get("/documents/catalogue/docx/").content.startswith(b"PK")
    wrong = upload(workbook("x", ["a"], [["b"]]), "a.xlsx")
    answer = secretary.post("/documents/external/import/", {"file": wrong})
    assert answer.status_code == 422


def test_the_code_is_changed_from_its_page_and_a_taken_one_says_the_next(secretary, team):
    making.draft(team, code="QT.HT.01")
    draft = making.draft(team)
    address = f"/documents/{draft.document_id}/code/"
    refused = secretary.post(address, {"code": "QT.HT.01", "why": "Xếp lại"})
    assert refused.status_code == 409
    assert "QT.HT.04" in refused.content.decode()
    secretary.post(address, {"code": "QT.HT.02", "why": "Xếp lại"})
    page = secretary.get("/documents/codes/").content.decode()
    assert "QT.HT.02" in page
    assert "QT.HT.03" in page
