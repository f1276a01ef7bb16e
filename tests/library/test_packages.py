"""The packages we ship: they read, say everything a start needs, and point nowhere wrong."""

import re
import shutil

import pytest

from kernel.content.markup import plain, to_inline
from kernel.content.nodes import inlines, text_of, walk
from kernel.content.placeholders import used
from library.freezing import fingerprint
from library.reading import (
    COMMON,
    CONTENT,
    ReadingError,
    package_paths,
    read_nodes,
    read_package,
    read_placeholders,
    read_standard,
    write_nodes,
)
from library.services import rows_of
from tests.library.packages import PACKAGES, each_once

DOCUMENTS, MANUALS = each_once(), each_once("manual")
PROCEDURES, FORMS = each_once("procedure"), each_once("form")
STANDARD = read_standard(CONTENT / "standards" / "tcvn-iso-9001-2015.yaml")
WARD = PACKAGES["phuong-xa"]

# What a state body does not do, and the vocabulary of the edition of 2008.
FORBIDDEN = (
    "sản xuất", "giao hàng", "bán hàng", "hợp đồng", "lợi nhuận", "doanh thu", "giá thành",
    "nguyên vật liệu", "thị trường", "cạnh tranh", "phòng ngừa", "lorem", "CQHCNN", "CQHCCNN",
)  # fmt: skip
RISK_COLUMNS = [
    "STT", "Rủi ro chính có thể xảy ra", "Tần suất xuất hiện", "Mức độ ảnh hưởng",
    "Biện pháp đối phó", "Thường xuyên", "Thỉnh thoảng", "Hiếm khi", "Lớn", "Vừa", "Nhỏ",
]  # fmt: skip
RECORD_COLUMNS = ["STT", "Tên hồ sơ", "Ký hiệu", "Nơi lưu", "Thời gian lưu"]
PROCEDURE_PARTS = [
    "I. MỤC ĐÍCH", "II. PHẠM VI", "III. TÀI LIỆU VIỆN DẪN", "IV. ĐỊNH NGHĨA, VIẾT TẮT",
    "V. NỘI DUNG", "VI. RỦI RO CỦA QUY TRÌNH", "VII. HỒ SƠ", "VIII. BIỂU MẪU",
]  # fmt: skip


def runs(document, kind):
    nodes = walk(document.nodes)
    return {run[kind] for node in nodes for text in inlines(node) for run in text if kind in run}


def tables(document):
    return [node.body for node in walk(document.nodes) if node.kind == "table"]


def header(table):
    return [
        plain(cell["text"]) for row in table["rows"][: table["header"]] for cell in row["cells"]
    ]


def codes_named(document):
    """Every code a document points to, in links, steps, clauses and plain text."""
    found = runs(document, "document")
    for node in walk(document.nodes):
        found |= set(node.body.get("related", []))
        found |= {form for step in node.body.get("steps", []) for form in step["forms"]}
    text = "\n".join(text_of(node) for node in document.nodes)
    return found | set(re.findall(r"\b(?:QT|BM)\.HT\.\d\d(?:\.\d\d)?\b", text))


def test_a_ward_a_department_and_a_cuc_can_start_from_a_package():
    kinds = {package.kind for package in PACKAGES.values()}
    assert kinds == {"commune", "provincial_department", "ministry_department"}


@pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES)
def test_a_body_gets_all_that_its_system_consists_of(package):
    kinds = [document.kind for document in package.documents if document.kind != "form"]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "policy": 1,
        "manual": 1,
        "objectives_plan": 1,
        "objectives_report": 1,
        "risk_table": 1,
        "decision": 4,
        "regulation": 1,
        "paper": 1,
        "procedure": 7,
    }
    codes = [document.code for document in package.documents]
    assert [code for code in codes if code.startswith("QT.")] == [
        f"QT.HT.{number:02}" for number in range(1, 8)
    ]


@pytest.mark.parametrize(("package", "document"), DOCUMENTS)
def test_no_placeholder_is_unknown(package, document):
    texts = [to_inline(text) for text in (*document.grounds, *document.distribution)]
    named = {run["placeholder"] for text in texts for run in text if "placeholder" in run}
    assert named | set(used(document.nodes)) <= set(read_placeholders())


@pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES)
def test_no_code_points_nowhere(package):
    codes = {document.code for document in package.documents}
    named = {document.code: codes_named(document) - codes for document in package.documents}
    assert {code: astray for code, astray in named.items() if astray} == {}


