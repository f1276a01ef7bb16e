"""A list for destruction: only what is due, approved by its hash, and nothing else is destroyed."""

from datetime import date, timedelta

import pytest

from apps.records.models import Disposal, DisposalItem, Folder, FolderItem
from apps.records.selectors.disposals import may_be_asked
from apps.records.selectors.waiting import waits_for
from apps.records.services import disposals as lists
from apps.records.services.disposals_carrying import carry_out_disposal
from apps.records.services.folders import close_folder, open_folder, reopen_folder
from apps.records.services.holds import lift_hold, place_hold
from kernel import clock
from kernel.notices.services import notices_of
from kernel.refusals import BadInput, Conflict, NotPermitted, RuleBroken, WrongState
from kernel.trail.selectors import history_of
from tests.apps.documents.test_together import browser
from tests.apps.records.keeping_making import (
    approved,
    closed,
    drafted,
    paper,
    submitted,
)
from tests.factories import make_person, make_team

pytestmark = pytest.mark.usefixtures("alpha")


@pytest.fixture
def team():
    return make_team()


def states(disposal):
    disposal.refresh_from_db()
    return [disposal.state, *Folder.objects.order_by("symbol").values_list("state", flat=True)]


def test_what_is_due_is_drawn_up_submitted_approved_and_destroyed(team):
    folders = [closed(team[0], symbol) for symbol in ("01.HS", "02.HS")]
    disposal = approved(team, *folders)
    assert disposal.approver == team[2]
    assert disposal.capacity["post"] == "Chủ tịch"
    assert disposal.proof_how == "password"
    carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])
    assert states(disposal) == ["done", "destroyed", "destroyed"]
    acts = [event.action for event in history_of(disposal).order_by("id")]
    assert acts[0] == "records.disposal_draft"
    assert acts[-3:] == ["disposals.send", "disposals.approve", "disposals.carry_out"]


def test_what_must_still_be_kept_comes_on_no_list(team):
    today = clock.today()
    kept = [
        closed(team[0], "01.HS", ended_on=today.replace(year=today.year - 5, month=1, day=1)),
        closed(team[0], "02.HS", years=None),
        open_folder(by=team[0], symbol="03.HS", title="Đang mở", years=1, year=2018),
    ]
    for folder in kept[:2]:
        with pytest.raises(RuleBroken, match="chưa đến hạn"):
            drafted(team[0], folder)
    with pytest.raises(WrongState):
        drafted(team[0], kept[2])
    assert not Disposal.objects.exists()


def test_the_day_after_its_last_day_it_may():
    with clock.at(date(2026, 11, 20)):
        team = make_team()
        folder = closed(team[0], years=8, ended_on=date(2018, 1, 1))
    with (
        clock.at(clock.now().replace(year=2026, month=12, day=31, hour=5)),
        pytest.raises(RuleBroken),
    ):
        drafted(team[0], folder)
    with clock.at(clock.now().replace(year=2027, month=1, day=1, hour=9)):
        assert drafted(team[0], folder).items.get().due_on == date(2027, 1, 1)


def test_nobody_approves_what_he_drew_up_and_only_a_leader_does(team):
    disposal = submitted(team[0], closed(team[0]))
    both = make_person("secretary", "top_management")
    own = submitted(both, closed(team[0], "02.HS"))
    with pytest.raises(RuleBroken):
        lists.approve_disposal(own, sha256=own.sha256, by=both)
    for who in (team[0], team[1], team[3]):
        with pytest.raises(NotPermitted):
            lists.approve_disposal(disposal, sha256=disposal.sha256, by=who)
    with pytest.raises(NotPermitted):
        drafted(team[2], closed(team[0], "03.HS"))


