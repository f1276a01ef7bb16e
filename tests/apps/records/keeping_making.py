"""Folders that were closed long ago, with papers in them, and lists at any point of their life."""

from datetime import date

from apps.records.models import Folder, FolderItem
from apps.records.services.disposals import approve_disposal, draft_disposal, send_disposal
from apps.records.services.folders import close_folder, open_folder
from apps.records.services.folders_papers import add_record
from apps.records.services.slips_finishing import finish_slip
from kernel import clock
from kernel.files.services import store_file
from tests.apps.records.slips_making import filled

LONG_AGO = date(2018, 6, 30)
COUNCIL = "Ông Trần Quốc Bảo, Chủ tịch Hội đồng\nBà Lê Thị Minh Hạnh, Thư ký ISO"
WHY = "Căn cứ Luật Lưu trữ số 33/2024/QH15."


def paper(text="bí mật nhà bếp"):
    """A small file that is told from any other by its words."""
    return text.encode(), f"{text}.txt"


def closed(by, symbol="01.HS", *, years=5, ended_on=LONG_AGO, files=(), slips=(), **facts):
    """A folder with these files and slips, closed on that day."""
    said = {"title": f"Hồ sơ {symbol}", "year": ended_on.year, "years": years}
    folder = open_folder(by=by, symbol=symbol, **(said | facts))
    for n, (data, name) in enumerate(files, start=1):
        FolderItem.objects.create(
            folder=folder,
            position=n,
            title=name,
            file=store_file(data, name, by=by),
            sheets=1,
            pages=2,
            added_by=by,
            added_at=clock.now(),
        )
    for slip in slips:
        add_record(folder, "records.slip", slip.pk, by=by)
    return close_folder(Folder.objects.get(pk=folder.pk), ended_on=ended_on, by=by)


def done_slip(by, **values):
    return finish_slip(filled(by, **values), by=by)


def drafted(by, *folders, **words):
    said = {"title": "Hồ sơ hết thời hạn năm 2026", "reason": WHY, "council": COUNCIL}
    return draft_disposal(list(folders), by=by, **(said | words))


def submitted(by, *folders, **words):
    return send_disposal(drafted(by, *folders, **words), by=by)


def approved(team, *folders, **words):
    made = submitted(team[0], *folders, **words)
    return approve_disposal(made, sha256=made.sha256, by=team[2])