@pytest.mark.parametrize(("package", "document"), DOCUMENTS)
def test_no_clause_number_is_unknown(package, document):
    tagged = set(document.clauses) | runs(document, "clause")
    answered = {n for node in document.nodes for n in node.body.get("clauses", [])}
    assert all(STANDARD.find(number) for number in tagged | answered)
    assert set(document.clauses) <= {clause.number for clause in STANDARD.leaves} | {
        clause.number for clause in STANDARD.two_level
    }


@pytest.mark.parametrize(("package", "document"), DOCUMENTS)
def test_no_word_of_another_trade_or_another_edition(package, document):
    titles = sorted((clause.vi for clause in STANDARD.clauses), key=len, reverse=True)
    text = "\n".join([document.title, *(text_of(node) for node in document.nodes)])
    text += "\n".join(node.body.get("title", "") for node in document.nodes)
    for title in titles:
        text = text.replace(title, "")
    assert [word for word in FORBIDDEN if word.lower() in text.lower()] == []


@pytest.mark.parametrize(("package", "document"), DOCUMENTS)
def test_it_is_written_back_as_it_was_read(package, document):
    assert read_nodes(write_nodes(document.nodes), document.path) == document.nodes


@pytest.mark.parametrize(("package", "document"), DOCUMENTS)
def test_widths_of_columns_make_a_whole(package, document):
    for table in tables(document):
        columns = sum(cell.get("colspan", 1) for cell in table["rows"][0]["cells"])
        assert len(table["widths"]) == columns
        assert sum(table["widths"]) == 100


@pytest.mark.parametrize(("package", "document"), MANUALS)
def test_a_manual_answers_every_leaf_clause_once_and_in_order(package, document):
    clauses = [node for node in document.nodes if node.kind == "clause"]
    answered = [number for node in clauses for number in node.body["clauses"]]
    assert answered == [clause.number for clause in STANDARD.leaves]
    for node in clauses:
        number, _, title = node.body["title"].partition(". ")
        assert title == STANDARD.find(number).vi
        if node.body["applicable"]:
            assert len(text_of(node).split()) >= 40, f"{number} says too little"
        else:
            assert len(plain(node.body["justification"]).split()) >= 20


@pytest.mark.parametrize(("package", "document"), MANUALS)
def test_only_what_may_be_excluded_is_excluded(package, document):
    excluded = [n for node in document.nodes if node.kind == "clause"
                and not node.body["applicable"] for n in node.body["clauses"]]  # fmt: skip
    assert excluded[-6:] == [f"8.3.{n}" for n in range(1, 7)]
    assert all(STANDARD.find(number).excludable for number in excluded)


@pytest.mark.parametrize(("package", "document"), PROCEDURES)
def test_a_procedure_has_its_eight_parts_in_order(package, document):
    headings = [plain(n.body["text"]) for n in document.nodes if n.kind == "heading"]
    assert [text for text in headings if re.match(r"[IVX]+\. ", text)] == PROCEDURE_PARTS


@pytest.mark.parametrize(("package", "document"), PROCEDURES)
def test_a_procedure_says_who_does_what_until_when_with_which_form(package, document):
    (steps,) = (node.body["steps"] for node in document.nodes if node.kind == "steps")
    assert 6 <= len(steps) <= 9
    assert [step["shape"] for step in steps][0 :: len(steps) - 1] == ["start", "end"]
    assert all(step["actor"] and step["title"] and step["detail"] for step in steps)


@pytest.mark.parametrize(("package", "document"), PROCEDURES)
def test_a_procedure_has_the_tables_of_risks_and_records_with_their_columns(package, document):
    headers = [header(table) for table in tables(document)]
    assert RISK_COLUMNS in headers
    assert RECORD_COLUMNS in headers


@pytest.mark.parametrize(("package", "document"), PROCEDURES)
def test_the_forms_a_procedure_lists_are_its_forms(package, document):
    after = [n.body.get("text") and plain(n.body["text"]) for n in document.nodes]
    listed = document.nodes[after.index("VIII. BIỂU MẪU") + 1]
    named = {run["document"] for item in listed.body["items"] for run in item["text"]
             if "document" in run}  # fmt: skip
    own = {other.code for other in package.documents if other.parent == document.code}
    assert own <= named


@pytest.mark.parametrize(("package", "document"), FORMS)
def test_a_form_has_the_code_of_its_procedure_and_something_to_fill_in(package, document):
    beginning = {"STCL": "BM.ST."}.get(document.parent, document.parent.replace("QT.", "BM."))
    assert document.code.startswith(beginning)
    assert any(node.kind in ("entry", "field", "table", "register") for node in document.nodes)


