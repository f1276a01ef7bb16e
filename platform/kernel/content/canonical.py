"""The canonical bytes of frozen content, and their hash: what is approved is exactly these bytes.

Decision 7 of the architecture: NFC, sorted keys, no floats, a format number; bytes once written are
read as they are and never written anew.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

from django.utils.translation import gettext as _

from kernel.content.errors import ContentError
from kernel.content.inline import check_text, nfc
from kernel.content.nodes import Node, as_json, from_json, normal_form, validate

FORMAT: Final = 1
# Beyond this a reader in another language would round a whole number (RFC 8259, section 6).
GREATEST: Final = 2**53 - 1


def canonical(meta: Mapping[str, Any], nodes: Sequence[Node]) -> bytes:
    """Freeze a version: all that its paper shows, as UTF-8 JSON without a space to spare.

    Raises ContentError where the tree is not valid or `meta` holds what JSON has no exact word for.
    """
    validate(nodes)
    tree = {
        "format": FORMAT,
        "meta": _exact(meta),
        "nodes": [_exact(as_json(node)) for node in normal_form(nodes)],
    }
    written = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode()


def parse(frozen: bytes) -> tuple[dict[str, Any], list[Node]]:
    """Read frozen bytes back; raises ContentError where they are not of a format known here."""
    try:
        tree = json.loads(frozen.decode(), parse_float=_no_float, parse_constant=_no_float)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ContentError(_("These bytes are not frozen content.")) from error
    match tree:
        case {"format": 1, "meta": dict(meta), "nodes": list(nodes)}:
            return meta, [from_json(node) for node in nodes]
    raise ContentError(_("The format of this frozen content is not known here."))


def sha256(frozen: bytes) -> str:
    """The SHA-256 of frozen bytes, 64 hexadecimal digits."""
    return hashlib.sha256(frozen).hexdigest()


def _exact(value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case str():
            check_text(value)
            return nfc(value)
        case int() if abs(value) <= GREATEST:
            return int(value)
        case list() | tuple():
            return [_exact(item) for item in value]
        case Mapping():
            return _exact_entries(value)
    raise ContentError(
        _("Frozen content has no place for “%(value)s” (%(type)s): write it as text.")
        % {"value": value, "type": type(value).__name__}
    )


def _exact_entries(entries: Mapping[Any, Any]) -> dict[str, Any]:
    if not all(isinstance(key, str) for key in entries):
        raise ContentError(_("The names in frozen content are text."))
    exact = {_exact(key): _exact(value) for key, value in entries.items()}
    if len(exact) != len(entries):
        raise ContentError(_("Two names in frozen content are written alike."))
    return exact


def _no_float(_digits: str) -> NoReturn:
    raise ContentError(_("Frozen content holds no fractions."))
