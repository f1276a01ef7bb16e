"""The flow chart of a procedure: which lines are drawn, where the branches of a decision go."""

import itertools
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from kernel.content.nodes import Node
from kernel.printing import to_html
from kernel.printing.flow import LANES, branches_said, flow_rows
from tests.kernel.printing import samples
from tests.kernel.printing.measure import Printed, docx_of, texts

IDS = "abcdefgh"


def step(step_id, shape="task", **branches):
    return samples.step("Thư ký", f"Bước {step_id}", shape) | {"id": step_id} | branches


def rows(*steps):
    return flow_rows(list(steps))[0]


FLOWS = st.lists(
    st.tuples(
        st.sampled_from(["start", "task", "decision", "decision", "end"]),
        st.fixed_dictionaries(
            {}, optional={name: st.sampled_from([*IDS, "gone"]) for name in ("yes", "no")}
        ),
    ),
    min_size=1,
    max_size=8,
).map(lambda drawn: [step(IDS[at], shape, **more) for at, (shape, more) in enumerate(drawn)])


@given(FLOWS)
def test_every_branch_is_drawn_or_said_and_never_both(steps):
    drawn, lanes = flow_rows(steps)
    assert lanes <= LANES
    for row, said in zip(drawn, branches_said(steps), strict=True):
        words = [row.below, row.aside, *(one.split(":")[0] for one in row.said)]
        assert sorted(filter(None, words)) == sorted(one.split(":")[0] for one in said)


@given(FLOWS)
def test_lines_begin_and_end_at_steps(steps):
    drawn, lanes = flow_rows(steps)
    for above, below in itertools.pairwise(drawn):
        assert above.leaves == below.arrives
    assert not drawn[0].arrives
    assert not drawn[-1].leaves
    for lane in range(1, lanes + 1):
        open_ = False
        for row in drawn:
            stretches = [stretch for number, stretch in row.lanes if number == lane]
            assert open_ == (stretches[:1] in (["full"], ["up"]))
            open_ = stretches[-1:] in (["full"], ["down"])
        assert not open_


def test_a_decision_goes_on_with_yes_and_back_with_no():
    start, decision, end = rows(step("a", "start"), step("b", "decision"), step("c", "end"))
    assert (decision.below, decision.aside, decision.upwards) == ("Có", "Không", True)
    assert (start.is_target, end.is_target) == (True, False)


def test_a_decision_may_name_the_step_it_leads_to():
    steps = (step("a"), step("b", "decision", yes="d", no="c"), step("c"), step("d", "end"))
    _a, decision, task, end = rows(*steps)
    assert (decision.below, decision.aside, decision.upwards) == ("Không", "Có", False)
    assert task.lanes == ((1, "full"),)
    assert end.is_target


def test_a_branch_to_a_step_that_is_gone_takes_the_usual_way():
    assert rows(step("a"), step("b", "decision", no="gone"), step("c"))[0].is_target


def test_a_first_decision_has_no_way_back_and_a_last_one_no_way_on():
    first, last = rows(step("a", "decision"), step("b", "decision"))
    assert (first.aside, first.said) == ("", ())
    assert (last.below, last.aside) == ("", "Không")


def test_short_branches_run_nearest_to_the_shapes():
    steps = [step("a"), step("b"), step("c", "decision"), step("d", "decision", no="a"), step("e")]
    drawn, lanes = flow_rows(steps)
    assert lanes == 2
    assert drawn[2].arm == 2
    assert drawn[3].arm == 1


def test_the_second_branch_that_turns_aside_is_said_in_words():
    steps = [step("a"), step("b", "decision", yes="d"), step("c"), step("d")]
    assert flow_rows(steps)[0][1].said == ("Không: trở lại “Bước a”",)
    assert branches_said(steps)[1] == ("Có: chuyển đến “Bước d”", "Không: trở lại “Bước a”")


@pytest.fixture(scope="module")
def paper():
    steps = [step("a", "start"), step("b"), step("c", "decision", no="a"), step("d", "end")]
    return replace(samples.letter(), nodes=[Node("f", "steps", {"steps": steps})])


def test_the_drawing_names_its_branches_in_the_pdf(paper):
    page = texts(Printed(paper).bytes)[0]
    assert "Có" in page
    assert "Không" in page
    assert 'class="into"' in to_html(paper)


def test_the_docx_says_the_branches_below_the_decision(paper):
    document = docx.Document(BytesIO(docx_of(paper)))
    said = [
        "".join(text.text for text in one.iter(qn("w:t")))
        for one in document.element.iter(qn("w:p"))
        if one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}[@{qn('w:val')}='Branch']") is not None
    ]
    assert said == ["Có: bước tiếp theo", "Không: trở lại “Bước a”"]
