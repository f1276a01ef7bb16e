"""DOCX → blocks: the document with its boxes in place, then headers, footers and notes.

The source text is what Word would show: labels of automatic numbering are written out, deleted
text of tracked changes is left out and counted.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from kernel.content.carried import scan
from kernel.content.inline import UNPRINTABLE, nfc
from kernel.importing import legacy
from kernel.importing.archive import Archive, damaged
from kernel.importing.pictures import MAX_COUNT, Picture, looked_at
from kernel.importing.pieces import (
    Block,
    Break,
    Cell,
    Figure,
    Para,
    Piece,
    Pieces,
    Reading,
    Row,
    Table,
    text_of,
)
from kernel.importing.readers import known
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
_TEXT_WIDTH: Final = 165 * 36_000  # 165 mm in the unit of drawings (EMU)


def read_word(archive: Archive) -> Reading:
    """All text of an opened DOCX; what was typed in an old font becomes Unicode."""
    reading = _Reader(archive).read()
    if (old := legacy.recognise(reading.source)) is None:
        return reading
    again = _Reader(archive, assumed=old).read()
    again.legacy = ", ".join(filter(None, (again.legacy, old.value)))
    return again


class _Reader:
    def __init__(self, archive: Archive, *, assumed: legacy.Legacy | None = None) -> None:
        self._archive = archive
        self._main = main_part(archive)
        self._links = links(archive, self._main)
        self._styles = Styles.of(self._linked("styles"))
        self._numbers = Numbers(self._linked("numbering"))
        self._written: list[str] = []
        self._length = 0
        self._counts = Counts()
        self._runs = Runs(self._write, self._counts, self._styles, assumed)
        self._hanging = {kind: self._by_id(kind) for kind in (*_NOTES, "comments")}
        self._beside: list[Figure] = []  # pictures in cells of the table being read
        self._said: dict[str, Any] = {}
        self._comments = 0
        self._pictures = 0
        self._part = self._main
        self._owners: dict[Element, str] = {}
        self._placed: list[tuple[str, list[Block]]] = []  # blocks of the body by their stretch

    def read(self) -> Reading:
        body = child(parse(self._archive, self._main), "body")
        if body is None:
            raise damaged()
        blocks = self._body(body)
        for kind, zone in _ZONES:
            said: set[str] = set()
            for part in self._targets(kind):
                self._part = part
                blocks += self._once(self._blocks(parse(self._archive, part), zone), said)
        self._part = self._main
        for kind, left in self._hanging.items():
            for key in list(left):
                blocks += self._hung(kind, key)
        return Reading(
            "".join(self._written),
            blocks,
            self._counts.pictures,
            self._counts.deleted,
            self._comments,
            legacy=", ".join(sorted(self._counts.legacy)),
            macros=any(name.lower().endswith("vbaproject.bin") for name in self._archive.names),
            said=self._said,
        )

    def _body(self, body: Element) -> list[Block]:
        """The blocks of the document; those of our own tree, where it is still what is shown."""
        carried = known.carried(self._archive, self._links)
        if carried is None:
            return self._blocks(body, "body")
        seen = scan(body)
        self._owners = seen.owners
        self._said = dict(carried.meta)
        return known.placed(self._by_stretch(body), carried, seen)

    def _by_stretch(self, body: Element) -> Iterator[tuple[str, Block]]:
        """Each block with the stretch it lies in; tables of clauses row by row."""
        for inner in body:
            name = self._owners.get(inner, "")
            rows = list(_unwrapped(inner, "tr")) if local(inner) == "tbl" else []
            names = {self._owners.get(row, "") for row in rows}
            if len(names) == 1:
                name = names.pop()
            for block in self._blocks([inner], "body"):
                if not names:
                    yield name, block
                elif isinstance(block, Table) and len(block.rows) == len(rows):
                    for row, cells in zip(rows, block.rows, strict=True):
                        heads = child(row, "trPr", "tblHeader") is not None
                        zone = "around" if heads and not self._owners.get(row) else "body"
                        yield self._owners.get(row, ""), Table([cells], zone)
                else:
                    yield name, block

    def _once(self, blocks: list[Block], said: set[str]) -> list[Block]:
        """Headers of the first, the odd and the even pages mostly say the same."""
        for block in blocks:
            if isinstance(block, (Para, Table)) and text_of(block) in said:
                block.zone = "repeated"
            said.add(text_of(block))
        return blocks

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

    def _by_id(self, kind: str) -> dict[str, Element]:
        root = self._linked(kind)
        parts = [part for part in (root if root is not None else ()) if attribute(part, "id")]
        return {
            attribute(part, "id"): part
            for part in parts
            if attribute(part, "type") not in ("separator", "continuationSeparator")
        }

    def _hung(self, kind: str, key: str) -> Iterator[Block]:
        """A note or a comment, behind the paragraph it hangs on."""
        element = self._hanging[kind].pop(key, None)
        if element is None:
            return
        if kind != "comments":
            yield from self._blocks(element, "note")
            return
        self._comments += 1
        if author := UNPRINTABLE.sub("", nfc(attribute(element, "author"))).strip():
            start, end = self._write(f"{author}:")
            yield Para([Piece(start, end, f"{author}:")], zone="comment")
        yield from self._blocks(element, "comment")

    def _blocks(self, element: Iterable[Element], zone: str) -> list[Block]:
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
        found = self._runs.of(element, self._label(element, listed), style.font)
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
        for drawing in found.drawings:
            yield from self._figures(drawing, zone)
        yield from self._boxed(found)
        for kind, key in found.notes:
            yield from self._hung(kind, key)
        if found.page_breaks and found.pieces:
            yield Break()

    def _figures(self, drawing: Element, zone: str) -> Iterator[Block]:
        """The pictures of a drawing that lie in the file itself."""
        said = next((attribute(part, "descr") for part in drawing.iter("{*}docPr")), "")
        size = next((attribute(part, "cx") for part in drawing.iter("{*}extent")), "")
        for blip in drawing.iter("{*}blip"):
            picture = None
            if zone not in ("header", "footer"):
                picture = self._picture(attribute(blip, "embed"))
            if picture is None:
                self._counts.pictures += 1
                continue
            alt: Pieces = []
            start, end = self._write(" ".join(UNPRINTABLE.sub("", nfc(said)).split())[:500])
            if end > start:
                alt.append(Piece(start, end, self._written[-1]))
            self._write("\n")
            width = round(100 * int(size) / _TEXT_WIDTH) if size.isdigit() else 0
            where = "body" if zone == "body" else "figure"
            yield Figure(picture, alt, min(100, max(10, width)) if width else 0, where)

    def _picture(self, link: str) -> Picture | None:
        part = links(self._archive, self._part).get(link, ("", ""))[1]
        self._pictures += 1
        if part not in self._archive.names or self._pictures > MAX_COUNT:
            return None
        return looked_at(self._archive.read_picture(part))

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
        outer, self._beside = self._beside, []
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
        beside, self._beside = self._beside, outer
        for figure in beside:
            figure.zone = "figure"
            yield figure

    def _cell(self, element: Element, zone: str) -> tuple[Cell, bool]:
        """A cell, and whether it only goes on the one above."""
        properties = child(element, "tcPr")
        merge = child(properties, "vMerge")
        span = attribute(child(properties, "gridSpan"), "val")
        blocks = self._blocks(element, zone)
        self._beside += [block for block in blocks if isinstance(block, Figure)]
        cell = Cell(
            [block for block in blocks if not isinstance(block, Figure)],
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
