"""What found no place is put into the text as it stood, or left out with a reason."""

import io

import docx
import pytest

from apps.documents import services
from apps.documents.models import TrayItem
from apps.documents.selectors import assemble
from kernel.content.nodes import text_of
from kernel.refusals import BadInput, RuleBroken, WrongState
from tests.apps.documents import making
from tests.apps.documents.importing import imported
from tests.factories import make_team
from tests.kernel.importing import builder

SIGNS = "Ghi **đậm** {{agency_name}} [[9.2]] \\ ở đây"


@pytest.fixture
def team(alpha):
    return make_team()


def with_boxes():
    """A manual with a text box and a footnote, which have no place in the flow of the text."""
    made = docx.Document()
    made.add_paragraph("1. Mục đích")
    paragraph = made.add_paragraph("Quy định cách tiếp công dân của phường.")
    builder.text_box(paragraph, SIGNS)
    made.add_paragraph("Áp dụng tại các đơn vị.")
    out = io.BytesIO()
    made.save(out)
    return builder.with_footnote(out.getvalue(), "Theo kế hoạch năm.")


def texts(version):
    return [text_of(node) for node in assemble(version.nodes.all())]


def test_boxes_and_notes_wait_in_the_tray_with_a_reason_and_a_place(team):
    version = imported(with_boxes(), team[0], "so tay.docx").version
    box, note = version.tray.all()
    assert (box.text, note.text) == (SIGNS, "Theo kế hoạch năm.")
    assert "hộp" in box.hint.lower()
    assert version.nodes.filter(node_id=box.node_id).exists()
    with pytest.raises(BadInput, match="lý do"):
        services.set_aside(box, why=" ", by=team[0])


def test_nothing_in_a_piece_is_read_as_a_sign(team):

    version = imported(with_boxes(), team[0], "so tay.docx").version
    box = version.tray.first()
    before = texts(version)
    services.place_item(box, after=box.node_id, by=team[0])
    after = texts(version)
    assert [text for text in after if text not in before] == [SIGNS]
    at = after.index(SIGNS)
    assert after[at - 1] == text_of(version.nodes.get(node_id=box.node_id).as_node())


def test_a_table_stays_a_table_and_bold_stays_bold(team):

    version = making.draft(team)
    cells = [{"text": [{"text": "Một", "bold": True}]}, {"text": [{"text": "Hai"}]}]
    table = {"header": 0, "rows": [{"id": "r1", "cells": cells}]}
    heading = {"level": 2, "text": [{"text": "Bảng kê"}]}
    item = TrayItem.objects.create(
        version=version, position=0, text="Bảng kê\nMột\nHai",
        nodes=[{"kind": "heading", "body": heading}, {"kind": "table", "body": table}],
    )  # fmt: skip
    services.place_item(item, after="p1", by=team[0])
    placed = assemble(version.nodes.all())[-2:]
    assert [node.kind for node in placed] == ["heading", "table"]
    assert placed[1].body["rows"][0]["cells"] == cells
    assert placed[0].id == TrayItem.objects.get(pk=item.pk).node_id


def test_placed_twice_is_placed_once(team):

    version = imported(with_boxes(), team[0], "so tay.docx").version
    box = version.tray.first()
    for _click in range(2):
        services.place_item(box, after="", by=team[0])
    services.set_aside(box, why="Thừa", by=team[0])
    assert texts(version).count(SIGNS) == 1
    assert TrayItem.objects.get(pk=box.pk).why == ""


def test_a_piece_can_be_put_into_the_answer_of_a_clause(team):

    text = (
        "Điều khoản ISO\tTài liệu viện dẫn\n"
        "4.1. Hiểu tổ chức và bối cảnh của tổ chức\tHằng năm xem lại.\n"
        "4.2. Hiểu nhu cầu và mong đợi của các bên quan tâm\tHỏi ý kiến.\n"
    )
    version = imported(text, team[0]).version
    item = TrayItem.objects.create(version=version, position=0, text="Thêm một câu.")
    answer = assemble(version.nodes.all())[0].children[0]
    services.place_item(item, after=answer.id, by=team[0])
    first, second = [n for n in assemble(version.nodes.all()) if n.kind == "clause"]
    assert [text_of(child) for child in first.children] == ["Hằng năm xem lại.", "Thêm một câu."]
    assert len(second.children) == 1


def test_a_sent_version_takes_nothing_more(team):

    version = making.draft(team)
    item = TrayItem.objects.create(version=version, position=0, text="Mẩu")
    with pytest.raises(RuleBroken):
        services.send_version(version, by=team[0])
    services.set_aside(item, why="Không dùng nữa", by=team[0])
    sent = services.send_version(version, by=team[0])
    with pytest.raises(WrongState):
        services.place_item(item, after="", by=team[0])
    assert sent.tray.get().why == "Không dùng nữa"


def test_the_page_offers_the_place_where_the_piece_stood(team, client):
    version = imported(with_boxes(), team[0], "so tay.docx").version
    client.enter(team[0])
    address = f"/documents/versions/{version.pk}/tray/"
    page = client.get(address).content.decode()
    box, note = version.tray.all()
    assert f'value="{box.node_id}" selected' in page
    client.post(f"/documents/tray/{box.pk}/", {"after": box.node_id})
    client.post(f"/documents/tray/{note.pk}/", {"aside": "1", "why": "Ghi chú cũ"})
    page = client.get(address).content.decode()
    assert "Ghi chú cũ" in page
    assert "Theo kế hoạch năm." in page
    assert version.tray.filter(placed_at=None).count() == 0
