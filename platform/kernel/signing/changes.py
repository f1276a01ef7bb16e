"""What later revisions of a PDF may change: signature fields, their values, and proofs for them.

Our own and stricter than the library's, which reads every object of the file: of a manual of a
hundred pages that takes minutes.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, Reference
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

CATALOG: Final = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"}
FORM: Final = {"/Fields", "/SigFlags", "/DR", "/DA"}
FILLED: Final = {"/V", "/AP", "/F", "/MK", "/DA", "/Lock", "/M"}
ACTIONS: Final = {"/A", "/AA"}


class Unexplained(Exception):
    """Something other than a signature was added or changed."""


def explain(reader: PdfFileReader, since: int, *, proofs_only: bool = False) -> None:
    """Account for every object changed after revision `since` (the first is 0).

    Raises Unexplained; with `proofs_only` signature fields are no explanation any more.
    """
    for number in range(since + 1, reader.total_revisions):
        old = reader.get_historical_resolver(number - 1)
        new = reader.get_historical_resolver(number)
        _Step(old, new, proofs_only).explain()


class _Step:
    """From one revision to the next."""

    def __init__(self, old: HistoricalResolver, new: HistoricalResolver, proofs_only: bool) -> None:
        self.old, self.new, self.proofs_only = old, new, proofs_only
        self.changed = {ref for ref in new.explicit_refs_in_revision() if self._existed(ref)}
        self.explained: set[Reference] = set()

    def explain(self) -> None:
        if self.new.refs_freed_in_revision() or self.new.root_ref != self.old.root_ref:
            raise Unexplained
        self._catalog()
        self._form()
        self._pages()
        for ref in self.changed - self.explained:
            _same(self.old.get_object(ref), self.new.get_object(ref))

    def _existed(self, ref: Reference) -> bool:
        revision = self.old.revision
        return self.old.reader.xrefs.get_historical_ref(ref, revision) is not None

    def _catalog(self) -> None:
        before, after = self.old.root, self.new.root
        _same_but(before, after, CATALOG)
        self.explained |= {self.old.root_ref, *_refs(before, "/Metadata", "/Extensions", "/Perms")}
        self.explained |= _refs(self.old.trailer_view, "/Info")
        if "/DSS" in before:
            self.explained |= _below(before.raw_get("/DSS"), depth=3)

    def _form(self) -> None:
        before = _get(self.old.root, "/AcroForm") or DictionaryObject()
        after = _get(self.new.root, "/AcroForm") or DictionaryObject()
        _same_but(before, after, FORM)
        self.explained |= _refs(self.old.root, "/AcroForm") | _refs(before, "/Fields")
        held, now = list(_items(before, "/Fields")), list(_items(after, "/Fields"))
        if now[: len(held)] != held or (self.proofs_only and now != held):
            raise Unexplained
        for ref in held:
            self._field(ref)
        for ref in now[len(held) :]:
            _is_signature(self.new.get_object(ref))

    def _field(self, ref: Reference) -> None:
        """A field that is signed stays as it is; an empty one may be filled, not moved."""
        before = self.old.get_object(ref)
        if _get(before, "/FT") != "/Sig" or "/V" in before or self.proofs_only:
            return  # whatever changed in it stays unexplained
        _same_but(before, self.new.get_object(ref), FILLED)
        self.explained |= {ref, *_refs(before, "/AP")}
        if "/AP" in before:
            self.explained |= _refs(before["/AP"], "/N")

    def _pages(self) -> None:
        for ref in _page_refs(self.old):
            before = self.old.get_object(ref)
            shown = _refs(before, "/Annots")
            if ref not in self.changed and not shown & self.changed:
                continue
            after = self.new.get_object(ref)
            _same_but(before, after, {"/Annots"})
            held, now = list(_items(before, "/Annots")), list(_items(after, "/Annots"))
            if now[: len(held)] != held or (self.proofs_only and now != held):
                raise Unexplained
            for added in now[len(held) :]:
                _is_signature(self.new.get_object(added))
            self.explained |= {ref, *shown}


def _same(before: Any, after: Any) -> None:
    if _written(before) != _written(after):
        raise Unexplained


def _same_but(before: Any, after: Any, allowed: set[str]) -> None:
    for key in {*before, *after} - allowed:
        if key not in before or key not in after:
            raise Unexplained
        _same(before.raw_get(key), after.raw_get(key))


def _written(thing: Any) -> bytes:
    """As it would stand in a file: two things are the same when they are written the same."""
    written = io.BytesIO()
    thing.write_to_stream(written, None)
    return written.getvalue()


def _is_signature(field: Any) -> None:
    """Whether a new field or annotation is one for a signature, and does nothing by itself."""
    parent = field["/Parent"] if "/Parent" in field else field
    if "/Subtype" in field and field["/Subtype"] != "/Widget":
        raise Unexplained
    if _get(parent, "/FT") != "/Sig" or ACTIONS & {*field, *parent}:
        raise Unexplained


def _refs(holder: Any, *keys: str) -> set[Reference]:
    """The objects that these entries point to."""
    found = (holder.raw_get(key) for key in keys if key in holder)
    return {value.reference for value in found if isinstance(value, IndirectObject)}


def _items(holder: Any, key: str) -> Iterator[Reference]:
    """What a list of the holder points to; one that holds things themselves is not explained."""
    for item in _raw(_get(holder, key) or ArrayObject()):
        if not isinstance(item, IndirectObject):
            raise Unexplained
        yield item.reference


def _get(holder: Any, key: str) -> Any:
    """What an entry holds or points to; None where there is none."""
    return holder[key] if key in holder else None


def _raw(listed: ArrayObject) -> list[Any]:
    return [listed.raw_get(at) for at in range(len(listed))]


def _below(thing: Any, depth: int) -> set[Reference]:
    """A thing and all it points to, some levels down."""
    found = {thing.reference} if isinstance(thing, IndirectObject) else set()
    value = thing.get_object()
    if depth and isinstance(value, DictionaryObject):
        for key in value:
            found |= _below(value.raw_get(key), depth - 1)
    return found


def _page_refs(resolver: HistoricalResolver) -> Iterator[Reference]:
    pending, seen = [resolver.root.raw_get("/Pages")], set()
    while pending:
        node = pending.pop()
        if node.reference in seen:
            raise Unexplained
        seen.add(node.reference)
        value = node.get_object()
        if "/Kids" in value:
            pending += _raw(value["/Kids"])
        else:
            yield node.reference
