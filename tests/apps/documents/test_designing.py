"""Designing a form without code: fields by pages, lines turned into fields, the form tried out."""

import pytest
from django.urls import reverse

from apps.documents import services
from apps.documents.models import DraftNode
from apps.documents.selectors import tree_of
from kernel.content.markup import plain, to_inline
from kernel.content.nodes import Node
from kernel.refusals import BadInput, Conflict, NotPermitted
from tests.apps.documents import making
from tests.conftest import HouseClient
from tests.factories import make_team
from tests.kernel.forms.designs import PURCHASE, entry, options
from tests.kernel.printing.samples import table

pytestmark = pytest.mark.usefixtures("alpha")

LINE = Node("l1", "field", {"label": to_inline("Ngày đề nghị"), "value": to_inline("……")})
GRID = table("t1", ("STT", "Nội dung", "Số lượng"), ("1", "Bàn", ""), ("2", "Ghế", ""))
SIGNS = table("s1", ("NGƯỜI LẬP", "TRƯỞNG PHÒNG"), ("(ký, họ tên)", "(ký, họ tên)"))


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def form(team):
    return making.draft(team, code="BM.HT.03.01", kind="form", nodes=[*PURCHASE, LINE, GRID, SIGNS])


@pytest.fixture
def writer(team):
    return HouseClient("alpha.test").enter(team[0])


def at(version, name, *more):
    return reverse(f"documents:{name}", args=[version.pk, *more])


def body(version, node_id):
    return DraftNode.objects.get(version=version, node_id=node_id).body


def typed(version, node_id, **more):
    row = DraftNode.objects.get(version=version, node_id=node_id)
    said = {"revision": row.revision, "label": plain(row.body["label"]), "type": row.body["type"]}
    return said | more


def test_a_field_is_added_and_becomes_a_choice_with_answers(form, writer):
    made = writer.post(at(form, "add"), {"kind": "entry", "after": "gap"})
    address = made["Location"]
    new = address.rstrip("/").split("/")[-2]
    page = writer.post(address, {"revision": 1, "label": "Kết quả", "type": "choice", "again": "1"})
    assert "Các phương án" in page.content.decode()
    sent = {"revision": 2, "label": "Kết quả", "type": "choice", "required": "1", "listed": "1",
            "option-co": "Đạt", "drop-option-khong": "1", "options-more": "Không đạt\nChưa rõ",
            "help": "Ghi theo biên bản", "when:gap:yes": "1"}  # fmt: skip
    writer.post(address, sent)
    done = writer.post(address, typed(form, new, done="1") | {k: v for k, v in sent.items()
                       if k.startswith(("option-", "when", "req", "help"))})  # fmt: skip
    assert done.status_code == 302
    assert body(form, new) == {
        "label": [{"text": "Kết quả"}], "type": "choice", "required": True,
        "help": "Ghi theo biên bản",
        "options": [{"id": "co", "label": "Đạt"}, {"id": "khong-dat", "label": "Không đạt"},
                    {"id": "chua-ro", "label": "Chưa rõ"}],
        "when": {"field": "gap", "is": ["yes"]},
    }  # fmt: skip
    order = [node.id for node in tree_of(form)]
    assert order.index(new) == order.index("gap") + 1


