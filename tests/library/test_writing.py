"""The way back: any tree is written as Markdown that reads as the same tree."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.content.inline import normal_inline
from kernel.content.markup import plain
from kernel.content.nodes import Node, normal_form, validate
from library.reading import read_nodes, write_nodes
from tests.kernel.content.trees import ENTRIES

PATH = Path("mau.md")

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n|<^#@:*_{}[]\\!-+1a.) `"),
    min_size=1,
    max_size=30,
).map(lambda text: text.strip(" \t")).filter(bool)  # fmt: skip
MARKS = st.dictionaries(st.sampled_from(["bold", "italic", "underline"]), st.just(True))
OTHERS = st.sampled_from(
    [{"placeholder": "agency_name"}, {"clause": "9.2"}, {"document": "QT.HT.04"}]
)
INLINE = st.lists(
    st.builds(lambda text, marks: {"text": text, **marks}, TEXT, MARKS) | OTHERS,
    min_size=1,
    max_size=3,
).map(normal_inline)


def stripped(inline):
    """Whether reading, which drops blanks at both ends, would leave it as it is."""
    text = plain(inline)
    return inline and text and text == text.strip(" \t")


TEXTS = INLINE.filter(stripped)


@st.composite
def tables(draw):
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    rows = [[{"text": draw(TEXTS)} for _ in range(width)] for _ in range(height)]
    if width > 1 and draw(st.booleans()):
        rows[0][0] = {"text": rows[0][0]["text"], "colspan": 2}
        del rows[0][1]
    elif height > 1 and width > 1 and draw(st.booleans()):
        rows[0][-1] = {"text": rows[0][-1]["text"], "rowspan": 2}
        del rows[1][-1]
    return {"header": draw(st.integers(0, height)),
            "rows": [{"id": f"r{n}", "cells": cells} for n, cells in enumerate(rows)]}  # fmt: skip


def headings():
    return st.fixed_dictionaries({"level": st.integers(1, 4), "text": TEXTS})


def lists():
    return st.builds(
        lambda marker, texts: {
            "marker": marker,
            "items": [{"id": f"i{n}", "text": text} for n, text in enumerate(texts)],
        },
        st.sampled_from(["-", "+", "1.", "a)"]),
        st.lists(TEXTS, min_size=1, max_size=3),
    )


def steps():
    step = st.fixed_dictionaries(
        {"actor": TEXTS, "title": TEXTS, "shape": st.sampled_from(["start", "task"]),
         "detail": TEXTS, "forms": st.lists(st.just("BM.HT.06.01"), max_size=2)},
        optional={"yes": st.just("s0"), "no": st.just("s1")},
    )  # fmt: skip
    return st.lists(step, min_size=1, max_size=2).map(
        lambda found: {"steps": [{"id": f"s{n}", **one} for n, one in enumerate(found)]}
    )


BODIES = st.one_of(
    st.tuples(
        st.just("heading"), st.fixed_dictionaries({"level": st.integers(1, 4), "text": TEXTS})
    ),
    st.tuples(
        st.just("paragraph"),
        st.fixed_dictionaries(
            {"text": TEXTS}, optional={"align": st.sampled_from(["left", "center", "right"])}
        ),
    ),
    st.tuples(st.just("list"), lists()),
    st.tuples(st.just("table"), tables()),
    st.tuples(st.just("steps"), steps()),
    st.tuples(st.just("field"), st.fixed_dictionaries({"label": TEXTS, "value": TEXTS})),
    st.tuples(st.just("register"), st.just({"source": "documents"})),
    st.tuples(st.just("pagebreak"), st.just({})),
    st.tuples(
        st.just("entry"),
        st.builds(lambda body, label: {**body, "label": label}, ENTRIES, TEXTS),
    ),
    st.tuples(
        st.just("image"),
        st.fixed_dictionaries(
            {
                "file": st.just("a1" * 32),
                "type": st.sampled_from(["image/png", "image/jpeg"]),
                "alt": st.sampled_from(["", "Sơ đồ", "a :: b", "__x__", "{{year}} <br> {#a}"]),
            },
            optional={"caption": TEXTS, "width": st.integers(10, 100)},
        ),
    ),
)


def clause(body, children):
    return Node(
        "c", "clause", {"clauses": ["7.1.2"], "title": "7.1.2. Con người", **body}, children
    )


@given(st.lists(BODIES, max_size=4), st.booleans(), TEXTS)
def test_what_is_written_reads_as_the_same_tree(bodies, applicable, why):
    blocks = tuple(normal_form(
        Node(f"n{number}", kind, renamed(kind, body, number))
        for number, (kind, body) in enumerate(bodies)
    ))  # fmt: skip
    answer = {"applicable": applicable, **({} if applicable else {"justification": why})}
    nodes = (*blocks, *normal_form([clause(answer, ())]))
    validate(nodes)
    assert read_nodes(write_nodes(nodes), PATH) == nodes
    within = tuple(normal_form([clause(answer, blocks)]))
    assert read_nodes(write_nodes(within), PATH) == within


def renamed(kind, body, number):
    """Parts named after their block, for ids are unique in a document of a package."""
    name = {"list": "items", "table": "rows", "steps": "steps"}.get(kind)
    if not name:
        return body
    return {**body, name: [{**part, "id": f"{part['id']}-{number}"} for part in body[name]]}


SIGNS = ["a | b", "<", "^", "<br>", "- a", "1. a", "đ) a", "# a", "@field", "{#a}", "a {#b}", "\\"]
SIGNS += ["::: x", "a :: b", "```", "! a"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_of_the_notation_stays_text(sign):
    text = [{"text": sign}]
    row = {"id": "r1", "cells": [{"text": text}, {"text": text}]}
    nodes = (
        Node("p", "paragraph", {"text": text}),
        Node("t", "table", {"header": 0, "rows": [row]}),
        Node("l", "list", {"marker": "-", "items": [{"id": "i1", "text": text}]}),
        Node("f", "field", {"label": text, "value": text}),
    )
    assert read_nodes(write_nodes(nodes), PATH) == nodes
