"""No state is a dead end: what is not issued yet can be taken back, given up and taken up again."""

from datetime import date, timedelta

import pytest

from apps.documents import services
from apps.documents.models import Version
from apps.documents.selectors import tree_of
from apps.documents.services.rendering import watermark_of
from kernel import clock
from kernel.content.nodes import text_of
from kernel.refusals import NotPermitted, RuleBroken, WrongState
from kernel.trail.models import Event
from tests.apps.documents.making import approved, checked, decided, draft, issued, sent
from tests.conftest import HouseClient
from tests.factories import make_team

pytestmark = pytest.mark.usefixtures("alpha")


@pytest.fixture
def team():
    return make_team()


@pytest.mark.parametrize("how_far", [sent, checked])
def test_the_drafter_takes_back_what_nobody_approved_yet(team, how_far):
    version = services.recall_version(how_far(team), by=team[0])
    assert version.state == "drafting"
    assert version.content_id is None
    assert services.send_version(version, by=team[0]).state == "checking"


def test_an_absent_approver_is_replaced_after_taking_it_back(team):
    other = make_team()[2]
    version = services.recall_version(checked(team), by=team[0])
    services.name_signers(version, checker=team[1], approver=other, by=team[0])
    version = services.send_version(version, by=team[0])
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    version = services.approve_version(version, by=other, sha256=version.content_id)
    assert version.approver == other


def test_an_approval_is_taken_back_with_a_reason_and_given_anew(team):
    version = services.reopen_version(approved(team), by=team[2], reason="Sai tên phòng")
    assert (version.state, version.approved_at, version.capacity) == ("drafting", None, {})
    [asked] = version.comments.all()
    assert asked.text == "Sai tên phòng"
    with pytest.raises(RuleBroken):  # the reason is settled first
        services.send_version(version, by=team[0])
    services.resolve_comment(asked, by=team[0])
    assert services.send_version(version, by=team[0]).state == "checking"
    assert Event.objects.filter(action="documents.approve", subject_id=version.pk).exists()


def test_only_who_approves_takes_an_approval_back(team):
    version = approved(team)
    with pytest.raises(NotPermitted):
        services.reopen_version(version, by=team[0], reason="Sai")


def test_what_a_decision_lists_stays_approved_until_the_decision_is_given_up(team):
    version = approved(team)
    decision = decided(team, version)
    with pytest.raises(RuleBroken):
        services.reopen_version(version, by=team[2], reason="Sai")
    decision = services.reopen_version(decision, by=team[2], reason="Sai căn cứ")
    services.abandon_draft(decision, why="Làm lại", by=team[0])
    assert services.reopen_version(version, by=team[2], reason="Sai").state == "drafting"


def test_what_is_issued_is_not_reopened(team):
    with pytest.raises(WrongState):
        services.reopen_version(issued(team), by=team[2], reason="Sai")


def test_a_draft_given_up_says_so_and_is_taken_up_again(team):
    version = services.abandon_draft(draft(team), why="Chưa cần", by=team[0])
    assert version.get_state_display() == "Đã bỏ"
    assert watermark_of(version) == "BẢN BỎ"
    page = HouseClient("alpha.test").enter(team[0])
    assert "Soạn tiếp bản này" in page.get(f"/documents/versions/{version.pk}/").content.decode()
    assert page.post(f"/documents/versions/{version.pk}/steps/resume/").status_code == 302
    again = Version.objects.get(pk=version.pk)
    assert (again.state, again.withdrawn_at, again.withdrawn_why) == ("drafting", None, "")
    assert services.send_version(again, by=team[0]).state == "checking"


def test_it_is_not_taken_up_beside_another_draft(team):
    first = issued(team)
    given_up = services.abandon_draft(
        services.draft_next_version(first.document, by=team[0], reason="Sửa"),
        why="Thôi",
        by=team[0],
    )
    services.draft_next_version(first.document, by=team[0], reason="Sửa khác")
    with pytest.raises(RuleBroken):
        services.resume_draft(given_up, by=team[0])


def test_what_is_approved_is_no_longer_commented_and_issued_with_nothing_open(team):
    version = approved(team)
    with pytest.raises(WrongState):
        services.comment(version, "Muộn rồi", by=team[1])
    page = HouseClient("alpha.test").enter(team[1])
    shown = page.get(f"/documents/versions/{version.pk}/").content.decode()
    assert "Góp ý" not in shown.partition("<main")[2]


