"""No state is a dead end: what is not issued yet can be taken back, given up and taken up again."""

import pytest

from apps.documents import services
from apps.documents.models import Version
from apps.documents.services.rendering import watermark_of
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
