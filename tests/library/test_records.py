"""Record types of a package: read with everything a folder needs, refused by file and line."""

import shutil

import pytest

from library.reading import CONTENT, ReadingError, read_package, read_record_types, read_records

GOOD = """types:
  - code: HS.HT.01
    name: Hồ sơ đánh giá nội bộ
    heading: II. ĐÁNH GIÁ
    holder: Thư ký ISO
    place: Văn phòng
    years: 5
    clauses: ["9.2.2"]
    forms: [BM.HT.03.01]
    papers:
      - {title: Chương trình đánh giá, form: BM.HT.03.01, required: true}
      - {title: Bằng chứng kèm theo, required: false}
    source: QT.HT.03, mục VII
  - code: HS.HT.02
    name: Hồ sơ chính sách chất lượng
    holder: Thư ký ISO
    place: Văn phòng
    permanent: true
    source: Đề xuất
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "records.yaml"
    path.write_text(GOOD, "utf-8")
    return path


def test_it_says_who_keeps_what_and_how_long(file):
    audit, policy = read_records(file)
    assert (audit.years, policy.years) == (5, None)
    assert (audit.heading, policy.heading) == ("II. ĐÁNH GIÁ", "")
    assert [(paper.title, paper.form, paper.required) for paper in audit.papers] == [
        ("Chương trình đánh giá", "BM.HT.03.01", True),
        ("Bằng chứng kèm theo", "", False),
    ]
    assert audit.named == {"BM.HT.03.01"}
    assert audit.facts["papers"][1] == {
        "title": "Bằng chứng kèm theo",
        "required": False,
        "form": "",
    }


BROKEN = {
    "both terms": ("years: 5", "years: 5\n    permanent: true", 2, "either"),
    "no term": ("    years: 5\n", "", 2, "either"),
    "no years at all": ("years: 5", "years: 0", 2, "between 1 and 100"),
    "years in words": ("years: 5", "years: năm năm", 2, "years"),
    "a code twice": ("HS.HT.02", "HS.HT.01", 14, "twice"),
    "a paper without a title": ("title: Bằng chứng kèm theo, ", "", 12, "title"),
    "a clause as number": ('["9.2.2"]', "[9.2]", 2, "quotes"),
    "an unknown entry": (
        "holder: Thư ký ISO\n    place: Văn phòng\n    years",
        "owner: A\n    years",
        2,
        "",
    ),
    "an empty name": ("name: Hồ sơ đánh giá nội bộ", 'name: " "', 2, "name"),
}


@pytest.mark.parametrize(("before", "after", "line", "says"), BROKEN.values(), ids=BROKEN)
def test_it_refuses_by_file_and_line(file, before, after, line, says):
    assert before in GOOD
    with pytest.raises(ReadingError) as refused:
        read_record_types(GOOD.replace(before, after), file)
    assert refused.value.line == line
    assert says in refused.value.sentence


def test_a_package_reads_the_shared_types_and_its_own_which_go_first(tmp_path):
    shutil.copytree(CONTENT / "packages", tmp_path / "packages")
    folder, shared = tmp_path / "packages/phuong-xa", tmp_path / "packages/chung"
    shared.mkdir(exist_ok=True)
    (shared / "records.yaml").write_text(GOOD, "utf-8")
    (folder / "records.yaml").write_text(
        "types:\n"
        "  - {code: HS.HT.02, name: Của phường, holder: A, place: B, years: 10, source: C}\n"
        "  - {code: HS.HT.09, name: Thêm, holder: A, place: B, years: 2, source: C}\n"
    )
    found = read_package(folder).records
    assert [(each.code, each.years) for each in found] == [
        ("HS.HT.01", 5),
        ("HS.HT.02", 10),
        ("HS.HT.09", 2),
    ]


def test_a_package_refuses_record_types_of_forms_it_lacks(tmp_path):
    shutil.copytree(CONTENT / "packages", tmp_path / "packages")
    folder = tmp_path / "packages/phuong-xa"
    text = GOOD.replace("forms: [BM.HT.03.01]", "forms: [BM.HT.99.01]")
    (folder / "records.yaml").write_text(text, "utf-8")
    with pytest.raises(ReadingError, match=r"records\.yaml:2: ") as refused:
        read_package(folder)
    assert "BM.HT.99.01" in refused.value.sentence
