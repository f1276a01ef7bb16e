"""Formulas: exact, forgiving of what is still empty, and honest where there is no result."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.content.formulas import FormulaError, Names, needs, read
from kernel.content.lint import LintFacts, lint
from kernel.forms import clean, computed, fields_of
from tests.kernel.forms.designs import entry, options

NAMES = Names(
    {"a": "number", "b": "sum", "a-b": "number", "chu": "text", "1e5": "number"},
    {"bang": {"x": "number", "ten": "text", "x-y": "sum"}},
)


def worked_out(formula: str, **values: Any) -> tuple[str | None, list[str]]:
    names = [entry(name, "number") for name in ("a", "b", "a-b", "d")]
    table = entry("bang", "table", columns=[{"id": "x", "label": "X", "type": "number"},
                                            {"id": "t", "label": "T", "type": "text"}])  # fmt: skip
    fields = fields_of([*names, table, entry("kq", "sum", formula=formula)])
    done = computed(fields, {name.replace("_", "-"): value for name, value in values.items()})
    return done.values.get("kq"), [problem.sentence for problem in done.problems]


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("a + b * 2", "13"), ("(a + b) * 2", "16"), ("a - b", "-2"), ("a-b", "7"), ("a-3", "0"),
        ("b / 4", "1.25"), ("a / b", "0.6"), ("1 / 3", "0.333333"), ("-a", "-3"), ("a - -b", "8"),
        ("2,5 × a", "7.5"), ("[a-b] + 1", "8"), ("0.1 + 0.2", "0.3"), ("A ÷ 2", "1.5"),
        ("sum(bang.x)", "30"), ("tổng(bang.x) / đếm(bang)", "10"), ("count(bang)", "3"),
    ],
)  # fmt: skip
def test_it_works_out(formula: str, result: str) -> None:
    rows = [{"id": f"r{x}", "cells": {"x": str(x)}} for x in (5, 10, 15)]
    rows.append({"id": "r", "cells": {}})
    assert worked_out(formula, a="3", b="5", a_b="7", bang=rows) == (result, [])


@settings(max_examples=50, deadline=None)
@given(st.decimals(-(10**6), 10**6, places=3), st.decimals(-(10**6), 10**6, places=3))
def test_it_is_exact(one: Decimal, other: Decimal) -> None:
    result, said = worked_out("a + b - d", a=f"{one:f}", b=f"{other:f}", d=f"{one:f}")
    assert (Decimal(result or "x"), said) == (other, [])


def test_what_is_empty_adds_nothing_and_a_product_with_it_is_empty() -> None:
    assert worked_out("a + b", a="3") == ("3", [])
    assert worked_out("a + b") == (None, [])
    assert worked_out("a * b", a="3") == (None, [])
    assert worked_out("sum(bang.x)") == (None, [])
    assert worked_out("count(bang)") == ("0", [])


def test_dividing_by_zero_gives_nothing_and_says_so() -> None:
    for formula in ("a / b", "b / b", "a / (b - b)", "a / count(bang)"):
        assert worked_out(formula, a="3", b="0") == (
            None, ["Phép chia cho 0: không có kết quả."],
        )  # fmt: skip
    assert worked_out("a / b", a="3") == (None, [])
    rows = [
        {"id": "r1", "cells": {"x": "1", "y": "0"}},
        {"id": "r2", "cells": {"x": "1", "y": "2"}},
    ]
    columns = [{"id": "x", "label": "X", "type": "number"},
               {"id": "y", "label": "Y", "type": "number"},
               {"id": "z", "label": "Z", "type": "sum", "formula": "x / y"}]  # fmt: skip
    done = clean(fields_of([entry("t", "table", columns=columns)]), {"t": rows}, whole=True)
    assert [row["cells"].get("z") for row in done.values["t"]] == [None, "0.5"]
    assert [(p.row, p.column) for p in done.problems] == [("r1", "z")]


def test_a_result_too_large_is_said() -> None:
    formula = "*".join(["a"] * 30)
    assert worked_out(formula, a="9" * 15) == (None, ["Kết quả quá lớn."])


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("la + 1", "Công thức nêu “la”, nhưng biểu mẫu không có ô này."),
        ("chu * 2", "“chu” không phải là số nên công thức không tính được."),
        ("bang + 1", "“bang” không phải là số nên công thức không tính được."),
        ("sum(la.x)", "Công thức nêu bảng “la”, nhưng biểu mẫu không có bảng này."),
        ("sum(bang)", "Hãy nêu cột cần cộng: sum(bảng.cột)."),
        ("sum(bang.ten)", "Công thức cộng cột “ten”, nhưng bảng không có cột số này."),
        ("sum(bang.la)", "Công thức cộng cột “la”, nhưng bảng không có cột số này."),
        ("(a + 1", "Công thức thiếu dấu đóng ngoặc."), ("[a", "Công thức thiếu dấu đóng ngoặc."),
        ("a +", "Công thức chưa viết hết."), ("", "Công thức chưa viết hết."),
        ("a $ 1", "Không hiểu công thức từ chỗ “$ 1”."),
        ("a 1", "Không hiểu công thức từ chỗ “1”."),
        ("(" * 400 + "a", "Công thức có quá nhiều lớp ngoặc: hãy tách thành hai ô."),
        ("1e9", "Công thức nêu “1e9”, nhưng biểu mẫu không có ô này."),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said(formula: str, sentence: str) -> None:
    with pytest.raises(FormulaError) as refused:
        read(formula, NAMES)
    assert refused.value.sentence == sentence


def test_it_says_what_it_needs() -> None:
    assert set(needs(read("a-b - a * (b + sum(bang.x-y)) + 1e5", NAMES))) == {
        "a-b", "a", "b", "bang", "1e5",
    }  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.text("ab-1.,+*/()[] sum(bang.x)", max_size=20))
def test_any_text_is_understood_or_refused(formula: str) -> None:
    with suppress(FormulaError):
        assert read(formula, NAMES)


def complaints(*nodes: Any) -> list[str]:
    facts = LintFacts(form=True)
    return [f.sentence for f in lint(nodes, facts) if f.rule.startswith("entry")]


def test_the_reader_of_drafts_finds_formulas_and_conditions_at_odds() -> None:
    fine = [
        entry("a", "number"), entry("b", "sum", formula="a * 2"),
        entry("c", when={"field": "d", "is": ["co"]}),
        entry("d", "choice", options=options("Co")),
    ]  # fmt: skip
    assert complaints(*fine) == []
    assert complaints(entry("b", "sum", formula="gone + 1")) == [
        "Công thức nêu “gone”, nhưng biểu mẫu không có ô này."
    ]
    circle = [entry("x", "sum", formula="y + 1"), entry("y", "sum", formula="x + 1")]
    assert complaints(*circle) == [
        "Công thức này cần chính kết quả của nó: hãy dùng ô khác."
    ] * 2  # fmt: skip
    assert complaints(entry("c", when={"field": "gone", "is": ["x"]})) == [
        "Điều kiện nêu một ô không có trong biểu mẫu."
    ]
    assert complaints(*fine[3:], entry("c", when={"field": "d", "is": ["x"]})) == [
        "Điều kiện chờ câu trả lời “x”, nhưng “d” không có phương án này."
    ]
    assert complaints(entry("c", when={"field": "c", "is": ["x"]})) == [
        "Ô này chỉ hiện khi chính nó đã hiện: hãy sửa điều kiện."
    ]
    columns = [{"id": "x", "label": "X", "type": "sum", "formula": "y"},
               {"id": "y", "label": "Y", "type": "sum", "formula": "x"}]  # fmt: skip
    assert complaints(entry("t", "table", columns=columns)) == [
        "Công thức của một cột cần chính kết quả của nó: hãy dùng cột khác."
    ]


def test_a_circle_that_came_through_has_no_result_and_stops() -> None:
    fields = fields_of([entry("x", "sum", formula="y + 1"), entry("y", "sum", formula="x + 1")])
    assert clean(fields, {}, whole=False).values in ({}, {"x": "2", "y": "1"}, {"y": "1", "x": "2"})
