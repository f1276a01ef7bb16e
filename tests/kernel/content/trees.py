"""Hypothesis strategies for content: any runs, any valid tree."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from kernel.content.nodes import Node

# Much of what is drawn is what the notation itself is made of; some letters come decomposed.
ALPHABET = "*_{}[]\\=|. \n\tđĐểBMa09e\u0301\u031b\u0302\u0338“–😀\u00a0"
TEXTS = st.text(ALPHABET, max_size=8)
KEYS = st.sampled_from(["a", "agency_name", "year", "x9_"])
CLAUSES = st.sampled_from(["4", "9.2", "10.2", "7.1.5.1", "8.5.1"])
CODES = st.one_of(
    st.sampled_from(["QT.HT.04", "BM.HT.06.01", "QT BIS 01", "STCL 2", "QĐ-01", "CS&HTQT"]),
    st.sampled_from(["A_B", "QUY\u0301 1", "9.2a", "a/b"]),
)
MARKS = st.fixed_dictionaries(
    {}, optional={name: st.booleans() for name in ("bold", "italic", "underline")}
)
RUNS = st.builds(
    lambda what, marks: what | marks,
    st.one_of(
        TEXTS.map(lambda text: {"text": text}),
        st.fixed_dictionaries({"placeholder": KEYS}, optional={"value": TEXTS}),
        CLAUSES.map(lambda number: {"clause": number}),
        CODES.map(lambda code: {"document": code}),
    ),
    MARKS,
)
INLINES = st.lists(RUNS, max_size=3)
IDS = st.sampled_from(["a", "b1", "c-2", "0", "e"])


def _parts(fields: dict[str, Any], optional: dict[str, Any] | None = None) -> Any:
    part = st.fixed_dictionaries({"id": IDS, **fields}, optional=optional or {})
    return st.lists(part, min_size=1, max_size=3, unique_by=lambda row: row["id"])


CELLS = st.lists(
    st.fixed_dictionaries({"text": INLINES}, optional={"colspan": st.integers(1, 3)}),
    min_size=1,
    max_size=2,
)
TABLES = st.builds(
    lambda rows, header: {"header": min(header, len(rows)), "rows": rows},
    _parts({"cells": CELLS}),
    st.integers(0, 2),
)
NAMES = st.text("aĐể 9.,%", min_size=1, max_size=6).map(lambda name: f"x{name}")
OPTIONS = _parts({"label": NAMES})
COLUMNS = _parts(
    {"label": NAMES, "type": st.sampled_from(["row", "text", "long", "number", "date", "person"])},
    {"required": st.booleans(), "width": st.integers(1, 100)},
)
ENTRIES = st.one_of(
    st.fixed_dictionaries(
        {"label": INLINES, "type": st.sampled_from(["text", "long", "date", "check", "unit"])},
        optional={"required": st.booleans(), "help": NAMES, "listed": st.booleans()},
    ),
    st.fixed_dictionaries(
        {"label": INLINES, "type": st.just("number")},
        optional={"least": st.just("-1.5"), "most": st.just("12"), "digits": st.integers(0, 6)},
    ),
    st.fixed_dictionaries(
        {"label": INLINES, "type": st.just("choice"), "options": OPTIONS},
        optional={
            "many": st.booleans(),
            "when": st.sampled_from(
                [{"field": "n0", "is": ["yes"]}, {"field": "n0", "filled": True}]
            ),
        },
    ),
    COLUMNS.flatmap(
        lambda columns: st.fixed_dictionaries(
            {"label": INLINES, "type": st.just("table"), "columns": st.just(columns)},
            optional={
                "fixed": st.booleans(),
                "given": _parts(
                    {
                        "cells": st.dictionaries(
                            st.sampled_from([c["id"] for c in columns]), NAMES, max_size=2
                        )
                    }
                ),
            },
        )
    ),
    st.fixed_dictionaries(
        {"label": INLINES, "type": st.just("signature")},
        optional={"step": st.integers(1, 9), "signer": NAMES},
    ),
    st.fixed_dictionaries(
        {"label": INLINES, "type": st.just("sum"), "formula": st.just("n0 + 1")},
        optional={"digits": st.integers(0, 6)},
    ),
)
BODIES: dict[str, Any] = {
    "entry": ENTRIES,
    "heading": st.fixed_dictionaries({"level": st.integers(1, 4), "text": INLINES}),
    "paragraph": st.fixed_dictionaries(
        {"text": INLINES}, optional={"align": st.sampled_from(["left", "center", "right"])}
    ),
    "list": st.fixed_dictionaries(
        {
            "marker": st.sampled_from(["-", "+", "1.", "a)"]),
            "items": _parts({"text": INLINES}, {"level": st.integers(0, 2)}),
        }
    ),
    "table": TABLES,
    "steps": st.fixed_dictionaries(
        {
            "steps": _parts(
                {
                    "actor": INLINES,
                    "title": INLINES,
                    "detail": INLINES,
                    "shape": st.sampled_from(["start", "task", "decision", "end"]),
                    "forms": st.lists(CODES, max_size=2),
                },
                {"yes": IDS, "no": IDS},
            )
        }
    ),
    "field": st.fixed_dictionaries({"label": INLINES, "value": INLINES}),
    "register": st.fixed_dictionaries(
        {"source": st.sampled_from(["documents", "units"])}, optional={"frozen": TABLES}
    ),
    "image": st.fixed_dictionaries(
        {
            "file": st.sampled_from(["0" * 64, "a1" * 32]),
            "type": st.sampled_from(["image/png", "image/jpeg"]),
            "alt": TEXTS,
        },
        optional={"caption": INLINES, "width": st.integers(10, 100)},
    ),
    "pagebreak": st.just({}),
}
CLAUSE_BODY = st.fixed_dictionaries(
    {
        "clauses": st.lists(CLAUSES, min_size=1, max_size=3),
        "title": TEXTS,
        "applicable": st.booleans(),
    },
    optional={"justification": INLINES, "related": st.lists(CODES, max_size=2)},
)
SIMPLE = st.sampled_from(sorted(BODIES)).flatmap(
    lambda kind: st.builds(Node, IDS, st.just(kind), BODIES[kind])
)
ANSWERED = st.builds(
    Node, IDS, st.just("clause"), CLAUSE_BODY, st.lists(SIMPLE, max_size=2).map(tuple)
)


def _renumbered(nodes: list[Node]) -> list[Node]:
    """The same tree with ids that stand once."""
    numbers = iter(range(1000))

    def again(node: Node) -> Node:
        node_id = f"n{next(numbers)}"
        return Node(node_id, node.kind, node.body, tuple(map(again, node.children)))

    return [again(node) for node in nodes]


TREES = st.lists(SIMPLE | ANSWERED, max_size=4).map(_renumbered)


# Trees are slow to draw: fewer of them, and no clock on a busy machine.
few = settings(max_examples=30, deadline=None)


def paragraph(node_id: str, text: str) -> Node:
    """The smallest block there is."""
    return Node(node_id, "paragraph", {"text": [{"text": text}]})
