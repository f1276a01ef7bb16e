"""One agency and one clause as the province sees them; every look is written down."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from kernel import clock
from kernel.trail.models import Event
from oversight.models import LookLog
from oversight.selectors import looks_at
from tests.conftest import HouseClient
from tests.oversight.province import leaf, publish

REASON = "Chưa có báo cáo đánh giá nội bộ được phê duyệt trong 12 tháng gần nhất."


@pytest.fixture
def beta_published(clauses, beta):
    publish(
        beta,
        c9_2=leaf(
            "gap",
            since="2026-11-01",
            reasons=[REASON],
            green_when=[("Chương trình đã duyệt", True), ("Báo cáo được phê duyệt", False)],
        ),
        c7_1_2=leaf("soon", reasons=["Sắp hết hạn."], until="2026-12-05"),
        c7_1_6=leaf("ok"),
    )
    return beta


def test_the_agency_page_lists_all_clauses_with_reasons(portal, beta_published):
    page = portal.get("/agencies/beta/").content.decode()
    assert REASON in page
    assert "Sở Xây dựng tỉnh Khánh Hòa" in page
    assert "http://beta.test/cong-bo/" in page
    for number in ("4.1", "7.5", "10.3"):
        assert number in page


def test_a_clause_says_why_and_what_would_turn_it_green(portal, beta_published):
    answer = portal.get("/agencies/beta/clauses/9.2/", HTTP_HX_REQUEST="true")
    panel = answer.content.decode()
    assert panel.strip().startswith("<section")
    assert "<html" not in panel
    for words in (REASON, "01/11/2026", "Chương trình đã duyệt", "Báo cáo được phê duyệt"):
        assert words in panel
    whole = portal.get("/agencies/beta/clauses/9.2/").content.decode()
    assert "<html" in whole
    assert REASON in whole


def test_a_parent_shows_its_leaves(portal, beta_published):
    panel = portal.get("/agencies/beta/clauses/7.1/", HTTP_HX_REQUEST="true").content.decode()
    assert "7.1.2" in panel
    assert "7.1.6" in panel
    assert "05/12/2026" in panel


def test_a_reason_that_leaves_share_is_read_once(portal, beta):
    why = "Cơ quan không thiết kế dịch vụ mới."
    publish(beta, **{f"c8_3_{n}": leaf("na", reasons=[why]) for n in range(1, 7)})
    page = portal.get("/agencies/beta/").content.decode()
    assert page.count(why) == 1
    assert "8.3.1, 8.3.2, 8.3.3" in page


def test_closing_the_panel_leads_back_to_the_filters(portal, beta_published):
    came = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://khanhhoa.test/?state=gap"}
    assert (
        'href="/?state=gap"' in portal.get("/agencies/beta/clauses/9.2/", **came).content.decode()
    )
    strange = came | {"HTTP_HX_CURRENT_URL": "http://elsewhere.test/?state=gap"}
    assert "elsewhere" not in portal.get("/agencies/beta/clauses/9.2/", **strange).content.decode()


def test_an_agency_that_never_reported_has_a_page_that_says_so(portal, beta):
    page = portal.get("/agencies/beta/").content.decode()
    assert 'class="stands past"' in page
    assert portal.get("/agencies/beta/clauses/9.2/").status_code == 200


def test_old_figures_are_shown_with_their_age(portal, beta):
    publish(beta, as_of=clock.now() - timedelta(days=50), c9_2="gap")
    assert 'class="stands past"' in portal.get("/agencies/beta/").content.decode()


@pytest.mark.parametrize(
    "path", ["/agencies/gamma/", "/agencies/beta/clauses/9.9/", "/agencies/beta/clauses/9.2.1/"]
)
def test_what_is_not_there_is_not_found(portal, beta, path):
    assert portal.get(path).status_code == 404


def test_every_look_is_recorded_and_the_agency_reads_it(portal, overseer, beta, alpha):
    connection.set_schema_to_public()
    portal.get("/agencies/alpha/")
    portal.get("/agencies/alpha/clauses/9.2/")
    portal.get("/agencies/beta/")
    assert Event.objects.filter(action="oversight.look").count() == 3
    connection.set_tenant(alpha)
    looks = list(looks_at(alpha))
    assert [look.clause for look in looks] == ["9.2", ""]
    assert {look.person_name for look in looks} == {"Nguyễn Hữu Phước"}
    assert {look.person_post for look in looks} == {"Phòng Tiêu chuẩn Đo lường"}
    assert [look.what for look in looks_at(beta.pk)] == [looks[1].what]


def test_a_look_that_cannot_be_recorded_is_not_given(portal, beta_published, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("oversight.services.record", fail)
    with pytest.raises(RuntimeError):
        portal.get("/agencies/beta/")
    assert not LookLog.objects.exists()


def test_the_log_of_looks_can_not_be_changed(portal, beta):
    portal.get("/agencies/beta/")
    with pytest.raises(ProgrammingError), transaction.atomic():
        LookLog.objects.all().delete()


@pytest.mark.parametrize("path", ["/agencies/beta/", "/agencies/beta/clauses/7.1/"])
def test_a_page_takes_few_statements(portal, beta_published, path, django_assert_max_num_queries):
    portal.get(path)
    with django_assert_max_num_queries(12):
        portal.get(path)


def test_the_page_says_who_looked_before(portal, beta):
    portal.get("/agencies/beta/")
    assert "Nguyễn Hữu Phước, Phòng Tiêu chuẩn Đo lường" in _looks(portal)


def _looks(portal: HouseClient) -> str:
    page = portal.get("/agencies/beta/").content.decode()
    return " ".join(page.replace('<b class="b">', "").replace("</b>", "").split())


def test_what_is_not_assessed_has_no_date_and_says_why(portal, beta):
    publish(beta, c9_2="unassessed", c9_1="ok")
    panel = portal.get("/agencies/beta/clauses/9.2/", HTTP_HX_REQUEST="true").content.decode()
    assert "05/01/2026" not in panel
    assert "Chưa có quy tắc" in panel
    page = portal.get("/agencies/beta/").content.decode()
    assert page.count("05/01/2026") == 1
    assert "1 trong 28 điều khoản áp dụng đã đủ bằng chứng." in page
    assert "27 điều khoản chưa đánh giá." in page
