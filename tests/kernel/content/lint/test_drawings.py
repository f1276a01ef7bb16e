"""Branches of a flow chart, and pictures."""

import pytest

from kernel.content.nodes import Node
from tests.kernel.content.lint.making import found, quotes, say


def flow(**branches):
    empty = {"actor": [], "detail": [], "forms": []}
    shapes = [("a", "start"), ("b", "decision"), ("c", "end")]
    steps = [
        {"id": name, "title": [{"text": f"Bước {name}"}], "shape": shape, **empty}
        for name, shape in shapes
    ]
    steps[1] |= branches
    return [Node("f", "steps", {"steps": steps})]


@pytest.mark.parametrize(
    ("branches", "count"),
    [({}, 0), ({"yes": "c", "no": "a"}, 0), ({"no": "gone"}, 1), ({"yes": "c", "no": "c"}, 1)],
)
def test_the_branches_of_a_decision_lead_to_steps(branches, count):
    assert len(found("branch_to_nowhere", flow(**branches))) == count


@pytest.mark.parametrize(
    ("alt", "caption", "count"), [("", "", 1), ("Sơ đồ", "", 0), ("", "Hình 1", 0)]
)
def test_a_picture_says_what_it_shows(alt, caption, count):
    body = {"file": "0" * 64, "type": "image/png", "alt": alt, "caption": [{"text": caption}]}
    assert len(found("picture_without_words", [Node("p", "image", body)])) == count


def test_the_text_beside_a_drawing_is_left_alone():
    assert quotes("branch_to_nowhere", say("Có hoặc không.")) == []