def test_a_formula_is_written_with_names_and_kept_with_ids(form, writer):
    page = writer.get(at(form, "edit", "tong")).content.decode()
    assert "sum([Danh sách].[Thành tiền])" in page
    said = typed(form, "tong", formula="tổng([Danh sách].[Thành tiền]) * 1,1", digits="0", done="1")
    assert writer.post(at(form, "edit", "tong"), said).status_code == 302
    assert body(form, "tong")["formula"] == "sum(hang.tien) * 1.1"


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("[Đơn giá chung] * 2", "Công thức nêu “đơn giá chung”, nhưng biểu mẫu không có ô này."),
        ("[Lý do] + 1", "“ly-do” không phải là số nên công thức không tính được."),
        (
            "sum([Danh sách].[Tên hàng])",
            "Công thức cộng cột “ten”, nhưng bảng không có cột số này.",
        ),
        ("", "Số tự tính cần có công thức."),
        ("[Bình quân] + 1", "Công thức này cần chính kết quả của nó: hãy dùng ô khác."),
    ],
)
def test_a_formula_that_cannot_be_is_refused_and_stays_in_the_page(form, writer, formula, sentence):
    before = body(form, "tong")
    answer = writer.post(at(form, "edit", "tong"), typed(form, "tong", formula=formula, done="1"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{formula}"' in page
    assert body(form, "tong") == before


def test_columns_keep_their_ids_when_they_are_renamed_moved_and_retyped(form, writer):
    sent = typed(form, "hang", **{
        "column-ten": "Tên vật tư", "column-type-ten": "text", "column-required-ten": "1",
        "column-so": "Số lượng", "column-type-so": "number", "column-digits-so": "0",
        "column-gia": "Đơn giá", "column-type-gia": "number", "up-column-gia": "1",
        "column-tien": "Thành tiền", "column-type-tien": "sum",
        "column-formula-tien": "[Số lượng] * [Đơn giá]", "column-total-tien": "1",
        "column-duyet": "Duyệt", "column-type-duyet": "choice",
        "column-options-duyet": "Đồng ý\nKhong", "column-spread-duyet": "1",
        "columns-more": "Ghi chú",
    })  # fmt: skip
    assert writer.post(at(form, "edit", "hang"), sent).status_code == 200
    columns = body(form, "hang")["columns"]
    assert [(c["id"], c["type"]) for c in columns] == [
        ("stt", "row"), ("ten", "text"), ("gia", "number"), ("so", "number"), ("tien", "sum"),
        ("duyet", "choice"), ("ghi-chu", "text"),
    ]  # fmt: skip
    assert columns[4]["formula"] == "so * gia"
    assert columns[5]["options"] == [
        {"id": "co", "label": "Đồng ý"}, {"id": "khong", "label": "Khong"},
    ]  # fmt: skip


def test_given_rows_come_from_a_pasted_range_and_only_numbers_into_numbers(form, writer):
    sent = typed(form, "hang", **{"given-more": "Bàn\t2.000\t\nGhế\t4\t", "fixed": "1"})
    writer.post(at(form, "edit", "hang"), sent)
    assert [row["cells"] for row in body(form, "hang")["given"]] == [
        {"ten": "Bàn", "so": "2000"}, {"ten": "Ghế", "so": "4"},
    ]  # fmt: skip
    wrong = typed(form, "hang", **{"given-more": "Tủ\thai\t", "done": "1"})
    answer = writer.post(at(form, "edit", "hang"), wrong)
    assert answer.status_code == 422
    assert "Hàng cho sẵn ghi “hai” ở cột “Số lượng”" in answer.content.decode()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(form, writer, team):
    seen = typed(form, "ngay", done="1", label="Ngày lập")
    services.save_node(form, "ngay", entry("ngay", "date", "Ngày họp").body, revision=1, by=team[1])
    answer = writer.post(at(form, "edit", "ngay"), seen)
    assert answer.status_code == 409
    assert "Ngày lập" in answer.content.decode()
    assert "Ngày họp · ngày" in answer.content.decode()
    assert plain(body(form, "ngay")["label"]) == "Ngày họp"


def test_in_the_page_of_blocks_a_saved_field_takes_the_place_of_its_form(form, writer):
    swap = {"HTTP_HX_REQUEST": "true"}
    page = writer.get(at(form, "edit", "ngay"), **swap).content.decode()
    assert "<html" not in page
    said = typed(form, "ngay", done="1", label="Ngày lập")
    page = writer.post(at(form, "edit", "ngay"), said, **swap).content.decode()
    assert "Ngày lập" in page
    assert '<form method="post" id="entry-' not in page
    assert writer.post(at(form, "edit", "ngay"), said, **swap).status_code == 409
    dialog = {"HTTP_X_DIALOG": "1", **swap}
    assert "<main" in writer.get(at(form, "edit", "ngay"), **dialog).content.decode()
    said = typed(form, "ngay", done="1")
    assert writer.post(at(form, "edit", "ngay"), said, **dialog).json()["revision"] == 3


def test_lines_and_tables_of_an_imported_form_become_fields(form, team, writer):
    page = writer.get(at(form, "write") + "?by=block").content.decode()
    assert "Biểu mẫu còn 3 dòng hoặc bảng chỉ điền được bằng bút." in page
    assert services.turn_into_entries(form, by=team[0]).entries == 4
    rows = {row.node_id: row for row in form.nodes.all()}
    assert (rows["l1"].kind, rows["l1"].body["type"]) == ("entry", "date")
    assert [c["type"] for c in rows["t1"].body["columns"]] == ["row", "long", "number"]
    ids = [node.id for node in tree_of(form)]
    second = ids[ids.index("s1") + 1]
    assert [rows[name].body["signer"] for name in ("s1", second)] == ["NGƯỜI LẬP", "TRƯỞNG PHÒNG"]
    with pytest.raises(BadInput):
        services.turn_into_entries(form, by=team[0])


def test_a_line_is_turned_only_over_what_was_seen_and_by_its_writer(form, team):
    with pytest.raises(Conflict):
        services.turn_into_entries(form, by=team[0], only=["l1"], revision=7)
    with pytest.raises(NotPermitted):
        services.turn_into_entries(form, by=team[3], only=["l1"])
    manual = making.draft(team, kind="manual", nodes=[LINE])
    with pytest.raises(BadInput):
        services.turn_into_entries(manual, by=team[0])


def test_the_form_is_tried_out_without_keeping_anything(form, writer):
    page = writer.get(at(form, "try")).content.decode()
    assert "Người đề nghị" in page
    assert 'id="q-han" data-field="han" hidden' in page  # asked only when it is urgent
    assert 'list="known-person"' in page  # as on a slip, oneself first
    assert f'<datalist id="known-person"><option value="{form.author.full_name}">' in page
    assert "known-clause" not in page
    asked = {"act": "finish", "v:gap": "yes", "v:ngay": "hôm qua"}
    answer = writer.post(at(form, "try"), asked)
    said = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("Hãy điền “Người đề nghị”.", "Hãy điền một ngày, ví dụ 20/11/2026."):
        assert sentence in said
    assert 'value="hôm qua"' in said
    assert "Hãy điền “Hạn”." in said
    sent = {"v:nguoi": "Lan", "r:hang": ["r1"], "c:hang:r1:ten": "Bàn",
            "c:hang:r1:so": "2", "c:hang:r1:gia": "1.500.000"}  # fmt: skip
    said = writer.post(at(form, "try"), sent | {"act": "finish"}).content.decode()
    assert "3.000.000" in said
    assert "Nội dung in ra" in said
    more = {"act": "paste:hang", "p:hang": "Ghế\t4\t2"}
    said = writer.post(at(form, "try"), sent | more).content.decode()
    assert 'value="Ghế"' in said
    assert "Nội dung in ra" not in said
    said = writer.post(at(form, "try"), sent | {"act": "drop:hang:r1"}).content.decode()
    assert 'value="Bàn"' not in said
    assert said.count("data-row=") == 1  # the one of which new rows are made


def test_what_can_be_named_is_offered_in_few_statements(
    team, writer, django_assert_max_num_queries
):
    asked = [entry(kind, kind) for kind in ("person", "unit", "clause", "document")]
    form = making.draft(team, code="BM.HT.03.02", kind="form", nodes=asked)
    with django_assert_max_num_queries(12):
        page = writer.get(at(form, "try")).content.decode()
    assert all(f'<datalist id="known-{node.id}">' in page for node in asked)


def test_a_condition_asks_what_is_written(form, writer):
    page = writer.get(at(form, "edit", "ngay")).content.decode()
    assert '<option value="ly-do">' in page
    assert '<option value="ngay">' not in page
    words = {"when-field": "ly-do", "when-how": "words", "when-words": " Mua  mới \n\nThay thế"}
    writer.post(at(form, "edit", "ngay"), typed(form, "ngay", **words, done="1"))
    assert body(form, "ngay")["when"] == {"field": "ly-do", "is": ["Mua mới", "Thay thế"]}
    page = writer.get(at(form, "edit", "ngay")).content.decode()
    assert '<option value="ly-do" selected>' in page
    assert "Mua mới\nThay thế</textarea>" in page
    filled = words | {"when-how": "filled", "done": "1"}
    writer.post(at(form, "edit", "ngay"), typed(form, "ngay", **filled))
    assert body(form, "ngay")["when"] == {"field": "ly-do", "filled": True}
    writer.post(at(form, "edit", "ngay"), typed(form, "ngay", **{"when-field": ""}, done="1"))
    assert "when" not in body(form, "ngay")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"when-field": "ly-do", "when-how": "words"}, "Hãy ghi những câu trả lời mà “Lý do”"),
        (
            {"when-field": "han", "when-how": "words", "when-words": "1"},
            "Với “Hạn”, điều kiện chỉ hỏi được đã điền hay chưa.",
        ),
        ({"when-field": "ly-do", "when:gap:yes": "1"}, "Điều kiện chỉ dựa vào một ô"),
    ],
)
def test_a_condition_that_cannot_be_asked_is_refused(form, writer, said, sentence):
    answer = writer.post(at(form, "edit", "nguoi"), typed(form, "nguoi", **said, done="1"))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "when" not in body(form, "nguoi")


def test_only_a_form_offers_fields(team, writer):
    manual = making.draft(team, kind="manual")
    page = writer.get(at(manual, "write") + "?by=block").content.decode()
    assert "Ô điền" not in page
    assert "Xem khi điền" not in page


def test_answers_of_a_question_that_two_fields_could_mean_are_asked_for(form, writer):
    for name in ("a1", "a2"):
        services.add_node(
            form, "entry", entry(name, "number", "Điểm").body, after="gap", by=form.author
        )
    answer = writer.post(
        at(form, "edit", "tong"), typed(form, "tong", formula="[Điểm] * 2", done="1")
    )
    assert "Có nhiều ô cùng tên “Điểm”: hãy đặt tên khác nhau." in answer.content.decode()
    two = {"when:gap:yes": "1", "when:loai:moi": "1", "done": "1"}
    answer = writer.post(at(form, "edit", "ngay"), typed(form, "ngay", **two))
    assert "Điều kiện chỉ dựa vào một ô" in answer.content.decode()
    assert options("A") == [{"id": "a", "label": "A"}]
