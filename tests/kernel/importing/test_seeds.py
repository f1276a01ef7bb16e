"""The real manuals: every row on its clause, the cover read, every character accounted for.

The repository holds no text of them: rows are numbers, names are hashes.
"""

import hashlib
import re

import pytest

from kernel.content.nodes import validate
from kernel.importing import read_manual

# Row by row, the clause it belongs on (TCVN ISO 9001:2015).
ROWS = {
    "000": """4 4.1 4.2 4.3 4.4 5 5.1 5.1.1 5.1.2 5.2 5.2.1 5.2.2 9.3 6 6.1 6.2 6.2 6.3 7 7.1 7.1.2
        7.1.3 7.1.4 7.1.5 7.1.6 7.2 7.3 7.4 7.5 8 8.1 8.2 8.2.1 8.2.2 8.2.3 8.2.4 8.3 8.4 8.5 8.5.1
        8.5.2 8.5.3 8.5.4 8.5.5 8.5.6 8.6 8.7 9 9.1 9.1.1 9.1.2 9.1.3 9.2 9.3 9.3.2 9.3.3 10 10.2
        10.3""",
    "003": """4 4.1 4.2 4.3 4.4 5 5.1 5.2 5.3 6 6.1 6.2 6.3 7 7.1 7.1.1 7.1.2 7.1.3 7.1.4 7.1.5
        7.1.6 7.2 7.3 7.4 7.5 8 8.1 8.2 8.2.1 8.2.2 8.2.3 8.2.4 8.3 8.4 8.5 8.5.1 8.6 8.7 9 9.1
        9.1.1 9.1.2 9.2 9.3 10 10.1 10.2 10.3""",
}
# Printed number → clause, where they differ ("" = no number).
CORRECTED = {
    "000": {"5.4": "9.3", "6.2.1": "6.2", "6.2.2": "6.2", "9.3.1": "9.3.2", "9.3.2": "9.3.3",
            "10.1": "10.2", "10.2": "10.3"},
    "003": {"": "8.5.1"},
}  # fmt: skip
COVERS = {  # first 16 digits of SHA-256: agency, parent, title, names of the signers, their posts
    "000": ("d0fc96593f5d1927", "e3b0c44298fc1c14", "5dc86a8b6d8aab45", "ec2ed0ba8aa6463e",
            "3570b6d6f67914cb"),
    "001": ("d0fc96593f5d1927", "e3b0c44298fc1c14", "21ef3d77044d3ca5", "ec2ed0ba8aa6463e",
            "3570b6d6f67914cb"),
    "003": ("77359606c775f74b", "059a85b26e02df0d", "5dc86a8b6d8aab45", "211acf43f519a13e",
            "8b74dfe8c9116be8"),
}  # fmt: skip
LEFT_OUT = {"contents", "table header"}  # words that the layout writes by itself
TAG = re.compile(r"</?(?:p|ul|ol|li|b|i|input)(?:\s[^<>]*)?/?>")
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="module")
def imported(seed, clauses):
    known = {}

    def read(number):
        if number not in known:
            known[number] = read_manual(seed(number), "seed.txt", clauses)
        return known[number]

    return read


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@pytest.mark.parametrize("number", ROWS)
def test_at_least_95_percent_of_the_rows_land_on_the_right_clause(imported, number):
    found = [row.clause for row in imported(number).clause_rows]
    expected = ROWS[number].split()
    assert len(found) == len(expected)
    right = sum(one == other for one, other in zip(found, expected, strict=True))
    print(f"seed {number}: {right} of {len(expected)} rows")
    assert right >= 0.95 * len(expected)
    assert found == expected


@pytest.mark.parametrize("number", ROWS)
def test_the_report_names_every_row_whose_printed_number_is_wrong(imported, number):
    doubtful = {row.printed: row.clause for row in imported(number).report.doubtful}
    assert doubtful == CORRECTED[number]


