"""Lines and tables that were turned into fields are put back by one button, while untouched."""

import html
import re

import pytest
from django.urls import reverse

from apps.documents import services
from apps.documents.models import DraftNode
from apps.documents.selectors import tree_of
from kernel.content.markup import to_inline
from kernel.content.nodes import as_json
from kernel.refusals import BadInput, Conflict, WrongState
from tests.apps.documents import making
from tests.apps.documents.test_designing import GRID, LINE, SIGNS, at
from tests.conftest import HouseClient
from tests.factories import make_team
from tests.kernel.content.trees import paragraph

pytestmark = pytest.mark.usefixtures("alpha")
CHANGED = "Các ô điền đã được sửa sau khi chuyển nên chưa hoàn tác gì."
NODES = [LINE, paragraph("p1", "Kính gửi lãnh đạo."), GRID, SIGNS, paragraph("p2", "Hết.")]


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def form(team):
    return making.draft(team, code="BM.HT.03.01", kind="form", nodes=NODES)


@pytest.fixture
def writer(team):
    return HouseClient("alpha.test").enter(team[0])


def shown(form):
    return [as_json(node) for node in tree_of(form)]


def offered(page):
    """Where the button leads that undoes it."""
    found = re.search(r'action="([^"]+/undo/)"', page)
    return found and found[1]


def test_after_all_are_turned_the_page_offers_to_undo_it(form, writer, team):
    before = shown(form)
    page = writer.post(at(form, "turn-all"), follow=True).content.decode()
    assert "Đã chuyển thành 4 ô điền." in page
    assert "Hoàn tác" in page
    assert offered(writer.get(at(form, "write") + "?by=block").content.decode()) is None
    undo = offered(page)
    page = writer.post(undo, follow=True).content.decode()
    assert "Đã hoàn tác: các dòng và bảng trở lại như trước khi chuyển." in page
    assert offered(page) is None
    assert shown(form) == before
    assert "Biểu mẫu còn 3 dòng hoặc bảng" in page
    once = list(form.nodes.values_list("node_id", "revision"))
    assert writer.post(undo).status_code == 302  # a second click
    assert list(form.nodes.values_list("node_id", "revision")) == once
    assert services.turn_into_entries(form, by=team[0]).entries == 4


def test_after_one_is_turned_its_page_offers_it(form, writer):
    before = shown(form)
    opened = writer.post(at(form, "turn", "s1"), {"revision": "1"}, follow=True)
    page = opened.content.decode()
    assert "Đã chuyển thành 2 ô điền." in page
    assert "entryform" in page
    assert shown(form) != before
    assert writer.post(offered(page)).status_code == 302
    assert shown(form) == before


def test_the_editor_is_told_where_to_undo_it_and_shows_itself_anew(form, writer):
    before = shown(form)
    dialog = {"HTTP_X_DIALOG": "1", "HTTP_HX_REQUEST": "true"}
    told = writer.post(at(form, "turn-all"), **dialog).json()
    assert told["said"] == "Đã chuyển thành 4 ô điền. Hãy xem lại kiểu của từng ô."
    assert writer.post(told["undo"], HTTP_HX_REQUEST="true").status_code == 204
    told = writer.post(at(form, "turn", "l1"), **dialog).json()
    assert told["node"] == "l1"
    writer.post(told["undo"], HTTP_HX_REQUEST="true")
    assert shown(form) == before


def label(form, node_id, words, by):
    row = DraftNode.objects.get(version=form, node_id=node_id)
    body = row.body | {"label": to_inline(words)}
    services.save_node(form, node_id, body, revision=row.revision, by=by)


def mended(form, by, second):
    label(form, "t1", "Danh sách", by)


def taken_out(form, by, second):
    services.remove_node(form, second, by=by)


def mended_taken_out_and_put_back(form, by, second):
    """Its revision is that of a new block again."""
    label(form, second, "Trưởng phòng Nội vụ", by)
    services.remove_node(form, second, by=by)
    services.restore_node(form, second, by=by)


@pytest.mark.parametrize("change", [mended, taken_out, mended_taken_out_and_put_back])
def test_what_was_changed_since_is_not_thrown_away(form, writer, team, change):
    undo = offered(writer.post(at(form, "turn-all"), follow=True).content.decode())
    order = [each["id"] for each in shown(form)]
    change(form, team[1], order[order.index("s1") + 1])
    now = shown(form)
    refused = writer.post(undo)
    assert refused.status_code == 409
    assert CHANGED in html.unescape(refused.content.decode())
    assert shown(form) == now


def test_what_else_was_written_meanwhile_stays_where_it_is(form, team):
    done = services.turn_into_entries(form, by=team[0])
    order = [each["id"] for each in shown(form)]
    services.move_node(form, "t1", up=True, by=team[1])
    new = services.add_node(form, "paragraph", {"text": []}, after="s1", by=team[1])
    services.undo_turning(form, done.key, by=team[0])
    assert [each["id"] for each in shown(form)] == ["l1", "t1", "p1", "s1", new.node_id, "p2"]
    assert len(order) == len(NODES) + 1


def test_only_who_turned_them_undoes_it_there_and_while_it_is_a_draft(form, team):
    done = services.turn_into_entries(form, by=team[0])
    other = making.draft(team, code="BM.HT.03.02", kind="form", nodes=NODES)
    for where, who in ((form, team[1]), (other, team[0])):
        with pytest.raises(BadInput, match="Không có việc nào để hoàn tác"):
            services.undo_turning(where, done.key, by=who)
    colleague = HouseClient("alpha.test").enter(team[1])
    page = colleague.get(at(form, "write") + f"?by=block&turned={done.key}").content.decode()
    assert offered(page) is None
    services.abandon_draft(form, why="Không cần nữa", by=team[0])
    with pytest.raises(WrongState):
        services.undo_turning(form, done.key, by=team[0])


def test_one_of_two_turnings_is_undone_by_itself(form, team):
    first = services.turn_into_entries(form, by=team[0], only=["l1"])
    second = services.turn_into_entries(form, by=team[0])
    services.undo_turning(form, first.key, by=team[0])
    kinds = {each["id"]: each["kind"] for each in shown(form)}
    assert (kinds["l1"], kinds["t1"], kinds["s1"]) == ("field", "entry", "entry")
    label(form, "t1", "Danh sách", team[0])
    with pytest.raises(Conflict):
        services.undo_turning(form, second.key, by=team[0])


def test_the_history_of_the_draft_tells_both(form, writer, team):
    done = services.turn_into_entries(form, by=team[0])
    services.undo_turning(form, done.key, by=team[0])
    page = writer.get(reverse("documents:version", args=[form.pk]) + "?tab=history")
    assert "đã chuyển các dòng của biểu mẫu thành ô điền" in page.content.decode()
    assert "đã hoàn tác việc chuyển các dòng" in page.content.decode()
