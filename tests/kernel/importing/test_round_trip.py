"""A document printed as DOCX and read again is the same tree; what was changed in Word is read."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings

from kernel.content.nodes import normal_form, text_of, validate, walk
from kernel.importing import read_manual
from kernel.importing.pieces import squash
from kernel.printing import Paper, to_docx
from tests.kernel.content.trees import TREES
from tests.kernel.forms.designs import PURCHASE
from tests.kernel.importing import builder
from tests.kernel.printing.samples import (
    WARD,
    bullets,
    clause,
    decision,
    heading,
    manual,
    paragraph,
    procedure,
    table,
)


def paper(nodes, layout="system", **more):
    return Paper(layout, WARD, "Quy trình", "KIỂM SOÁT HỒ SƠ", "QT.HT.09", nodes, **more)


def again(data):
    found = read_manual(data, "a.docx", [])
    found.check_complete()
    validate(found.nodes)
    return found


def changed(data, change):
    document = docx.Document(io.BytesIO(data))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@settings(
    max_examples=10, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(TREES)
def test_any_tree_comes_back(nodes):
    """Kinds, texts, marks, links, placeholders, merged cells, steps, clauses, pictures and ids."""
    found = list(again(to_docx(paper(nodes))).nodes)
    assert [n.id for n in found] == [n.id for n in nodes], nodes
    assert found == normal_form(nodes)


@pytest.mark.parametrize("made", [manual(), procedure(), decision()], ids=lambda p: p.layout)
def test_a_whole_paper_comes_back_without_its_frame(made, clauses):
    found = read_manual(to_docx(made), "a.docx", clauses)
    found.check_complete()
    assert list(found.nodes) == normal_form(made.nodes)
    assert [item.text for item in found.tray if "trên hệ thống" not in item.text] == []
    assert found.cover.code == made.code
    assert squash(found.cover.title) == squash(made.title)


NODES = [
    heading("h1", "I. MỤC ĐÍCH"),
    paragraph(
        "p1", "Quy định **cách** lưu hồ sơ theo [[7.5]] và [[QT.HT.01]] của {{agency_name}}."
    ),
    bullets("l1", "Sổ theo dõi", (1, "Bản giấy"), "Bản điện tử"),
    table("t1", [("Hồ sơ", 2, 1), "Nơi lưu"], [("Công văn", 1, 2), "Đi", "Văn thư"], ["Đến", "VP"]),
    clause("7.5", "7.5. Thông tin dạng văn bản", paragraph("c1", "Cơ quan lưu hồ sơ.")),
    paragraph("p2", "Hết."),
]


def test_a_form_comes_back_with_its_entries():
    """Blank lines, boxes and places to sign are entries again, those side by side, too."""
    made = paper(PURCHASE, form=True)
    assert list(again(to_docx(made)).nodes) == normal_form(PURCHASE)


def test_only_what_was_changed_is_read_anew(clauses):
    def edit(document):
        body = document.element.body
        words = next(t for t in body.iter(qn("w:t")) if t.text.startswith("Quy định"))
        words.text = "Nói rõ "
        last = document.paragraphs[-1].insert_paragraph_before("Đoạn mới thêm trong Word.")
        start = next(
            b for b in body if b.tag == qn("w:bookmarkStart") and b.get(qn("w:name")).endswith("5")
        )
        start.addprevious(last._p)

    found = again(changed(to_docx(paper(NODES)), edit))
    kept = {node.id for node in walk(found.nodes)}
    assert kept >= {"h1", "l1", "t1", "c1", "p2"}
    assert "p1" not in kept
    said = [text_of(node) for node in found.nodes]
    assert said[1].startswith("Nói rõ cách lưu hồ sơ theo 7.5")
    assert "Đoạn mới thêm trong Word." in said
    assert len(found.nodes) == len(NODES) + 1


def test_a_block_that_was_removed_stays_removed_and_one_moved_is_where_it_is(clauses):
    def edit(document):
        items = [p for p in document.paragraphs if p.text.startswith("- Sổ")]
        items[0]._p.getparent().remove(items[0]._p)

    found = again(changed(to_docx(paper(NODES)), edit))
    assert "Sổ theo dõi" not in "".join(map(text_of, found.nodes))
    assert "Bản điện tử" in "".join(map(text_of, found.nodes))


def test_a_tree_that_says_something_else_than_the_page_is_not_believed(clauses):
    data = to_docx(paper([paragraph("p1", "Được nghỉ hai ngày.")]))
    for old, new in (("hai ng\\\\u00e0y", "b\\\\u1ea3y ng\\\\u00e0y"), ("paragraph", "bogus")):
        false = builder.rezipped(data, replaced={"customXml/item1.xml": (old, new)})
        assert false != data
        assert text_of(again(false).nodes[0]) == "Được nghỉ hai ngày."
