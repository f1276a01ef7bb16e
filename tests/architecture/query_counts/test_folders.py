"""Record types, lists and folders: as many statements with twenty rows as with five."""

import pytest

from apps.records.models import (
    Folder,
    FolderItem,
    FolderPlace,
    ListEntry,
    RecordType,
    Slip,
    SlipSignature,
)
from kernel import clock
from tests.architecture.query_counts.filling import PAGE, Filling
from tests.architecture.query_counts.test_pages import grows_not


def a_type(fill):
    n = fill.next()
    return RecordType.objects.create(code=f"HS.{n}", name=f"Hồ sơ {n}", unit=fill.unit(), years=5)


def an_entry(fill):
    """One that was opened, and one that was not."""
    for opened in (True, False):
        n = fill.next()
        entry = ListEntry.objects.create(
            list_id=fill.house.ids["filelist"],
            position=n,
            heading=f"Đề mục {n}",
            symbol=f"{n}.X",
            title=f"Hồ sơ {n}",
            type=a_type(fill),
            unit=fill.unit(),
        )
        if opened:
            a_folder(fill, entry=entry)


def a_folder(fill, **facts):
    n = fill.next()
    folder = Folder.objects.create(
        symbol=f"{n}.Y",
        title=f"Hồ sơ {n}",
        year=clock.today().year,
        type=a_type(fill),
        unit=fill.unit(),
        keeper=fill.person(),
        opened_by=fill.person(),
        opened_at=clock.now(),
        **facts,
    )
    FolderPlace.objects.create(folder=folder, position=1, title="Kế hoạch")
    return folder


def a_paper(fill):
    """A paper that is there, one that was taken out, and one that is missing and being signed."""
    n, folder = fill.next(), Folder.objects.get(pk=fill.house.ids["folder"])
    form = fill.version(kind="form", state="issued", in_force_from=clock.today())
    place = FolderPlace.objects.create(
        folder=folder, position=n, title=f"Giấy {n}", form=form.document.code
    )
    FolderPlace.objects.create(folder=folder, position=n, title=f"Không cần {n}", waived="x")
    slip = Slip.objects.create(
        version=form,
        form=form.document,
        type=folder.type,
        year=folder.year,
        state="signing",
        author=fill.person(),
        begun_at=clock.now(),
        saved_at=clock.now(),
    )
    SlipSignature.objects.create(slip=slip, field="ky", step=1, person=fill.person())
    for removed in (False, True):
        gone = {"removed_by": fill.person(), "removed_at": clock.now()} if removed else {}
        FolderItem.objects.create(
            folder=folder,
            expected=None if removed else FolderPlace.objects.exclude(pk=place.pk).first(),
            position=n,
            title=f"Giấy {n}",
            added_by=fill.person(),
            added_at=clock.now(),
            **gone,
        )


PAGES = {
    "record types": (a_type, "/records/types/"),
    "record types as a file": (a_type, "/records/types/export/"),
    "the lists": (an_entry, "/records/lists/"),
    "a list": (an_entry, "/records/lists/{filelist}/"),
    "a list typed in": (an_entry, "/records/lists/{filelist}/?edit=1"),
    "folders": (a_folder, "/records/folders/?sort=-missing"),
    "folders narrowed": (a_folder, "/records/folders/?view=missing&q=ho+so"),
    "folders to be opened": (an_entry, "/records/folders/"),
    "folders as a file": (a_folder, "/records/folders/export/"),
    "a folder": (a_paper, "/records/folders/{folder}/"),
    "closing a folder": (a_paper, "/records/folders/{folder}/close/"),
    "a paper to put in": (a_paper, "/records/folders/{folder}/add/?q=giay"),
    "a paper to move": (a_folder, "/records/papers/{paper}/move/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_records(province, name):
    row, path = PAGES[name]
    beta = province.beta
    told = grows_not(beta.browser("all"), Filling(beta), row, path.format(**beta.ids))
    assert len(told) <= PAGE, "\n".join(told)
