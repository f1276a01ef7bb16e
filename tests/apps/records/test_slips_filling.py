"""Filling in a form: saved field by field, nothing of anybody overwritten, nothing lost."""

from datetime import timedelta

import pytest

from apps.records.models import Slip, SlipValue
from apps.records.selectors.slips import form_in_force, forms_to_fill, is_in_use, visible_slips
from apps.records.services.filling import save_slip
from apps.records.services.filling_merge import Change
from apps.records.services.slips import (
    cancel_slip,
    describe_slip,
    move_slip,
    start_slip,
)
from apps.records.services.slips_attaching import attach_file, detach_file, link_slip
from kernel import clock
from kernel.ids import new_id
from kernel.permissions import Role
from kernel.refusals import BadInput, Conflict, NotPermitted, WrongState
from kernel.trail.selectors import history_of
from tests.apps.records import slips_making as making
from tests.apps.records.slips_making import begun, row, save
from tests.factories import make_person, make_team, make_unit


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def form(team):
    return making.form(team)


@pytest.fixture
def clerk(form):
    return make_person(Role.STAFF, name="Đỗ Hoàng Nam", post="Chuyên viên")


class TestBeginning:
    def test_it_keeps_the_version_in_force(self, clerk, form):
        slip = begun(clerk)
        assert (slip.version, slip.form, slip.author) == (form, form.document, clerk)
        assert [event.action for event in history_of(slip)] == ["slips.start"]

    def test_a_double_click_begins_one_slip(self, clerk, form):
        key = new_id()
        assert begun(clerk, key=key) == begun(clerk, key=key)
        assert Slip.objects.count() == 1

    def test_the_key_of_somebody_else_is_refused(self, clerk, team, form):
        slip = begun(clerk)
        with pytest.raises(Conflict):
            begun(team[0], key=slip.pk)

    def test_a_form_that_is_not_in_force_begins_nothing(self, clerk, team, form):
        making.withdraw(form)
        with pytest.raises(WrongState):
            begun(clerk)

    def test_a_visitor_begins_nothing(self, form):
        with pytest.raises(NotPermitted):
            begun(make_person(Role.VISITOR))

    def test_the_answers_of_an_earlier_one_are_taken_over(self, clerk, form):
        before = making.filled(clerk, so_tien="5.000.000", nguoi="Đỗ Hoàng Nam")
        slip = begun(clerk, after=before)
        assert slip.values == before.values
        assert slip.pk != before.pk
        assert slip.number is None

    def test_forms_stand_by_procedure_the_most_used_first(self, clerk, team, form):
        other = making.form(team, code="BM.HT.09.02")
        begun(clerk, other.document_id)
        [group] = forms_to_fill(clerk)
        assert [(each.form.code, each.used) for each in group.forms] == [
            ("BM.HT.09.02", 1),
            ("BM.HT.09.01", 0),
        ]
        assert not forms_to_fill(clerk, "không có đâu")
        assert forms_to_fill(clerk, "danh gia")  # by its title, without tone marks


