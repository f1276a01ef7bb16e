"""The index is asked: what was meant comes first, what may not be seen is not even counted."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Value

from kernel import hooks, search
from kernel.ids import new_id
from kernel.outbox import CONSUMERS
from kernel.outbox.models import Message
from kernel.search import Record, Said
from kernel.search.checking import differences, rebuild, rebuild_some
from kernel.search.finding import Narrowed, find
from kernel.search.models import Part
from kernel.search.query import read
from kernel.search.services import drop, reindex, write, write_head
from tenants.models import Agency

SOURCE = "things"


@pytest.fixture
def things(alpha, monkeypatch):
    """Records by key, as an app would have them."""
    there = {}
    monkeypatch.setattr(search, "SOURCES", {})
    monkeypatch.setattr("kernel.search.services.SOURCES", search.SOURCES)
    monkeypatch.setattr("kernel.search.checking.SOURCES", search.SOURCES)
    search.source(SOURCE, there.get, there.keys)
    return there


def keep(things, *texts, code="QT.HT.04", title="Kiểm soát tài liệu", owner=None, place=""):
    """A record with these blocks, indexed."""
    key = new_id()
    said = [Said(f"n{n}", text, "paragraph", place) for n, text in enumerate(texts)]
    things[key] = Record(key, owner or key, code, title, said=said)
    reindex(SOURCE, key)
    return key


def reach(*keys, standing=0):
    rows = Part.objects.filter(is_head=True, record__in=keys)
    return rows.order_by().values_list("record", Value(standing))


def places(typed, *keys, **more):
    result = find(read(typed), reach(*keys), **more)
    return [place.part for found in result.found for place in found.places]


@pytest.mark.parametrize(
    "typed",
    ["tiếp nhận hồ sơ", "tiep nhan ho so", "TIẾP NHẬN", "hồ sơ tiếp nhận", "tiep nh", '"hồ sơ"'],
)
def test_a_text_is_found_with_and_without_tone_marks_in_any_order(things, typed):
    key = keep(things, "Bộ phận một cửa tiếp nhận hồ sơ.", "Trả kết quả.")
    assert places(typed, key) == ["n0"]


@pytest.mark.parametrize("typed", ["hòa giải", "hoà giải", "hoa giai"])
def test_wherever_the_tone_mark_is_placed(things, typed):
    keys = keep(things, "Tổ hòa giải"), keep(things, "Tổ hoà giải")
    assert len(places(typed, *keys)) == 2


def test_the_marks_that_were_typed_come_first(things):
    key = keep(things, "mã số", "ma tuý", "Con má", "mạ kẽm")
    assert places("má ", key, each=9)[0] == "n2"
    assert len(places("má ", key, each=9)) == 4
    assert places('"má"', key, each=9) == ["n2"]


def test_what_stands_side_by_side_comes_first(things):
    key = keep(things, "sơ bộ về hồ", "hồ sơ", "sơ đồ của hồ")
    assert places("ho so", key)[0] == "n1"
    assert places('"ho so"', key) == ["n1"]


@pytest.mark.parametrize(
    "typed", ["QT.HT.04", "QT HT 04", "qtht04", "qt.ht.*", "*.04", "kiem soat"]
)
def test_a_code_or_a_title_is_known_by_name(things, typed):
    key, other = keep(things, "văn bản"), keep(things, "văn bản", code="BM.01", title="Sổ theo dõi")
    result = find(read(typed), reach(key, other))
    assert [(found.record, found.by_name) for found in result.found] == [(key, True)]


@pytest.mark.parametrize("typed", ["QT.HT.04 thời hạn", "thời hạn tài liệu", "qtht04 thoi han"])
def test_a_word_may_stand_in_the_code_the_title_or_a_heading_if_one_is_in_the_text(things, typed):
    key = keep(things, "Thời hạn là 5 ngày", "Lưu ở văn phòng")
    assert places(typed, key) == ["n0"]
    assert places("lưu trữ hồ sơ", keep(things, "Lưu 5 năm", place="II. Hồ sơ, lưu trữ")) == ["n0"]


def test_words_of_different_blocks_are_found_together_after_those_of_one(things):
    apart = keep(things, "Trả lời khiếu nại", "Lưu ở văn phòng", "Gia hạn trả lời", title="Quy chế")
    one = keep(things, "Gia hạn khi khiếu nại", "Lưu", code="QT.2", title="Quy trình")
    half = keep(things, "Chỉ nói khiếu nại", "và việc khác", code="QT.3", title="Quy định")
    result = find(read("khieu nai gia han"), reach(apart, one, half))
    assert [found.record for found in result.found] == [one, apart]
    assert (result.owners, result.places) == (2, 1)
    assert [place.part for place in result.found[1].places] == ["n0", "n2"]
    assert places("khiếu nại gia hạn", apart, each=1) == ["n0"]
    assert places("gia lưu khiế", apart) == ["n0", "n1", "n2"]
    assert places("quy che luu gia", apart) == ["n1", "n2"]
    assert places('"khiếu nại" hạn', apart) == []
    assert find(read("khieu gia"), reach(half)).owners == 0
    assert find(read("khieu han"), reach(apart), narrowed=Narrowed(clauses=["9.2"])).owners == 0
    assert find(read("khieu han"), reach(apart, one), narrowed=Narrowed(owner=apart)).owners == 1


def test_of_two_versions_that_have_the_words_apart_the_first_is_shown(things):
    owner = new_id()
    old = keep(things, "khiếu nại", "gia hạn", owner=owner)
    new = keep(things, "khiếu nại", "được gia hạn", owner=owner)
    both = reach(new).union(reach(old, standing=2), all=True)
    (found,) = find(read("nại hạn"), both).found
    assert (found.record, {place.record for place in found.places}) == (new, {new})
    assert found.count == 2


@pytest.mark.parametrize(
    "typed", ["%", "_", "'", '"', "\x00", "🙂", "", "zzz", ":* & |", "x" * 9999]
)
def test_wrong_input_finds_nothing_and_breaks_nothing(things, typed):
    key = keep(things, "Văn bản thường")
    assert find(read(typed), reach(key)).owners == 0


def test_what_is_out_of_reach_is_neither_shown_nor_counted(things):
    mine, others = keep(things, "bí mật chung", "bí mật"), keep(things, "bí mật riêng", code="QT.9")
    result = find(read("bi mat"), reach(mine))
    assert (result.owners, result.places) == (1, 2)
    assert [found.record for found in result.found] == [mine]
    assert find(read("QT.9"), reach(mine)).owners == 0
    assert find(read("rieng"), reach(mine)).found == []
    assert others


def test_a_block_that_two_versions_share_is_shown_once_as_it_is_in_force(things):
    owner = new_id()
    old = keep(things, "quy định cũ", "như nhau", owner=owner)
    new = keep(things, "quy định mới", "như nhau", owner=owner)
    both = reach(new).union(reach(old, standing=2), all=True)
    result = find(read("nhu nhau"), both)
    assert [(p.record, p.standing) for p in result.found[0].places] == [(new, 0)]
    assert [p.record for p in find(read("cũ"), both).found[0].places] == [old]


def test_pages_count_what_all_of_them_hold(things):
    keys = [keep(things, *["lặp lại"] * 5, code=f"QT.{n}") for n in range(5)]
    first = find(read("lap lai"), reach(*keys), limit=2)
    last = find(read("lap lai"), reach(*keys), limit=2, offset=4)
    assert [len(first.found), len(last.found)] == [2, 1]
    assert {(r.owners, r.places) for r in (first, last)} == {(5, 25)}
    assert [(found.count, len(found.places)) for found in first.found] == [(5, 3)] * 2


def test_a_clause_and_a_document_narrow(things):
    key, other = new_id(), keep(things, "năng lực")
    said = [Said("a", "năng lực", clauses=("7.2",)), Said("b", "năng lực", clauses=("7.3",))]
    things[key] = Record(key, key, "ST.01", "Sổ tay", said=said)
    reindex(SOURCE, key)
    assert places("nang luc", key, other, narrowed=Narrowed(clauses=("7.2",))) == ["a"]
    assert len(places("nang luc", key, other, narrowed=Narrowed(owner=key))) == 2


def test_a_long_text_is_found_to_its_end(things):
    key = keep(things, "mở đầu " + "chữ " * 50_000 + "kết thúc", "x" * 100_000)
    assert places("ket thuc", key) == ["n0"]
    assert Part.objects.filter(record=key).count() > 60


def test_places_without_an_id_are_counted_on(things):
    key = new_id()
    said = [Said("", "trang một"), Said("", "trang hai")]
    things[key] = Record(key, key, "QT.01", "Tệp", said=said)
    reindex(SOURCE, key)
    assert reindex(SOURCE, key) == 0
    assert len(places("trang", key)) == 2


def test_only_what_changed_is_written(things):
    key = keep(things, "một", "hai", "ba")
    before = dict(Part.objects.values_list("part", "pk"))
    assert reindex(SOURCE, key) == 0
    record = things[key]
    said = [Said("n9", "mới"), *record.said[:1], Said("n1", "hai, đã sửa")]
    things[key] = Record(key, key, record.code, record.title, said=said)
    assert reindex(SOURCE, key) == 6  # one new, one gone, one written again, all words together
    rows = Part.objects.filter(is_head=False, piece__gt=0)
    assert list(rows.values_list("part", flat=True)) == ["n9", "n0", "n1"]
    assert Part.objects.get(part="n0").pk == before["n0"]


def test_the_check_finds_what_is_missing_out_of_date_or_left_over(things):
    wrong, gone, fine = keep(things, "một", "hai"), keep(things, "hết"), keep(things, "đúng")
    assert list(differences()) == []
    Part.objects.filter(record=wrong, part="n0").update(digest="khác")
    Part.objects.filter(record=wrong, part="n1").delete()
    del things[gone]
    found = {each.key: (each.missing, each.stale, each.left) for each in differences()}
    assert found == {wrong: (1, 1, 0), gone: (0, 0, 2)}
    assert rebuild() > 0
    assert list(differences()) == []
    assert fine in things


def test_rebuilding_goes_on_where_it_was(things, monkeypatch):
    monkeypatch.setattr("kernel.search.checking.AT_ONCE", 2)
    keys = sorted(keep(things, "văn bản") for _n in range(5))
    Part.objects.all().delete()
    after = rebuild_some(None)
    assert after == keys[1]
    assert set(Part.objects.values_list("record", flat=True)) == set(keys[:2])
    while after is not None:
        after = rebuild_some(after)
    assert list(differences()) == []


def test_a_new_name_is_known_at_once_and_its_text_stays(things):
    key = keep(things, "văn bản")
    write_head(SOURCE, Record(key, key, "QT.99", "Tên mới"))
    assert places("QT.99 van ban", key) == []
    assert find(read("ten moi"), reach(key)).found[0].by_name
    other = new_id()
    write_head(SOURCE, Record(other, other, "QT.98", "Chưa có"))
    assert find(read("QT.98"), reach(other)).found[0].by_name
    assert places("văn bản", key) == ["n0"]


def waiting():
    return Message.objects.filter(
        topic=search.REBUILD, schema=connection.schema_name, done_at=None
    ).count()


def released():
    """What `chuan migrate` asks for, and a worker does here."""
    hooks.call(hooks.MIGRATED)
    looks = Message.objects.filter(topic=search.LOOK)
    houses = Agency.objects.values_list("schema_name", flat=True)
    assert sorted(looks.values_list("schema", flat=True)) == sorted(houses)
    CONSUMERS[search.LOOK](looks.get(schema=connection.schema_name).body)
    looks.delete()


def test_after_a_release_an_agency_is_read_whose_records_are_not_known(things):
    keep(things, "văn bản")
    released()
    assert waiting() == 0
    Part.objects.update(digest="của bản phát hành trước")
    released()
    assert waiting() == 1
    things[new_id()] = things[next(iter(things))]
    released()
    assert waiting() == 1


def test_the_command_tells_what_differs_and_mends_it(things):
    key = keep(things, "văn bản")
    Part.objects.filter(record=key).update(digest="khác")
    said, wrong = StringIO(), StringIO()
    with pytest.raises(SystemExit):
        call_command("search", "check", "--agency", "alpha", stdout=said, stderr=wrong)
    assert str(key) in wrong.getvalue()
    call_command("search", "rebuild", "--agency", "alpha", stdout=said)
    call_command("search", "check", "--agency", "alpha", stdout=said)
    assert said.getvalue().split() == ["alpha", *"đã ghi lại 4 dòng".split(), "alpha", "đúng"]
    with pytest.raises(SystemExit):
        call_command("search", "check", "--agency", "khong-co", stdout=said, stderr=wrong)
    assert "khong-co" in wrong.getvalue()


def test_what_is_dropped_is_found_no_more(things):
    key = keep(things, "văn bản")
    drop(key)
    assert not Part.objects.exists()
    assert write(SOURCE, key, None) == 0


def test_one_statement_answers(things, django_assert_num_queries):
    keys = [keep(things, "văn bản", code=f"QT.{n}") for n in range(3)]
    with django_assert_num_queries(1):
        assert find(read("văn bản"), reach(*keys)).owners == 3
    assert connection.schema_name != "public"
