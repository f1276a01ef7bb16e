"""A folder fills itself: what was done comes to its place, once; what is invalid is struck."""

import zipfile
from datetime import date

import pytest

from apps.records.models import FolderItem, SlipLink
from apps.records.selectors.folders import living_papers, missing_of, places_of
from apps.records.selectors.folders_picking import picks
from apps.records.selectors.slips_naming import name_of
from apps.records.services import folders_zip
from apps.records.services.folders import change_folder, close_folder, open_folder, reopen_folder
from apps.records.services.folders_filling import file_paper, fill_folder
from apps.records.services.folders_index import index_rows
from apps.records.services.folders_papers import add_record, change_paper, remove_paper
from apps.records.services.folders_records import SLIP, VERSION
from apps.records.services.folders_zip import LONGEST, folder_archive
from apps.records.services.slips import describe_slip
from apps.records.services.slips_finishing import finish_slip
from kernel import clock
from kernel.outbox.models import Message
from kernel.outbox.services import run_all
from kernel.refusals import WrongState
from tests.apps.documents.making import issued
from tests.apps.records import slips_making as making
from tests.apps.records.folders_making import audit_folder, audit_type, clerk, form, slip
from tests.apps.records.keeping_making import done_slip
from tests.apps.records.slips_making import filled
from tests.factories import make_team, make_unit


@pytest.fixture
def keeper(alpha):
    return clerk()


def titles(folder):
    return [each.title for each in living_papers(folder)]


def test_a_slip_of_an_expected_form_comes_to_its_place_and_twice_is_once(keeper):
    folder, done = audit_folder(keeper), slip(form(), number=1)
    assert len(file_paper(SLIP, done.pk)) == 1
    assert file_paper(SLIP, done.pk) == []
    (item,) = living_papers(folder)
    assert (item.key, item.number, item.expected.form) == (done.pk, done.number, "BM.HT.03.01")
    assert [place.form for place in missing_of(folder)] == ["BM.HT.03.05"]


def test_slips_of_one_form_are_told_apart_in_the_folder_its_index_and_its_zip(keeper, monkeypatch):
    long = (
        "Phiếu góp ý, phản ánh, kiến nghị của tổ chức, cá nhân về chất lượng giải quyết công việc"
    )
    making.form(make_team(), title=long)
    folder = open_folder(by=keeper, symbol="07.GY", title="Góp ý năm 2026", years=5)
    office = make_unit("Văn phòng")
    told = [("Nguyễn Thị Hoa", "12/10/2026"), ("Nguyễn Thị Hoa", "13/10/2026"), ("Lê " * 40, "")]
    for who, day in told:
        add_record(folder, SLIP, done_slip(keeper, noi_dung=who, ngay=day).pk, by=keeper)
    titled = describe_slip(filled(keeper, so_tien="5"), by=keeper, title="Quý III")
    add_record(folder, SLIP, finish_slip(titled, by=keeper).pk, by=keeper)
    first, second, cut, last = titles(folder)
    assert first == f"{long} – Nguyễn Thị Hoa – 12/10/2026"
    assert second == f"{long} – Nguyễn Thị Hoa – 13/10/2026"
    assert cut == f"{long} – {'Lê ' * 16}L…"
    assert last == f"{long} – Quý III"
    assert first in [row[3] for row in index_rows(living_papers(folder))]
    assert first in [each.title for each in picks(audit_folder(keeper), keeper, "gop y")]
    monkeypatch.setattr(folders_zip, "record_pdf", lambda kind, key: b"%PDF")
    with folder_archive(folder) as made, zipfile.ZipFile(made) as archive:
        names = [name for name in archive.namelist() if name.startswith(("01 ", "02 "))]
    for name, day in zip(sorted(names), ("12-10-2026", "13-10-2026"), strict=True):
        assert name.endswith(f"… – Nguyễn Thị Hoa – {day}.pdf")
        assert len(name) <= LONGEST
    change_paper(living_papers(folder)[0], by=keeper, title="Tên do người giữ hồ sơ sửa")
    fill_folder(folder.pk)
    assert titles(folder)[0] == "Tên do người giữ hồ sơ sửa"
    empty = making.begun(keeper)
    empty = describe_slip(empty, by=keeper, unit=office.pk, period_from=date(2026, 7, 1))
    assert name_of(empty) == f"{long} – Văn phòng – 01/07/2026"


def test_papers_lie_in_the_order_of_the_work_whichever_was_done_first(keeper):
    team = make_team()
    folder = audit_folder(keeper)
    report, plan = form("BM.HT.03.05", team, 6), form("BM.HT.03.01", team, 7)
    for made in (slip(report, number=1), slip(plan, number=2)):
        file_paper(SLIP, made.pk)
    assert [item.expected.position for item in living_papers(folder)] == [1, 2]
    assert [len(place.held) for place in places_of(folder)] == [1, 1, 0]


