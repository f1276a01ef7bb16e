"""Answers are brought into one form; what cannot be taken is said, and nothing else changes."""

import json
from typing import Any

import pytest
from hypothesis import given

from kernel.forms import Cleaned, clean, fields_of, listed_of, shown
from tests.kernel.content.trees import few
from tests.kernel.forms.designs import ANSWERS, PURCHASE, entry, options

FIELDS = fields_of(PURCHASE)
CHOOSE = "Hãy chọn một trong các phương án: X, Y."
ONLY_ONE = "Ở đây chỉ chọn một phương án."


def one(field: Any, raw: Any, **how: Any) -> Any:
    """The canonical answer, or the sentence that refuses it."""
    done = clean(fields_of([field]), {field.id: raw}, **({"whole": False} | how))
    return done.problems[0].sentence if done.problems else done.values.get(field.id)


@few
@given(ANSWERS)
def test_clean_answers_clean_to_themselves(raw: dict[str, Any]) -> None:
    for whole in (False, True):
        for typed in (False, True):
            once = clean(FIELDS, raw, whole=whole, typed=typed)
            again = clean(FIELDS, once.values, whole=whole)
            assert again.values == once.values
            json.dumps(once.values)


@few
@given(ANSWERS)
def test_what_is_handed_in_whole_has_only_answers_to_what_was_asked(raw: dict[str, Any]) -> None:
    done = clean(FIELDS, raw, whole=True)
    assert done.values.keys() <= shown(FIELDS, done.values)
    if not done.problems:
        assert "nguoi" in done.values
        assert clean(FIELDS, done.values, whole=True) == done


@few
@given(ANSWERS)
def test_cleaning_never_fails_and_says_what_it_left_out(raw: dict[str, Any]) -> None:
    done = clean(FIELDS, raw, whole=False)
    assert isinstance(done, Cleaned)
    for name, value in raw.items():
        if (
            name in ("nguoi", "ngay", "han", "ly-do", "la")
            and isinstance(value, str)
            and value.strip()
        ):
            assert name in done.values or any(p.field == name for p in done.problems)
    assert len(listed_of(FIELDS, done.values)) <= 4


@pytest.mark.parametrize(
    ("raw", "kept", "typed"),
    [
        ("1.234,5", "1234.5", "1234.5"),
        ("1.234", "1.234", "1234"),
        ("1,5", "1.5", "1.5"),
        ("0012,50", "12.5", "12.5"),
        ("-0", "0", "0"),
        ("1 234", "1234", "1234"),
        ("1,234.5", "1234.5", "1234.5"),
        (12, "12", "12"),
    ],
)
def test_numbers_are_read_as_people_write_them_here(raw: Any, kept: str, typed: str) -> None:
    assert one(entry("a", "number"), raw) == kept
    assert one(entry("a", "number"), raw, typed=True) == typed


