"""What a change affects: named, suggested from what cites the document, and still open."""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from apps.documents.models import Citation, Document, Impact, Kind, Version
from apps.documents.selectors import visible_documents, visible_versions
from apps.documents.selectors.citations import alive
from apps.documents.workflow import OPEN, State
from kernel.permissions import Actor

ACTS = [State.ISSUED, State.SUPERSEDED]  # from now on somebody has to do something about it


def impacts_of(version: Version) -> QuerySet[Impact]:
    """What this change affects."""
    rows = version.impacts.select_related("document", "document__unit", "settled_by")
    return rows.order_by("document__code")


def impacts_on(document: Document) -> QuerySet[Impact]:
    """Issued changes elsewhere that affect this document and are not settled."""
    return open_impacts().filter(document=document)


def open_impacts() -> QuerySet[Impact]:
    """All that issued changes left for others to settle."""
    rows = Impact.objects.filter(settled_at=None, version__state__in=ACTS)
    return rows.select_related("version__document", "document", "document__unit").order_by(
        "version__in_force_from", "document__code"
    )


def choosable(version: Version, reader: Actor) -> list[tuple[Document, bool]]:
    """Documents that may be named, those first that cite this one, belong to it, or it cites."""
    near = _near(version)
    rows = visible_documents(reader).exclude(pk=version.document_id).exclude(kind=Kind.DECISION)
    living = Version.objects.filter(document=OuterRef("pk")).filter(alive() | Q(state__in=OPEN))
    found = [(row, row.pk in near) for row in rows.filter(Exists(living)).order_by("code")]
    return sorted(found, key=lambda each: not each[1])


def _near(version: Version) -> set[UUID]:
    citing = Citation.objects.filter(
        document=version.document_id, version__in=Version.objects.filter(alive()).values("pk")
    ).values_list("version__document", flat=True)
    forms = Document.objects.filter(parent=version.document_id).values_list("pk", flat=True)
    above = {version.document.parent_id} if version.document.parent_id else set()
    return set(citing) | set(forms) | above


def citing_document(document: Document, reader: Actor) -> list[Version]:
    """The living texts that name it, as far as this reader may see them."""
    named = Citation.objects.filter(document=document, version=OuterRef("pk"))
    rows = visible_versions(reader).filter(alive()).filter(Exists(named))
    return list(rows.exclude(document=document).order_by("document__code", "-issue"))


def impacts_shown() -> dict[str, ArraySubquery]:
    """For a query of versions: what each change affects, and what affects its document now."""
    named = Impact.objects.filter(version=OuterRef("pk")).order_by("document__code")
    here = open_impacts().filter(document=OuterRef("document_id")).exclude(version=OuterRef("pk"))
    by = {"version": "version_id", "code": "version__document__code"}
    on = {"code": "document__code", "settled": "settled_at"}
    return {
        "impacts_said": ArraySubquery(named.values(json=JSONObject(**on))),
        "impacts_here": ArraySubquery(here.order_by("pk").values(json=JSONObject(**by))),
    }