@pytest.mark.parametrize("number", COVERS)
def test_the_cover_is_read(imported, number):
    cover = imported(number).cover
    names = "|".join(signer.name for signer in cover.signers)
    posts = "|".join(signer.post for signer in cover.signers)
    found = (cover.agency, cover.parent, cover.title, names, posts)
    assert tuple(map(digest, found)) == COVERS[number]
    assert [signer.role for signer in cover.signers] == ["author", "checker", "approver"]


def test_code_issue_and_date_are_read(imported):
    covers = [imported(number).cover for number in COVERS]
    assert [cover.code for cover in covers] == ["STCL", "QT.HT.06", "STCL 2"]
    assert [cover.kind for cover in covers] == ["manual", "procedure", "manual"]
    assert [cover.issue for cover in covers] == [3, None, 2]
    assert str(covers[0].issued_on) == "2023-12-29"


def test_the_distribution_list_is_read(imported):
    found = imported("000").cover.distribution
    assert len(found) == 7
    assert not any(recipient.marked for recipient in found)


@pytest.mark.parametrize("number", COVERS)
def test_no_character_is_lost(imported, number):
    """Each word outside the tags is in a node, on the cover, in the tray, or the layout's."""
    found = imported(number)
    found.check_complete()
    left_out = [found.source[s.start : s.end] for s in found.spans if s.why in LEFT_OUT]
    texts = " ".join([*found.texts().values(), *left_out])
    known = set(WORD.findall(texts))
    words = WORD.findall(TAG.sub(" ", found.source))
    lost = [word for word in words if word not in known]
    there = sum(span.end - span.start for span in found.spans)
    print(f"seed {number}: {there} of {len(found.source)} characters")
    assert lost == []


@pytest.mark.parametrize("number", COVERS)
def test_markup_is_only_signs_and_space(imported, number):
    found = imported(number)
    for span in found.spans:
        text = TAG.sub("", found.source[span.start : span.end])
        if span.kind == "markup" and span.why not in LEFT_OUT:
            assert not WORD.search(text), (span.why, span.start)


@pytest.mark.parametrize("number", COVERS)
def test_the_tree_is_valid(imported, number):
    validate(imported(number).nodes)


def test_parts_and_appendices_are_found(imported):
    counts = {number: imported(number).report.counts for number in COVERS}
    assert counts["000"]["parts"] == 6
    assert (counts["003"]["parts"], counts["003"]["appendices"]) == (2, 3)
    assert counts["003"]["contents"] == 17


def test_hardly_anything_needs_placing_by_hand(imported):
    assert [len(imported(number).tray) for number in COVERS] == [1, 0, 0]


def test_the_procedure_has_its_flow_its_risks_and_its_records(imported):
    nodes = imported("001").nodes
    steps = next(node.body["steps"] for node in nodes if node.kind == "steps")
    tables = [node.body for node in nodes if node.kind == "table"]
    assert len(steps) == 8
    assert [code for step in steps for code in step["forms"]] == [
        "BM.HT.06.01", "BM.HT.06.02", "BM.HT.06.03", "BM.HT.06.04",
    ]  # fmt: skip
    assert [(table["header"], len(table["rows"])) for table in tables] == [(2, 5), (1, 3)]
    assert [cell.get("colspan", 1) for cell in tables[0]["rows"][0]["cells"]] == [1, 1, 3, 3, 1]


def test_the_excluded_clause_is_marked(imported):
    for number in ROWS:
        excluded = [
            node.body["clauses"]
            for node in imported(number).nodes
            if node.kind == "clause" and not node.body["applicable"]
        ]
        assert excluded == [["8.3"]]


def test_what_a_page_tore_apart_is_one_again(imported):
    """Titles and sentences that went over the end of a page do not begin with a small letter."""
    for number in ROWS:
        clauses = [node for node in imported(number).nodes if node.kind == "clause"]
        assert not [node for node in clauses if node.body["title"][:1].islower()]
        firsts = [child.body["text"] for node in clauses for child in node.children
                  if child.kind == "paragraph" and child.body["text"]]  # fmt: skip
        assert not [text for text in firsts if text[0]["text"][:1].islower()]