class TestAsked:
    """A list is submitted to one leader; he alone has it to do, the head may always decide."""

    @pytest.fixture
    def deputy(self, team):
        return make_person("top_management", name="Đỗ Hoàng Nam", post="Phó Chủ tịch")

    def test_who_is_to_approve_is_named_where_several_may(self, team, deputy):
        disposal = drafted(team[0], closed(team[0]))
        assert may_be_asked(disposal, team[0]) == [team[2], deputy]  # the head is proposed
        with pytest.raises(BadInput, match="ai phê duyệt"):
            lists.send_disposal(disposal, by=team[0])
        for nobody in (team[0], team[3]):
            with pytest.raises(BadInput, match=nobody.full_name):
                lists.send_disposal(disposal, by=team[0], to=nobody)
        sent = lists.send_disposal(disposal, by=team[0], to=deputy)
        assert sent.asked == deputy
        assert [len(notices_of(who)) for who in (deputy, team[2])] == [1, 0]
        assert [bool(waits_for(who, signs=False)) for who in (deputy, team[2])] == [True, False]
        event = history_of(sent).get(action="disposals.send")
        assert event.body["to"] == deputy.full_name
        again = drafted(team[0], closed(team[0], "02.HS"))
        assert may_be_asked(again, team[0]) == [deputy, team[2]]  # as the last time

    def test_another_leader_does_not_decide_and_the_head_does(self, team, deputy):
        second = make_person("top_management", name="Võ Thị Sáu", post="Phó Chủ tịch")
        disposal = drafted(team[0], closed(team[0]))
        disposal = lists.send_disposal(disposal, by=team[0], to=deputy)
        with pytest.raises(RuleBroken, match="được trình"):
            lists.approve_disposal(disposal, sha256=disposal.sha256, by=second)
        with pytest.raises(RuleBroken, match="được trình"):
            lists.give_back_disposal(disposal, reason="Sai", by=second)
        done = lists.approve_disposal(disposal, sha256=disposal.sha256, by=team[2])
        assert (done.asked, done.approver) == (deputy, team[2])

    def test_where_nobody_else_may_it_is_said(self, alpha):
        both = make_person("secretary", "top_management")
        with pytest.raises(RuleBroken, match="Không còn ai khác"):
            submitted(both, closed(both))

    def test_the_page_lets_choose_and_offers_the_acts_to_the_asked_alone(self, team, deputy):
        second = make_person("top_management", name="Võ Thị Sáu", post="Phó Chủ tịch")
        disposal = drafted(team[0], closed(team[0]))
        at = f"/records/disposals/{disposal.pk}/"
        page = browser(team[0])
        assert page.get(at).content.decode().count("<option") == 3
        assert page.post(f"{at}steps/send/", {"to": str(deputy.pk)}).status_code == 302
        offered = {
            who: browser(who).get(at).context["steps"] & {"approve", "give_back"}
            for who in (deputy, team[2], second)
        }
        both = {"approve", "give_back"}
        assert offered == {deputy: both, team[2]: both, second: set()}


def test_a_list_without_grounds_council_or_folders_is_not_submitted(team):
    for words in ({"reason": ""}, {"council": " "}):
        disposal = drafted(team[0], closed(team[0], f"{len(words)}{words!s:.12}"), **words)
        with pytest.raises(RuleBroken):
            lists.send_disposal(disposal, by=team[0])
    disposal = drafted(team[0], closed(team[0], "09.HS"))
    lists.take_out(disposal.items.get(), why="Còn đang dùng", by=team[0])
    with pytest.raises(RuleBroken):
        lists.send_disposal(disposal, by=team[0])


def test_one_folder_stands_on_one_list_only(team):
    folder = closed(team[0])
    first = drafted(team[0], folder)
    with pytest.raises(WrongState, match=r"01\.HS"):
        drafted(team[0], folder)
    lists.abandon_disposal(first, by=team[0])
    assert drafted(team[0], folder).items.count() == 1


