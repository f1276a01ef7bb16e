"""The index follows the folder: its symbol, its title, and the papers in it."""

from uuid import UUID

from apps.records.models import Folder
from apps.records.selectors.folders import living_papers, visible_folders
from kernel import search
from kernel.permissions import SYSTEM
from kernel.search import Record, Said
from kernel.search.services import write_head

SOURCE = "records.folder"


def folder_changed(folder: Folder) -> None:
    """Found by symbol and title from this moment on, by its papers soon after."""
    write_head(SOURCE, _head(folder))
    search.changed(SOURCE, folder.pk)


def read_folder(key: UUID) -> Record | None:
    """A folder as the index shall know it; None when there is none."""
    folder = visible_folders(SYSTEM).filter(pk=key).first()
    if folder is None:
        return None
    papers = living_papers(folder)
    said = [Said(p.pk.hex, f"{p.number} {p.title}".strip(), "paper", folder.title) for p in papers]
    return _head(folder, said)


def _head(folder: Folder, said: list[Said] | None = None) -> Record:
    clauses = tuple(folder.type.clauses) if folder.type else ()
    return Record(
        key=folder.pk,
        owner=folder.pk,
        code=folder.symbol,
        title=folder.title,
        more=str(folder.year),
        clauses=clauses,
        said=said or (),
    )