@pytest.mark.parametrize(
    ("field", "raw", "said"),
    [
        (entry("a", "number"), "mười", "Hãy điền một số, ví dụ 1.234,5."),
        (entry("a", "number"), "9" * 16, "Số này quá lớn."),
        (entry("a", "number"), "1e5", "Hãy điền một số, ví dụ 1.234,5."),
        (entry("a", "number", digits=0), "1,5", "Hãy điền một số nguyên."),
        (entry("a", "number", digits=1), "1,55", "Sau dấu phẩy có tối đa 1 chữ số."),
        (entry("a", "number", least="2"), "1", "Số phải từ 2 trở lên."),
        (entry("a", "number", most="1000"), "1001", "Số không được quá 1.000."),
        (entry("a", "date"), "31/02/2026", "Hãy điền một ngày, ví dụ 20/11/2026."),
        (entry("a", "date"), "20/11/0026", "Hãy điền một ngày, ví dụ 20/11/2026."),
        (entry("a", "choice", options=options("X", "Y")), "z", CHOOSE),
        (entry("a", "choice", options=options("X", "Y")), ["x", "y"], ONLY_ONE),
        (entry("a"), "a" * 501, "Ở đây điền được tối đa 500 ký tự."),
        (entry("a", "check"), "có lẽ", "Hãy trả lời có hoặc không."),
        (entry("a", "person"), {"id": 1}, "Hãy chọn trong danh sách hoặc ghi tên."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_in_a_sentence(field: Any, raw: Any, said: str) -> None:
    assert one(field, raw) == said


def test_what_was_typed_and_not_taken_is_handed_back() -> None:
    done = clean(fields_of([entry("a", "number")]), {"a": "mười"}, whole=False)
    assert (done.values, done.problems[0].typed) == ({}, "mười")


def test_required_fields_are_missed_only_where_they_are_asked() -> None:
    said = [p.sentence for p in clean(FIELDS, {}, whole=True).problems]
    assert said == ["Hãy điền “Người đề nghị”."]
    said = [p.sentence for p in clean(FIELDS, {"gap": True, "nguoi": "Lan"}, whole=True).problems]
    assert said == ["Hãy điền “Hạn”."]
    assert clean(FIELDS, {}, whole=False).problems == []


def test_a_date_that_is_not_asked_any_more_is_left_out_only_at_the_end() -> None:
    raw = {"nguoi": "Lan", "gap": False, "han": "20/11/2026"}
    assert clean(FIELDS, raw, whole=False).values["han"] == "2026-11-20"
    assert "han" not in clean(FIELDS, raw, whole=True).values


def test_what_is_wrong_where_nobody_is_asked_any_more_does_not_stand_in_the_way() -> None:
    raw = {"nguoi": "Lan", "gap": False, "han": "hôm qua"}
    assert clean(FIELDS, raw, whole=True).problems == []
    assert [p.field for p in clean(FIELDS, raw | {"gap": True}, whole=True).problems] == ["han"]
    assert [p.field for p in clean(FIELDS, {"nguoi": "Lan", "la": 1}, whole=True).problems] == [
        "la"
    ]


def test_conditions_are_followed_up_to_what_is_shown() -> None:
    fields = fields_of(
        [
            entry("a", "choice", options=options("Co", "Khong")),
            entry("b", "check", when={"field": "a", "is": ["co"]}),
            entry("c", when={"field": "b", "is": ["yes"]}),
            entry("d", when={"field": "d", "is": ["x"]}),
            entry("e", when={"field": "gone", "is": ["x"]}),
        ]
    )
    assert shown(fields, {"a": "co", "b": True}) == {"a", "b", "c", "e"}
    assert shown(fields, {"a": "khong", "b": True}) == {"a", "e"}
    written = fields_of(
        [
            entry("a"),
            entry("b", when={"field": "a", "filled": True}),
            entry("c", when={"field": "a", "is": ["Máy in", "Bàn"]}),
            entry("x", "person"),
            entry("y", when={"field": "x", "filled": True}),
        ]
    )
    assert shown(written, {}) == {"a", "x"}
    assert shown(written, {"a": "Ghế"}) == {"a", "b", "x"}
    assert shown(written, {"a": "máy in", "x": {"label": "Lan"}}) == {"a", "b", "c", "x", "y"}
    long = [entry("n0", "check")]
    long += [
        entry(f"n{i}", "check", when={"field": f"n{i - 1}", "is": ["yes"]}) for i in range(1, 3000)
    ]
    assert len(shown(fields_of(long), {f"n{i}": True for i in range(3000)})) == 3000


GIVEN = entry(
    "q", "table", "Kiểm tra", fixed=True,
    columns=[{"id": "hoi", "label": "Câu hỏi", "type": "text"},
             {"id": "dat", "label": "Kết quả", "type": "choice", "options": options("Dat"),
              "required": True}],
    given=[{"id": "g1", "cells": {"hoi": "Có quy trình?"}},
           {"id": "g2", "cells": {"hoi": "Có hồ sơ?"}}],
)  # fmt: skip


def test_given_rows_are_there_and_say_what_the_form_says() -> None:
    fields = fields_of([GIVEN])
    told = {"q": [{"id": "g2", "cells": {"hoi": "Khác", "dat": "dat"}}]}
    done = clean(fields, told, whole=True)
    assert done.values["q"] == [
        {"id": "g1", "cells": {"hoi": "Có quy trình?"}},
        {"id": "g2", "cells": {"hoi": "Có hồ sơ?", "dat": "dat"}},
    ]
    assert [p.sentence for p in done.problems] == ["Hãy điền “Kết quả” ở hàng 1."]


def test_a_fixed_table_takes_no_rows_and_a_table_not_more_than_a_thousand() -> None:
    more = {"q": [{"cells": {"hoi": "Thêm"}}]}
    assert clean(fields_of([GIVEN]), more, whole=False).problems[0].sentence == (
        "Bảng này không thêm hàng được."
    )
    rows = [{"cells": {"ten": f"Hàng {at}", "so": str(at), "gia": "2"}} for at in range(1200)]
    done = clean(FIELDS, {"hang": rows[:500]}, whole=False)
    assert (len(done.values["hang"]), done.problems) == (500, [])
    assert done.values["tong"] == str(sum(2 * at for at in range(500)))
    done = clean(FIELDS, {"hang": rows}, whole=False)
    assert len(done.values["hang"]) == 1000
    assert "tối đa 1000 hàng" in done.problems[0].sentence


def test_rows_keep_their_ids_and_new_ones_get_free_ones() -> None:
    raw = [
        {"id": "r2", "cells": {"ten": "a"}},
        {"cells": {"ten": "b"}},
        {"id": "r2", "cells": {"ten": "c"}},
    ]
    rows = clean(FIELDS, {"hang": raw}, whole=False).values["hang"]
    assert [(row["id"], row["cells"]["ten"]) for row in rows] == [
        ("r2", "a"),
        ("r1", "b"),
        ("r3", "c"),
    ]


def test_lists_get_text_number_and_day() -> None:
    raw = {"nguoi": {"id": "u1", "label": "Lan"}, "ngay": "20/11/2026", "loai": "moi",
           "hang": [{"cells": {"ten": "Bàn", "so": "3", "gia": "1500000"}}]}  # fmt: skip
    listed = {one.field: one for one in listed_of(FIELDS, clean(FIELDS, raw, whole=True).values)}
    assert {name: one.text for name, one in listed.items()} == {
        "nguoi": "Lan", "ngay": "20/11/2026", "loai": "Moi", "tong": "4.500.000",
    }  # fmt: skip
    assert str(listed["tong"].number) == "4500000"
    assert str(listed["ngay"].day) == "2026-11-20"
