"""DOCX → blocks: the document with its boxes in place, then headers, footers and notes.

The source text is what Word would show: labels of automatic numbering are written out, deleted
text of tracked changes is left out and counted.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from kernel.importing.archive import Archive, damaged
from kernel.importing.pieces import Block, Break, Cell, Para, Reading, Row, Table
from kernel.importing.readers.word_numbers import Numbers
from kernel.importing.readers.word_parts import (
    Element,
    Styles,
    attribute,
    child,
    is_on,
    links,
    local,
    main_part,
    numbering,
    outline,
    parse,
)
from kernel.importing.readers.word_runs import Counts, Found, Runs

_WRAPPERS: Final = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "Choice")
_SILENT: Final = ("del", "moveFrom", "sectPr", "sdtPr", "sdtEndPr", "tcPr", "pPr")
_ALIGNED: Final = {"center": "center", "right": "right", "end": "right"}
_ZONES: Final = (("header", "header"), ("footer", "footer"))
_NOTES: Final = ("footnotes", "endnotes")


def read_word(archive: Archive) -> Reading:
    """All text of an opened DOCX."""
    return _Reader(archive).read()


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = main_part(archive)
        self._links = links(archive, self._main)
        self._styles = Styles.of(self._linked("styles"))
        self._numbers = Numbers(self._linked("numbering"))
        self._written: list[str] = []
        self._length = 0
        self._counts = Counts()
        self._runs = Runs(self._write, self._counts)

    def read(self) -> Reading:
        body = child(parse(self._archive, self._main), "body")
        if body is None:
            raise damaged()
        blocks = self._blocks(body, "body")
        for kind, zone in _ZONES:
            for part in self._targets(kind):
                blocks += self._blocks(parse(self._archive, part), zone)
        for kind in _NOTES:
            blocks += self._notes(kind)
        return Reading(
            "".join(self._written),
            blocks,
            self._counts.pictures,
            self._counts.deleted,
            self._count_comments(),
        )

    def _write(self, text: str) -> tuple[int, int]:
        start = self._length
        self._written.append(text)
        self._length += len(text)
        return start, self._length

    def _targets(self, kind: str) -> list[str]:
        found = (target for type_, target in self._links.values() if type_ == kind)
        return [name for name in dict.fromkeys(found) if name in self._archive.names]

    def _linked(self, kind: str) -> Element | None:
        return next((parse(self._archive, part) for part in self._targets(kind)), None)

    def _notes(self, kind: str) -> Iterable[Block]:
        root = self._linked(kind)
        for note in root if root is not None else ():
            if attribute(note, "type") not in ("separator", "continuationSeparator"):
                yield from self._blocks(note, "note")

    def _count_comments(self) -> int:
        root = self._linked("comments")
        return sum(local(part) == "comment" for part in (root if root is not None else ()))

    def _blocks(self, element: Element, zone: str) -> list[Block]:
        found: list[Block] = []
        for inner in element:
            name = local(inner)
            if name == "p":
                found += self._paragraph(inner, zone)
            elif name == "tbl":
                found += self._table(inner, zone)
            elif name in _WRAPPERS or name == "AlternateContent":
                inside = "contents" if _is_contents(inner) else zone
                choice = child(inner, "Choice")
                found += self._blocks(choice if choice is not None else inner, inside)
            elif name not in _SILENT and _holds(inner, "t"):
                # Not where Word would write it, but what is said there must not get lost.
                nested = _holds(inner, "p")
                found += self._blocks(inner, zone) if nested else self._paragraph(inner, zone)
        return found

    def _paragraph(self, element: Element, zone: str) -> Iterator[Block]:
        properties = child(element, "pPr")
        style = self._styles.get(attribute(child(properties, "pStyle"), "val"))
        listed = numbering(properties) or style.numbering
        found = self._runs.of(element, self._label(element, listed))
        if is_on(child(properties, "pageBreakBefore")) or (found.page_breaks and not found.pieces):
            yield Break()
        if any(piece.text.strip() for piece in found.pieces):
            yield Para(
                found.pieces,
                level=style.level or outline(properties),
                align=_ALIGNED.get(attribute(child(properties, "jc"), "val"), ""),
                zone="contents" if style.contents else zone,
                depth=listed[1] if listed else 0,
            )
        self._write("\n")
        yield from self._boxed(found)
        if found.page_breaks and found.pieces:
            yield Break()

    def _boxed(self, found: Found) -> Iterator[Block]:
        for box in found.boxes:
            yield from self._blocks(box, "box")

    def _label(self, element: Element, listed: tuple[str, int] | None) -> str:
        """An empty paragraph is not counted, as in Word."""
        says = any(local(part) in ("t", "drawing", "pict") for part in element.iter())
        return self._numbers.label(*listed) if listed and listed[0] != "0" and says else ""

    def _table(self, element: Element, zone: str) -> Iterator[Block]:
        rows: list[Row] = []
        above: dict[int, Cell] = {}
        for line in _unwrapped(element, "tr"):
            row: Row = []
            column = 0
            for part in _unwrapped(line, "tc"):
                cell, merged = self._cell(part, zone)
                if merged and column in above:
                    above[column].rowspan += 1
                    above[column].blocks += cell.blocks
                else:
                    row.append(cell)
                    above[column] = cell
                column += cell.colspan
            self._write("\n")
            if row:
                rows.append(row)
        if rows:
            yield Table(rows, zone)

    def _cell(self, element: Element, zone: str) -> tuple[Cell, bool]:
        """A cell, and whether it only goes on the one above."""
        properties = child(element, "tcPr")
        merge = child(properties, "vMerge")
        span = attribute(child(properties, "gridSpan"), "val")
        cell = Cell(
            self._blocks(element, zone),
            colspan=min(100, max(1, int(span))) if span.isdigit() and len(span) < 6 else 1,
        )
        self._write("\t")
        return cell, merge is not None and attribute(merge, "val") != "restart"


def _unwrapped(element: Element, name: str) -> Iterator[Element]:
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in _WRAPPERS:
            yield from _unwrapped(inner, name)


def _holds(element: Element, name: str) -> bool:
    return next(element.iter(f"{{*}}{name}"), None) is not None


def _is_contents(element: Element) -> bool:
    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
    return attribute(gallery, "val") == "Table of Contents"
