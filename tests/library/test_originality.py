"""No sentence of the packages is taken from the seeds: no eight words in a row are shared.

Names and facts are not sentences: the titles of clauses, of the standard, of laws and of forms,
the statutory names of groups, and the headings of tables are left out of the comparison.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from kernel.content.markup import plain, to_inline
from kernel.content.nodes import inlines, walk
from library.reading import (
    CONTENT,
    PackageDocument,
    package_paths,
    read_package,
    read_rules,
    read_standard,
)

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
RUN = 8
NAMES = (
    "Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001",
    "vào hoạt động của các cơ quan, tổ chức thuộc hệ thống hành chính nhà nước",
    "TCVN ISO 9001:2015 Hệ thống quản lý chất lượng - Các yêu cầu",
    "Luật Tổ chức chính quyền địa phương",
    "quy định tổ chức các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, thành phố trực thuộc trung"
    " ương và Ủy ban nhân dân xã, phường, đặc khu thuộc tỉnh, thành phố trực thuộc trung ương",
    "của Chính phủ quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ",
    "quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Cục",
    "chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức",
    "Ủy ban nhân dân xã, phường, đặc khu",
    "Tiêu chuẩn quốc gia TCVN ISO 9001:2015",
    "hệ thống quản lý chất lượng",
    "cán bộ, công chức, viên chức",
    "thủ tục hành chính",
    "Phiếu yêu cầu xem xét và phân tích sự không phù hợp",
    "Bảng xác định và quản lý tri thức",
    "Báo cáo thực hiện HTQLCL",
    "BM.HT.06.02 Báo cáo thực hiện",
    "Kế hoạch thực hiện mục tiêu chất lượng",
    "Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ",
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())


def runs(found: list[str]) -> Iterator[str]:
    return (" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1))


@pytest.fixture(scope="module")
def seed_runs() -> frozenset[str]:
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("../shared/seeds is not here, so nothing can be compared with it.")
    texts = (re.sub(r"<[^>]+>", " ", file.read_text("utf-8")) for file in files)
    return frozenset(run for text in texts for run in runs(words(text)))


@pytest.fixture(scope="module")
def names() -> list[str]:
    titles = [clause.vi for clause in standard().clauses]
    found = sorted({" ".join(words(name)) for name in (*NAMES, *titles)}, key=len, reverse=True)
    return [name for name in found if len(name.split()) >= 4]


def standard():
    return read_standard(CONTENT / "standards" / "tcvn-iso-9001-2015.yaml")


def own_texts(document: PackageDocument) -> Iterator[str]:
    for node in walk(document.nodes):
        heads = {id(cell["text"]) for row in header_rows(node) for cell in row["cells"]}
        yield from (plain(text) for text in inlines(node) if id(text) not in heads)
    yield from (plain(to_inline(text)) for text in (*document.grounds, *document.distribution))


def header_rows(node) -> list[dict]:
    return node.body["rows"][: node.body["header"]] if node.kind == "table" else []


def shared(texts: Iterator[str], names: list[str], seed_runs: frozenset[str]) -> list[str]:
    found = []
    for text in texts:
        line = " ".join(words(text))
        for name in names:
            line = line.replace(name, "|")
        found += [run for part in line.split("|") for run in runs(part.split())]
    return sorted(set(found) & seed_runs)


@pytest.mark.parametrize("path", package_paths(), ids=lambda path: path.name)
def test_no_eight_words_in_a_row_are_shared_with_the_seeds(path, names, seed_runs):
    documents = read_package(path).documents
    taken = {
        document.key: found
        for document in documents
        if (found := shared(own_texts(document), names, seed_runs))
    }
    assert taken == {}


def test_the_sentences_of_the_rules_are_our_own(names, seed_runs):
    for path in sorted((CONTENT / "rules").glob("*.yaml")):
        for rule in read_rules(path).rules:
            texts = iter((rule.enough, rule.soon, rule.missing, rule.turns_green))
            assert shared(texts, names, seed_runs) == []


def test_a_copied_sentence_would_be_noticed(names, seed_runs):
    copied = sorted(seed_runs)[len(seed_runs) // 2]
    assert shared(iter([f"Theo đó {copied} và các việc khác"]), names, seed_runs)
