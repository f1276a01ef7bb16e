"""Tokens with tags → blocks; made for HTML that people pasted, so nothing has to be closed."""

from collections.abc import Iterable
from typing import Final

from kernel.importing.pieces import PLAIN, Block, Cell, Marks, Para, Piece, Pieces, Reading, Table
from kernel.importing.readers.tokens import BLOCK_TAGS, Tag, Toggle, Token, tokens

_MARK_OF: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
}
_DEEPEST_TABLE: Final = 6


def read_html(source: str) -> Reading:
    """A whole page."""
    builder = Builder(page=True)
    builder.feed(tokens(source, 0, len(source), any_tag=True))
    return Reading(source, builder.finish(), pictures=builder.pictures)


class Builder:
    """Collects blocks while tokens pass by; `page` collapses line ends as browsers do."""

    def __init__(self, *, page: bool = False) -> None:
        self.page = page
        self.pictures = 0
        self._tables: list[Table] = []
        self._too_deep = 0
        self._outer: list[list[Block]] = []
        self._blocks: list[Block] = []
        self._marks: dict[str, int] = {}
        self._toggled: Marks = PLAIN
        self._lists: list[str] = []
        self._pre = 0
        self._para = Para([])

    def feed(self, given: Iterable[Token]) -> None:
        for token in given:
            if isinstance(token, Tag):
                self._tag(token)
            elif isinstance(token, Toggle):
                self._toggled = self._toggled ^ token.marks
            else:
                text = token.text.replace("\n", " ") if self.page and not self._pre else token.text
                self._para.pieces.append(Piece(token.start, token.end, text, self._marked()))

    def finish(self) -> list[Block]:
        """All blocks, with whatever was left open closed."""
        self._end_para()
        self._too_deep = 0
        while self._tables:
            self._end_table()
        self._end_para()
        return self._blocks

    def _marked(self) -> Marks:
        return self._toggled | {mark for mark, count in self._marks.items() if count > 0}

    def _tag(self, tag: Tag) -> None:
        if tag.name in _MARK_OF:
            mark = _MARK_OF[tag.name]
            self._marks[mark] = max(0, self._marks.get(mark, 0) + (-1 if tag.closing else 1))
        elif tag.name == "br":
            self._add(tag, "\n")
        elif tag.name == "img":
            self.pictures += 1
        elif tag.name == "input" and tag.attribute("type").lower() == "checkbox":
            self._add(tag, "☑" if tag.has("checked") else "☐")
        elif tag.name in BLOCK_TAGS:
            self._block_tag(tag)

    def _add(self, tag: Tag, text: str) -> None:
        self._para.pieces.append(Piece(tag.start, tag.end, text, self._marked()))

    def _block_tag(self, tag: Tag) -> None:
        self._end_para(fresh=tag.closing)
        if tag.name == "table":
            self._end_table() if tag.closing else self._begin_table()
        elif tag.name == "tr" and self._tables and not tag.closing:
            self._end_cell()
            self._tables[-1].rows.append([])
        elif tag.name in ("td", "th") and self._tables:
            self._end_cell() if tag.closing else self._begin_cell(tag)
        elif tag.name in ("ul", "ol"):
            self._list_tag(tag)
        elif tag.name == "pre":
            self._pre = max(0, self._pre + (-1 if tag.closing else 1))
        if not tag.closing:
            self._describe(tag)

    def _describe(self, tag: Tag) -> None:
        """What the tag says about the paragraph that begins here."""
        para = self._para
        if tag.name[0] == "h" and tag.name[1:].isdigit():
            para.level = int(tag.name[1:])
        elif tag.name == "li":
            para.bullet, para.loose = self._lists[-1] if self._lists else "-", False
        elif tag.name == "title":
            para.zone = "title"
        align = "center" if tag.name == "center" else tag.attribute("align").lower()
        style = tag.attribute("style").lower().replace(" ", "")
        for side in ("center", "right"):
            if align == side or f"text-align:{side}" in style:
                para.align = side

    def _list_tag(self, tag: Tag) -> None:
        if not tag.closing:
            silent = "list-style-type:none" in tag.attribute("style").replace(" ", "")
            self._lists.append("-" if tag.name == "ul" else "" if silent else "1.")
        elif self._lists:
            self._lists.pop()
        self._fresh()

    def _begin_table(self) -> None:
        if len(self._tables) >= _DEEPEST_TABLE:
            self._too_deep += 1
            return
        self._tables.append(Table([]))
        self._outer.append(self._blocks)
        self._blocks = []

    def _begin_cell(self, tag: Tag) -> None:
        self._end_cell()
        rows = self._tables[-1].rows
        if not rows:
            rows.append([])
        cell = Cell(self._blocks, _number(tag, "colspan", 100), _number(tag, "rowspan", 1000))
        rows[-1].append(cell)
        self._fresh()

    def _end_cell(self) -> None:
        """Words between the cells of a table lie before it, so that none is lost."""
        table = self._tables[-1]
        in_cell = any(cell.blocks is self._blocks for row in table.rows[-1:] for cell in row)
        if not in_cell:
            self._outer[-1].extend(self._blocks)
        self._blocks = []

    def _end_table(self) -> None:
        if self._too_deep or not self._tables:
            self._too_deep = max(0, self._too_deep - 1)
            return
        self._end_para()
        self._end_cell()
        table = self._tables.pop()
        self._blocks = self._outer.pop()
        table.rows = [row for row in table.rows if row]
        if table.rows:
            self._blocks.append(table)
        self._fresh()

    def _end_para(self, *, fresh: bool = True) -> None:
        """An opening tag leaves an empty paragraph as it is: `<li><p>` is one item."""
        if any(piece.text.strip() for piece in self._para.pieces):
            self._blocks.append(self._para)
            self._fresh()
        elif fresh:
            self._fresh()

    def _fresh(self) -> None:
        """A new paragraph, knowing the list it lies in."""
        pieces: Pieces = []
        depth = max(0, len(self._lists) - 1)
        self._para = Para(pieces, loose=bool(self._lists), depth=depth)


def _number(tag: Tag, name: str, most: int) -> int:
    value = tag.attribute(name)
    return min(most, max(1, int(value))) if value.isdigit() and len(value) < 6 else 1
