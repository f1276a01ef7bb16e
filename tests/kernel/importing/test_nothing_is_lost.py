"""Whatever is uploaded: every character is in exactly one place, and no word disappears."""

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kernel.content.nodes import validate, walk
from kernel.importing import ImportRefused, Incomplete, read_manual
from kernel.importing.result import node_text
from kernel.importing.spans import Span
from tests.kernel.importing import builder
from tests.kernel.importing.conftest import clause_tree

CLAUSES = clause_tree()
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))

# Bits of which torn, pasted and half-converted documents are made.
BITS = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\t",
        " ",
        "  \n",
        "- ",
        "+ ",
        "* ",
        "1. ",
        "2. ",
        "a) ",
        "(1) ",
        "# ",
        "## ",
        "**",
        "*",
        "__",
        "|",
        "\n| --- | --- |\n",
        "---",
        "====",
        "Điều khoản ISO\tTài liệu viện dẫn\n",
        "4.1. Hiểu tổ chức và bối cảnh của tổ chức\t",
        "9. Đánh giá",
        "PHẦN 1. ",
        "Phụ lục 2",
        "MỤC LỤC",
        "....4",
        "<p>",
        "</p>",
        "<ul>",
        '<ol style="list-style-type: none">',
        "<li>",
        "</li>",
        "<br>",
        "<b>",
        "</b>",
        "<table>",
        "<tr>",
        "<td colspan=2>",
        "</td>",
        "</table>",
        "<!--",
        "-->",
        "<năm>",
        "&amp;",
        "&#769;",
        "&nbsp;",
        "&bogus;",
        "<script>",
        "</script>",
        "\\*",
        "[x](y)",
        "![x](y)",
        "SỔ TAY CHẤT LƯỢNG",
        "Mã hiệu: STCL",
        "NƠI NHẬN",
        "☐ ",
        "Biên soạn\tPhê duyệt",
        "Họ và tên\tX",
        "\f",
        "\u0001",
        "\u200b",
        "\u2028",
        "\xa0",
        "e\u0301",
        "12",
        "```",
        "> ",
        "Người thực hiện\tQuá trình thực hiện\tMô tả",
        "BM.HT.01.02",
        "vi của hệ thống\t",
        "UBND TỈNH AN BÌNH",
        "\r\n",
        "😀",
    ]
)
ANYTHING = st.lists(BITS | st.text(max_size=12), max_size=60).map("".join)


def import_it(data):
    try:
        found = read_manual(data, "x", CLAUSES)
    except ImportRefused:
        assume(False)
    found.check_complete()
    validate(found.nodes)
    return found


@QUICK
@given(ANYTHING)
@example("Họ và tên\tX\n\nBiên soạn\tPhê duyệt")  # a table that is put aside
def test_any_text_is_accounted_for(text):
    import_it(text.encode("utf-8", "ignore"))


@QUICK
@given(ANYTHING)
def test_any_page_is_accounted_for(text):
    import_it(b"<!doctype html>" + text.encode("utf-8", "ignore"))


LETTER = st.sampled_from("abcđêơưẫộ BCĐ019.,;:-+*\n\t#")


@QUICK
@given(st.text(LETTER, min_size=1, max_size=300))
def test_every_letter_of_plain_text_arrives(text):
    """Counted without the spans: no letter but the numbers of lists may go into syntax."""
    found = import_it(text.encode())
    letters = Counter(filter(str.isalpha, found.source))
    assert letters == Counter(filter(str.isalpha, "".join(found.texts().values())))


class Words:
    """Words of which each is used once, so that each must be found once."""

    def __init__(self):
        self.used = []

    def some(self, count):
        fresh = [f"từ{len(self.used) + at}ư" for at in range(count)]
        self.used += fresh
        return " ".join(fresh)


@st.composite
def documents(draw):
    words = Words()
    number = st.integers(1, 12)
    parts = []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["heading", "para", "bullets", "grid", "clauses"]))
        if kind == "heading":
            parts.append(builder.Heading(words.some(draw(number)), draw(st.integers(1, 4))))
        elif kind == "para":
            parts.append(builder.Para(words.some(draw(number)) + draw(st.sampled_from(["", "."]))))
        elif kind == "bullets":
            parts.append(
                builder.Bullets(tuple(words.some(draw(number)) for _ in range(draw(number))))
            )
        elif kind == "grid":
            width, height = draw(st.integers(2, 4)), draw(st.integers(1, 4))
            parts.append(builder.Grid(tuple(
                tuple(words.some(draw(number)) for _ in range(width)) for _ in range(height)
            )))  # fmt: skip
        else:
            titles = draw(st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=6))
            rows = [
                (f"{clause.number}. {clause.title_vi}", words.some(draw(number)))
                for clause in titles
            ]
            parts.append(builder.Grid((("Điều khoản ISO", "Tài liệu viện dẫn"), *rows)))
    return parts, words.used


def found_words(found):
    texts = found.texts()
    return Counter(re.findall(r"từ\d+ư", "\n".join(texts.values())))


@pytest.mark.parametrize("render", [builder.as_text, builder.as_markdown, builder.as_html])
@QUICK
@given(document=documents())
def test_every_word_of_a_document_arrives_once(render, document):
    parts, used = document
    found = import_it(render(parts))
    assert found_words(found) == Counter(used)


@SLOW
@given(document=documents())
def test_every_word_of_a_word_file_arrives_once(document):
    parts, used = document
    found = import_it(builder.as_docx(parts))
    assert found_words(found) == Counter(used)


@QUICK
@given(document=documents())
def test_words_stay_in_their_order(document):
    """Within each node the words follow each other as in the source.

    A torn row in the tray is put together again, so its words need not.
    """
    parts, _ = document
    found = import_it(builder.as_text(parts))
    for text in map(node_text, walk(found.nodes)):
        numbers = [int(number) for number in re.findall(r"từ(\d+)ư", text)]
        assert numbers == sorted(numbers)


def changed(found, **changes):
    """The same import with another value: dataclasses.replace, without checking anything."""
    from dataclasses import replace

    return replace(found, **changes)


def test_the_check_notices_a_gap():
    found = import_it("Một đoạn văn.\n\nHai đoạn văn.".encode())
    with pytest.raises(Incomplete):
        changed(found, spans=found.spans[1:]).check_complete()
    with pytest.raises(Incomplete):
        changed(found, spans=found.spans[:-1]).check_complete()


def test_the_check_notices_a_lost_word():
    found = import_it("Một đoạn văn.\n\nHai đoạn văn.".encode())
    with pytest.raises(Incomplete):
        changed(found, nodes=found.nodes[:-1]).check_complete()


def test_the_check_notices_text_that_was_called_space():
    found = import_it("Một đoạn văn.".encode())
    spans = (Span(0, len(found.source), "markup", why="space"),)
    with pytest.raises(Incomplete):
        changed(found, spans=spans).check_complete()