def test_a_slip_that_is_still_being_filled_stays_out(keeper):
    folder = audit_folder(keeper)
    assert file_paper(SLIP, slip(form(), state="filling").pk) == []
    assert titles(folder) == []


def test_of_two_folders_that_fit_it_comes_to_neither_unless_it_names_one(keeper):
    version, kind = form(), audit_type(keeper)
    first = audit_folder(keeper, type=kind)
    audit_folder(keeper, type=kind, symbol="02.ĐGNB")
    done = slip(version, number=1)
    assert file_paper(SLIP, done.pk) == []
    SlipLink.objects.create(
        slip=done,
        kind="records.folder",
        key=str(first.pk),
        label="x",
        added_by=keeper,
        added_at=clock.now(),
    )
    assert [item.folder_id for item in file_paper(SLIP, done.pk)] == [first.pk]


def test_it_comes_to_the_folder_of_its_unit_before_that_of_the_agency(keeper):
    version, kind, desk = form(), audit_type(keeper), make_unit("Một cửa")
    audit_folder(keeper, type=kind)
    own = audit_folder(keeper, type=kind, symbol="02.ĐGNB", unit=desk)
    done = slip(version, number=1, unit=desk)
    assert [item.folder_id for item in file_paper(SLIP, done.pk)] == [own.pk]


def test_another_year_is_another_folder(keeper):
    audit_folder(keeper)
    assert file_paper(SLIP, slip(form(), number=1, year=2025).pk) == []


def test_what_somebody_took_out_does_not_come_back(keeper):
    folder, done = audit_folder(keeper), slip(form(), number=1)
    (item,) = file_paper(SLIP, done.pk)
    remove_paper(item, why="Đưa nhầm", by=keeper)
    assert file_paper(SLIP, done.pk) == []
    assert titles(folder) == []


def test_a_slip_declared_invalid_is_struck_through_and_its_paper_is_missing_again(keeper):
    folder, done = audit_folder(keeper), slip(form(), number=1)
    file_paper(SLIP, done.pk)
    done.state, done.why_cancelled = "cancelled", "Lập sai mẫu"
    done.cancelled_by, done.cancelled_at = keeper, clock.now()
    done.save()
    file_paper(SLIP, done.pk)
    file_paper(SLIP, done.pk)
    (item,) = living_papers(folder)
    assert (item.struck_on, item.why_struck) == (clock.today(), "Lập sai mẫu")
    assert len(missing_of(folder)) == 2


def test_a_closed_folder_takes_nothing_in_until_it_is_opened_again(keeper):
    folder, done = audit_folder(keeper), slip(form(), number=1)
    close_folder(folder, ended_on=clock.today(), why="Chưa có", by=keeper)
    assert file_paper(SLIP, done.pk) == []
    with pytest.raises(WrongState):
        change_folder(folder, title="Khác", by=keeper)
    reopen_folder(folder, why="Bổ sung", by=keeper)
    assert Message.objects.filter(topic="records.fill_folder").exists()
    assert len(fill_folder(folder.pk)) == 1


def test_opening_a_folder_fetches_what_was_done_before(keeper):
    done = slip(form(), number=1)
    folder = audit_folder(keeper)
    assert [item.key for item in fill_folder(folder.pk)] == [done.pk]
    assert fill_folder(folder.pk) == []


def test_an_issued_document_comes_to_the_only_folder_that_waits_for_its_code(keeper):
    paper = {"title": "Kế hoạch", "form": "KH.01", "required": True}
    folder = audit_folder(keeper, type=audit_type(keeper, papers=[paper]))
    version = issued(make_team(), code="KH.01", kind="paper")
    assert [item.folder_id for item in file_paper(VERSION, version.pk)] == [folder.pk]
    assert file_paper(VERSION, version.pk) == []
    assert FolderItem.objects.get().number == "KH.01"


def test_a_folder_about_a_document_takes_it_in_when_it_is_issued_or_was(keeper):
    version = form()
    folder = audit_folder(keeper, type=None, symbol="07.TL")
    change_folder(folder, about=(VERSION, version.pk), by=keeper)
    run_all()
    assert titles(folder) != []
    later = open_folder(by=keeper, symbol="08.TL", title="Soạn thảo", about=(VERSION, version.pk))
    assert [item.folder_id for item in fill_folder(later.pk)] == [later.pk]
    assert file_paper(VERSION, version.pk) == []
