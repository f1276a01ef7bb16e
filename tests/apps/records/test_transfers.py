"""Handing over to the archive: by a list in the columns of the decree, with a whole package."""

import hashlib
import io
import json
import zipfile
from datetime import date, timedelta

import pytest

from apps.records.models import Folder, FolderItem, Transfer
from apps.records.selectors.folders import visible_folders
from apps.records.selectors.transfers import handed_items
from apps.records.services import transfers as verbs
from apps.records.services.disposals_carrying import carry_out_disposal
from apps.records.services.transfers_package import ask_package, run_package
from apps.records.services.transfers_paper import (
    HEADS,
    list_paper,
    list_rows,
    list_workbook,
    minutes_paper,
)
from kernel import clock
from kernel.content import canonical
from kernel.content.nodes import text_of
from kernel.files.models import StoredFile
from kernel.files.services import open_file
from kernel.outbox.services import run_all
from kernel.permissions import SYSTEM
from kernel.refusals import BadInput, NotPermitted, WrongState
from tests.apps.documents.test_together import browser
from tests.apps.records.keeping_making import approved, closed, drafted, paper
from tests.factories import make_team

pytestmark = pytest.mark.usefixtures("alpha")
RECEIVER = "Bà Nguyễn Thị Lan, Lưu trữ cơ quan"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.CHUAN_FILES_DIR = tmp_path


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def unprinted(monkeypatch):
    """Papers that take no time; that they are printed is told by the test of the whole package."""
    monkeypatch.setattr("kernel.printing.to_pdf", lambda _paper: b"%PDF-1.7")


def listed(team, *folders, **words):
    said = {"title": "Nộp lưu năm 2026", "receiver": RECEIVER}
    return verbs.draft_transfer(list(folders), by=team[0], **(said | words))


def handed(team, *folders):
    return verbs.hand_over(listed(team, *folders), on=clock.today(), by=team[3])


def states(team):
    return list(visible_folders(team[0]).order_by("symbol").values_list("state", flat=True))


def test_the_list_has_exactly_the_columns_of_the_decree(team):
    made = listed(team, closed(team[0], "01.VV", years=None, files=[paper("a"), paper("b")]))
    assert HEADS == (
        "Số TT",
        "Số, ký hiệu hồ sơ",
        "Tiêu đề hồ sơ",
        "Thời gian tài liệu",
        "Thời hạn bảo quản",
        "Số tờ/Số trang",
        "Ghi chú",
    )
    rows = list_rows(handed_items(made))
    assert rows == [["1", "01.VV", "Hồ sơ 01.VV", "30/06/2018", "Vĩnh viễn", "2/4", ""]]
    table = next(node for node in list_paper(made).nodes if node.kind == "table")
    assert [cell["text"][0]["text"] for cell in table.body["rows"][0]["cells"]] == list(HEADS)


def test_handed_over_the_folders_are_the_archive_s_and_still_read(team):
    folder = closed(team[0], "01.VV", years=None, files=[paper()])
    made = handed(team, folder)
    assert (made.state, made.handed_on, made.done_by) == ("done", clock.today(), team[3])
    assert states(team) == ["handed_over"]
    assert browser(team[0]).get(f"/records/folders/{folder.pk}/").status_code == 200
    said = " ".join(text_of(node) for node in minutes_paper(made).nodes)
    assert RECEIVER in said
    assert "01 hồ sơ; 01 tờ; 02 trang" in said
    with pytest.raises(WrongState):
        verbs.hand_over(made, on=clock.today(), by=team[3])


def cells_of(workbook):
    return zipfile.ZipFile(io.BytesIO(workbook)).read("xl/worksheets/sheet1.xml")


