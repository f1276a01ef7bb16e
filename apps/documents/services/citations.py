"""Citations follow the text: derived anew whenever it changes, never typed."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from apps.documents.models import Citation, Document, ExternalDocument, Kind, Version
from apps.documents.selectors import tree_of
from apps.documents.selectors.citations import Known, alive, cited_in, known_codes, symbols_in
from kernel import outbox
from kernel.content.nodes import Node
from kernel.numbering import same_code

TOPIC = "documents.cite"


def cite_anew(version_id: UUID) -> None:
    """Promise that the citations of this version follow its text; many saves are one promise."""
    outbox.send(TOPIC, {"version": str(version_id)}, key=str(version_id))


@transaction.atomic
def derive_citations(version: Version, known: Known | None = None) -> int:
    """Make the rows those of the text; done twice it changes nothing. Returns how many there are.

    The version's row is locked, so that two workers do not both find a row missing.
    """
    version = (
        Version.objects.select_for_update(of=("self",))
        .select_related("content", "document")
        .get(pk=version.pk)
    )
    if version.document.kind == Kind.DECISION:
        return 0
    wanted = _rows(version, tree_of(version), known or known_codes())
    there = {(row.node_id, row.code): row for row in version.citations.all()}
    gone = [row.pk for key, row in there.items() if key not in wanted]
    Citation.objects.filter(pk__in=gone).delete()
    Citation.objects.bulk_create(row for key, row in wanted.items() if key not in there)
    moved = []
    for key, row in wanted.items():
        old = there.get(key)
        if old and (old.document_id, old.external_id) != (row.document_id, row.external_id):
            old.document_id, old.external_id = row.document_id, row.external_id
            moved.append(old)
    Citation.objects.bulk_update(moved, ["document", "external"])
    return len(wanted)


def _rows(version: Version, nodes: Sequence[Node], known: Known) -> dict[tuple[str, str], Citation]:
    rows = {}
    for node_id, code in cited_in(nodes, known.names):
        document = known.documents.get(same_code(code))
        if document == version.document_id:
            continue  # its own code, in its own text
        rows[node_id, code] = Citation(
            version=version,
            node_id=node_id,
            code=code,
            document_id=document,
            external_id=None if document else known.external.get(same_code(code)),
        )
    return rows


def link_citations(externals: Iterable[ExternalDocument]) -> None:
    """Whoever names one of these codes means that document; an older name of it means nothing."""
    codes = {same_code(each.code): each for each in externals}
    keys = {each.pk for each in codes.values()}
    rows = Citation.objects.filter(Q(external__in=keys) | Q(external=None, document=None))
    moved = []
    for row in rows:
        meant = codes.get(same_code(row.code))
        if row.external_id != (meant.pk if meant else None):
            row.external = meant
            moved.append(row)
    Citation.objects.bulk_update(moved, ["external"])
    if any(symbols_in(each.code) != [each.code] for each in codes.values()):
        for pk in Version.objects.filter(alive()).order_by().values_list("pk", flat=True):
            cite_anew(pk)  # only its name tells where such a one stands


def adopt_citations(document: Document) -> None:
    """Links to a code that nothing bore yet lead to the document that bears it now."""
    waiting = Citation.objects.filter(document=None, external=None, code__iexact=document.code)
    waiting.exclude(version__document=document).update(document=document)


def derive_all(versions: Iterable[Version]) -> int:
    """The same for many, with what is known asked once."""
    known = known_codes()
    return sum(derive_citations(version, known) for version in versions)
