"""The Markdown of packages: what each sign means, what is refused and where."""

from pathlib import Path

import pytest

from kernel.content.markup import plain, to_inline
from library.reading import ReadingError, read_nodes
from library.reading.identify import identify

PATH = Path("mau.md")


def read(*lines, first=1):
    return read_nodes("\n".join(lines), PATH, first=first)


def test_a_heading_has_one_to_four_signs():
    (node,) = read("## 1. Phạm vi {#pham-vi}")
    assert (node.id, node.kind, node.body["level"]) == ("pham-vi", "heading", 2)
    assert plain(node.body["text"]) == "1. Phạm vi"


def test_a_paragraph_runs_over_lines_and_may_be_centred():
    (node,) = read("Dòng một", "dòng hai<br>xuống dòng {#p align=center}")
    assert plain(node.body["text"]) == "Dòng một dòng hai\nxuống dòng"
    assert node.body["align"] == "center"


def test_the_light_notation_holds_everywhere():
    (node,) = read("**Đậm** {{agency_name}} theo [[9.2]] và [[QT.HT.03]] {#p}")
    assert node.body["text"] == to_inline("**Đậm** {{agency_name}} theo [[9.2]] và [[QT.HT.03]]")


def test_a_list_has_one_marker_and_up_to_three_levels():
    (node,) = read("{#l}", "a) một {#l-1}", "  b) hai {#l-2}", "    c) ba {#l-3}")
    assert node.body["marker"] == "a)"
    assert [item.get("level", 0) for item in node.body["items"]] == [0, 1, 2]


def test_two_lists_are_kept_apart_by_their_ids():
    assert [node.kind for node in read("{#a}", "- x {#a-1}", "{#b}", "- y {#b-1}")] == ["list"] * 2


def test_a_table_merges_cells_to_the_left_and_upwards():
    (node,) = read(
        "{#t header=2 widths=20,40,40}",
        "| STT | Tần suất | < | {#t-1}",
        "| ^ | Hiếm | Thường | {#t-2}",
        "| 1 | a \\| b | \\< | {#t-3}",
    )
    rows = [[(plain(c["text"]), c.get("colspan", 1), c.get("rowspan", 1)) for c in row["cells"]]
            for row in node.body["rows"]]  # fmt: skip
    assert rows[0] == [("STT", 1, 2), ("Tần suất", 2, 1)]
    assert rows[1] == [("Hiếm", 1, 1), ("Thường", 1, 1)]
    assert rows[2] == [("1", 1, 1), ("a | b", 1, 1), ("<", 1, 1)]
    assert (node.body["header"], node.body["widths"]) == (2, [20, 40, 40])


def test_steps_are_yaml():
    (node,) = read(
        "```steps {#buoc}",
        "- id: mot",
        "  actor: Thư ký ISO",
        '  title: "{{head_title}} phê duyệt"',
        "  shape: decision",
        "  detail: Trong 03 ngày",
        "  forms: [BM.HT.06.01]",
        "```",
    )
    (step,) = node.body["steps"]
    assert (step["id"], step["shape"], step["forms"]) == ("mot", "decision", ["BM.HT.06.01"])
    assert step["title"][0] == {"placeholder": "head_title"}


def test_entries_are_yaml_whose_words_stay_words():
    found = read(
        "```entries",
        '- {id: nguoi, label: "Người **đề xuất** của {{agency_name}}", type: person}',
        "- {id: gap, label: Gấp, type: check}",
        "- {id: han, label: Hạn, type: date, when: {field: gap, is: [yes]}, help: 2026}",
        "- {id: so, label: Số, type: number, least: 0, most: 1.5}",
        "- id: bang",
        "  label: Bảng",
        "  type: table",
        "  columns: [{id: stt, label: STT, type: row}, {id: ngay, label: Ngày, type: date}]",
        "  given: [{id: 1, cells: {ngay: 2026-11-20}}]",
        "```",
        "Sau biểu. {#p}",
    )
    assert [(node.id, node.kind) for node in found] == [
        ("nguoi", "entry"), ("gap", "entry"), ("han", "entry"), ("so", "entry"),
        ("bang", "entry"), ("p", "paragraph"),
    ]  # fmt: skip
    assert {"placeholder": "agency_name"} in found[0].body["label"]
    assert found[2].body["when"] == {"field": "gap", "is": ["yes"]}
    assert (found[2].body["help"], found[3].body["least"]) == ("2026", "0")
    assert found[3].body["most"] == "1.5"
    assert found[4].body["given"] == [{"id": "1", "cells": {"ngay": "2026-11-20"}}]


