"""Lines and tables of imported forms become entries; no word of theirs gets lost."""

import json
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.content.errors import ContentError
from kernel.content.markup import plain
from kernel.content.nodes import Node, text_of, validate
from kernel.forms.turning import turned
from kernel.forms.turning_back import kept, taken_back
from tests.kernel.content.trees import BODIES, few
from tests.kernel.printing.samples import table


def ids() -> Any:
    numbers = count(1)
    return lambda: f"i{next(numbers)}"


def line(label: str, value: str) -> dict[str, Any]:
    node = Node("f", "field", {"label": [{"text": label}], "value": [{"text": value}]})
    (made,) = turned(node, ids())
    validate([made])
    assert (made.id, plain(made.body["label"])) == ("f", label)
    return made.body


def test_a_line_becomes_what_it_asks_for() -> None:
    assert line("Họ và tên", "………………")["type"] == "person"
    assert line("Thời gian", "…… / …… / 20……")["type"] == "date"
    assert line("1. Ngày đề nghị", "……")["type"] == "date"
    assert line("Số lượng", "")["type"] == "number"
    assert line("Đơn vị", "……")["type"] == "unit"
    assert line("Đơn vị tính", "……")["type"] == "text"
    assert line("Lý do", "")["type"] == "long"
    assert line("Địa điểm", "tại ………… phường") == {
        "label": [{"text": "Địa điểm"}], "type": "text", "help": "tại … phường",
    }  # fmt: skip
    choice = line("Kết quả", "☐ Đạt    ☐ Không đạt")
    assert [option["label"] for option in choice["options"]] == ["Đạt", "Không đạt"]


def test_a_table_becomes_typed_columns_with_its_rows_given() -> None:
    node = table(
        "t", ("STT", "Câu hỏi", "Số lượng", "Kết quả"),
        ("1", "Có quy trình?", "", "☐ Có ☐ Không"), ("2", "Có hồ sơ?", "……", ""),
    )  # fmt: skip
    (made,) = turned(node, ids())
    validate([made])
    assert [(c["label"], c["type"]) for c in made.body["columns"]] == [
        ("STT", "row"), ("Câu hỏi", "text"), ("Số lượng", "number"), ("Kết quả", "choice"),
    ]  # fmt: skip
    question = made.body["columns"][1]["id"]
    assert [row["cells"] for row in made.body["given"]] == [
        {question: "Có quy trình?"}, {question: "Có hồ sơ?"},
    ]  # fmt: skip
    assert made.body["fixed"] is True


def test_a_head_of_two_rows_over_ticks_becomes_one_choice() -> None:
    node = table(
        "t", [("STT", 1, 2), ("Rủi ro", 1, 2), ("Tần suất", 2, 1), ("Biện pháp", 1, 2)],
        ["Thường xuyên", "Hiếm khi"], ["1", "Không họp", "", "x", ""],
    )  # fmt: skip
    node = Node(node.id, "table", {**node.body, "header": 2})
    (made,) = turned(node, ids())
    validate([made])
    often = made.body["columns"][2]
    assert (often["label"], often["type"], often["spread"]) == ("Tần suất", "choice", True)
    assert [option["label"] for option in often["options"]] == ["Thường xuyên", "Hiếm khi"]
    assert made.body["given"][0]["cells"][often["id"]] == often["options"][1]["id"]


def test_places_to_sign_become_signatures_in_their_order() -> None:
    node = table("s", ("NGƯỜI LẬP", "TRƯỞNG ĐƠN VỊ"), ("(ký, họ tên)", "(ký, họ tên)"))
    made = turned(node, ids())
    validate(made)
    assert [(n.id, n.body["signer"], n.body["step"]) for n in made] == [
        ("s", "NGƯỜI LẬP", 1), ("i1", "TRƯỞNG ĐƠN VỊ", 2),
    ]  # fmt: skip


@few
@given(st.one_of(*(st.tuples(st.just(kind), BODIES[kind]) for kind in ("field", "table"))))
def test_whatever_is_turned_is_valid_and_keeps_its_label(made: Any) -> None:
    kind, body = made
    node = Node("a", kind, body)
    entries = turned(node, ids())
    validate(entries)
    assert entries[0].id == "a"
    if kind == "field":
        assert plain(entries[0].body["label"]) == plain(body["label"])
    assert all(text_of(entry) for entry in entries)


@few
@given(st.one_of(*(st.tuples(st.just(kind), BODIES[kind]) for kind in ("field", "table"))))
def test_whatever_is_turned_is_taken_back_while_its_entries_are_as_they_were(made: Any) -> None:
    node = Node("a", *made)
    entries = turned(node, ids())
    history = [json.loads(json.dumps(kept(node, entries)))]
    there = {entry.id: entry for entry in entries}
    assert taken_back(history, there) == [(node, [entry.id for entry in entries[1:]])]
    assert taken_back(history, {"a": node}) == []
    last = entries[-1]
    mended = replace(last, body=last.body | {"help": "Ghi rõ"})
    for now in (there | {last.id: mended}, {n: e for n, e in there.items() if n != last.id}):
        with pytest.raises(ContentError):
            taken_back(history, now)