class TestSaving:
    def test_typed_text_becomes_one_form(self, clerk, form):
        slip = making.filled(
            clerk, ngay="20/11/2026", so_tien="1.250.000", ket_qua="Đạt", nguoi="Đỗ Hoàng Nam"
        )
        assert slip.values["ngay"] == "2026-11-20"
        assert slip.values["so-tien"] == "1250000"
        assert slip.values["ket-qua"] == "dat"
        assert slip.values["nguoi"] == {"id": str(clerk.pk), "label": "Đỗ Hoàng Nam"}

    def test_sums_are_worked_out_on_the_server(self, clerk, form):
        rows = [row("r1", viec="Máy quét", so_luong="2", don_gia="1.500.000", tien="1")]
        slip = making.filled(clerk, bang=rows)
        assert slip.values["bang"][0]["cells"]["tien"] == "3000000"
        assert slip.values["tong"] == "3000000"

    def test_a_name_of_yesterday_stays_as_it_was(self, clerk, form):
        slip = making.filled(clerk, nguoi="Đỗ Hoàng Nam")
        clerk.full_name = "Đỗ Hoàng Nam (mới)"
        clerk.save(update_fields=["full_name"])
        save(slip, clerk, nguoi="Đỗ Hoàng Nam", noi_dung="Khác")
        slip.refresh_from_db()
        assert slip.values["nguoi"] == {"id": str(clerk.pk), "label": "Đỗ Hoàng Nam"}

    def test_somebody_from_outside_is_named_too(self, clerk, form):
        slip = making.filled(clerk, nguoi="Ông Nguyễn Văn Khách")
        assert slip.values["nguoi"] == {"id": "", "label": "Ông Nguyễn Văn Khách"}

    def test_what_cannot_be_read_is_said_and_changes_nothing(self, clerk, form):
        slip = making.filled(clerk, so_tien="5")
        done = save(slip, clerk, so_tien="năm triệu", ngay="31/02/2026")
        assert {(each.field, each.typed) for each in done.problems} == {
            ("so-tien", "năm triệu"),
            ("ngay", "31/02/2026"),
        }
        assert done.slip.values["so-tien"] == "5"

    def test_a_bad_cell_leaves_the_others(self, clerk, form):
        slip = making.filled(clerk, bang=[row("r1", viec="A", so_luong="3")])
        done = save(slip, clerk, bang=[row("r1", viec="B", so_luong="ba")])
        assert done.slip.values["bang"][0]["cells"] == {"viec": "B", "so-luong": "3"}
        assert [(each.row, each.column) for each in done.problems] == [("r1", "so-luong")]

    def test_listed_values_are_typed_rows(self, clerk, form):
        slip = making.filled(clerk, ngay="20/11/2026", so_tien="7")
        rows = {each.field: each for each in SlipValue.objects.filter(slip=slip)}
        assert rows["noi-dung"].plain == "mua may quet"
        assert (rows["so-tien"].number, str(rows["ngay"].day)) == (7, "2026-11-20")
        save(slip, clerk, so_tien="")
        assert not SlipValue.objects.filter(slip=slip, field="so-tien").exists()

    def test_five_hundred_rows_are_saved_in_few_statements(
        self, clerk, form, django_assert_max_num_queries
    ):
        slip = making.filled(clerk)
        rows = [row(f"r{n}", viec=f"Việc {n}", so_luong="1", don_gia="2") for n in range(500)]
        with django_assert_max_num_queries(20):
            done = save(slip, clerk, bang=rows)
        assert done.slip.values["tong"] == "1000"
        assert len(done.slip.values["bang"]) == 500

    def test_somebody_who_does_not_see_it_does_not_find_it(self, clerk, form):
        slip = making.filled(clerk)
        other = make_person(Role.STAFF)
        assert not visible_slips(other).filter(pk=slip.pk).exists()
        assert visible_slips(make_person(Role.SECRETARY)).filter(pk=slip.pk).exists()
        office = make_unit("Văn phòng")
        head = make_person(Role.UNIT_HEAD, unit=office)
        assert not visible_slips(head).filter(pk=slip.pk).exists()
        describe_slip(slip, by=clerk, unit=office.pk)
        assert visible_slips(head).filter(pk=slip.pk).exists()


class TestTwoPeople:
    """Each saved over what he saw."""

    def both(self, slip, one, other, mine, theirs):
        slip.refresh_from_db()
        was = dict(slip.values)
        save_slip(slip, {n: Change(was.get(n), v) for n, v in theirs.items()}, by=other)
        return save_slip(slip, {n: Change(was.get(n), v) for n, v in mine.items()}, by=one)

    def test_different_fields_are_joined(self, clerk, team, form):
        slip = making.filled(clerk)
        done = self.both(slip, clerk, team[0], {"so-tien": "5"}, {"noi-dung": "Mua máy in"})
        assert not done.clashes
        assert done.slip.values | {"tong": ""} == {
            "noi-dung": "Mua máy in", "so-tien": "5", "tong": "",
        }  # fmt: skip

    def test_the_same_field_is_shown_side_by_side(self, clerk, team, form):
        slip = making.filled(clerk)
        done = self.both(slip, clerk, team[0], {"noi-dung": "Của tôi"}, {"noi-dung": "Của chị"})
        [clash] = done.clashes
        assert (clash.mine, clash.theirs) == ("Của tôi", "Của chị")
        assert clash.wrote.name == team[0].full_name
        slip.refresh_from_db()
        assert slip.values["noi-dung"] == "Của chị"

    def test_the_same_twice_is_no_clash(self, clerk, team, form):
        slip = making.filled(clerk)
        assert not self.both(slip, clerk, team[0], {"so-tien": "5"}, {"so-tien": "5"}).clashes

    def test_rows_of_both_stand_in_the_table(self, clerk, team, form):
        slip = making.filled(clerk, bang=[row("r1", viec="A"), row("r2", viec="B")])
        theirs = [row("r1", viec="A", so_luong="9"), row("r2", viec="B"), row("x", viec="Chị")]
        mine = [row("r1", viec="A sửa"), row("y", viec="Tôi"), row("r2", viec="B")]
        done = self.both(slip, clerk, team[0], {"bang": mine}, {"bang": theirs})
        assert not done.clashes
        assert [(r["id"], r["cells"]["viec"]) for r in done.slip.values["bang"]] == [
            ("r1", "A sửa"), ("y", "Tôi"), ("r2", "B"), ("x", "Chị"),
        ]  # fmt: skip
        assert done.slip.values["bang"][0]["cells"]["so-luong"] == "9"

    def test_a_row_removed_here_and_changed_there_is_a_clash(self, clerk, team, form):
        slip = making.filled(clerk, bang=[row("r1", viec="A")])
        done = self.both(slip, clerk, team[0], {"bang": []}, {"bang": [row("r1", viec="Khác")]})
        assert [clash.field.id for clash in done.clashes] == ["bang"]