def test_a_clause_holds_its_answer():
    (node,) = read(
        "::: clause 7.1.2. Con người {#c-7-1-2 related=QT.HT.01,BM.HT.01.02}",
        "Cơ quan bố trí đủ người. {#c-7-1-2-p}",
        ":::",
    )
    assert node.body == {
        "clauses": ["7.1.2"],
        "title": "7.1.2. Con người",
        "applicable": True,
        "related": ["QT.HT.01", "BM.HT.01.02"],
    }
    assert [child.kind for child in node.children] == ["paragraph"]


def test_a_clause_that_does_not_apply_says_why():
    (node,) = read(
        "::: clause 8.3. Thiết kế {#c clauses=8.3.1,8.3.2 applicable=no}",
        "! Cơ quan không thiết kế.",
        ":::",
    )
    assert node.body["clauses"] == ["8.3.1", "8.3.2"]
    assert node.body["applicable"] is False
    assert plain(node.body["justification"]) == "Cơ quan không thiết kế."


def test_fields_registers_and_page_breaks_are_commands():
    nodes = read(
        "@field Thời gian :: …… giờ {#f}", "@register documents {#r}", "@pagebreak {#b}",
    )  # fmt: skip
    assert [node.kind for node in nodes] == ["field", "register", "pagebreak"]
    assert plain(nodes[0].body["label"]) == "Thời gian"
    assert plain(nodes[0].body["value"]) == "…… giờ"


def test_a_backslash_makes_a_sign_ordinary():
    assert plain(read("\\- không phải danh sách {#p}")[0].body["text"]) == "- không phải danh sách"
    assert plain(read("\\1. không phải danh sách {#p}")[0].body["text"])[:2] == "1."


REFUSED = {
    "a paragraph without an id": (["Không có mã"], 10),
    "an item without an id": (["{#l}", "- mục"], 11),
    "a list without an id": (["- mục {#m}"], 10),
    "a row without an id": (["{#t}", "| a |"], 11),
    "an uneven table": (["{#t}", "| a | b | {#t-1}", "| a | {#t-2}"], 12),
    "a merged cell that is no rectangle": (["{#t}", "| a | < | {#t-1}", "| ^ | b | {#t-2}"], 11),
    "a cell merged with nothing": (["{#t}", "| < | b | {#t-1}"], 11),
    "a clause that is not closed": (["::: clause 4.1. Tên {#c}", "x {#p}"], 11),
    "a clause without a number": (["::: clause Tên {#c}", ":::"], 10),
    "steps that are not closed": (["```steps {#s}", "- id: a"], 10),
    "steps that are not YAML": (["```steps {#s}", "- id: [", "```"], 11),
    "an unknown shape of a step": (
        ["```steps {#s}", "- {id: a, actor: b, title: c, shape: round}", "```"], 10,
    ),
    "entries that are not closed": (["```entries", "- id: a"], 10),
    "an entry without a type": (
        ["```entries", "- {id: a, label: A, type: text}", "- {id: b, label: B}", "```"], 12,
    ),
    "an entry of an unknown type": (
        ["```entries", "- {id: a, label: A, type: text}", "- {id: b, label: B, type: x}", "```"],
        12,
    ),
    "an entry without an id": (["```entries", "- {label: A, type: text}", "```"], 11),
    "another fence": (["```python {#s}", "```"], 10),
    "an unknown command": (["@image a.png {#i}"], 10),
    "an unknown attribute": (["Chữ {#p color=red}"], 10),
    "an id twice": (["Chữ {#p}", "", "Chữ {#p}"], 12),
    "an id of an item twice": (["Chữ {#p}", "", "{#l}", "- mục {#p}"], 13),
    "an id followed by nothing": (["{#l}", "", "Chữ {#p}"], 10),
    "a width that is no number": (["{#t widths=a}", "| a | {#t-1}"], 10),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "line"), REFUSED.values(), ids=REFUSED)
def test_it_refuses_by_file_and_line(lines, line):
    with pytest.raises(ReadingError) as refused:
        read(*lines, first=10)
    assert refused.value.line == line
    assert str(refused.value).startswith(f"mau.md:{line}: ")


def test_new_blocks_get_ids_and_old_ones_keep_theirs():
    head = "---\nkey: x\n---\n\n"
    text = head + "# I. MỤC ĐÍCH\n\nMột.\n\n- a\n- b {#cu}\n\n{# header=1}\n| A |\n| 1 |\n"
    named = identify(text)
    nodes = read_nodes(named.split("---\n", 2)[2], PATH)
    assert [node.kind for node in nodes] == ["heading", "paragraph", "list", "table"]
    assert "b {#cu}" in named
    assert nodes[0].id == "i-muc-dich"
    assert identify(named) == named