def test_withdrawing_what_was_to_come_lets_the_present_one_go_on(team):
    present = issued(team, number=5)
    tomorrow = clock.today() + timedelta(days=1)
    coming = services.draft_next_version(present.document, by=team[0], reason="Sửa")
    coming = services.send_version(coming, by=team[0])
    coming = services.check_version(coming, by=team[1], sha256=coming.content_id)
    coming = services.approve_version(coming, by=team[2], sha256=coming.content_id)
    decision = decided(team, coming)
    services.issue_decision(
        decision,
        number=6,
        symbol="QĐ-UBND",
        signed_on=clock.today(),
        in_force_from=tomorrow,
        by=team[3],
    )
    assert Version.objects.get(pk=present.pk).superseded_from == tomorrow
    services.withdraw_version(Version.objects.get(pk=coming.pk), why="Nhầm", by=team[2])
    kept = Version.objects.get(pk=present.pk)
    assert (kept.state, kept.superseded_from) == ("issued", None)
    assert kept.is_in_force(tomorrow)


def test_a_decision_by_which_documents_are_in_force_is_not_withdrawn(team):
    version = issued(team)
    with pytest.raises(RuleBroken):
        services.withdraw_version(version.decision, why="Nhầm", by=team[2])
    services.withdraw_version(version, why="Nhầm", by=team[2])
    decision = Version.objects.get(pk=version.decision_id)
    assert services.withdraw_version(decision, why="Nhầm", by=team[2]).state == "withdrawn"


class TestTheDayOfADecision:
    """Điều 2 says from when on it holds, and văn thư is offered that very day."""

    DAY = date(2027, 1, 5)

    @pytest.fixture(autouse=True)
    def before(self):
        with clock.at(date(2026, 12, 20)):
            yield

    def drafted(self, team, **facts):
        return services.draft_decision([approved(team)], by=team[0], **facts)

    def test_it_is_written_into_the_second_article(self, team):
        said = " ".join(text_of(node) for node in tree_of(self.drafted(team, takes_force=self.DAY)))
        assert "có hiệu lực kể từ ngày 05 tháng 01 năm 2027" in said

    def test_a_day_that_is_none_is_said_beside_it_and_the_choice_stays(self, team):
        first, second = approved(team), approved(team, code="QT.HT.09")
        page = HouseClient("alpha.test").enter(team[0])
        typed = {"pick": [str(second.pk)], "takes_force": "30/02/2027"}
        answer = page.post("/documents/decisions/new/", typed)
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert 'value="30/02/2027"' in shown
        assert f'value="{second.pk}" checked' in shown
        assert f'value="{first.pk}" checked' not in shown

    def test_without_one_it_holds_from_its_signing(self, team):
        said = " ".join(text_of(node) for node in tree_of(self.drafted(team)))
        assert "có hiệu lực kể từ ngày ký" in said

    def test_the_clerk_is_shown_the_words_and_offered_the_day(self, team):
        drafted = self.drafted(team, takes_force=self.DAY, checker=team[1], approver=team[2])
        sent_one = services.send_version(drafted, by=team[0])
        sha256 = sent_one.content_id
        services.check_version(sent_one, by=team[1], sha256=sha256)
        services.approve_version(sent_one, by=team[2], sha256=sha256)
        page = HouseClient("alpha.test").enter(team[3])
        shown = page.get(f"/documents/versions/{drafted.pk}/issue/").content.decode()
        assert "kể từ ngày 05 tháng 01 năm 2027" in shown
        assert 'value="05/01/2027"' in shown
        sheet = services.issue_decision(
            drafted, number=7, symbol="QĐ-UBND", signed_on=clock.today(), by=team[3]
        )
        assert sheet.in_force_from == self.DAY

    def test_what_stands_in_the_way_is_said_in_the_form(self, team):
        decision = decided(team, approved(team))
        page = HouseClient("alpha.test").enter(team[3])
        typed = {"number": 7, "symbol": "QĐ-UBND", "signed_on": "31/12/2099"}
        answer = page.post(f"/documents/versions/{decision.pk}/issue/", typed)
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert 'value="31/12/2099"' in shown
        assert Version.objects.get(pk=decision.pk).state == "approved"


def test_the_page_of_what_is_approved_leads_to_the_decision_that_shall_issue_it(team):
    version = approved(team)
    page = HouseClient("alpha.test").enter(team[0])
    path = f"/documents/versions/{version.pk}/"
    assert "/documents/decisions/" in page.get(path).content.decode().partition("<main")[2]
    decision = decided(team, version)
    shown = page.get(path).content.decode()
    assert f"/documents/versions/{decision.pk}/" in shown
    assert f"Quyết định {decision.document.code} sẽ ban hành bản này" in shown
