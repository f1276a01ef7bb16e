"""What cannot be read is kept as it was typed: shown again anywhere, no value, to be mended."""

import html
import json

import pytest
from lxml.html import fromstring

from apps.records.models import SlipValue
from apps.records.services.filling import save_slip
from apps.records.services.filling_merge import Change
from apps.records.services.filling_unread import as_shown
from apps.records.services.slips import move_slip
from apps.records.services.slips_finishing import Incomplete, finish_slip
from apps.records.views.filling import words_of
from kernel.permissions import Role
from tests.apps.records import slips_making as making
from tests.apps.records.slips_making import OPTIONS, begun, entry, row, save
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


LONG = "dài " * 200
UNREADABLE = {
    "text": LONG,
    "number": "hai ba",
    "date": "hôm nay",
    "choice": "Tốt lắm",
    "check": "chưa rõ",
    "person": LONG,
    "unit": LONG,
    "clause": LONG,
    "document": LONG,
    "long": LONG * 30,
}
KINDS = [{"id": kind, "label": f"Cột {kind}", "type": kind} for kind in UNREADABLE]
COLUMNS = [each | ({"options": OPTIONS} if each["type"] == "choice" else {}) for each in KINDS]
ALL_KINDS = (entry("bang", "Danh mục", "table", columns=COLUMNS), entry("ghi-chu", "Ghi", "text"))


class Browser:
    """A page of a slip in a browser without a script: what stands in it is what it posts."""

    def __init__(self, client, slip):
        self.client, self.slip = client, slip
        self.at = f"/records/slips/{slip.pk}/fill/"
        self.show(client.get(self.at))

    def show(self, answer):
        self.form = fromstring(answer.content.decode()).get_element_by_id(f"slip-{self.slip.pk}")
        for each in list(self.form.iter("template")):
            each.drop_tree()

    def press(self, act="save", **typed):
        posted = {}
        for name, value in self.form.form_values():
            posted.setdefault(name, []).append(value)
        answer = self.client.post(self.at, posted | {"act": act} | typed)
        assert answer.status_code in (302, 422)
        self.show(self.client.get(self.at) if answer.status_code == 302 else answer)
        self.slip.refresh_from_db()

    def cell(self, column):
        [found] = self.form.xpath(f".//*[@data-col='{column}']//*[starts-with(@name, 'c:')]")
        return found


@pytest.fixture
def pasted(client, team):
    """A row whose every cell was pasted and cannot be read."""
    making.form(team, ALL_KINDS)
    by = make_person(Role.STAFF)
    client.enter(by)
    browser = Browser(client, begun(by))
    labels = "\t".join(each["label"] for each in COLUMNS)
    browser.press("paste:bang", **{"p:bang": labels + "\n" + "\t".join(UNREADABLE.values())})
    return browser


def kept(slip):
    return {each["column"]: " ".join(each["typed"].split()) for each in slip.unread}


def test_of_whatever_kind_its_column_is_it_outlives_every_save_without_a_script(client, pasted):
    as_pasted = {name: " ".join(text.split()) for name, text in UNREADABLE.items()}
    assert kept(pasted.slip) == as_pasted
    for time in range(3):
        pasted.press(**{"v:ghi-chu": f"lần {time}"})
        assert (kept(pasted.slip), pasted.slip.values["ghi-chu"]) == (as_pasted, f"lần {time}")
    pasted.press("add:bang")
    pasted.press("up:bang:" + pasted.slip.values["bang"][1]["id"])
    assert kept(Browser(client, pasted.slip).slip) == as_pasted


@pytest.mark.parametrize(("said", "is_ticked"), [("có", True), ("Không", False), ("", None)])
def test_a_box_that_could_not_be_read_is_answered_in_words_and_is_a_box_again(
    pasted, said, is_ticked
):
    assert pasted.cell("check").value == UNREADABLE["check"]
    pasted.press(**{pasted.cell("check").name: said})
    assert "check" not in kept(pasted.slip)
    assert pasted.slip.values["bang"][0]["cells"].get("check") is is_ticked
    box = pasted.cell("check")
    assert (box.type, bool(box.checked)) == ("checkbox", bool(is_ticked))
    pasted.press(**{box.name: "yes"})
    assert pasted.slip.values["bang"][0]["cells"]["check"] is True
    pasted.cell("check").checked = False
    pasted.press()
    assert pasted.slip.values["bang"][0]["cells"]["check"] is False
    assert len(kept(pasted.slip)) == len(UNREADABLE) - 1


def test_lines_of_a_pasted_cell_are_not_run_together_where_a_page_shows_one_line(client, clerk):
    rows = [row("r1", viec="Máy", so_luong="hai\nba")]
    slip = save(begun(clerk), clerk, bang=rows).slip
    client.enter(clerk)
    assert Browser(client, slip).cell("so-luong").value == "hai ba"


def test_where_its_column_is_gone_from_the_form_it_stands_beside_the_slip(client, clerk, team):
    rows = [row("r1", viec="Máy", so_luong="hai", don_gia="ba")]
    slip = save(begun(clerk), clerk, noi_dung="Mua", bang=rows, ngay="mai").slip
    columns = [each for each in making.COLUMNS if each["id"] not in ("so-luong", "tien")]
    table = entry("bang", "Danh mục", "table", columns=columns)
    day = entry("ngay", "Ngày đề xuất", "choice", options=OPTIONS)
    making.next_form(team, slip.version, [making.FORM[1], day, table])
    slip = move_slip(slip, by=clerk)
    assert [(each["id"], each["text"]) for each in slip.left] == [("ngay", "mai"), ("bang", "hai")]
    assert kept(slip) == {"don-gia": "ba"}
    client.enter(clerk)
    assert client.get(f"/records/slips/{slip.pk}/fill/").status_code == 200


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
