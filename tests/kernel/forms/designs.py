"""Forms for the tests: one of every type, and any form with any answers to it."""

from typing import Any

from hypothesis import strategies as st

from kernel.content.nodes import Node


def entry(node_id: str, kind: str = "text", label: str = "", **body: Any) -> Node:
    """An entry; its label is its id where none is given."""
    return Node(node_id, "entry", {"label": [{"text": label or node_id}], "type": kind, **body})


def options(*labels: str) -> list[dict[str, str]]:
    return [{"id": label.lower(), "label": label} for label in labels]


PURCHASE = [
    Node("h", "heading", {"level": 1, "text": [{"text": "PHIẾU ĐỀ NGHỊ MUA SẮM"}]}),
    entry("nguoi", "person", "Người đề nghị", required=True, listed=True),
    entry("ngay", "date", "Ngày đề nghị", listed=True),
    entry("ly-do", "long", "Lý do"),
    entry("loai", "choice", "Loại", options=options("Moi", "Cu"), listed=True),
    entry("gap", "check", "Cần gấp"),
    entry("han", "date", "Hạn", required=True, when={"field": "gap", "is": ["yes"]}),
    entry(
        "hang", "table", "Danh sách",
        columns=[
            {"id": "stt", "label": "STT", "type": "row"},
            {"id": "ten", "label": "Tên hàng", "type": "text", "required": True},
            {"id": "so", "label": "Số lượng", "type": "number"},
            {"id": "gia", "label": "Đơn giá", "type": "number"},
            {"id": "tien", "label": "Thành tiền", "type": "sum", "formula": "so * gia",
             "total": True},
            {"id": "duyet", "label": "Duyệt", "type": "choice", "options": options("Co", "Khong")},
        ],
    ),
    entry("tong", "sum", "Tổng", formula="sum(hang.tien)", listed=True, digits=0),
    entry("binh-quan", "sum", "Bình quân", formula="tong / count(hang)"),
    entry("ky-1", "signature", "Người lập", step=1),
    entry("ky-2", "signature", "Lãnh đạo", step=2, signer="CHỦ TỊCH"),
]  # fmt: skip

WORDS = st.text("aĐể 1.,\n-x", max_size=12)
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12).map(str),
    st.decimals(-(10**6), 10**6, places=2, allow_nan=False).map(str),
    st.sampled_from(["1.234,5", "-0", "007", "1,5", "mười", "1.234.567", "", "9" * 30]),
)
ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), WORDS, NUMBERS),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)
DAYS = st.sampled_from(["2026-11-20", "20/11/2026", "31/02/2026", "1/3/2024", "hôm nay"])
PEOPLE = st.one_of(
    WORDS, st.fixed_dictionaries({"id": st.sampled_from(["", "u1"]), "label": WORDS})
)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "cells": st.fixed_dictionaries(
                {},
                optional={
                    "ten": WORDS, "so": NUMBERS, "gia": NUMBERS, "tien": NUMBERS,
                    "duyet": st.sampled_from(["co", "Khong", "", "x"]),
                },
            )
        },
        optional={"id": st.sampled_from(["r1", "r2", "x", ""])},
    ),
    max_size=4,
)  # fmt: skip
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "nguoi": PEOPLE | ANY,
        "ngay": DAYS | ANY,
        "ly-do": WORDS | ANY,
        "loai": st.sampled_from(["moi", "Cu", "cu", ["moi"], ["moi", "cu"]]) | ANY,
        "gap": st.booleans() | st.sampled_from(["on", "không", "có"]) | ANY,
        "han": DAYS,
        "hang": _ROWS | ANY,
        "tong": NUMBERS,
        "la": WORDS,
    },
)
