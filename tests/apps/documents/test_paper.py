"""What a document looks like on paper: by its template, its kind, and what became of it."""

import pytest

from apps.adoption.selectors import offered_versions, offers_of
from apps.adoption.services import clone
from apps.documents import services
from apps.documents.models import Version
from apps.documents.selectors import frozen_meta
from apps.documents.services.paper import paper_of_next
from apps.documents.services.rendering import paper_of
from apps.documents.views import detail, published
from apps.organization.services import answer
from kernel import clock
from kernel.content.markup import to_inline
from kernel.permissions import SYSTEM
from tests.apps.documents import making
from tests.factories import make_team, make_unit
from tests.kernel.printing.measure import Printed

FACTS = {
    "one_stop": "Trung tâm Phục vụ hành chính công",
    "fields": "hộ tịch, chứng thực",
    "staff_count": "53",
    "address": "Số 12 đường Biển Xanh",
    "website": "tanhai.khanhhoa.gov.vn",
}


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def cloned(team):
    """The templates of the ward as drafts, by code."""
    make_unit("Văn phòng")
    answer(FACTS, by=SYSTEM)
    version = offered_versions()[0]
    keys = [offer.template.key for offer in offers_of(version) if offer.free]
    return {made.document.code: made for made in clone(version, keys, by=team[0])}


def approve(team, version):
    secretary, checker, head, _clerk = team
    services.name_signers(version, checker=checker, approver=head, by=secretary)
    version = services.send_version(version, by=secretary)
    version = services.check_version(version, by=checker, sha256=version.content_id)
    return services.approve_version(version, by=head, sha256=version.content_id)


def test_a_cloned_notice_is_printed_as_its_template_says(cloned):
    paper = paper_of(cloned["BM.HT.06.01"])
    assert (paper.layout, paper.kind_name, paper.form) == ("administrative", "Thông báo", True)
    assert paper.title == "Về việc họp xem xét của lãnh đạo về hệ thống quản lý chất lượng"
    assert paper.symbol == "TB-UBND"
    assert paper.authority == ("TRƯỞNG BAN CHỈ ĐẠO ISO",)
    assert paper.signer == ""


def test_a_cloned_slip_has_no_cover(cloned):
    paper = paper_of(cloned["BM.HT.01.01"])
    assert (paper.layout, paper.kind_name, paper.form) == ("system", "Biểu mẫu", True)
    assert "Nơi nhận" not in Printed(paper).text(0)


def test_the_manual_keeps_its_cover(cloned):
    paper = paper_of(cloned["STCL"])
    assert (paper.layout, paper.kind_name, paper.form) == ("system", "Sổ tay chất lượng", False)


def test_grounds_and_authority_of_a_cloned_decision_are_approved_and_printed(team, cloned):
    made = approve(team, cloned["QĐ.HT.02"])
    facts = frozen_meta(made)["paper"]
    assert facts["authority"] == ["CHỦ TỊCH"]
    assert len(facts["grounds"]) == 4
    printed = Printed(paper_of(made))
    assert "Căn cứ Kế hoạch áp dụng, duy trì và cải tiến hệ thống" in printed.text()
    assert "Theo đề nghị của Chánh Văn phòng." in printed.text()
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG TÂN HẢI" in printed.text()
    assert "TM. ỦY BAN NHÂN DÂN" not in printed.text()


def test_other_grounds_are_another_content(team):
    first = making.sent(team, code="QĐ.1", kind="decision", paper={"grounds": ["Căn cứ A"]})
    second = making.sent(team, code="QĐ.2", kind="decision", paper={"grounds": ["Căn cứ B"]})
    assert first.content_id != second.content_id
    assert paper_of(first).grounds == ("Căn cứ A",)


def test_a_decision_is_printed_in_the_measures_of_the_decree(team):
    """NĐ 30/2020, annex I, as domain.md 4.1 lists it; the pieces are those of a real decision."""
    decision = making.decided(team, making.approved(team))
    services.issue_decision(
        decision, number=5, symbol="QĐ-UBND", signed_on=clock.today(), by=team[3]
    )
    printed = Printed(paper_of(Version.objects.get(pk=decision.pk)))
    looks = {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (13, True, False),
        "Độc lập - Tự do - Hạnh phúc": (14, True, False),
        "TỈNH KHÁNH HÒA": (13, False, False),
        "PHƯỜNG TÂN HẢI": (13, True, False),
        "Số: 05/QĐ-UBND": (13, False, False),
        "Tân Hải, ngày": (14, False, True),
        "QUYẾT ĐỊNH": (14, True, False),
        "Về việc ban hành": (14, True, False),
        "Căn cứ Luật": (14, False, True),
        "Điều 1.": (14, True, False),
        "Nơi nhận:": (12, True, True),
        "- Như Điều 3;": (11, False, False),
        "TM. ỦY BAN NHÂN DÂN": (14, True, False),
        "Trần Quốc Bảo": (14, True, False),
    }
    pieces = {text: printed.piece(text, page=_page_of(printed, text)) for text in looks}
    assert {text: (p.size, p.bold, p.italic) for text, p in pieces.items()} == looks
    box = printed.reader.pages[0].mediabox
    assert [round(float(side) * 25.4 / 72) for side in (box.width, box.height)] == [210, 297]
    every = [piece for page in printed.pages for piece in page]
    assert min(piece.x for piece in every) == pytest.approx(30, abs=0.2)
    assert all(20 < piece.y < 277 for piece in printed.pages[0])
    assert pieces["Điều 1."].x == pytest.approx(30 + 12.7, abs=0.1)


