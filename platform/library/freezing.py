"""The bytes of a published template, and the fingerprint of a whole version."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kernel.content.canonical import canonical, sha256
from kernel.content.nodes import Node
from library.models import PackageDocument, PackageVersion, RecordType


def row_of(
    meta: Mapping[str, Any], nodes: Sequence[Node], *, position: int, parent_key: str
) -> PackageDocument:
    """A template as a row without a version; raises ContentError where the tree is not valid."""
    return row_of_bytes(meta, canonical(meta, nodes), position=position, parent_key=parent_key)


def row_of_bytes(
    meta: Mapping[str, Any], frozen: bytes, *, position: int, parent_key: str
) -> PackageDocument:
    """As `row_of`, of bytes that were frozen before."""
    return PackageDocument(
        key=meta["key"],
        code=meta["code"],
        title=meta["title"],
        document_kind=meta["kind"],
        level=meta["level"],
        layout=meta["layout"],
        position=position,
        clauses=list(meta["clauses"]),
        parent_key=parent_key,
        distribution=list(meta["distribution"]),
        canonical=frozen,
        sha256=sha256(frozen),
    )


def fingerprint(
    standard: str,
    edition: str,
    documents: Iterable[PackageDocument],
    records: Iterable[Mapping[str, Any]],
) -> str:
    """SHA-256 over all that a version says, in its order."""
    parts = [standard, edition, *(document.key + document.sha256 for document in documents)]
    parts += [json.dumps(facts, sort_keys=True, ensure_ascii=False) for facts in records]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def keep_version(
    version: PackageVersion,
    documents: Sequence[PackageDocument],
    records: Sequence[Mapping[str, Any]],
) -> PackageVersion:
    """Write a version with all that belongs to it; from then on the database refuses changes."""
    version.sha256 = fingerprint(version.standard, version.edition, documents, records)
    version.save(force_insert=True)
    for document in documents:
        document.version = version
    PackageDocument.objects.bulk_create(documents)
    RecordType.objects.bulk_create(
        RecordType(version=version, position=position, **facts)
        for position, facts in enumerate(records, start=1)
    )
    return version
