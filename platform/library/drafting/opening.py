"""Opening the next version of a package, filling it, giving it up."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.content.nodes import Node, as_json
from kernel.permissions import Actor
from kernel.refusals import WrongState
from kernel.trail import record
from library import permissions as may
from library import reading, selectors
from library.models import (
    DraftDocument,
    Package,
    PackageDocument,
    PackageDraft,
    PackageVersion,
    RecordType,
)
from library.services import rows_of

STEP = 10  # between two positions


@transaction.atomic
def open_draft(package: Package, *, by: Actor) -> PackageDraft:
    """The open draft of a package; made from the newest version where there is none yet."""
    grant = may.WRITE.require(by)
    package = Package.objects.select_for_update().get(pk=package.pk)
    if (found := selectors.open_draft_of(package)) is not None:
        return found
    draft = _new(package, _newest(package), by)
    _fill(draft, selectors.documents_of(draft.base), by)
    draft.records = records_of(draft.base)
    draft.save(update_fields=["records"])
    record("library.draft_open", draft, by=by, grant=grant, version=draft.base.number)
    return draft


@transaction.atomic
def give_up_draft(draft: PackageDraft, *, by: Actor) -> PackageDraft:
    """It is written no further; what it says is kept, and another one may be opened."""
    grant = may.WRITE.require(by)
    draft = writable(draft, by)
    draft.given_up_at, draft.given_up_by = clock.now(), by.pk
    draft.save(update_fields=["given_up_at", "given_up_by"])
    record("library.draft_give_up", draft, by=by, grant=grant)
    return draft


@transaction.atomic
def fill_from_release(package: Package, *, by: Actor) -> PackageDraft:
    """A draft of what this release of the software ships, where the library went its own way."""
    may.WRITE.require(by)
    read = released(package.key)
    if read is None:
        raise WrongState(_("This release of the software does not bring this package."))
    records = [each.facts for each in read.records]
    name = str(_("the release of the software, version %(n)s") % {"n": read.version})
    return fill(package, rows_of(read), records, came_from=name, by=by)


@transaction.atomic
def fill(
    package: Package,
    documents: Sequence[PackageDocument],
    records: Sequence[Mapping[str, Any]],
    *,
    came_from: str,
    by: Actor,
    rules: Mapping[str, Any] | None = None,
) -> PackageDraft:
    """A new draft with the documents of another library; refused while one is being written."""
    grant = may.WRITE.require(by)
    package = Package.objects.select_for_update().get(pk=package.pk)
    if selectors.open_draft_of(package) is not None:
        raise WrongState(
            _("A draft of “%(package)s” is being written: publish it or give it up first.")
            % {"package": package.name}
        )
    draft = _new(package, _newest(package), by)
    draft.came_from, draft.records, draft.rules = came_from, [*records], rules and {**rules}
    draft.save(update_fields=["came_from", "records", "rules"])
    _fill(draft, documents, by)
    _leave_out(draft, {document.key for document in documents}, by)
    record("library.draft_fill", draft, by=by, grant=grant, note=came_from)
    return draft


def writable(draft: PackageDraft, by: Actor) -> PackageDraft:
    """The draft, locked; raises WrongState once it is published or given up."""
    may.WRITE.require(by)
    kept = PackageDraft.objects.select_for_update().get(pk=draft.pk)
    if not kept.is_open:
        raise WrongState(_("This draft is closed: open the next one from the package's page."))
    return kept


def released(key: str) -> reading.Package | None:
    """What this release of the software ships under this key."""
    for path in reading.package_paths():
        if path.name == key:
            return reading.read_package(path)
    return None


def records_of(version: PackageVersion) -> list[dict[str, Any]]:
    """The record types of a version, as a draft keeps them."""
    names = ("code", "name", "heading", "holder", "place", "years", "clauses", "forms", "papers")
    return [
        {name: getattr(row, name) for name in (*names, "source")}
        for row in RecordType.objects.filter(version=version)
    ]


def document_of(
    draft: PackageDraft, meta: Mapping[str, Any], nodes: Iterable[Node], by: Actor, **facts: Any
) -> DraftDocument:
    """A row that is not written yet."""
    return DraftDocument(
        draft=draft,
        key=meta["key"],
        code=meta["code"],
        title=meta["title"],
        document_kind=meta["kind"],
        level=meta["level"],
        layout=meta["layout"],
        kind_name=meta["kind_name"],
        parent=meta["parent"],
        clauses=list(meta["clauses"]),
        distribution=list(meta["distribution"]),
        grounds=list(meta["grounds"]),
        authority=list(meta["authority"]),
        content=[as_json(node) for node in nodes],
        edited_at=clock.now(),
        edited_by=by.pk,
        edited_by_name=by.full_name,
        **facts,
    )


def _newest(package: Package) -> PackageVersion:
    newest = selectors.latest_version(package)
    if newest is None:
        raise WrongState(_("Nothing of this package is published yet."))
    return newest


def _new(package: Package, base: PackageVersion, by: Actor) -> PackageDraft:
    return PackageDraft.objects.create(
        package=package,
        base=base,
        opened_at=clock.now(),
        opened_by=by.pk,
        opened_by_name=by.full_name,
    )


def _fill(draft: PackageDraft, documents: Iterable[PackageDocument], by: Actor) -> None:
    DraftDocument.objects.bulk_create(
        document_of(draft, each.meta, each.nodes, by, position=n * STEP, sha256=each.sha256)
        for n, each in enumerate(documents, start=1)
    )


def _leave_out(draft: PackageDraft, keys: set[str], by: Actor) -> None:
    """What the base has and the other library lacks stands below, to be put back."""
    missing = [each for each in selectors.documents_of(draft.base) if each.key not in keys]
    last = (len(keys) + 1) * STEP
    DraftDocument.objects.bulk_create(
        document_of(
            draft, each.meta, each.nodes, by, position=last + n, sha256=each.sha256, removed=True
        )
        for n, each in enumerate(missing)
    )
