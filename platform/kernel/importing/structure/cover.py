"""The first pages: agency, title, code, signers, distribution list and revision table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from kernel.importing.pieces import (
    Block,
    Break,
    Known,
    Para,
    Piece,
    Table,
    cell_pieces,
    paras_of,
    plain,
    squash,
    text_of,
)
from kernel.importing.result import (
    COVER,
    DISTRIBUTION,
    REVISIONS,
    Cover,
    Recipient,
    Revision,
    Signer,
)
from kernel.importing.structure import approval, lists_of_cover
from kernel.importing.structure.desk import Desk
from kernel.importing.structure.fields import (
    Fields,
    kind_of,
    may_be_title,
    names_agency,
    names_nation,
)
from kernel.importing.structure.patterns import PAGE_NUMBER, label, looks_like_heading
from kernel.importing.structure.tray import put_aside

_LONGEST_COVER: Final = 60  # blocks
_LONG: Final = 200  # characters: a paragraph of this length is no line of a cover


@dataclass(slots=True)
class CoverReader:
    """Takes from the beginning of a document what describes it; the rest is given back."""

    desk: Desk
    fields: Fields = field(default_factory=Fields)
    agencies: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    recipients: list[Recipient] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    lines: dict[str, list[str]] = field(
        default_factory=lambda: {COVER: [], DISTRIBUTION: [], REVISIONS: []}
    )
    _after_title: bool = False

    def take(self, blocks: list[Block]) -> list[Block]:
        """Read the cover; gives the blocks of the body."""
        end = _end(blocks)
        if not _is_cover(blocks[:end]):
            return blocks
        taken = [at for at in self._each(blocks, end) if at >= 0]
        last = max(taken, default=-1)
        gone = set(taken)
        for at in range(last):
            if at not in gone and _zone(blocks[at]) == "body":
                put_aside(
                    self.desk, [blocks[at]], _("A line of the cover that says nothing known.")
                )
        kept = enumerate(blocks)
        return [b for at, b in kept if at not in gone and (at > last or _zone(b) == "around")]

    def take_running(self, blocks: list[Block]) -> None:
        """Headers, footers and the title of a page: mostly what the cover says already."""
        for block in blocks:
            for para in paras_of(block):
                line = text_of(para)
                if PAGE_NUMBER.match(line):
                    self.desk.syntax(para.pieces, "page number")
                elif squash(line).lower() in {squash(known).lower() for known in self._known()}:
                    self.desk.syntax(para.pieces, "running header")
                elif not self._line(para):
                    put_aside(self.desk, [para], _("The header or footer of the pages."))

    def believe(self, said: Mapping[str, Any]) -> None:
        """What a file of ours says of itself counts where its pages say nothing."""
        code, title = said.get("code"), said.get("title")
        if isinstance(code, str) and not self.fields.code:
            self.fields.code = code[:50]
        if isinstance(title, str) and title:
            self.titles = [title[:300]]
        for name in ("issue", "amendment"):
            number = said.get(name)
            if type(number) is int and 0 <= number < 1000 and getattr(self.fields, name) is None:
                setattr(self.fields, name, number)

    def cover(self) -> Cover:
        """All that was found."""
        parent, agency = ("", "")
        if self.agencies:
            parent, agency = (
                ("", self.agencies[0]) if len(self.agencies) == 1 else self.agencies[:2]
            )
        title = " ".join(self.titles)
        return Cover(
            agency=agency, parent=parent, title=title, kind=kind_of(title),
            code=self.fields.code, issue=self.fields.issue, amendment=self.fields.amendment,
            issued_on=self.fields.issued_on, signers=tuple(self.signers),
            distribution=tuple(self.recipients), revisions=tuple(self.revisions),
            lines=tuple(self.lines[COVER]), distribution_lines=tuple(self.lines[DISTRIBUTION]),
            revision_lines=tuple(self.lines[REVISIONS]),
        )  # fmt: skip

    def _known(self) -> list[str]:
        return [*self.lines[COVER], " ".join(self.titles), *self.agencies, self.fields.code]

    def _each(self, blocks: list[Block], end: int) -> Iterator[int]:
        """The numbers of the blocks that were read."""
        at = 0
        while at < end:
            count = self._block(blocks, at, end)
            yield from range(at, at + count)
            at += max(1, count)

    def _block(self, blocks: list[Block], at: int, end: int) -> int:
        """Read what begins here; gives how many blocks that were."""
        block = blocks[at]
        text = text_of(block)
        if isinstance(block, Para):
            if lists_of_cover.heads_distribution(text):
                return self._distribution(blocks, at, end)
            if lists_of_cover.heads_revisions(text):
                return self._revision_heading(blocks, at, end)
            return int(self._line(block))
        if isinstance(block, Table):
            return int(self._table(block))
        return 0

    def _table(self, table: Table) -> bool:
        self._after_title = False
        if found := approval.read(table):
            self.signers = self.signers or found.signers
            for cell in found.read:
                self._book(cell_pieces(cell), COVER)
            stray = [block for cell in found.stray for block in cell.blocks]
            if table.zone != "around":
                put_aside(self.desk, stray, _("A stamp or a signature on the cover."))
            return True
        if lists_of_cover.is_revision_table(table):
            self.revisions += lists_of_cover.revisions(table)
            self._book_blocks([table], REVISIONS)
            return True
        if lists_of_cover.has_boxes(table):
            self.recipients += lists_of_cover.recipients(table)
            self._book_blocks([table], DISTRIBUTION)
            return True
        return self._layout_table(table)

    def _layout_table(self, table: Table) -> bool:
        """A table that only places lines side by side, such as the header of the pages."""
        nested = [b for row in table.rows for c in row for b in c.blocks if isinstance(b, Table)]
        for inner in nested:
            inner.zone = table.zone
        read_within = sum(map(self._table, nested)) > 0
        paras = [para for para in _paras_outside(table) if text_of(para)]
        if read_within and not paras:
            return True
        if not paras or any(len(text_of(para)) > _LONG for para in paras):
            return False
        read = [self._line(para) for para in paras]
        if not any(read) and not read_within:
            return False
        if table.zone == "around":
            return True
        left = [para for para, done in zip(paras, read, strict=True) if not done]
        put_aside(self.desk, left, _("A line of the cover that says nothing known."))
        return True

    def _distribution(self, blocks: list[Block], at: int, end: int) -> int:
        last = at + 1
        while last < end and (
            lists_of_cover.is_list_line(blocks[last])
            or (last == at + 1 and isinstance(blocks[last], Table))
        ):
            self.recipients += lists_of_cover.recipients(blocks[last])
            last += 1
        self._book_blocks(blocks[at:last], DISTRIBUTION)
        return last - at

    def _revision_heading(self, blocks: list[Block], at: int, end: int) -> int:
        self._book_blocks([blocks[at]], REVISIONS)
        table = blocks[at + 1] if at + 1 < end else None
        if isinstance(table, Table) and not lists_of_cover.is_revision_table(table):
            self.revisions += lists_of_cover.revisions(table)
            self._book_blocks([table], REVISIONS)
            return 2
        return 1

    def _line(self, para: Para) -> bool:
        """Read a paragraph of which every line says something known."""
        said = plain(para.pieces).replace("\t", "\n")
        lines = [line.strip() for line in said.split("\n") if line.strip()]
        if not lines or not all(self._says(" ".join(line.split())) for line in lines):
            return False
        self._book(para.pieces, COVER)
        return True

    def _says(self, line: str) -> bool:
        after_title, self._after_title = self._after_title, False
        if names_nation(line):
            return True
        if names_agency(line) and not after_title:
            if squash(line) not in map(squash, self.agencies):
                self.agencies.append(line)
            return True
        if self.fields.take(line):
            return True
        if may_be_title(line) and (after_title or not self.titles):
            self.titles.append(line)
            self._after_title = True
            return True
        return squash(line) in map(squash, [" ".join(self.titles), *self.titles])

    def _book_blocks(self, blocks: Iterable[Block], part: str) -> None:
        for block in blocks:
            for para in paras_of(block):
                self._book(para.pieces, part)

    def _book(self, pieces: Iterable[Piece], part: str) -> None:
        kept = list(pieces)
        self.desk.cover(kept, part)
        self.lines[part].append(plain(kept))


def _paras_outside(table: Table) -> Iterator[Para]:
    """The paragraphs of a table, but not those of tables within it."""
    for row in table.rows:
        for cell in row:
            for block in cell.blocks:
                if not isinstance(block, Table):
                    yield from paras_of(block)


def _zone(block: Block) -> str:
    return "" if isinstance(block, Break) else block.zone


def _end(blocks: list[Block]) -> int:
    """Where the body begins: at the first numbered heading or the first long paragraph."""
    for at, block in enumerate(blocks[:_LONGEST_COVER]):
        if isinstance(block, Known):
            return at
        if isinstance(block, Para):
            numbered = looks_like_heading(block) and label(plain(block.pieces)).kind
            if numbered or len(text_of(block)) > _LONG:
                return at
    return min(len(blocks), _LONGEST_COVER)


def _is_cover(blocks: list[Block]) -> bool:
    """Whether the first blocks look like a cover: a kind of document or an approval table."""
    for block in blocks:
        if isinstance(block, Table) and block.rows and approval.read(block):
            return True
        if any(kind_of(text_of(para)) and may_be_title(text_of(para)) for para in paras_of(block)):
            return True
    return False
