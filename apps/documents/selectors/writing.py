"""What the editor asks while one writes: the blocks, whether they changed, and what to link to."""

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from accounts.models import User
from apps.documents.models import DraftNode, Kind, TrayItem, Version
from apps.documents.selectors import tree_of
from apps.documents.selectors.listing import Wanted, register
from apps.documents.workflow import State
from kernel.alphabet import plain
from kernel.content.nodes import images
from kernel.files.models import StoredFile
from library.selectors import clauses

SHOWN = 12  # of what a search finds: as many as a menu holds without scrolling far


def rows_of(version: Version, only: Collection[str] = ()) -> QuerySet[DraftNode]:
    """The blocks of a draft, or those with these ids."""
    return version.nodes.filter(node_id__in=only) if only else version.nodes.all()


def rows_with_tray(version: Version) -> QuerySet[Any]:
    """The blocks, each with the number of imported pieces that have no place yet, as `tray`."""
    waiting = TrayItem.objects.filter(version=OuterRef("version"), placed_at=None).order_by()
    counted = waiting.values("version").annotate(n=Count("pk")).values("n")
    return version.nodes.annotate(tray=Coalesce(Subquery(counted), 0))


def stamp_of(version: Version) -> str:
    """Another one as soon as any block is saved, moved, added or removed."""
    line = Concat(
        "node_id",
        Value(">"),
        "parent_id",
        Value(">"),
        Cast("revision", CharField()),
        output_field=TextField(),
    )
    lines = StringAgg(line, Value(","), order_by=("parent_id", "position"))
    found = version.nodes.order_by().aggregate(stamp=MD5(lines))
    return str(found["stamp"] or "")


def outline_of(version: Version) -> list[tuple[str, str, int]]:
    """Id, clause it answers and revision of every block, in order: what two editors compare."""
    return list(version.nodes.values_list("node_id", "parent_id", "revision"))


def turnable(version: Version) -> int:
    """How many lines and tables of a draft form wait to become fields to be filled in."""
    if version.document.kind != Kind.FORM:
        return 0
    return version.nodes.filter(kind__in=("field", "table")).count()


def picture_of(version: Version, sha256: str, reader: User) -> StoredFile | None:
    """A picture that this version shows, or that its writer has just brought."""
    if version.state == State.DRAFTING:
        named = version.nodes.filter(kind="image", body__file=sha256).exists()
    else:
        named = sha256 in images(tree_of(version))
    found = StoredFile.objects.filter(sha256=sha256)
    if not named:
        found = found.filter(stored_by=reader.pk)
    return found.first()


def found_clauses(query: str) -> list[dict[str, str]]:
    """Clauses by their number or by words of their title, with or without tone marks."""
    words = plain(query).split()
    return [
        {"kind": "clause", "value": clause.number, "label": clause.title_vi}
        for clause in clauses()
        if _matches(clause.number, plain(clause.title_vi), words)
    ][:SHOWN]


def found_documents(query: str, reader: User, *, forms: bool) -> list[dict[str, str]]:
    """Documents that this person may see, by code or title; forms alone for a step."""
    wanted = Wanted(q=query, kind=Kind.FORM if forms else "", state="")
    rows = register(reader, wanted).values_list("document__code", "document__title")
    return [
        {"kind": "document", "value": code, "label": title} for code, title in rows[: SHOWN * 2]
    ]


def _matches(number: str, title: str, words: list[str]) -> bool:
    return all(number.startswith(word) or word in title for word in words)


def blocks_json(rows: QuerySet[DraftNode]) -> list[dict[str, Any]]:
    """The blocks as the editor reads them."""
    names = ("node_id", "parent_id", "kind", "body", "revision")
    return [
        {"id": node_id, "parent": parent, "kind": kind, "body": body, "revision": revision}
        for node_id, parent, kind, body, revision in rows.values_list(*names)
    ]