def test_a_folder_is_taken_out_with_a_reason_and_may_come_back(team):
    disposal = drafted(team[0], closed(team[0]), closed(team[0], "02.HS"))
    item = disposal.items.get(folder__symbol="02.HS")
    with pytest.raises(BadInput):
        lists.take_out(item, why=" ", by=team[0])
    lists.take_out(item, why="Thanh tra đang hỏi", by=team[0])
    item.refresh_from_db()
    assert item.taken_out == "Thanh tra đang hỏi"
    lists.put_back(item, by=team[0])
    item.refresh_from_db()
    assert item.taken_out == ""
    lists.take_out(item, why="Thanh tra đang hỏi", by=team[0])
    disposal = lists.send_disposal(disposal, by=team[0])
    lists.approve_disposal(disposal, sha256=disposal.sha256, by=team[2])
    disposal.refresh_from_db()
    carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])
    assert states(disposal) == ["done", "destroyed", "closed"]


def test_given_back_with_a_reason_it_is_open_again(team):
    disposal = submitted(team[0], closed(team[0]))
    with pytest.raises(BadInput):
        lists.give_back_disposal(disposal, reason="", by=team[2])
    back = lists.give_back_disposal(disposal, reason="Thiếu biên bản họp", by=team[2])
    assert (back.state, back.sha256, back.sent_at) == ("drafting", "", None)
    again = lists.send_disposal(lists.edit_disposal(back, way="Đốt", by=team[0]), by=team[0])
    with pytest.raises(Conflict):
        lists.approve_disposal(again, sha256=disposal.sha256, by=team[2])


def test_a_second_click_is_told_that_it_is_done(team):
    disposal = approved(team, closed(team[0]))
    with pytest.raises(WrongState):
        lists.approve_disposal(disposal, sha256=disposal.sha256, by=team[2])
    carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])
    with pytest.raises(WrongState):
        carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])


class TestChanged:
    """One character changed after the list was submitted, and the approval covers it no more."""

    CHANGES = {
        "title of the folder": lambda d: Folder.objects.update(title="Khác"),
        "years": lambda d: Folder.objects.update(years=4),
        "end of the work": lambda d: Folder.objects.update(ended_on=date(2018, 6, 29)),
        "title of a paper": lambda d: FolderItem.objects.update(title="Khác"),
        "a paper taken away": lambda d: FolderItem.objects.all().delete(),
        "grounds": lambda d: Disposal.objects.update(reason="Khác"),
        "council": lambda d: Disposal.objects.update(council="Khác"),
        "a row": lambda d: DisposalItem.objects.filter(folder__symbol="02.HS").update(
            taken_out="x"
        ),
    }

    @pytest.mark.parametrize("what", CHANGES)
    @pytest.mark.parametrize("when", ["before approval", "after approval"])
    def test_it_is_refused(self, team, what, when):
        folders = [closed(team[0], s, files=[paper(s)]) for s in ("01.HS", "02.HS")]
        disposal = submitted(team[0], *folders)
        if when == "after approval":
            disposal = lists.approve_disposal(disposal, sha256=disposal.sha256, by=team[2])
        self.CHANGES[what](disposal)
        act, who = (carry_out_disposal, team[3])
        if when == "before approval":
            act, who = (lists.approve_disposal, team[2])
        with pytest.raises(Conflict):
            act(disposal, sha256=disposal.sha256, by=who)
        assert "destroyed" not in states(disposal)

    def test_the_sentence_names_the_folder_that_changed(self, team):
        disposal = approved(team, closed(team[0]), closed(team[0], "02.HS", files=[paper()]))
        FolderItem.objects.update(title="Khác")
        with pytest.raises(Conflict, match=r"02\.HS"):
            carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])

    def test_a_folder_on_a_list_is_not_opened_again(self, team):
        folder = closed(team[0])
        disposal = approved(team, folder)
        with pytest.raises(WrongState):
            reopen_folder(folder, why="Bổ sung", by=team[0])
        lists.reopen_disposal(disposal, reason="Bổ sung hồ sơ", by=team[0])
        disposal.refresh_from_db()
        assert (disposal.state, disposal.approver, disposal.sha256) == ("drafting", None, "")


