"""A form on paper: blank with room for a pen, filled in with its answers, the same for ever."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kernel.content.canonical import canonical, parse
from kernel.content.nodes import Node, text_of, validate
from kernel.forms import blank, clean, fields_of, filled
from tests.kernel.content.trees import few
from tests.kernel.forms.designs import ANSWERS, PURCHASE, entry, options

FIELDS = fields_of(PURCHASE)
WHOLE = {
    "nguoi": {"id": "u1", "label": "Trần Thị Lan"}, "ngay": "2026-11-20", "ly-do": "Hỏng\nCần thay",
    "loai": "moi", "gap": False,
    "hang": [{"id": "r1", "cells": {"ten": "Bàn", "so": "3", "gia": "1500000.5", "duyet": "co"}}],
}  # fmt: skip


def lines(nodes: list[Node]) -> list[str]:
    return [line for node in nodes for line in text_of(node).split("\n")]


def paper(**values: Any) -> str:
    return "\n".join(lines(filled(PURCHASE, clean(FIELDS, WHOLE | values, whole=True).values)))


def test_blank_it_has_dots_boxes_and_places_to_sign() -> None:
    said = "\n".join(lines(blank(PURCHASE)))
    assert "☐ Cần gấp" in said
    assert "☐ Moi\u2003☐ Cu" in said
    assert "Hạn …… / …… / 20……" in said  # a condition cannot be hidden from a pen
    assert "Người lập | CHỦ TỊCH" in said
    assert "(ký, ghi rõ họ tên) | (ký, ghi rõ họ tên)" in said
    table = next(node for node in blank(PURCHASE) if node.kind == "table")
    assert [len(row["cells"]) for row in table.body["rows"]] == [6] * 6 + [3]
    assert table.body["header"] == 1


def test_filled_it_shows_the_answers_and_leaves_out_what_was_not_asked() -> None:
    said = paper()
    assert "Người đề nghị Trần Thị Lan" in said
    assert "Ngày đề nghị 20/11/2026" in said
    assert "Lý do:\nHỏng\nCần thay" in said
    assert "☒ Moi\u2003☐ Cu" in said
    assert "Hạn" not in said
    assert "1 | Bàn | 3 | 1.500.000,5 | 4.500.001,5 | Co" in said
    assert "Cộng | 4.500.001,5 | " in said
    assert "Tổng 4.500.002" in said
    assert "Hạn 01/12/2026" in paper(gap=True, han="1/12/2026")


def test_who_signed_stands_below_the_place_to_sign() -> None:
    values = {"ky-1": {"id": "u1", "label": "Trần Thị Lan", "on": "2026-11-20"}}
    said = "\n".join(lines(filled(PURCHASE, values)))
    assert "(đã ký ngày 20/11/2026) | (ký, ghi rõ họ tên)\nTrần Thị Lan | " in said


def test_options_of_a_spread_column_are_columns_of_their_own_on_paper() -> None:
    often = options("Nhieu", "It")
    risk = entry(
        "rui-ro", "table", "Rủi ro", fixed=True,
        columns=[{"id": "stt", "label": "STT", "type": "row"},
                 {"id": "ten", "label": "Rủi ro", "type": "text"},
                 {"id": "muc", "label": "Tần suất", "type": "choice", "options": often,
                  "spread": True}],
        given=[{"id": "r1", "cells": {"ten": "Không họp", "muc": "it"}}],
    )  # fmt: skip
    table = filled([risk], clean(fields_of([risk]), {}, whole=True).values)[1]
    assert lines([table]) == ["STT | Rủi ro | Tần suất", "Nhieu | It", "1 | Không họp |  | x"]
    validate([table])


@few
@given(ANSWERS)
def test_any_answers_make_a_valid_paper(raw: dict[str, Any]) -> None:
    for whole in (False, True):
        validate(filled(PURCHASE, clean(FIELDS, raw, whole=whole).values))
    validate(blank(PURCHASE))


CHANGES = st.lists(
    st.sampled_from(["drop", "rename", "add", "options", "columns", "retype"]), max_size=6
)


def later(nodes: list[Node], changes: list[str]) -> list[Node]:
    """A later version of a form, whatever its author made of it."""
    found = list(nodes)
    for number, change in enumerate(changes):
        at = 1 + number % (len(found) - 1)
        node = found[at]
        body = dict(node.body)
        match change:
            case "drop":
                del found[at]
                continue
            case "rename":
                body["label"] = [{"text": f"Tên mới {number}"}]
            case "add":
                found.insert(at, entry(f"moi-{number}", required=True))
                continue
            case "options" if "options" in body:
                body["options"] = options("Khac")
            case "columns" if "columns" in body:
                body["columns"] = [*body["columns"][:1], {"id": "z", "label": "Z", "type": "date"}]
            case "retype" if node.body["type"] in ("text", "long", "date", "person"):
                body["type"] = "number"
        found[at] = Node(node.id, "entry", body)
    return found


@few
@given(ANSWERS, CHANGES)
def test_what_was_filled_in_reads_the_same_under_every_later_version(
    raw: dict[str, Any], changes: list[str]
) -> None:
    """A slip keeps the version it was filled in with; later ones change nothing in it."""
    frozen = canonical({"code": "BM.01"}, PURCHASE)
    values = clean(FIELDS, raw, whole=True).values
    before = filled(PURCHASE, values)
    new = later(PURCHASE, changes)
    validate(new)
    carried = clean(fields_of(new), values, whole=False)  # an open slip that moves on
    assert clean(fields_of(new), carried.values, whole=False).values == carried.values
    kept = parse(frozen)[1]
    assert filled(kept, values) == before
    assert clean(fields_of(kept), values, whole=True).values == values