def test_the_objectives_have_the_columns_of_the_framework():
    plan, report = WARD.document("objectives-plan"), WARD.document("objectives-report")
    assert header(tables(plan)[0]) == [
        "STT", "Mục tiêu chất lượng", "Cách đo lường", "Biện pháp thực hiện/đơn vị thực hiện",
        "Thời gian bắt đầu", "Thời gian hoàn thành",
    ]  # fmt: skip
    assert header(tables(report)[0]) == [
        "STT", "Mục tiêu", "Mức đo lường", "Thực tế đạt được", "Nguyên nhân do không đạt mục tiêu",
        "Hướng giải quyết trong thời gian tới",
    ]  # fmt: skip
    assert RISK_COLUMNS in [header(table) for table in tables(WARD.document("risk-table"))]


def test_the_subject_of_a_paper_does_not_repeat_its_kind():
    committee = WARD.document("decision-committee")
    assert committee.subject.startswith("Về việc ")
    assert WARD.document("bm-ht-06-01").subject.startswith("Về việc họp xem xét của lãnh đạo")
    assert WARD.document("bm-ht-06-04").subject == "Họp xem xét của lãnh đạo"
    assert WARD.document("manual").subject == "Sổ tay chất lượng"


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(CONTENT / "packages", tmp_path / "packages")
    return tmp_path / "packages" / "phuong-xa"


def file_of(folder, name):
    """The package's own file, or the one that stands once for several kinds of body."""
    return folder / name if (folder / name).exists() else folder.parent / COMMON / name


def change(path, before, after):
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


BROKEN = {
    "an unknown placeholder": ("policy.md", "{{agency_name}}", "{{agency_nme}}", "agency_nme"),
    "another key": ("policy.md", "key: policy", "key: chinh-sach", "key"),
    "an unknown kind": ("policy.md", "kind: policy", "kind: poem", "kind"),
    "an unknown level": ("policy.md", "level: I", "level: V", "level"),
    "a code twice": ("policy.md", "code: CSCL", "code: STCL", "STCL"),
    "a form of nothing": ("bm-ht-01-01.md", "parent: QT.HT.01", "parent: QT.HT.99", "QT.HT.99"),
    "no head": ("policy.md", "---\nkey", "key", "begins"),
    "an unknown entry": ("package.yaml", "order: 1", "odrer: 1", "order"),
}


@pytest.mark.parametrize(("name", "before", "after", "says"), BROKEN.values(), ids=BROKEN)
def test_it_refuses_a_broken_package_by_file_and_line(copy, name, before, after, says):
    change(file_of(copy, name), before, after)
    with pytest.raises(ReadingError, match=r"\.(md|yaml):\d+: ") as refused:
        read_package(copy)
    assert says in refused.value.sentence


def move(file, folder):
    folder.mkdir(exist_ok=True)
    shutil.move(file, folder / file.name)


def test_what_several_kinds_of_body_share_stands_once(copy):
    keys = [document.key for document in WARD.documents]
    if (copy / "policy.md").exists():
        move(copy / "policy.md", copy.parent / COMMON)
    assert [document.key for document in read_package(copy).documents] == keys
    assert read_package(copy).document("policy").path.parent.name == COMMON


def test_the_own_file_goes_before_the_shared_one(copy):
    (copy.parent / COMMON).mkdir(exist_ok=True)
    shutil.copy(file_of(copy, "policy.md"), copy.parent / COMMON / "policy.md")
    own = file_of(copy, "policy.md").read_text("utf-8")
    (copy / "policy.md").write_text(own.replace("title: ", "title: Riêng "), "utf-8")
    assert read_package(copy).document("policy").title.startswith("Riêng ")


@pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES)
def test_no_file_of_a_package_is_forgotten(package):
    files = {path.stem for path in (CONTENT / "packages" / package.key).glob("*.md")}
    assert files <= {document.key for document in package.documents}


def test_the_shared_folder_is_no_package():
    assert COMMON not in {path.name for path in package_paths()}


@pytest.mark.parametrize(("more", "says"), [("nowhere", "without a file"), ("policy", "twice")])
def test_it_refuses_a_document_without_a_file_or_listed_twice(copy, more, says):
    change(copy / "package.yaml", "  - policy\n", f"  - policy\n  - {more}\n")
    with pytest.raises(ReadingError, match=r"package\.yaml:\d+: ") as refused:
        read_package(copy)
    assert says in refused.value.sentence


def print_of(package):
    records = [each.facts for each in package.records]
    return fingerprint(package.standard, package.edition, rows_of(package), records)


def test_a_package_that_changed_bears_a_new_number(golden):
    """A version that was loaded anywhere never changes: where this fails, raise `version` first."""
    prints = (f"{each.key} {each.version} {print_of(each)}\n" for each in PACKAGES.values())
    golden("packages.txt", "".join(prints))
