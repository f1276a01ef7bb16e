"""The tree that a DOCX of ours carries along, and how far it may still be believed.

Each block of the tree lies between two bookmarks. Beside the tree stands a digest of what each
stretch showed when it was written: words, marks, styles, cells. A stretch that shows the same when
it comes back is the block it was, with its id, links and placeholders; a stretch that somebody
changed is read like any other text. Both sides, writing and reading, count with `scan`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from kernel.content.canonical import canonical, parse
from kernel.content.errors import ContentError
from kernel.content.inline import nfc
from kernel.content.nodes import Node, validate

NAMESPACE: Final = "urn:chuan:tree:1"
PREFIX: Final = "chuan_"
_MARKS: Final = ("b", "i", "u")
_SKIPPED: Final = (
    "del", "moveFrom", "instrText", "delText", "delInstrText", "sdtPr", "Fallback", "rPr", "pPr",
    "tblPr", "trPr", "tcPr", "sectPr", "tblGrid",
)  # fmt: skip
Element = Any


@dataclass(slots=True)
class Scan:
    """What a document shows: by stretch, before the first one and behind the last one.

    `owners` names the stretch in which each paragraph, row and table lies.
    """

    digests: dict[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    order: list[str] = field(default_factory=list)
    owners: dict[Element, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carried:
    """A tree from the outside of this house: believed stretch by stretch, never as a whole."""

    meta: Mapping[str, Any]
    nodes: Mapping[str, Node]  # by the name of their stretch
    digests: Mapping[str, str]
    before: str
    after: str


def stretch(number: int) -> str:
    """The name of the bookmark around a block of the tree, counted from 0."""
    return f"{PREFIX}{number:06}"


def pack(meta: Mapping[str, Any], nodes: Sequence[Node], body: Element) -> bytes:
    """The part to lay into the DOCX whose body is finished."""
    seen = scan(body)
    root = etree.Element(f"{{{NAMESPACE}}}tree")
    root.text = json.dumps(
        {
            "content": canonical(dict(meta), nodes).decode(),
            "digests": seen.digests,
            "before": seen.before,
            "after": seen.after,
        },
        ensure_ascii=True,
        sort_keys=True,
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def unpack(root: Element) -> Carried | None:
    """The tree of a part of ours; None where it is not ours or not a tree."""
    if root.tag != f"{{{NAMESPACE}}}tree" or len(root):
        return None
    try:
        raw = json.loads(root.text or "")
        meta, nodes = parse(str(raw["content"]).encode())
        validate(nodes)
        digests = {str(name): str(digest) for name, digest in raw["digests"].items()}
        outside = str(raw["before"]), str(raw["after"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ContentError):
        return None
    return Carried(meta, {stretch(at): n for at, n in enumerate(nodes)}, digests, *outside)


def scan(body: Element) -> Scan:
    """Walk over the body of a document and digest what each stretch shows."""
    return _Scanner().over(body)


class _Scanner:
    def __init__(self) -> None:
        self._found = Scan()
        self._open = ""
        self._keys: dict[str, str] = {}  # id of an open bookmark → its name
        self._tokens: dict[str, list[list[str]]] = {"<": [], ">": []}
        self._cells: list[list[str]] = []
        self._para: list[list[str]] = []

    def over(self, body: Element) -> Scan:
        self._inner(body, "")
        for name in self._found.order:
            self._found.digests[name] = _digest(self._tokens[name])
        self._found.before = _digest(self._tokens["<"])
        self._found.after = _digest(self._tokens[">"])
        return self._found

    def _inner(self, element: Element, marks: str) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._one(child, marks)

    def _one(self, element: Element, marks: str) -> None:
        name = _local(element)
        if name in _SKIPPED:
            return
        if name == "bookmarkStart":
            self._begin(element)
        elif name == "bookmarkEnd":
            self._end(element)
        elif name in _STRUCTURE:
            _STRUCTURE[name](self, element, marks)
        elif name == "r":
            self._inner(element, _marks_of(element))
        elif name == "t":
            self._say(element.text or "", marks)
        elif name in ("tab", "br", "cr", "noBreakHyphen"):
            self._say("-" if name == "noBreakHyphen" else " ", marks)
        elif name == "docPr":
            self._say(element.get("descr") or "", "alt")
        else:
            self._inner(element, marks)

    def _begin(self, element: Element) -> None:
        name = _attribute(element, "name")
        if name.startswith(PREFIX) and name not in self._tokens and not self._open:
            self._keys[_attribute(element, "id")] = name
            self._open = name
            self._tokens[name] = []
            self._tokens[">"] = []
            self._found.order.append(name)

    def _end(self, element: Element) -> None:
        if self._keys.get(_attribute(element, "id")) == self._open:
            self._open = ""

    def _paragraph(self, element: Element, _marks: str) -> None:
        outer = self._para
        self._para = [["p", _value(element, "pPr", "pStyle"), _value(element, "pPr", "jc")]]
        self._owned(element, "")
        self._para = outer

    def _table(self, element: Element, marks: str) -> None:
        self._cells = []
        self._inner(element, marks)
        self._cells = []

    def _row(self, element: Element, marks: str) -> None:
        self._cells = [["tr"]]
        self._owned(element, marks)

    def _owned(self, element: Element, marks: str) -> None:
        """Walk through an element and note the stretch around it, or the one that begins in it."""
        around, begun = self._open, len(self._found.order)
        self._inner(element, marks)
        own = self._found.order[begun] if len(self._found.order) > begun else ""
        self._found.owners[element] = around or own

    def _cell(self, element: Element, marks: str) -> None:
        span, merge = _value(element, "tcPr", "gridSpan"), element.find("{*}tcPr/{*}vMerge")
        merged = "" if merge is None else _attribute(merge, "val") or "continue"
        self._cells.append(["tc", span, merged])
        self._inner(element, marks)

    def _say(self, text: str, marks: str) -> None:
        text = " ".join(nfc(text).split()) or (" " if text else "")
        if not text:
            return
        where = self._open or (">" if self._found.order else "<")
        tokens = self._tokens[where]
        if text.strip():
            tokens += [*self._cells, *self._para]
            self._cells, self._para = [], []
        if tokens and tokens[-1][0] == "t" and (tokens[-1][2] == marks or not text.strip()):
            tokens[-1][1] += text
        else:
            tokens.append(["t", text, marks])


_STRUCTURE: Final = {
    "p": _Scanner._paragraph,
    "tbl": _Scanner._table,
    "tr": _Scanner._row,
    "tc": _Scanner._cell,
}


def _digest(tokens: list[list[str]]) -> str:
    """White space counts only where it parts words: programs write it each in their way."""
    said = [
        [part if at != 1 else "".join(part.split()) for at, part in enumerate(token)]
        if token[0] == "t"
        else token
        for token in tokens
    ]
    kept = [token for token in said if token[0] != "t" or token[1]]
    return hashlib.sha256(json.dumps(_merged(kept)).encode()).hexdigest()


def _merged(tokens: list[list[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    for token in tokens:
        if found and token[0] == "t" and found[-1][0] == "t" and found[-1][2] == token[2]:
            found[-1] = ["t", found[-1][1] + token[1], token[2]]
        else:
            found.append(list(token))
    return found


def _local(element: Element) -> str:
    return str(element.tag.rpartition("}")[2])


def _attribute(element: Element, name: str) -> str:
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _value(element: Element, *path: str) -> str:
    found = element.find("/".join(f"{{*}}{name}" for name in path))
    return "" if found is None else _attribute(found, "val")


def _marks_of(run: Element) -> str:
    return "".join(_on(run, name) for name in _MARKS)


def _on(run: Element, name: str) -> str:
    found = run.find(f"{{*}}rPr/{{*}}{name}")
    if found is None or _attribute(found, "val") in ("0", "false", "off", "none"):
        return ""
    return name


def stretches(scanned: Scan) -> Iterator[tuple[str, str]]:
    """Each stretch in its order with the digest of what it shows now."""
    for name in scanned.order:
        yield name, scanned.digests[name]