def _page_of(printed, text):
    return next(n for n in range(len(printed.pages)) if text in printed.text(n))


def test_a_plan_names_the_decision_it_was_issued_with(team):
    plan = making.issued(team, code="KH.MTCL", kind="objectives_plan", number=7,
                         paper={"layout": "administrative", "kind_name": "Kế hoạch"})  # fmt: skip
    paper = paper_of(Version.objects.get(pk=plan.pk))
    today = clock.today()
    assert paper.issued_with.startswith(f"Quyết định số 07/QĐ-UBND ngày {today.day:02} tháng ")
    assert paper.issued_with.endswith("của Ủy ban nhân dân phường Tân Hải")
    assert paper.authority == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_what_changed_before_stays_in_the_table_of_revisions(team):
    first = making.issued(team)
    changed = services.draft_next_version(first.document, by=team[0], reason="Tên đơn vị mới")
    paper = paper_of(changed)
    assert [(r.item, r.caption) for r in paper.revisions] == [("Tên đơn vị mới", "Lần ban hành 02")]
    changed.paper = {"revisions": [{"page": "7", "item": "Mục 4", "summary": "", "caption": "x"}]}
    changed.save()
    assert [r.item for r in paper_of(changed).revisions] == ["Mục 4", "Tên đơn vị mới"]


def test_a_department_signs_by_its_head(alpha, beta):
    from django_tenants.utils import tenant_context

    from apps.documents.services.decision_text import authority_lines, grounds

    assert authority_lines() == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    with tenant_context(beta):
        assert authority_lines() == ("GIÁM ĐỐC",)
        assert not any("chính quyền địa phương" in ground for ground in grounds())


def test_a_long_list_of_what_is_issued_is_an_annex_and_a_short_one_stands_in_article_one(team):
    versions = [making.approved(team, code=f"QT.HT.{n:02}") for n in range(1, 8)]
    short = paper_of(making.decided(team, versions[0]))
    assert [node.kind for node in short.nodes] == ["paragraph", "list", "paragraph", "paragraph"]
    assert short.annexes == ()
    long = paper_of(making.decided(team, *versions[1:]))
    assert [node.kind for node in long.nodes] == ["paragraph"] * 3
    (annex,) = long.annexes
    assert (annex.label, annex.title.startswith("DANH MỤC")) == ("Phụ lục", True)
    listed = Printed(long).text(1)
    assert all(version.document.code in listed for version in versions[1:])


@pytest.mark.parametrize("path", ["/documents/versions/{}/pdf/", "/cong-bo/{}/pdf/"])
def test_a_paper_is_called_by_its_code_and_issue_wherever_it_is_read(
    team, client, monkeypatch, path
):
    monkeypatch.setattr(detail, "pdf_of", lambda version: b"%PDF-1.7")
    monkeypatch.setattr(published, "kept_pdf", lambda version: b"%PDF-1.7")
    version = making.issued(team, code="CSCL/01", kind="policy")
    answer = client.enter(team[0]).get(path.format(version.pk))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "inline; filename*=UTF-8''CSCL-01-lan-01.pdf"


def test_the_table_of_revisions_names_the_sections_by_itself_also_of_an_imported_text(team):
    read = {"page": "3", "item": "Mục 2", "summary": "Cũ", "caption": "Sửa đổi lần thứ 1"}
    first = making.issued(team, paper={"revisions": [read]})
    changed = services.draft_next_version(first.document, by=team[0], reason="Tên đơn vị mới")
    row = changed.nodes.get(node_id="p1")
    body = {"text": to_inline("Quy định cách tiếp công dân.")}
    services.save_node(changed, "p1", body, revision=row.revision, by=team[0])
    services.describe_change(
        changed, reason="Tên đơn vị mới", impact="Nơi nhận", distribution=[], by=team[0]
    )
    changed = services.name_signers(changed, checker=team[1], approver=team[2], by=team[0])
    sent = services.send_version(changed, by=team[0])
    last = paper_of(Version.objects.get(pk=sent.pk)).revisions[-1]
    assert (last.page, last.item, last.summary) == ("Mục 1", "Tên đơn vị mới", "Nơi nhận")
    assert paper_of_next(sent)["revisions"] == [
        read,
        {
            "page": "Mục 1",
            "item": "Tên đơn vị mới",
            "summary": "Nơi nhận",
            "caption": "Lần ban hành 02",
        },
    ]