class TestAnotherVersion:
    def test_it_may_go_on_with_the_version_it_was_begun_on(self, clerk, team, form):
        slip = making.filled(clerk)
        making.next_form(team, form, making.FORM[:3])
        slip.refresh_from_db()
        assert not is_in_use(slip)
        assert save(slip, clerk, so_tien="4").slip.values["so-tien"] == "4"

    def test_moved_it_keeps_answers_by_field_and_shows_what_is_left(self, clerk, team, form):
        slip = making.filled(
            clerk, so_tien="4", ngay="20/11/2026", bang=[row("r1", viec="Máy", so_luong="2")]
        )
        columns = [c for c in making.COLUMNS if c["id"] in ("stt", "viec")]
        nodes = (
            making.FORM[0],
            making.entry("noi-dung", "Nội dung", "text"),
            making.entry("ngay", "Ngày", "number"),  # the same id, another type
            making.entry("bang", "Bảng", "table", columns=columns),
        )
        newer = making.next_form(team, form, nodes)
        slip = move_slip(slip, by=clerk)
        assert slip.version == newer
        assert slip.values == {
            "noi-dung": "Mua máy quét",
            "bang": [{"id": "r1", "cells": {"viec": "Máy"}}],
        }
        left = {each["id"]: each["text"] for each in slip.left}
        assert left == {"so-tien": "4", "ngay": "20/11/2026", "bang": "Số lượng: 2"}

    def test_where_there_is_no_other_version_nothing_moves(self, clerk, form):
        with pytest.raises(WrongState):
            move_slip(making.filled(clerk), by=clerk)

    def test_an_answer_that_finds_its_place_again_comes_back(self, clerk, team, form):
        slip = making.filled(clerk, so_tien="4")
        newer = making.next_form(team, form, making.FORM[:3])
        slip = move_slip(slip, by=clerk)
        making.next_form(team, newer, making.FORM)
        slip = move_slip(slip, by=clerk)
        assert (slip.values["so-tien"], slip.left) == ("4", [])


class TestAround:
    def test_the_period_is_apart_from_the_day_of_entry(self, clerk, form):
        slip = making.filled(clerk)
        yesterday = clock.today() - timedelta(days=1)
        with pytest.raises(BadInput):
            describe_slip(slip, by=clerk, period_from=clock.today(), period_until=yesterday)
        described = describe_slip(slip, by=clerk, title="  Quý  I ", period_until=clock.today())
        assert (described.title, described.period_from) == ("Quý I", clock.today())

    def test_files_are_known_by_their_content(self, clerk, form):
        slip = making.filled(clerk)
        made = attach_file(slip, b"%PDF-1.7 a", "C:\\bien ban.pdf", by=clerk)
        assert made.file.name == "bien ban.pdf"
        assert attach_file(slip, b"%PDF-1.7 a", "lan hai.pdf", by=clerk) == made
        with pytest.raises(BadInput):
            attach_file(slip, b"\x00\x01\x02\xff", "may.exe", by=clerk)
        with pytest.raises(BadInput):
            attach_file(slip, b"", "rong.pdf", by=clerk)
        detach_file(made, by=clerk)
        made.refresh_from_db()
        assert made.removed_by == clerk

    def test_links_lead_only_to_what_one_may_see(self, clerk, team, form):
        slip = making.filled(clerk)
        link_slip(slip, kind="clause", key="9.2", by=clerk)
        link_slip(slip, kind="documents.document", key=str(form.document_id), by=clerk)
        hidden = begun(team[0])
        with pytest.raises(BadInput):
            link_slip(slip, kind="records.slip", key=str(hidden.pk), by=clerk)
        assert slip.links.count() == 2

    def test_what_is_given_up_leaves_its_stub_and_a_reason(self, clerk, form):
        slip = making.filled(clerk)
        with pytest.raises(BadInput):
            cancel_slip(slip, by=clerk, reason=" ")
        slip = cancel_slip(slip, by=clerk, reason="Nhập nhầm")
        assert (slip.state, slip.why_cancelled) == ("cancelled", "Nhập nhầm")
        with pytest.raises(WrongState):
            save(slip, clerk, noi_dung="Thêm")


def test_the_form_in_force_is_told_by_dates(clerk, form):
    assert form_in_force(form.document_id, clerk) == form
    assert start_slip(form.document_id, by=clerk).version == form