def test_its_papers_say_for_ever_what_they_said_on_that_day(team, alpha):
    from apps.organization.services import appoint

    folder = closed(team[0], "01.VV", years=None, files=[paper("a")])
    made = handed(team, folder)
    papers = (list_paper(made), minutes_paper(made))
    assert [each.signer or each.signatures[0].name for each in papers] == [
        team[0].full_name,
        team[3].full_name,
    ]
    sheet = cells_of(list_workbook(made))
    for person in team:
        person.full_name = f"{person.full_name} (đổi tên)"
        person.save()
    appoint(team[3], "Phó Chánh Văn phòng", by=SYSTEM, leads=True)
    Folder.objects.update(title="Tên khác", years=3)
    FolderItem.objects.update(dated=date(2001, 1, 1))
    type(alpha).objects.filter(pk=alpha.pk).update(full_name="Ủy ban nhân dân phường Khác")
    with clock.at(clock.now() + timedelta(days=400)):
        again = Transfer.objects.get(pk=made.pk)
        assert (
            list_paper(again),
            minutes_paper(again),
        ) == papers  # equal ones print as equal bytes
        assert cells_of(list_workbook(again)) == sheet
    for content in (again.contents, again.minutes):
        assert canonical.sha256(bytes(content.canonical)) == content.sha256


def test_only_closed_folders_and_each_on_one_list(team):
    folder = closed(team[0], "01.VV", years=None)
    made = listed(team, folder)
    with pytest.raises(WrongState, match=r"01\.VV"):
        listed(team, folder)
    over = closed(team[0], "02.HS")
    drafted(team[0], over)
    with pytest.raises(WrongState, match=r"02\.HS"):
        listed(team, over)
    with pytest.raises(NotPermitted):
        verbs.draft_transfer([folder], title="x", by=team[2])
    verbs.remove_from_transfer(made.items.get(), by=team[0])
    with pytest.raises(BadInput):
        verbs.hand_over(made, on=clock.today(), by=team[3])
    verbs.abandon_transfer(made, by=team[0])
    assert handed(team, folder)


@pytest.mark.parametrize("days", [1, -4000])
def test_the_day_lies_between_the_end_of_the_work_and_today(team, days):
    made = listed(team, closed(team[0], "01.VV", years=None))
    with pytest.raises(BadInput):
        verbs.hand_over(made, on=clock.today() + timedelta(days=days), by=team[3])
    with pytest.raises(BadInput):
        verbs.edit_transfer(made, title=" ", by=team[0])


def test_the_package_holds_every_folder_and_the_digest_of_each_file(team):
    folders = [closed(team[0], f"0{n}.VV", years=None, files=[paper(str(n))]) for n in (1, 2)]
    made = listed(team, *folders)
    for _click in range(2):
        ask_package(made, by=team[0])
    run_all()
    run_package(made.pk)
    made = Transfer.objects.get(pk=made.pk)
    assert made.packing == "done"
    with open_file(made.package) as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    manifest = json.loads(archive.read("manifest.json"))
    assert [f["symbol"] for f in manifest["files"] if "symbol" in f] == ["01.VV", "02.VV"]
    names = {each["name"] for each in manifest["files"]}
    assert {"Mục lục hồ sơ nộp lưu.pdf", "Mục lục hồ sơ nộp lưu.xlsx"} <= names
    for each in manifest["files"]:
        assert hashlib.sha256(archive.read(each["name"])).hexdigest() == each["sha256"]
    page = browser(team[0]).get(f"/records/transfers/{made.pk}/package/file/")
    assert b"".join(page.streaming_content).startswith(b"PK")


def test_a_fault_is_told_and_it_may_be_asked_again(team, monkeypatch, unprinted):
    made = listed(team, closed(team[0], "01.VV", years=None))
    with monkeypatch.context() as patch:
        patch.setattr("apps.records.services.transfers_package._write", lambda *_: 1 / 0)
        ask_package(made, by=team[0])
        run_all()
    made.refresh_from_db()
    assert (made.packing, bool(made.why_unpacked)) == ("failed", True)
    ask_package(made, by=team[0])
    run_all()
    made.refresh_from_db()
    assert made.packing == "done"


def test_a_package_goes_with_the_first_of_its_folders_that_is_destroyed(team, unprinted):
    folder = closed(team[0], "01.HS", files=[paper()], ended_on=date(2018, 1, 1))
    made = handed(team, folder)
    ask_package(made, by=team[0])
    run_all()
    disposal = approved(team, folder)
    carry_out_disposal(disposal, sha256=disposal.sha256, by=team[3])
    run_all()
    made.refresh_from_db()
    assert (made.package_id, made.packing) == (None, "")
    assert not StoredFile.objects.exists()
    assert states(team) == ["destroyed"]
    with pytest.raises(WrongState):
        ask_package(made, by=team[0])