class TestHeld:
    """A hold goes before every list, whenever it comes."""

    def test_a_held_folder_comes_on_no_list(self, team):
        folder = closed(team[0])
        hold = place_hold(folder, reason="Thanh tra tỉnh đang kiểm tra", by=team[0])
        with pytest.raises(RuleBroken, match="Thanh tra tỉnh"):
            drafted(team[0], folder)
        with pytest.raises(BadInput):
            lift_hold(hold, why=" ", by=team[0])
        lift_hold(hold, why="Kết luận thanh tra đã có", by=team[0])
        assert drafted(team[0], folder).items.count() == 1

    def test_one_that_comes_while_a_list_is_drawn_up_takes_the_folder_out(self, team):
        folder = closed(team[0])
        disposal = drafted(team[0], folder, closed(team[0], "02.HS"))
        place_hold(folder, reason="Khiếu nại", by=team[0])
        assert "Khiếu nại" in disposal.items.get(folder=folder).taken_out

    def test_one_that_comes_after_submission_refuses_the_approval(self, team):
        folder = closed(team[0])
        disposal = submitted(team[0], folder, closed(team[0], "02.HS"))
        place_hold(folder, reason="Khiếu nại số 7", by=team[0])
        with pytest.raises(RuleBroken, match=r"01\.HS.*Khiếu nại số 7"):
            lists.approve_disposal(disposal, sha256=disposal.sha256, by=team[2])
        lists.recall_disposal(disposal, by=team[0])
        assert "Khiếu nại số 7" in disposal.items.get(folder=folder).taken_out

    def test_one_that_comes_after_approval_refuses_to_carry_it_out(self, team):
        folder = closed(team[0])
        disposal = approved(team, folder, closed(team[0], "02.HS"))
        hold = place_hold(folder, reason="Tòa án yêu cầu", by=team[2])
        with pytest.raises(RuleBroken, match=r"01\.HS.*Tòa án yêu cầu"):
            carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])
        assert "destroyed" not in states(disposal)
        lift_hold(hold, why="Đã xét xử", by=team[2])
        carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])
        assert states(disposal) == ["done", "destroyed", "destroyed"]

    def test_it_ends_with_its_last_day_by_itself(self, team):
        folder, today = closed(team[0]), clock.today()
        place_hold(folder, reason="Kiểm tra", until=today, by=team[0])
        with pytest.raises(RuleBroken):
            drafted(team[0], folder)
        with clock.at(clock.now() + timedelta(days=1)):
            assert drafted(team[0], folder)
        with pytest.raises(BadInput):
            place_hold(folder, reason="Kiểm tra", until=today - timedelta(days=1), by=team[0])

    def test_the_same_hold_twice_is_one(self, team):
        folder = closed(team[0])
        for _click in range(2):
            place_hold(folder, reason="Kiểm tra", by=team[0])
        assert folder.holds.count() == 1

    def test_only_who_may_holds_and_a_destroyed_folder_is_not_held(self, team):
        folder = closed(team[0])
        with pytest.raises(NotPermitted):
            place_hold(folder, reason="Kiểm tra", by=make_person("staff"))
        disposal = approved(team, folder)
        carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])
        with pytest.raises(WrongState):
            place_hold(folder, reason="Kiểm tra", by=team[0])


def test_it_is_not_carried_out_without_a_fresh_proof(team):
    from kernel import confirmation

    disposal = approved(team, closed(team[0]))
    with confirmation.given(lambda _by: None), pytest.raises(confirmation.ConfirmationNeeded):
        carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])
    assert "destroyed" not in states(disposal)


def test_closing_is_needed_first(team):
    folder = open_folder(by=team[0], symbol="05.HS", title="Hồ sơ", years=1, year=2018)
    with pytest.raises(WrongState):
        drafted(team[0], folder)
    assert drafted(team[0], close_folder(folder, ended_on=date(2018, 5, 1), by=team[0]))
