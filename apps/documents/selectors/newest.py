"""The newest text of a document, however it stands, and who cites it: for those who compare it."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from apps.documents.models import Citation, DraftNode, Version
from apps.documents.selectors.citations import alive
from apps.documents.workflow import OPEN, State

DRAFT: Final = "draft"
ISSUED: Final = "issued"
SIGNING: Final = "signing"
FILE: Final = "file"
WITHDRAWN: Final = "withdrawn"
GIVEN_UP: Final = "given_up"


def newest_of(documents: Iterable[UUID]) -> QuerySet[Version]:
    """Of each its open version, else what was issued last, else what was given up."""
    rank = Case(
        When(state__in=OPEN, then=Value(0)),
        When(~Q(in_force_from=None), then=Value(1)),
        default=Value(2),
    )
    rows = Version.objects.filter(document__in=list(documents))
    ordered = rows.order_by("document_id", rank, "-issue", "-amendment", "-drafted_at")
    return ordered.distinct("document_id").select_related("document", "content")


def rows_of_drafts(versions: Iterable[Version]) -> dict[UUID, list[DraftNode]]:
    """The blocks of those that are still written in, or were given up; at most one statement."""
    drafts = [v.pk for v in versions if v.is_drafted or is_given_up(v)]
    rows: dict[UUID, list[DraftNode]] = {}
    for row in DraftNode.objects.filter(version__in=drafts) if drafts else ():
        rows.setdefault(row.version_id, []).append(row)
    return rows


def stands(version: Version) -> str:
    """In one word, for whoever wants to change the text."""
    if version.file_id is not None:
        return FILE
    if version.is_drafted:
        return DRAFT
    if version.is_open:
        return SIGNING
    if is_given_up(version):
        return GIVEN_UP
    return WITHDRAWN if version.state == State.WITHDRAWN else ISSUED


def is_given_up(version: Version) -> bool:
    """Whether the draft was abandoned."""
    return version.state == State.ABANDONED


def not_withdrawn(document: Any) -> QuerySet[Version]:
    """Versions of a document (an OuterRef) that are neither withdrawn nor given up."""
    gone = [State.WITHDRAWN, State.ABANDONED]
    return Version.objects.filter(document=document).exclude(state__in=gone)


def citing_places(document: UUID) -> dict[UUID, set[str]]:
    """Which blocks of which versions of other documents name this one."""
    named = Citation.objects.filter(document=document).exclude(version__document=document)
    places: dict[UUID, set[str]] = {}
    for version, node_id in named.values_list("version", "node_id"):
        places.setdefault(version, set()).add(node_id)
    return places


def living_texts(versions: Iterable[UUID]) -> QuerySet[Version]:
    """Those that are drafted, on their way, or in force."""
    rows = Version.objects.filter(alive(), pk__in=list(versions))
    return rows.select_related("document", "content").order_by("document__code")
