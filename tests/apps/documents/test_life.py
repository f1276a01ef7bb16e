"""The life of a document, from the first draft to the day it ends."""

from datetime import timedelta

import pytest

from apps.documents import services
from apps.documents.models import DraftNode, Version
from apps.documents.selectors import in_force, tree_of
from apps.documents.workflow import State
from kernel import clock
from kernel.content.nodes import text_of
from kernel.notices.services import notices_of
from kernel.refusals import BadInput, Conflict, NotPermitted, RuleBroken, WrongState
from kernel.trail.models import Event
from tests.apps.documents import making
from tests.factories import make_person, make_team

pytestmark = pytest.mark.usefixtures("alpha")


@pytest.fixture
def team(alpha):
    return make_team()


def test_it_goes_from_draft_to_force_through_three_people(team):
    version = making.issued(team)
    assert version.state == State.ISSUED
    assert version.is_in_force()
    assert list(in_force().filter(document__kind="procedure")) == [version]
    actions = list(
        Event.objects.filter(subject_id=str(version.pk))
        .order_by("id")
        .values_list("action", flat=True)
    )
    assert actions == [
        "documents.draft",
        "documents.send",
        "documents.check",
        "documents.approve",
        "documents.issue",
    ]


def test_placeholders_are_frozen_with_the_agency_s_data(team):
    version = making.sent(team)
    assert "UBND phường Tân Hải" in " ".join(text_of(node) for node in tree_of(version))


def test_everyone_is_told_when_it_is_their_turn(team):
    making.approved(team)
    secretary, checker, head, _clerk = team
    assert notices_of(checker).count() == 1
    assert notices_of(head).count() == 1
    assert "được phê duyệt" in notices_of(secretary).first().text


def test_the_author_can_not_be_the_approver(team):
    _secretary, checker, _head, _clerk = team
    both = make_person("secretary", "top_management")
    version = services.draft_document(
        code="QT.HT.09", title="Q", kind="procedure", nodes=making.TEXT, by=both
    )
    services.name_signers(version, checker=checker, approver=both, by=both)
    with pytest.raises(RuleBroken) as refusal:
        services.send_version(version, by=both)
    assert refusal.value.clause == "7.5.2 c)"


def test_a_second_click_on_approve_is_told_the_state(team):
    version = making.approved(team)
    with pytest.raises(WrongState):
        services.approve_version(version, by=team[2], sha256=version.content_id)


def test_approval_is_bound_to_the_content_that_was_seen(team):
    version = making.checked(team)
    with pytest.raises(Conflict) as refusal:
        services.approve_version(version, by=team[2], sha256="0" * 64)
    assert refusal.value.clause == "7.5.2 c)"
    assert Version.objects.get(pk=version.pk).state == State.APPROVING


def test_only_the_named_checker_checks(team):
    version = making.sent(team)
    with pytest.raises(RuleBroken):
        services.check_version(
            version, by=make_person("quality_manager"), sha256=version.content_id
        )
    with pytest.raises(NotPermitted):
        services.check_version(version, by=team[0], sha256=version.content_id)


def test_a_return_needs_a_reason_and_opens_the_text_again(team):
    version = making.sent(team)
    with pytest.raises(BadInput):
        services.return_version(version, by=team[1], reason=" ")
    version = services.return_version(version, by=team[1], reason="Thiếu thời hạn")
    assert version.state == State.DRAFTING
    assert version.content_id is None
    services.save_node(version, "p1", {"text": [{"text": "Sửa"}]}, revision=1, by=team[0])
    (reason,) = version.comments.all()
    assert (reason.text, reason.author) == ("Thiếu thời hạn", team[1])
    with pytest.raises(RuleBroken, match=r"góp ý|comments"):
        services.send_version(version, by=team[0])
    services.resolve_comment(reason, by=team[0])
    services.send_version(version, by=team[0])


def test_a_comment_holds_it_back_until_it_is_settled(team):
    version = making.sent(team)
    asked = services.comment(version, "Thời hạn bao nhiêu ngày?", by=team[1], node_id="p1")
    with pytest.raises(RuleBroken):
        services.check_version(version, by=team[1], sha256=version.content_id)
    services.answer_comment(asked, "Năm ngày làm việc.", by=team[0])
    services.resolve_comment(asked, by=team[1])
    services.check_version(version, by=team[1], sha256=version.content_id)


def test_two_editors_of_one_block_are_told_and_nothing_is_lost(team):
    version = making.draft(team)
    services.save_node(version, "p1", {"text": [{"text": "Bản thứ nhất"}]}, revision=1, by=team[0])
    with pytest.raises(Conflict):
        services.save_node(
            version, "p1", {"text": [{"text": "Bản thứ hai"}]}, revision=1, by=team[0]
        )
    assert DraftNode.objects.get(node_id="p1").body == {"text": [{"text": "Bản thứ nhất"}]}


def test_a_removed_block_can_be_put_back(team):
    version = making.draft(team)
    services.remove_node(version, "p1", by=team[0])
    services.remove_node(version, "p1", by=team[0])
    assert [node.id for node in tree_of(version)] == ["h1"]
    services.restore_node(version, "p1", by=team[0])
    assert [node.id for node in tree_of(version)] == ["h1", "p1"]


def test_a_code_is_used_once(team):
    making.draft(team)
    with pytest.raises(Conflict):
        making.draft(team)


def test_a_decision_takes_force_on_a_later_day_without_any_job(team):
    old = making.issued(team)
    services.draft_next_version(old.document, by=team[0], reason="Đổi thời hạn")
    new = Version.objects.get(document=old.document, issue=2)
    services.name_signers(new, checker=team[1], approver=team[2], by=team[0])
    new = services.send_version(new, by=team[0])
    new = services.check_version(new, by=team[1], sha256=new.content_id)
    new = services.approve_version(new, by=team[2], sha256=new.content_id)
    decision = making.decided(team, new)
    start = clock.today() + timedelta(days=10)
    services.issue_decision(
        decision,
        number=6,
        symbol="QĐ-UBND",
        signed_on=clock.today(),
        in_force_from=start,
        by=team[3],
    )
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.state == State.SUPERSEDED
    assert old.is_in_force()
    assert not new.is_in_force()
    assert new.is_in_force(start)
    assert not old.is_in_force(start)
    assert list(in_force(start).filter(document=old.document)) == [new]


def test_a_number_is_given_once_a_year(team):
    making.issued(team, number=5)
    with pytest.raises(Conflict):
        making.issued(team, number=5, code="QT.HT.04")


def test_a_decision_can_not_be_dated_before_the_approval(team):
    decision = making.decided(team, making.approved(team))
    with pytest.raises(RuleBroken):
        services.issue_decision(
            decision,
            number=7,
            symbol="QĐ-UBND",
            signed_on=clock.today() - timedelta(days=1),
            by=team[3],
        )


def test_a_withdrawn_document_is_not_in_force(team):
    version = making.issued(team)
    version = services.withdraw_version(version, why="Không còn áp dụng", by=team[2])
    assert not version.is_in_force()
    assert not in_force().filter(pk=version.pk).exists()


def test_the_administrator_sees_no_content(team):
    from apps.documents.selectors import visible_documents

    making.issued(team)
    assert visible_documents(make_person("admin")).count() == 0
    assert visible_documents(make_person("staff")).count() == 2
