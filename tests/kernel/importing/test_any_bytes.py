"""Whatever bytes come: an import that is complete, or a refusal; never anything else."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.content.nodes import validate
from kernel.importing import ImportRefused, read_manual
from tests.kernel.importing import builder
from tests.kernel.importing.conftest import clause_tree

CLAUSES = clause_tree()
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
MANUAL = builder.OldOffice(rows=[("4.1. Hiểu tổ chức", ["Mỗi năm."]), ("9.2 Đánh giá", [])]).build()
PLAIN = builder.as_docx([builder.Para("@@@")])


def ends_well(data):
    try:
        found = read_manual(data, "so-tay.docx", CLAUSES)
    except ImportRefused:
        return
    found.check_complete()
    validate(found.nodes)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_sentence(data):
    ends_well(data)
    ends_well(b"PK\3\4" + data)
    ends_well(b"\xff\xfe" + data)


@QUICK
@given(st.lists(st.tuples(st.integers(0, len(MANUAL) - 1), st.integers(0, 255)), max_size=5))
def test_a_damaged_word_file_ends_in_a_sentence(changes):
    data = bytearray(MANUAL)
    for at, byte in changes:
        data[at] = byte
    ends_well(bytes(data))


NAMES = (
    "p r t tbl tr tc sdt sdtContent ins del moveFrom moveTo hyperlink drawing txbxContent br tab "
    "sym pPr numPr ilvl numId tcPr vMerge gridSpan footnoteReference fldSimple instrText delText "
    "rPr b u AlternateContent Choice Fallback pict object sectPr smartTag customXml outlineLvl"
).split()
ATTRIBUTE = st.sampled_from(["", ' w:val="1"', ' w:val="0"', ' w:val="x"', ' w:val="99999999"',
                             ' w:val="restart"', ' w:char="F06F"', ' w:type="page"'])  # fmt: skip
LEAF = st.sampled_from(["chữ", " ", "1. ", "4.1. Hiểu tổ chức và bối cảnh của tổ chức", "\t", ""])


def wrapped(inner):
    return st.builds(
        lambda name, attribute, parts: f"<w:{name}{attribute}>{''.join(parts)}</w:{name}>",
        st.sampled_from(NAMES),
        ATTRIBUTE,
        st.lists(inner, max_size=4),
    )


@QUICK
@given(st.lists(st.recursive(LEAF.map("<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format), wrapped,
                             max_leaves=25), max_size=8))  # fmt: skip
def test_any_nesting_of_word_elements_is_read(parts):
    paragraph = "<w:p><w:r><w:t>@</w:t></w:r></w:p>"
    data = builder.rezipped(PLAIN, replaced={
        "word/document.xml": ("<w:body>", f"<w:body>{''.join(parts)}{paragraph}"),
    })  # fmt: skip
    ends_well(data)


def test_very_deep_nesting_ends_in_a_sentence():
    for name in ("ins", "tbl", "sdt"):
        deep = f"<w:{name}>" * 5_000 + f"</w:{name}>" * 5_000
        replaced = {"word/document.xml": ("<w:body>", f"<w:body>{deep}")}
        ends_well(builder.rezipped(PLAIN, replaced=replaced))
