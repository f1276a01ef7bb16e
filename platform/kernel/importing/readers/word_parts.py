"""The parts of a DOCX that describe others: relationships, styles, numbering (ECMA-376, part 1)."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from kernel.importing.archive import Archive, bomb, damaged

Element = etree._Element

# Word keeps the English names of its own styles; offices also make theirs.
_HEADING: Final = re.compile(r"(?:heading|tiêu\s+đề|đề\s+mục|headline)\s*(\d)$")

MAX_TAGS: Final = 1_500_000  # a manual of 500 pages has fewer than half a million
_NO_LINKS: Final[dict[str, tuple[str, str]]] = {}


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str) -> str:
    """An attribute by its local name, "" when the element or the attribute is missing."""
    if element is None:
        return ""
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w:b is there and not switched off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


def parse(archive: Archive, name: str) -> Element:
    """The tree of a part; entities and outside documents are refused, not resolved."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    data = archive.read(name)
    if data.count(b"<") > MAX_TAGS:
        raise bomb()
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged()
    return root


def links(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """The relationships of a part: id → (last word of its type, name of the target part)."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.names:
        return _NO_LINKS
    return {  # what lies outside the file is never fetched
        attribute(link, "Id"): (
            attribute(link, "Type").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, attribute(link, "Target"))).lstrip("/"),
        )
        for link in parse(archive, path)
        if attribute(link, "TargetMode") != "External"
    }


def main_part(archive: Archive) -> str:
    """The name of the part that holds the document itself."""
    for kind, target in links(archive, "").values():
        if kind == "officeDocument" and target in archive.names:
            return target
    raise damaged()


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says that matters here."""

    level: int = 0
    contents: bool = False
    numbering: tuple[str, int] | None = None
    font: str = ""
    own_font: str = ""  # without what all text has


@dataclass(slots=True)
class Styles:
    """Styles by id, with what they inherit; Word translates ids, so names decide."""

    by_id: dict[str, Element] = field(default_factory=dict)
    font: str = ""  # of text whose style names none
    usual: str = ""  # the style of a paragraph that names none
    _known: dict[str, Style] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        parts = list(root) if root is not None else []
        found = {attribute(part, "styleId"): part for part in parts if local(part) == "style"}
        usual = next((id_ for id_, style in found.items() if _is_usual(style)), "")
        return cls(found, font(child(root, "docDefaults", "rPrDefault", "rPr")), usual)

    def get(self, style_id: str) -> Style:
        """The style with its ancestors' answers where it has none of its own."""
        style_id = style_id or self.usual
        if style_id not in self._known:
            self._known[style_id] = self._found(style_id)
        return self._known[style_id]

    def _found(self, style_id: str) -> Style:
        chain = list(self._chain(style_id))
        names = [attribute(child(style, "name"), "val").lower() for style in chain]
        own_font = next(filter(None, (font(child(style, "rPr")) for style in chain)), "")
        return Style(
            level=next(filter(None, map(_level, chain, names)), 0),
            contents=any(name.startswith("toc ") for name in names),
            numbering=next(filter(None, (numbering(child(style, "pPr")) for style in chain)), None),
            font=own_font or self.font,
            own_font=own_font,
        )

    def _chain(self, style_id: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = attribute(child(self.by_id[style_id], "basedOn"), "val")


def _is_usual(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")


def font(properties: Element | None) -> str:
    """The font that run properties name for Latin letters, "" where they name none."""
    fonts = child(properties, "rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def _level(style: Element, name: str) -> int:
    if name == "title":
        return 1
    if (found := _HEADING.match(name)) and found[1] != "0":
        return int(found[1])
    return outline(child(style, "pPr"))


def outline(properties: Element | None) -> int:
    """The outline level of paragraph properties as a level of heading, 0 for body text."""
    value = attribute(child(properties, "outlineLvl"), "val")
    return int(value) + 1 if value in tuple("012345678") else 0


def numbering(properties: Element | None) -> tuple[str, int] | None:
    """The list and the level that paragraph properties name."""
    number = child(properties, "numPr")
    list_id = attribute(child(number, "numId"), "val")
    level = attribute(child(number, "ilvl"), "val")
    return (list_id, int(level) if level in tuple("012345678") else 0) if list_id else None
