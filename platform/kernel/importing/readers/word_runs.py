"""The characters of a Word paragraph: runs, fields, symbols, changes, notes and boxes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kernel.content.inline import UNPRINTABLE, nfc
from kernel.importing import legacy
from kernel.importing.legacy import Legacy
from kernel.importing.pieces import PLAIN, Marks, Piece, Pieces
from kernel.importing.readers.word_parts import (
    Element,
    Styles,
    attribute,
    child,
    font,
    is_on,
    local,
)

_LETTERS: Final = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
_SYMBOLS: Final = {
    0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0xFE: "☑", 0x52: "☑", 0xFD: "☒", 0x78: "☒", 0x53: "☒",
    0xB7: "•", 0xA7: "▪", 0xE0: "→", 0xFC: "✓",
}  # fmt: skip
_MARKS: Final = (("b", "bold"), ("i", "italic"), ("u", "underline"))
_CHARACTER_STYLES: Final = {"strong": "bold", "emphasis": "italic"}
_HANGING: Final = {
    "commentReference": "comments", "footnoteReference": "footnotes",
    "endnoteReference": "endnotes",
}  # fmt: skip
_GONE: Final = ("del", "moveFrom")
_SILENT: Final = (
    "pPr", "rPr", "instrText", "delText", "delInstrText", "fldChar", "sdtPr", "sdtEndPr",
    "annotationRef", "lastRenderedPageBreak", "proofErr",
)  # fmt: skip


@dataclass(slots=True)
class Counts:
    """What was met besides text."""

    pictures: int = 0
    deleted: int = 0
    legacy: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Found:
    """A paragraph's pieces, and what stood within it."""

    pieces: Pieces = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    page_breaks: int = 0
    drawings: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and id of what hangs on it


class Runs:
    """Reads paragraphs; `write` appends to the source and gives back where."""

    def __init__(
        self,
        write: Callable[[str], tuple[int, int]],
        counts: Counts,
        styles: Styles,
        assumed: Legacy | None = None,
    ) -> None:
        self._write = write
        self._counts = counts
        self._styles = styles
        self._assumed = assumed
        self._font = self._usual = ""

    def of(self, paragraph: Element, label: str, font: str = "") -> Found:
        """All that a paragraph of this font says, after the label Word would print."""
        found = Found()
        self._font = self._usual = font
        if label:
            self._say(found, f"{label} ", PLAIN)
        self._children(paragraph, found, PLAIN)
        return found

    def _say(self, found: Found, text: str, marks: Marks) -> None:
        text = UNPRINTABLE.sub("", nfc(text))
        start, end = self._write(text)
        if end > start:
            found.pieces.append(Piece(start, end, text, marks))

    def _children(self, element: Element, found: Found, marks: Marks) -> None:
        for inner in element:
            self._element(inner, found, marks)

    def _element(self, element: Element, found: Found, marks: Marks) -> None:
        name = local(element)
        if name in _GONE:
            self._counts.deleted += sum(
                len(text.text or "") for text in element.iter() if local(text) in ("delText", "t")
            )
        elif name == "r":
            properties = child(element, "rPr")
            style = self._styles.get(attribute(child(properties, "rStyle"), "val") or "\0")
            self._font = font(properties) or style.own_font or self._usual
            self._children(element, found, _marks(properties))
        elif name == "t":
            self._say(found, self._unicode((element.text or "").replace("\n", " ")), marks)
        elif name in _HANGING:
            found.notes.append((_HANGING[name], attribute(element, "id")))
        elif name in _LETTERS:
            self._say(found, _LETTERS[name], marks)
        elif name == "br":
            self._break(element, found, marks)
        elif name == "sym":
            self._say(found, _symbol(attribute(element, "char")), marks)
        elif name == "AlternateContent":
            # Choice and Fallback say the same thing twice, for newer and older programs.
            kept = child(element, "Choice")
            self._children(kept if kept is not None else element, found, marks)
        elif name in ("drawing", "pict", "object"):
            self._drawing(element, found)
        elif name not in _SILENT:
            self._children(element, found, marks)

    def _break(self, element: Element, found: Found, marks: Marks) -> None:
        if attribute(element, "type") == "page":
            found.page_breaks += 1
        self._say(found, "\n", marks)

    def _drawing(self, element: Element, found: Found) -> None:
        boxes = list(_boxes(element))
        found.boxes += boxes
        inside = [part for part in element.iter() if local(part) in ("blip", "imagedata", "chart")]
        if any(attribute(part, "embed") for part in inside):
            found.drawings.append(element)
        else:
            self._counts.pictures += bool(inside) or not boxes

    def _unicode(self, text: str) -> str:
        """Letters of an old font as what they mean."""
        if old := legacy.of_font(self._font):
            self._counts.legacy.add(old.value)
            return legacy.from_font(text, self._font)
        return legacy.from_old(text, self._assumed) if self._assumed else text


def _boxes(element: Element) -> Iterator[Element]:
    """The outermost contents of text boxes, without the copy for older programs."""
    for inner in element:
        name = local(inner)
        if name == "txbxContent":
            yield inner
        elif name == "AlternateContent":
            kept = child(inner, "Choice")
            yield from _boxes(kept if kept is not None else inner)
        else:
            yield from _boxes(inner)


def _marks(properties: Element | None) -> Marks:
    style = attribute(child(properties, "rStyle"), "val").lower()
    found = {mark for name, mark in _MARKS if is_on(child(properties, name))}
    return frozenset(found | {_CHARACTER_STYLES[style]} if style in _CHARACTER_STYLES else found)


def _symbol(code: str) -> str:
    """A letter of a symbol font; what is not known stays visible as a white square."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(number & 0xFF, "□")
