"""The clause tree as data: TCVN ISO 9001:2015, and a second edition that is nothing but data."""

import pytest

from library.reading import CONTENT, ReadingError, read_standard

PATH = CONTENT / "standards" / "tcvn-iso-9001-2015.yaml"

SECOND_EDITION = """
key: tcvn-iso-9001
edition: "2026"
follows: "2015"
vi: "Một lần xuất bản mới"
en: "A new edition"
sources: ["Ví dụ"]
clauses:
  - {number: "6", vi: "Hoạch định", en: "Planning", counterparts: ["6"]}
  - {number: "6.1", vi: "Rủi ro và cơ hội", en: "Risks and opportunities", counterparts: ["6.1"]}
  - {number: "6.1.2", vi: "Rủi ro", en: "Risks", counterparts: ["6.1"], parts: ["6.1.2.1"]}
  - {number: "6.1.3", vi: "Cơ hội", en: "Opportunities", counterparts: ["6.1"]}
"""


@pytest.fixture(scope="module")
def standard():
    return read_standard(PATH)


def write(tmp_path, text):
    path = tmp_path / "standard.yaml"
    path.write_text(text, "utf-8")
    return path


def test_it_has_the_28_columns_of_the_heat_map_and_57_leaves(standard):
    assert len(standard.two_level) == 28
    assert len(standard.leaves) == 57
    assert [clause.number for clause in standard.clauses if clause.level == 1] == [
        "4", "5", "6", "7", "8", "9", "10",
    ]  # fmt: skip


def test_a_leaf_has_no_children_and_a_parent_is_never_a_leaf(standard):
    parents = {clause.parent for clause in standard.clauses}
    assert all((clause.number in parents) != clause.leaf for clause in standard.clauses)


def test_parents_follow_from_the_numbers(standard):
    assert standard.find("7.1.5.1").parent == "7.1.5"
    assert standard.find("7.5").parent == "7"
    assert standard.find("4").parent == ""


def test_a_paragraph_without_a_title_belongs_to_its_clause(standard):
    assert standard.find("4.4.2").number == "4.4"
    assert standard.find("8.2.3.2").number == "8.2.3"
    assert standard.find("5.4") is None


def test_every_clause_has_a_vietnamese_and_an_english_title(standard):
    assert all(clause.vi and clause.en for clause in standard.clauses)
    assert standard.find("9.3").title == "9.3. Xem xét của lãnh đạo"


def test_documented_information_stands_at_leaves_only(standard):
    with_documents = [c for c in standard.clauses if c.maintain or c.retain]
    assert all(clause.leaf for clause in with_documents)
    assert standard.find("5.2.2").maintain
    assert standard.find("9.2").retain


def test_a_second_edition_is_data_only(tmp_path):
    found = read_standard(write(tmp_path, SECOND_EDITION))
    assert (found.edition, found.follows) == ("2026", "2015")
    assert [clause.number for clause in found.leaves] == ["6.1.2", "6.1.3"]
    assert found.find("6.1.2.1").counterparts == ("6.1",)


BROKEN = {
    "an orphan": ('"6.1"', '"7.1"', 10),
    "the same number twice": ('"6.1.3"', '"6.1.2"', 12),
    "no title": (', vi: "Cơ hội"', "", 12),
    "a number without quotes": ('number: "6"', "number: 6", 9),
    "an unknown entry": ("follows:", "folows:", 2),
    "a title twice": ('en: "Risks"', 'vi: "Risks"', 11),
}


@pytest.mark.parametrize(("before", "after", "line"), BROKEN.values(), ids=BROKEN)
def test_it_refuses_a_broken_tree_by_file_and_line(tmp_path, before, after, line):
    path = write(tmp_path, SECOND_EDITION.replace(before, after, 1))
    with pytest.raises(ReadingError) as refused:
        read_standard(path)
    assert str(refused.value).startswith(f"{path}:")
    assert refused.value.line == line


def test_it_refuses_what_is_not_yaml(tmp_path):
    with pytest.raises(ReadingError, match="not YAML"):
        read_standard(write(tmp_path, "key: [\nedition: x"))
