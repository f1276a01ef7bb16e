"""What cannot be read is kept as it was typed: shown again anywhere, no value, to be mended."""

import html
import json

import pytest

from apps.records.models import SlipValue
from apps.records.services.filling import save_slip
from apps.records.services.filling_merge import Change
from apps.records.services.filling_unread import as_shown
from apps.records.services.slips import move_slip
from apps.records.services.slips_finishing import Incomplete, finish_slip
from apps.records.views.filling import words_of
from kernel.permissions import Role
from tests.apps.records import slips_making as making
from tests.apps.records.slips_making import begun, row, save
from tests.factories import make_person, make_team


@pytest.fixture
def team(alpha):
    return make_team()


@pytest.fixture
def clerk(team):
    making.form(team)
    return make_person(Role.STAFF, name="Đỗ Hoàng Nam")


def refused(slip, by):
    with pytest.raises(Incomplete) as missing:
        finish_slip(slip, by=by)
    return [(each.field, each.column, each.sentence) for each in missing.value.problems]


def test_it_stands_there_the_next_day_on_another_machine(client, clerk, team):
    slip = save(begun(clerk), clerk, noi_dung="Mua", so_tien="năm triệu").slip
    client.enter(team[0])
    shown = client.get(f"/records/slips/{slip.pk}/fill/").content.decode()
    assert 'value="năm triệu"' in shown
    [(field, _column, sentence)] = refused(slip, clerk)
    assert field == "so-tien"
    assert sentence in html.unescape(shown)
    assert not SlipValue.objects.filter(slip=slip, field="so-tien").exists()
    slip = save(slip, clerk, so_tien="5.000.000").slip
    assert (slip.unread, finish_slip(slip, by=clerk).values["so-tien"]) == ([], "5000000")


def test_in_a_cell_it_counts_for_nothing_and_blocks(client, clerk):
    rows = [row("r1", viec="Máy", so_luong="hai", don_gia="3"), row("r2", viec="Bàn")]
    changes = {"bang": {"was": None, "now": rows}, "noi-dung": {"was": None, "now": "Mua"}}
    slip = begun(clerk)
    client.enter(clerk)
    client.post(f"/records/slips/{slip.pk}/save/", {"changes": json.dumps(changes)})
    slip.refresh_from_db()
    assert "tong" not in slip.values
    assert 'value="hai"' in client.get(f"/records/slips/{slip.pk}/fill/").content.decode()
    assert [each[:2] for each in refused(slip, clerk)] == [("bang", "so-luong")]
    slip = save(slip, clerk, bang=rows[1:]).slip  # its row was taken away
    assert finish_slip(slip, by=clerk).state == "done"


def test_what_is_typed_over_or_is_not_asked_any_more_blocks_nothing(clerk, team):
    slip = save(begun(clerk), clerk, noi_dung="Mua", ngay="hôm nay", so_tien="x").slip
    before = slip.revision
    slip = save(slip, clerk, ngay="").slip
    assert [each["typed"] for each in slip.unread] == ["x"]
    assert slip.revision == before + 1  # who finishes looks at it first
    making.next_form(team, slip.version, making.FORM[:3])
    slip = move_slip(slip, by=clerk)
    assert [each["text"] for each in slip.left] == ["x"]
    assert finish_slip(slip, by=clerk).state == "done"


def test_two_people_keep_what_each_typed_in_one_table(client, clerk, team):
    """Each page shows what was there when it was opened, and learns of the other's only later."""
    rows = [row("r1", viec="Máy", so_luong="2"), row("r2", viec="Bàn")]
    slip = save(begun(clerk), clerk, noi_dung="Mua", bang=rows).slip
    seen = as_shown(slip)["bang"]
    other = make_person(Role.SECRETARY)
    mine = [row("r1", viec="Máy", so_luong="hai"), rows[1]]
    theirs = [rows[0], row("r2", viec="Bàn", so_luong="ba", don_gia="5")]
    for by, typed in ((clerk, mine), (other, theirs)):
        assert not save_slip(slip, {"bang": Change(seen, typed)}, by=by).clashes
    slip.refresh_from_db()
    assert {(each["row"], each["typed"]) for each in slip.unread} == {("r1", "hai"), ("r2", "ba")}
    assert slip.values["bang"][1]["cells"]["don-gia"] == "5"
    client.enter(clerk)
    told = client.post(f"/records/slips/{slip.pk}/present/", {"tab": "a", "revision": "0"}).json()
    both = told["values"]["bang"]
    assert both[1]["cells"]["so-luong"] == {"unread": "ba"}
    assert {each["typed"] for each in told["problems"]} == {"hai", "ba"}
    # taken back to what stood there: the other's is still to be mended
    emptied = [rows[0], row("r2", viec="Bàn", so_luong="ba", don_gia="5")]
    slip = save_slip(slip, {"bang": Change(both, emptied)}, by=clerk).slip
    assert [(each["row"], each["typed"]) for each in slip.unread] == [("r2", "ba")]


def test_over_what_another_typed_and_nobody_could_read_nothing_is_written_unasked(clerk, team):
    slip = save(begun(clerk), clerk, noi_dung="Mua", bang=[row("r1", viec="Máy")]).slip
    seen = as_shown(slip)
    save(slip, clerk, so_tien="năm triệu", bang=[row("r1", viec="Máy", so_luong="hai")])
    typed = {"so-tien": "5", "bang": [row("r1", viec="Máy", so_luong="3")]}
    changes = {name: Change(seen.get(name), value) for name, value in typed.items()}
    done = save_slip(slip, changes, by=make_person(Role.SECRETARY))
    told = {each.field.id: words_of(each.field, each.theirs) for each in done.clashes}
    assert told == {"so-tien": "năm triệu", "bang": "Máy | hai |  | "}
    assert len(done.slip.unread) == 2
