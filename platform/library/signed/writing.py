"""Writing a published version as a signed file."""

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from kernel import clock
from kernel.permissions import Actor
from kernel.trail import record
from library import permissions as may
from library import selectors
from library.drafting.opening import records_of
from library.models import EvidenceRule, PackageVersion
from library.signed.keys import own_key, written

FORMAT: Final = 1
NAME: Final = "chuan-package"


@transaction.atomic
def write_file(version: PackageVersion, *, by: Actor) -> bytes:
    """The file of a version, signed with this library's key; that it left is written down."""
    grant = may.PUBLISH.require(by)
    key = own_key()
    signed = b"".join(_line(each) for each in _lines(version))
    seal = {
        "key": written(key.public_key()),
        "signature": b64encode(key.sign(signed)).decode(),
    }
    record("library.export", version, by=by, grant=grant, number=version.number)
    return signed + _line(seal)


def _lines(version: PackageVersion) -> Iterator[dict[str, Any]]:
    documents, records = selectors.documents_of(version), records_of(version)
    rules = selectors.rules(version.standard, version.edition)
    package = version.package
    yield {
        "file": NAME,
        "format": FORMAT,
        "from": settings.CHUAN_PROVINCE,
        "written_at": clock.now().isoformat(timespec="seconds"),
        "package": {
            "key": package.key,
            "kind": package.kind,
            "name": package.name,
            "description": package.description,
        },
        "version": {
            "number": version.number,
            "published_on": version.published_on.isoformat(),
            "note": version.note,
            "standard": version.standard,
            "edition": version.edition,
            "sha256": version.sha256,
        },
        "documents": len(documents),
        "record_types": len(records),
        "rules": bool(rules),
    }
    for document in documents:
        yield {
            "document": bytes(document.canonical).decode(),
            "sha256": document.sha256,
            "parent_key": document.parent_key,
        }
    for row in records:
        yield {"record_type": row}
    if rules:
        yield {"rules": _rules(rules)}


def _rules(rules: list[EvidenceRule]) -> dict[str, Any]:
    first = rules[0]
    return {
        "standard": first.standard,
        "edition": first.edition,
        "version": first.version,
        "soon_days": first.soon_days,
        "rules": [
            {
                "clause": rule.clause,
                "kind": rule.kind,
                "params": rule.params,
                "source": rule.source,
                **rule.sentences,
            }
            for rule in rules
        ],
    }


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode() + b"\n"
