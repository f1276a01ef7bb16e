"""Reading a signed file from outside in: nothing is believed before its signature fits."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from django.utils.translation import gettext_lazy as _

from kernel.content import canonical
from kernel.content.errors import ContentError
from kernel.content.nodes import validate
from kernel.refusals import BadInput
from library import reading
from library.drafting.reasons import reason_of
from library.freezing import fingerprint, row_of_bytes
from library.models import PackageDocument
from library.signed.keys import fingerprint_of, public_key, trusted
from library.signed.writing import FORMAT, NAME
from tenants.models import Kind

LARGEST: Final = 20 * 1024 * 1024  # bytes; a package of several thousand words has one of them
MOST: Final = 2000  # lines
_META: Final = (
    "key", "kind", "code", "title", "level", "layout", "kind_name", "clauses", "parent",
    "distribution", "grounds", "authority",
)  # fmt: skip


@dataclass
class Read:
    """A file whose signature fits and whose content is whole; `signer` is whose key it was."""

    signer: str
    package: dict[str, str]
    version: dict[str, Any]
    documents: list[PackageDocument]
    records: list[dict[str, Any]]
    rules: dict[str, Any] | None = field(default=None)


def read_file(raw: bytes) -> Read:
    """The content of a signed file; raises BadInput with a sentence that says what to do."""
    if len(raw) > LARGEST:
        raise BadInput(
            _("The file is larger than 20 MB: it is no package. Ask for the right file.")
        )
    head, lines, signed, seal = _parts(raw)
    if head.get("format") != FORMAT:
        raise BadInput(
            _(
                "The file is of format number %(theirs)s, and this software reads number %(ours)s: "
                "upgrade the software, or ask for a file of the older format."
            )
            % {"theirs": str(head.get("format"))[:10], "ours": FORMAT}
        )
    signer = _checked_signer(signed, seal)
    try:
        return _content(head, lines, signer)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unfit(_("an entry is missing or of another type")) from error


def _parts(raw: bytes) -> tuple[dict[str, Any], list[bytes], bytes, dict[str, Any]]:
    """The first line, those between, all signed bytes, and the seal."""
    lines = raw.splitlines(keepends=True)
    if not 3 <= len(lines) <= MOST:
        raise _no_package()
    try:
        head, seal = json.loads(lines[0]), json.loads(lines[-1])
    except (ValueError, RecursionError) as error:
        raise _no_package() from error
    if not isinstance(head, dict) or not isinstance(seal, dict) or head.get("file") != NAME:
        raise _no_package()
    return head, lines[1:-1], b"".join(lines[:-1]), seal


def _checked_signer(signed: bytes, seal: Mapping[str, Any]) -> str:
    key, signature = seal.get("key"), seal.get("signature")
    if not isinstance(key, str) or not isinstance(signature, str):
        raise _no_package()
    signer = trusted().get(key)
    if signer is None:
        raise BadInput(
            _(
                "The file is signed with a key that this library does not trust (fingerprint "
                "%(print)s). Compare it with the sender on the telephone; if it is theirs, whoever "
                "runs the platform adds it."
            )
            % {"print": fingerprint_of(key)}
        )
    try:
        public_key(key).verify(b64decode(signature, validate=True), signed)
    except (InvalidSignature, ValueError) as error:
        raise BadInput(
            _(
                "The signature does not fit: the file was changed, or did not arrive whole. "
                "Ask for it again; nothing was loaded."
            )
        ) from error
    return signer


def _content(head: Mapping[str, Any], lines: Sequence[bytes], signer: str) -> Read:
    rows = [json.loads(line) for line in lines]
    version, package = head["version"], head["package"]
    read = Read(
        signer=signer,
        package={name: str(package[name]) for name in ("key", "kind", "name", "description")},
        version=dict(version),
        documents=[
            _document(row, position)
            for position, row in enumerate((r for r in rows if "document" in r), start=1)
        ],
        records=[_record(row["record_type"]) for row in rows if "record_type" in row],
        rules=next((_rules(row["rules"]) for row in rows if "rules" in row), None),
    )
    if read.package["kind"] not in Kind.values:
        raise _unfit(_("the package is made for a kind of body that is not known here"))
    counted = (len(read.documents), len(read.records), read.rules is not None)
    whole = fingerprint(version["standard"], version["edition"], read.documents, read.records)
    if counted != (head["documents"], head["record_types"], head["rules"]) or (
        whole != version["sha256"]
    ):
        raise _unfit(_("it does not hold what its first line promises"))
    return read


def _document(row: Mapping[str, Any], position: int) -> PackageDocument:
    frozen = str(row["document"]).encode()
    try:
        meta, nodes = canonical.parse(frozen)
        validate(nodes)
    except ContentError as error:
        raise _unfit(error.sentence) from error
    if set(meta) != set(_META) or canonical.sha256(frozen) != row["sha256"]:
        raise _unfit(_("the head of a document is not as agreed"))
    known = (
        meta["kind"] in reading.KINDS
        and meta["layout"] in reading.LAYOUTS
        and meta["level"] in reading.LEVELS
    )
    if not known:
        raise _unfit(
            _("the document %(code)s is of a kind not known here") % {"code": meta["code"]}
        )
    return row_of_bytes(meta, frozen, position=position, parent_key=str(row["parent_key"]))


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    facts = {name: value for name, value in row.items() if name != "years"}
    facts |= {"permanent": True} if row["years"] is None else {"years": row["years"]}
    try:
        return reading.read_record_type(facts).facts
    except reading.ReadingError as error:
        raise _unfit(f"{row.get('code', '')}: {reason_of(error.sentence)}") from error


def _rules(found: Mapping[str, Any]) -> dict[str, Any]:
    """A set of rules, its kinds and parameters checked as those of our own files."""
    rows = [dict(row) | {"examples": []} for row in found["rules"]]
    try:
        reading.check_rules(dict(found) | {"rules": rows}, Path("rules"))
    except reading.ReadingError as error:
        raise _unfit(
            _("a rule of evidence is wrong: %(why)s") % {"why": reason_of(error.sentence)}
        ) from error
    return dict(found)


def _no_package() -> BadInput:
    return BadInput(
        _("This is no package file of the library: choose the file as it was sent, unopened.")
    )


def _unfit(why: Any) -> BadInput:
    return BadInput(
        _("The file is signed, but cannot be used: %(why)s. Tell the sender; nothing was loaded.")
        % {"why": why}
    )
