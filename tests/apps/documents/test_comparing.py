"""Any two versions beside each other: block by block, word by word, with what was said of them."""

import pytest

from apps.documents import services
from apps.documents.models import Version
from apps.documents.presenters.comparing import changes_between
from kernel.content.markup import to_inline
from kernel.content.nodes import Node
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_team

NODES = (
    Node("h1", "heading", {"level": 1, "text": to_inline("1. Mục đích")}),
    Node("p1", "paragraph", {"text": to_inline("Trả lời trong năm ngày làm việc.")}),
    Node("p2", "paragraph", {"text": to_inline("Áp dụng cho mọi đơn vị.")}),
    Node("p3", "paragraph", {"text": to_inline("Câu này sẽ bỏ.")}),
)


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def chain(team):
    """Three issues: the second says ten days, the third drops a sentence and adds another."""
    first = making.issued(team, nodes=NODES, number=1)
    second = next_of(team, first, number=2, p1="Trả lời trong mười ngày làm việc.")
    third = services.draft_next_version(first.document, by=team[0], reason="Bỏ câu thừa")
    services.remove_node(third, "p3", by=team[0])
    services.add_node(third, "paragraph", {"text": to_inline("Câu mới.")}, after="p2", by=team[0])
    return first, second, third


def next_of(team, base, *, number, **texts):
    version = services.draft_next_version(base.document, by=team[0], reason="Đổi thời hạn")
    for node_id, text in texts.items():
        services.save_node(version, node_id, {"text": to_inline(text)}, revision=1, by=team[0])
    services.name_signers(version, checker=team[1], approver=team[2], by=team[0])
    version = services.send_version(version, by=team[0])
    version = services.check_version(version, by=team[1], sha256=version.content_id)
    version = services.approve_version(version, by=team[2], sha256=version.content_id)
    from kernel import clock

    decision = making.decided(team, version)
    services.issue_decision(
        decision, number=number, symbol="QĐ-UBND", signed_on=clock.today(), by=team[3]
    )
    return Version.objects.get(pk=version.pk)


def page(client, version, other=None):
    asked = {"tab": "changes"} | ({"with": str(other.pk)} if other else {})
    return client.get(f"/documents/versions/{version.pk}/", asked)


def seen(answer):
    """Each change that the page shows: block, status, and its words."""
    return {
        shown.change.node_id: (shown.change.status, dict_of(shown.change.words))
        for shown in answer.context["changes"]
    }


def dict_of(words):
    return {
        sign: " ".join(text.strip() for s, text in words if s == sign and text.strip())
        for sign in "+-"
    }


def test_beside_the_one_before_only_what_changed_is_shown_word_by_word(team, client, chain):
    _first, second, _third = chain
    client.enter(team[0])
    changes = seen(page(client, second))
    assert changes == {"p1": ("changed", {"+": "mười", "-": "năm"})}


def test_removed_and_added_blocks_are_said(team, client, chain):
    *_before, third = chain
    client.enter(team[0])
    changes = seen(page(client, third))
    statuses = sorted(status for status, _words in changes.values())
    assert statuses == ["added", "removed"]
    assert changes["p3"][0] == "removed"


def test_any_other_version_can_be_chosen(team, client, chain):
    first, second, third = chain
    client.enter(team[0])
    changes = seen(page(client, third, first))
    assert changes["p1"] == ("changed", {"+": "mười", "-": "năm"})
    assert set(changes) >= {"p1", "p3"}
    others = {v.pk for v in page(client, third).context["others"]}
    assert others == {first.pk, second.pk}


def test_a_version_of_another_document_is_not_compared_with(team, client, chain):
    first, second, _third = chain
    stranger = making.issued(team, code="QT.HT.09", number=9)
    client.enter(team[0])
    answer = page(client, second, stranger)
    assert answer.context["base"] == first


def test_the_first_version_has_nothing_to_be_compared_with(team, client):
    first = making.issued(team)
    client.enter(team[0])
    answer = page(client, first)
    assert answer.status_code == 200
    assert answer.context["base"] is None
    assert list(answer.context["changes"]) == []


def test_each_change_stands_under_its_heading_with_its_comments(team, client, chain):
    *_before, third = chain
    asked = services.comment(third, "Sao lại bỏ?", by=team[1], node_id="p3")
    client.enter(team[1])
    shown = {s.change.node_id: s for s in page(client, third).context["changes"]}
    assert shown["p3"].title == "1. Mục đích"
    assert [thread[0] for thread in shown["p3"].threads] == [asked]


def test_what_staff_may_not_see_they_can_not_compare_with(team, client, chain):
    from tests.factories import make_person

    first, second, third = chain
    client.enter(make_person("staff"))
    assert page(client, third).status_code == 404
    answer = page(client, second, third)
    assert answer.context["base"] == first
    assert "Câu mới" not in answer.content.decode()


def test_a_field_of_the_agency_that_is_still_open_in_the_draft_is_no_change(team):
    nodes = (
        Node("p1", "paragraph", {"text": to_inline("Tại {{agency_name}}, xem danh mục.")}),
        Node("r1", "register", {"source": "units"}),
    )
    first = making.issued(team, nodes=nodes, number=1)
    draft = services.draft_next_version(first.document, by=team[0], reason="Sửa")
    browser = HouseClient("alpha.test").enter(team[0])
    assert seen(page(browser, draft)) == {}


def entry(node_id, label, **facts):
    return Node(node_id, "entry", {"label": to_inline(label), **facts})


def test_the_rules_of_a_form_are_read_in_the_names_of_its_fields():
    options = [{"id": "co", "label": "Phải khắc phục"}, {"id": "khong", "label": "Không"}]
    asked = entry("chon", "Quyết định", type="choice", options=options)
    counted = [entry(n, f"Số {n}", type="number") for n in ("a", "b")]
    why = entry("vi-sao", "Nguyên nhân", type="text", when={"field": "chon", "is": ["co"]})
    total = entry("tong", "Tổng", type="sum", formula="a + b")
    old = [asked, *counted]
    said = {
        change.change.node_id: "".join(text for _sign, text in change.change.words)
        for change in changes_between(old, [*old, why, total])
    }
    assert "Chỉ hiện khi “Quyết định” là Phải khắc phục" in said["vi-sao"]
    assert "Công thức: [Số a] + [Số b]" in said["tong"]
    renamed = entry("chon", "Kết luận", type="choice", options=options)
    (only,) = changes_between([asked, *counted, why, total], [renamed, *counted, why, total])
    assert only.change.node_id == "chon", "what speaks of it is the same"
