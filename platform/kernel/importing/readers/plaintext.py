"""Plain text and Markdown → blocks, line by line, with tables by tab, by bar and by tag."""

import re
from typing import Final

from kernel.importing.pieces import Block, Break, Cell, Para, Reading, Row, Table
from kernel.importing.readers import lines
from kernel.importing.readers.emphasis import with_emphasis
from kernel.importing.readers.hypertext import Builder
from kernel.importing.readers.lines import Line
from kernel.importing.readers.tokens import Token, Words, tokens

_TABLE: Final = re.compile(r"[ \t]*<table[\s>]", re.I)
_TABLE_END: Final = re.compile(r"</table\s*>", re.I)
_MARKDOWN: Final = re.compile(
    r"^[ ]{0,3}#{1,6}[ \t]+\S|\*\*[^*\s][^*]*\*\*|^[ \t]*\|.*\|[ \t]*$|\]\(https?:", re.M
)


def is_markdown(source: str) -> bool:
    """Whether anything in the text is a sign of Markdown."""
    return bool(_MARKDOWN.search(source))


def read_text(source: str) -> Reading:
    """A whole text."""
    reader = _Reader(source, is_markdown(source))
    reader.read()
    return Reading(source, reader.blocks, pictures=reader.pictures)


class _Reader:
    def __init__(self, source: str, markdown: bool) -> None:
        self.source = source
        self.markdown = markdown
        self.blocks: list[Block] = []
        self.pictures = 0
        self._lines = lines.split(source)
        self._open: list[Line] = []
        self._stars = 0  # signs of bold seen in the open lines
        self._prose_until = 0  # lines before this one are known not to be a table

    def read(self) -> None:
        at = 0
        while at < len(self._lines):
            at = self._step(at)
        self._close()

    def _step(self, at: int) -> int:
        """Read what begins on this line; gives the number of the next line."""
        line = self._lines[at]
        text = self.source[slice(*line)]
        if "\f" in text:
            self._close()
            self.blocks.append(Break())
        if not text.strip():
            self._close()
        elif _TABLE.match(text) and (end := self._end_of_table(line[0])):
            self._close()
            self.blocks += self._region([(line[0], end)])
            return self._line_after(end, at)
        elif self.markdown and (lines.FENCE.match(text) or lines.RULE.match(text)):
            if not self._underlined(text):
                self._close()
        elif self.markdown and (found := lines.HEADING.match(text)) and found["text"]:
            self._close()
            start, end = found.span("text")
            self._add([(line[0] + start, line[0] + end)], level=len(found["signs"]))
        elif self._begins_bars(at):
            return self._bars(at)
        elif "\t" in text.rstrip(" ") and (count := self._count_tabbed(at)):
            return self._tabbed(at, count)
        else:
            self._prose(line, text)
        return at + 1

    def _prose(self, line: Line, text: str) -> None:
        if self.markdown and (quote := lines.QUOTE.match(text)):
            line, text = (line[0] + quote.end(), line[1]), text[quote.end() :]
        star = lines.STAR.match(text)
        if star or lines.ITEM.match(text) or not self._goes_on(text):
            self._close()
        if star:
            line = (line[0] + star.end(), line[1])
            self._add([line], bullet="-", depth=len(star["indent"].expandtabs(4)) // 2)
        else:
            self._open.append(line)
            self._stars += text.count("**")

    def _goes_on(self, text: str) -> bool:
        if not self._open:
            return True
        before = self.source[slice(*self._open[-1])]
        if self.markdown and before.endswith("  "):
            return True
        return lines.goes_on(before, text, open_signs=self.markdown and self._stars % 2 > 0)

    def _underlined(self, text: str) -> bool:
        """A line under a single line makes that one a heading."""
        if len(self._open) != 1 or not lines.UNDERLINE.match(text):
            return False
        line, self._open, self._stars = self._open[0], [], 0
        self._add([line], level=1 if "=" in text else 2)
        return True

    def _close(self) -> None:
        region, self._open, self._stars = self._open, [], 0
        if region:
            self._add(region)

    def _add(self, region: list[Line], level: int = 0, bullet: str = "", depth: int = 0) -> None:
        blocks = self._region(region)
        for block in blocks:
            if isinstance(block, Para):
                block.level = block.level or level
                block.bullet, block.depth = block.bullet or bullet, block.depth or depth
        self.blocks += blocks

    def _end_of_table(self, start: int) -> int:
        found = _TABLE_END.search(self.source, start)
        return found.end() if found else 0

    def _line_after(self, end: int, at: int) -> int:
        """The rest of the line on which a table ends is read as a line of its own."""
        while at < len(self._lines) and self._lines[at][1] < end:
            at += 1
        if self.source[end : self._lines[at][1]].strip():
            self._lines[at] = (end, self._lines[at][1])
            return at
        return at + 1

    def _begins_bars(self, at: int) -> bool:
        if at + 1 == len(self._lines) or "|" not in self.source[slice(*self._lines[at])]:
            return False
        rule = self.source[slice(*self._lines[at + 1])]
        return "|" in rule and bool(lines.BAR_RULE.match(rule))

    def _bars(self, at: int) -> int:
        self._close()
        rows = [self._row(self._lines[at], "|")]
        at += 2
        while at < len(self._lines) and "|" in self.source[slice(*self._lines[at])]:
            rows.append(self._row(self._lines[at], "|"))
            at += 1
        self.blocks.append(Table(rows))
        return at

    def _count_tabbed(self, at: int) -> int:
        """How many lines from here on are rows of a table made with tabs; 0 if this is none."""
        if at < self._prose_until:
            return 0
        end = at
        while end < len(self._lines) and "\t" in self.source[slice(*self._lines[end])].rstrip(" "):
            end += 1
        if self._is_table(self._lines[at:end]):
            return end - at
        self._prose_until = end
        return 0

    def _is_table(self, group: list[Line]) -> bool:
        rows = [[self.source[slice(*cell)] for cell in self._cells(line)] for line in group]
        if all(len(row) == 2 and lines.ONLY_SIGN.match(row[0]) for row in rows):
            return False
        last = self.blocks[-1] if self.blocks and not self._open else None
        if isinstance(last, Table) and last.rows and len(last.rows[-1]) == len(rows[0]):
            return True
        return any(row[0].strip() or sum(bool(cell.strip()) for cell in row) > 1 for row in rows)

    def _cells(self, line: Line) -> list[Line]:
        return lines.cells(self.source, line, "\t")

    def _tabbed(self, at: int, count: int) -> int:
        self._close()
        rows = [
            self._row(line, "\t")
            for line in self._lines[at : at + count]
            if not self._is_rule(self._cells(line))
        ]
        if rows:
            self.blocks.append(Table(rows))
        return at + count

    def _is_rule(self, row: list[Line]) -> bool:
        return all(lines.RULE_CELL.match(self.source[slice(*cell)]) for cell in row)

    def _row(self, line: Line, separator: str) -> Row:
        return [Cell(self._region([cell])) for cell in lines.cells(self.source, line, separator)]

    def _region(self, region: list[Line]) -> list[Block]:
        """The blocks of lines that belong together."""
        found: list[Token] = []
        for number, (start, end) in enumerate(region):
            if number:
                hard = self.markdown and self.source.endswith("  ", 0, start - 1)
                found.append(Words(start - 1, start, "\n" if hard else " "))
            found += tokens(self.source, start, end, any_tag=False)
        if self.markdown:
            found = with_emphasis(self.source, found)
        builder = Builder()
        builder.feed(found)
        blocks = builder.finish()
        self.pictures += builder.pictures
        return blocks
