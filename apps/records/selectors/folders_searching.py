"""Folders found by their words: symbol, title, and the papers in them, as far as one may see."""

from dataclasses import dataclass

from django.db.models import IntegerField, Value

from apps.records.models import Folder
from apps.records.selectors.folders import visible_folders
from kernel.permissions import Actor
from kernel.search.finding import Place, find
from kernel.search.query import Query


@dataclass(frozen=True)
class FoundFolder:
    """A folder, and the paper in it that holds the words best."""

    folder: Folder
    place: Place | None


def found_folders(reader: Actor, query: Query, limit: int) -> list[FoundFolder]:
    """The best folders for these words, in two statements."""
    if not query:
        return []
    seen = visible_folders(reader).select_related(None).order_by()
    reach = seen.values_list("pk", Value(0, output_field=IntegerField()))
    found = find(query, reach, limit=limit, each=1).found
    rows = visible_folders(reader).in_bulk([one.record for one in found]) if found else {}
    return [
        FoundFolder(rows[one.record], one.places[0] if one.places else None)
        for one in found
        if one.record in rows
    ]
