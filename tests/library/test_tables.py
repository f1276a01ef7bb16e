"""What we ship, in tables: loaded once, never changed once published, read from every agency."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import translation

from kernel import clock
from kernel.outbox.models import Message
from kernel.refusals import Conflict
from library import reading, selectors
from library.exchange import PUBLISHED
from library.models import (
    Clause,
    EvidenceRule,
    PackageDocument,
    PackageVersion,
    RecordType,
    Standard,
)
from library.services import Loaded, load_content

DOCUMENT = """---
key: policy
kind: policy
code: CSCL
title: Chính sách chất lượng
level: I
clauses: ["5.2"]
distribution: ["Lãnh đạo cơ quan"]
---
# CHÍNH SÁCH CHẤT LƯỢNG {#dau}

{{agency_name}} phục vụ người dân đúng hạn. {#cam-ket}
"""
PACKAGE = """key: thu
kind: commune
name: Bộ mẫu thử
version: 1
order: 1
description: Để thử.
standard: tcvn-iso-9001
edition: "2015"
documents: [policy]
"""
RECORDS = """types:
  - code: HS.01
    name: Hồ sơ chính sách chất lượng
    heading: I. LÃNH ĐẠO
    holder: Thư ký ISO
    place: Tủ hồ sơ ISO
    years: 5
    clauses: ["5.2"]
    papers:
      - {title: Dự thảo chính sách, required: true}
    source: Quy trình kiểm soát thông tin dạng văn bản
"""
RULES = """standard: tcvn-iso-9001
edition: "2015"
version: 1
soon_days: 30
rules:
  - clause: "5.2.1"
    kind: in_force
    params: {kind: policy}
    enough: Chính sách đang có hiệu lực.
    soon: Chính sách sắp hết hiệu lực.
    missing: Chưa có chính sách có hiệu lực.
    turns_green: Chính sách được ban hành.
    source: Điều 5.2.1
    examples: []
"""


@pytest.fixture
def content(tmp_path, public):
    """A small library of its own: the real clause tree, one package, one rule."""
    for model in (PackageDocument, PackageVersion, EvidenceRule):
        assert not model.objects.filter(**_of_test(model)).exists()
    shutil.copytree(reading.CONTENT / "standards", tmp_path / "standards")
    (tmp_path / "packages/thu").mkdir(parents=True)
    (tmp_path / "packages/thu/package.yaml").write_text(PACKAGE)
    (tmp_path / "packages/thu/policy.md").write_text(DOCUMENT)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/thu.yaml").write_text(RULES.replace("tcvn-iso-9001", "thu"))
    yield tmp_path
    selectors.forget()


def _of_test(model):
    return {
        PackageDocument: {"version__package__key": "thu"},
        PackageVersion: {"package__key": "thu"},
        RecordType: {"version__package__key": "thu"},
        EvidenceRule: {"standard": "thu"},
    }[model]


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_loading_brings_clauses_packages_and_rules(content):
    with clock.at(clock.today()):
        loaded = load_content(content)
    assert (loaded.versions, loaded.rules) == (1, 1)
    version = selectors.latest_version(selectors.packages_for("commune").get(key="thu"))
    assert (version.number, version.published_on) == (1, clock.today())
    (document,) = selectors.documents_of(version)
    assert (document.code, document.clauses, document.level) == ("CSCL", ["5.2"], "I")
    assert document.meta["distribution"] == ["Lãnh đạo cơ quan"]
    assert [node.id for node in document.nodes] == ["dau", "cam-ket"]
    (rule,) = selectors.rules("thu", "2015")
    assert rule.sentences["turns_green"] == "Chính sách được ban hành."


def test_what_we_ship_loads_and_loads_again(public):
    load_content()
    assert load_content() == Loaded()
    (ward,) = selectors.packages_for("commune")
    documents = selectors.documents_of(selectors.latest_version(ward))
    assert {"policy", "manual"} <= {document.key for document in documents}
    keys = {document.key for document in documents}
    assert {document.parent_key for document in documents} - {""} <= keys
    leaves = {clause.number for clause in selectors.clauses() if clause.leaf}
    assert {rule.clause for rule in selectors.rules()} <= leaves
    selectors.forget()


def test_loading_the_same_content_again_writes_nothing(content, django_assert_max_num_queries):
    load_content(content)
    before = _everything()
    with django_assert_max_num_queries(20):
        assert load_content(content) == Loaded()
    assert _everything() == before


def test_agencies_are_told_of_a_release_once_per_version(content):
    """As of a version that a librarian published; loading again tells nobody anything."""

    def told():
        rows = Message.objects.filter(topic=PUBLISHED, body__package="thu")
        return sorted(rows.values_list("body__number", "schema"))

    houses = sorted(selectors.houses())
    for _time in range(2):
        load_content(content)
        assert told() == [(1, house) for house in houses]
    _change(content / "packages/thu/policy.md", "đúng hạn", "đúng hẹn")
    with pytest.raises(Conflict):
        load_content(content)
    assert told() == [(1, house) for house in houses]
    _change(content / "packages/thu/package.yaml", "version: 1", "version: 2")
    for _time in range(2):
        load_content(content)
        assert told() == [(number, house) for number in (1, 2) for house in houses]


def _everything():
    models = (Standard, Clause, PackageVersion, PackageDocument, EvidenceRule)
    return [list(model.objects.order_by("pk").values_list("pk")) for model in models]


def test_changed_content_under_a_published_number_is_refused(content):
    load_content(content)
    _change(content / "packages/thu/policy.md", "đúng hạn", "đúng hẹn")
    with pytest.raises(Conflict) as refusal:
        load_content(content)
    assert "Bộ mẫu thử" in str(refusal.value.sentence)
    assert PackageVersion.objects.filter(package__key="thu").count() == 1


def test_a_risen_number_publishes_a_new_version_beside_the_old_one(content):
    load_content(content)
    old = selectors.latest_version(selectors.packages_for("commune").get(key="thu"))
    _change(content / "packages/thu/policy.md", "đúng hạn", "đúng hẹn")
    _change(content / "packages/thu/package.yaml", "version: 1", "version: 2")
    assert load_content(content).versions == 1
    new = selectors.latest_version(old.package)
    assert new.number == 2
    texts = [bytes(selectors.documents_of(version)[0].canonical) for version in (old, new)]
    assert "đúng hạn".encode() in texts[0]
    assert "đúng hẹn".encode() in texts[1]


def test_record_types_come_with_the_version_and_belong_to_its_fingerprint(content):
    load_content(content)
    (content / "packages/thu/records.yaml").write_text(RECORDS)
    with pytest.raises(Conflict), transaction.atomic():
        load_content(content)
    _change(content / "packages/thu/package.yaml", "version: 1", "version: 2")
    assert load_content(content).versions == 1
    version = selectors.latest_version(selectors.packages_for("commune").get(key="thu"))
    (found,) = selectors.record_types_of(version)
    assert (found.code, found.years, found.clauses) == ("HS.01", 5, ["5.2"])
    assert found.papers == [{"title": "Dự thảo chính sách", "form": "", "required": True}]
    assert load_content(content) == Loaded()


def test_an_older_number_than_the_published_ones_is_refused(content):
    _change(content / "packages/thu/package.yaml", "version: 1", "version: 3")
    load_content(content)
    _change(content / "packages/thu/package.yaml", "version: 3", "version: 2")
    with pytest.raises(Conflict):
        load_content(content)


def test_changed_rules_need_a_new_number_too(content):
    load_content(content)
    _change(content / "rules/thu.yaml", "soon_days: 30", "soon_days: 60")
    with pytest.raises(Conflict), transaction.atomic():
        load_content(content)
    _change(content / "rules/thu.yaml", "version: 1", "version: 2")
    assert load_content(content).rules == 1
    assert [rule.soon_days for rule in selectors.rules("thu", "2015")] == [60]
    assert EvidenceRule.objects.filter(standard="thu").count() == 2


@pytest.mark.parametrize("model", [PackageVersion, PackageDocument, RecordType, EvidenceRule])
def test_the_database_refuses_to_change_what_is_published(content, model):
    (content / "packages/thu/records.yaml").write_text(RECORDS)
    load_content(content)
    with pytest.raises(ProgrammingError), transaction.atomic():
        model.objects.filter(**_of_test(model)).update(id=None)
    with pytest.raises(ProgrammingError), transaction.atomic():
        model.objects.filter(pk=model.objects.first().pk)._raw_delete("default")


def test_a_mended_title_is_mended_and_a_lost_clause_is_gone(content):
    load_content(content)
    path = content / "standards/tcvn-iso-9001-2015.yaml"
    _change(path, "Hiểu tổ chức và bối cảnh của tổ chức", "Hiểu tổ chức")
    assert load_content(content).clauses == 1
    assert selectors.clause("4.1").title_vi == "Hiểu tổ chức"


def test_a_second_edition_is_data_only(content):
    first = (content / "standards/tcvn-iso-9001-2015.yaml").read_text()
    second = first.replace('edition: "2015"', 'edition: "2026"')
    (content / "standards/tcvn-iso-9001-2026.yaml").write_text(second)
    load_content(content)
    assert len(selectors.clauses(edition="2026")) == len(selectors.clauses())
    assert {standard.edition for standard in Standard.objects.all()} >= {"2015", "2026"}


def test_the_heat_map_has_28_columns_in_the_order_of_the_standard(content):
    load_content(content)
    numbers = [clause.number for clause in selectors.two_level_clauses()]
    assert len(numbers) == 28
    assert (numbers[0], numbers[-1]) == ("4.1", "10.3")
    assert [clause.number for clause in selectors.chapters()] == [*list("456789"), "10"]
    assert selectors.clause("4.4.2").number == "4.4"
    assert selectors.clause("99.1") is None


def test_titles_follow_the_language_of_the_page(content):
    load_content(content)
    clause = selectors.clause("9.2")
    assert clause.title == "Đánh giá nội bộ"
    with translation.override("en"):
        assert clause.title == "Internal audit"


def test_what_never_changes_is_asked_of_the_database_once(content, django_assert_num_queries):
    load_content(content)
    selectors.clauses()
    selectors.rules("thu", "2015")
    with django_assert_num_queries(0):
        selectors.two_level_clauses()
        selectors.rules("thu", "2015")


def test_an_agency_reads_the_library_from_inside_its_own_schema(content, alpha):
    connection.set_schema_to_public()
    load_content(content)
    connection.set_tenant(alpha)
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        assert "public" not in cursor.fetchone()[0]
    assert len(selectors.two_level_clauses()) == 28
    version = selectors.latest_version(selectors.packages_for("commune").get(key="thu"))
    assert version.package.name == "Bộ mẫu thử"
    assert [document.key for document in selectors.documents_of(version)] == ["policy"]
    assert Clause.objects.filter(standard__edition="2015").exists()


def test_the_command_loads_and_says_what_it_wrote(public, monkeypatch, content):
    monkeypatch.setattr(
        "library.management.commands.library.load_content", lambda: load_content(content)
    )
    out = StringIO()
    call_command("library", "load", stdout=out)
    assert "1 phiên bản bộ mẫu" in out.getvalue()
    _change(content / "packages/thu/policy.md", "đúng hạn", "đúng hẹn")
    with pytest.raises(CommandError, match="Bộ mẫu thử"):
        call_command("library", "load", stdout=out)
