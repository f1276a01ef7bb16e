"""What the documents say: in our own words, and in those of the body they are for."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from kernel.content.inline import nfc
from kernel.content.markup import plain
from kernel.content.nodes import inlines, text_of, walk
from library.reading import CONTENT, read_standard
from tests.library.packages import PACKAGES, each_once

SEEDS = Path(__file__).parents[2] / "../shared/seeds"
IN_A_ROW = 8
STANDARD = read_standard(CONTENT / "standards" / "tcvn-iso-9001-2015.yaml")
WRITTEN = [case for case in each_once() if case.values[1].kind != "form"]
# Names that everybody writes in the same way, beside the titles of clauses and documents.
NAMES = (
    "biện pháp thực hiện/đơn vị thực hiện", "báo cáo thực hiện HTQLCL",
    "cán bộ, công chức, viên chức và người lao động",
    "cán bộ, công chức, viên chức, người lao động", "chính sách chất lượng",
    "chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức", "đánh giá nội bộ",
    "hành động giải quyết rủi ro và cơ hội", "hệ thống quản lý chất lượng",
    "mục tiêu chất lượng", "sự không phù hợp và hành động khắc phục",
    "tiêu chuẩn quốc gia TCVN ISO 9001:2015", "TCVN ISO 9001:2015",
    "thông tin dạng văn bản", "thủ tục hành chính", "Ủy ban nhân dân",
    "xem xét của lãnh đạo", "Ban chỉ đạo ISO",
)  # fmt: skip
# Posts and places of another kind of body.
FOREIGN = {
    "phuong-xa": ("Giám đốc Sở", "Ban Giám đốc", "Cục trưởng", "Phó Giám đốc", "trình Bộ"),
    "so": ("Cục trưởng", "tổ dân phố", "Chủ tịch Ủy ban nhân dân phường", "trình Bộ"),
    "cuc": (
        "Ban Giám đốc", "Giám đốc Sở", "tổ dân phố", "hộ tịch", "chứng thực bản sao",
        "Trung tâm Phục vụ hành chính công", "cấp xã", "phường", "Hội đồng nhân dân",
    ),
}  # fmt: skip
SHORT = ("HTQLCL", "TTHC", "KPH")


def words(text):
    return re.findall(r"[^\W_]+", nfc(text).lower())


@cache
def names():
    """What is nobody's own wording, the longest first."""
    titles = [document.title for package in PACKAGES.values() for document in package.documents]
    every = {" ".join(words(n)) for n in (*NAMES, *titles, *(c.vi for c in STANDARD.clauses))}
    longest = sorted((name for name in every if " " in name), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest)})\b")


def runs(text):
    found = names().sub("|", " ".join(words(text))).split()
    rows = (tuple(found[at : at + IN_A_ROW]) for at in range(len(found) - IN_A_ROW + 1))
    return {row for row in rows if "|" not in row}


def test_no_sentence_is_taken_from_a_manual_of_the_seeds():
    seeds = sorted(SEEDS.glob("*.txt"))
    if not seeds:
        pytest.skip("the seed manuals are not beside the repository")
    theirs = set().union(*(runs(seed.read_text("utf-8", "ignore")) for seed in seeds))
    taken = {
        (case.id, " ".join(row))
        for case in WRITTEN
        for node in walk(case.values[1].nodes)
        for text in inlines(node)
        for row in runs(plain(text)) & theirs
    }
    assert taken == set()


@pytest.mark.parametrize("package", PACKAGES.values(), ids=PACKAGES)
def test_a_package_speaks_of_its_own_kind_of_body(package):
    found = {
        (document.key, word)
        for document in package.documents
        for word in FOREIGN[package.key]
        if document.kind != "form"
        and re.search(rf"\b{word}\b", "\n".join(text_of(node) for node in document.nodes))
    }
    assert found == set()


@pytest.mark.parametrize(("package", "document"), each_once("procedure"))
def test_a_procedure_explains_its_abbreviations(package, document):
    """Where it is used, it is explained in part IV, or part IV leads to the manual."""
    text = "\n".join(text_of(node) for node in document.nodes)
    explained = text[text.index("IV. ĐỊNH NGHĨA") : text.index("V. NỘI DUNG")]
    if "sổ tay chất lượng" in explained:
        return
    assert [short for short in SHORT if short in text and short not in explained] == []


@pytest.mark.parametrize(("package", "document"), each_once("procedure"))
def test_every_question_of_a_flow_says_where_a_no_leads(package, document):
    (steps,) = (node.body["steps"] for node in document.nodes if node.kind == "steps")
    assert [step["id"] for step in steps if (step["shape"] == "decision") != ("no" in step)] == []
    for step, following in pairwise(steps):
        assert step.get("no") != following["id"]
        assert step["shape"] != "decision" or plain(step["title"]).endswith("?")
