"""Blocks of a DOCX of ours that are still what they were: taken over with ids, links and kinds."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from kernel.content.carried import Carried, Scan, unpack
from kernel.content.markup import plain
from kernel.content.nodes import Node, inlines, walk
from kernel.importing.archive import Archive
from kernel.importing.pieces import Block, Break, Known, Para, Table, text_of
from kernel.importing.readers.word_parts import parse

MAX_PARTS: Final = 20  # a document has one or two such parts
_FURNITURE: Final = 160  # letters a layout may write by itself for a block: heads, signs, words
_LABEL: Final = 120  # and for what it fills in
_SIGNED: Final = 6  # times that: a place to sign shows those beside it, too
_PER_PART: Final = 8  # and for each of its items, steps or rows


def carried(archive: Archive, links: dict[str, tuple[str, str]]) -> Carried | None:
    """The tree that the file carries along; None where it carries none of ours."""
    targets = [target for kind, target in links.values() if kind == "customXml"]
    for target in targets[:MAX_PARTS]:
        if target in archive.names and (found := unpack(parse(archive, target))) is not None:
            return found
    return None


def placed(blocks: Iterable[tuple[str, Block]], tree: Carried, seen: Scan) -> list[Block]:
    """The blocks in their order, those of believed stretches as the nodes they were."""
    groups = [(name, [b for _name, b in group]) for name, group in groupby(blocks, lambda b: b[0])]
    written = [name for name, _group in groups]
    texts = {name: group for name, group in groups if name}
    believed = {
        name: tree.nodes[name]
        for name in seen.order
        if name in tree.nodes
        and seen.digests[name] == tree.digests.get(name)
        and written.count(name) < 2
        and _says(tree.nodes[name], texts.get(name, []))
    }
    silent = [name for name in seen.order if name in believed and name not in texts]
    first = next((at for at, name in enumerate(written) if name), len(written))
    last = max((at for at, name in enumerate(written) if name), default=-1)
    found: list[Block] = []
    for at, (name, group) in enumerate(groups):
        before = seen.order.index(name) if name else -1
        while silent and before >= 0 and seen.order.index(silent[0]) < before:
            found.append(Known(believed[silent.pop(0)], []))
        if name in believed:
            found.append(Known(believed[name], group))
        elif name or not believed:
            found += group
        else:
            around = (at < first and seen.before == tree.before) or (
                at > last and seen.after == tree.after
            )
            found += _around(group) if around else group
        while silent and name and seen.order.index(silent[0]) == before + 1:
            found.append(Known(believed[silent.pop(0)], []))
            before += 1
    return [*found, *(Known(believed[name], []) for name in silent)]


def _around(blocks: list[Block]) -> Iterator[Block]:
    """What stands around our blocks: read for the cover, else printed anew."""
    for block in blocks:
        if isinstance(block, (Para, Table)):
            if block.zone == "body":
                block.zone = "around"
            yield block
        elif not isinstance(block, Break):
            yield block


def _says(node: Node, blocks: list[Block]) -> bool:
    """Whether a block shows what the node says, and little that it does not say."""
    shown, said = _letters(map(text_of, blocks)), _letters(_words(node))
    parts = sum(len(inner.body.get(name, ())) for inner in walk([node]) for name in _PARTS)
    blanks = sum("placeholder" in run for n in walk([node]) for text in inlines(n) for run in text)
    signed = sum(n.kind == "entry" and n.body["type"] == "signature" for n in walk([node]))
    blocks_in = sum(1 for _ in walk([node])) + _SIGNED * signed
    furniture = _FURNITURE * blocks_in + _PER_PART * parts + _LABEL * blanks
    return said <= shown and (shown - said).total() <= furniture


def _letters(texts: Iterable[str]) -> Counter[str]:
    """How often each letter is there; leaders are drawn, and marks may join their neighbours."""
    apart = unicodedata.normalize("NFD", "".join("".join(texts).split()))
    return Counter(letter for letter in apart if letter not in _LEADERS)


_LEADERS: Final = ".…_"
_PARTS: Final = ("items", "steps", "rows", "options", "columns", "given")


def _words(root: Node) -> Iterator[str]:
    for node in walk([root]):
        if node.kind == "clause":
            yield node.body["title"]
        if node.kind == "entry":
            yield from _words_of_entry(node.body)
            continue
        for inline in inlines(node):
            if node.kind != "register" and not (root.kind == "clause" and node is root):
                yield from (plain([run]) for run in inline if "placeholder" not in run)
        for step in node.body.get("steps", ()):
            yield from step["forms"]


def _words_of_entry(body: dict[str, Any]) -> Iterator[str]:
    """What an entry shows; places to sign stand side by side, the first of them shows them all."""
    if body["type"] == "signature":
        return
    yield from (plain([run]) for run in body["label"] if "placeholder" not in run)
    yield from (option["label"] for option in body.get("options", ()))
    for column in body.get("columns", ()):
        yield column["label"]
    for row in body.get("given", ()):
        yield from row["cells"].values()
