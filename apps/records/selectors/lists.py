"""Questions about the yearly list of folders (NĐ 30/2020/NĐ-CP, Điều 28)."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet

from apps.records.models import FileList, Folder, ListEntry
from kernel import clock


def lists() -> QuerySet[FileList]:
    """The lists, the newest year first, each with the number of its rows."""
    return FileList.objects.annotate(rows=Count("entries"))


def list_of_year(year: int | None = None) -> FileList | None:
    """The list of this year, or of the one that is asked for."""
    return FileList.objects.filter(year=year or clock.today().year).first()


def entries_of(found: FileList) -> QuerySet[ListEntry]:
    """Its rows in order, with the folders that were opened from each."""
    opened = Folder.objects.order_by("symbol")
    rows = found.entries.select_related("type", "unit")
    return rows.prefetch_related(Prefetch("folders", queryset=opened)).order_by("position", "pk")


def living_entries(found: FileList) -> QuerySet[ListEntry]:
    """Those that were not struck through."""
    return found.entries.filter(removed_on=None).order_by("position", "pk")


def entries_to_open(year: int | None = None) -> QuerySet[ListEntry]:
    """Rows of a year's list of which no folder was opened yet."""
    opened = Folder.objects.filter(entry=OuterRef("pk"))
    return (
        ListEntry.objects.filter(~Exists(opened), removed_on=None)
        .filter(list__year=year or clock.today().year)
        .select_related("type", "unit", "list")
        .order_by("position", "pk")
    )


def by_heading(entries: Iterable[ListEntry]) -> Iterator[tuple[str, list[ListEntry]]]:
    """The rows under their headings, in the order of the list; equal neighbours are one part."""
    heading, rows = "", list[ListEntry]()
    for entry in entries:
        if entry.heading != heading and rows:
            yield heading, rows
            rows = []
        heading = entry.heading
        rows.append(entry)
    if rows:
        yield heading, rows
