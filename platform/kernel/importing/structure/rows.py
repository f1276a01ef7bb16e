"""Clause rows: found as tables or as headings, matched to clauses, made into nodes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_lazy as _

from kernel.content.nodes import Node
from kernel.importing.clauses import Match, Matcher, heading
from kernel.importing.pieces import Block, Known, Para, Table, text_of
from kernel.importing.result import ClauseRow
from kernel.importing.structure.desk import Desk
from kernel.importing.structure.drafts import (
    Draft,
    Gathering,
    goes_on_with,
    is_cell_rest,
    is_clause_table,
    is_clause_title,
    is_noise,
)
from kernel.importing.structure.patterns import label
from kernel.importing.structure.prose import Levels, convert
from kernel.importing.structure.tray import put_aside

_EXCLUDED: Final = re.compile(
    r"không\s+áp\s+dụng|(?:được\s+)?loại\s+trừ|ngoại\s+lệ|not\s+applicable", re.I
)
_EXCLUDABLE: Final = ("7", "8")  # chapters of which an agency may exclude a requirement (4.3)
_LONGEST_REASON: Final = 600  # characters: a longer answer only mentions an exclusion
_FEWEST_HEADINGS: Final = 5  # clauses as headings: fewer are a coincidence


@dataclass(slots=True)
class Stretch:
    """Either ordinary blocks, or the rows of the clauses."""

    blocks: list[Block] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


def divide(desk: Desk, matcher: Matcher, blocks: list[Block]) -> Iterator[Stretch]:
    """The document as ordinary stretches and clause rows, in its order."""
    ordinary: list[Block] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Known):
            yield from _headed(ordinary, matcher)
            ordinary = []
            yield Stretch([block])
            at += 1
        elif isinstance(block, Table) and is_clause_table(block, matcher):
            gathering = Gathering(desk, matcher)
            end = _gather(gathering, blocks, at)
            chapter = _pop_chapter(ordinary, matcher)
            yield from _headed(ordinary, matcher)
            ordinary = []
            yield Stretch(drafts=[*chapter, *gathering.drafts])
            at = end
        else:
            ordinary.append(block)
            at += 1
    yield from _headed(ordinary, matcher)


def _gather(gathering: Gathering, blocks: list[Block], at: int) -> int:
    """Read one clause table with all its parts; gives the number of the block after it."""
    columns = 0
    while at < len(blocks):
        block = blocks[at]
        if isinstance(block, Table) and (not columns or goes_on_with(block, gathering, columns)):
            columns = len(block.rows[0])
            gathering.add_table(block)
        elif isinstance(block, Para) and _is_chapter(block, gathering.matcher):
            gathering.add_heading(block)
        elif is_noise(block) and _is_followed(blocks, at + 1, gathering):
            if isinstance(block, Para):
                gathering.desk.syntax(block.pieces, "page number")
        elif is_cell_rest(block, gathering.drafts[-1] if gathering.drafts else None):
            assert isinstance(block, Para)
            gathering.add_rest(block)
        else:
            break
        at += 1
    return at


def _is_followed(blocks: list[Block], at: int, gathering: Gathering) -> bool:
    following = blocks[at] if at < len(blocks) else None
    return isinstance(following, Table) and goes_on_with(
        following, gathering, len(following.rows[0]) if following.rows else 0
    )


def _is_chapter(para: Para, matcher: Matcher) -> bool:
    return is_clause_title(text_of(para), matcher)


def _pop_chapter(ordinary: list[Block], matcher: Matcher) -> list[Draft]:
    """A chapter's title right above the table belongs to it."""
    last = ordinary[-1] if ordinary else None
    if (
        isinstance(last, Para)
        and _is_chapter(last, matcher)
        and "." not in heading(text_of(last)).printed
    ):
        ordinary.pop()
        return [Draft(last.pieces)]
    return []


def _headed(blocks: list[Block], matcher: Matcher) -> Iterator[Stretch]:
    """Clauses written as headings with text below them, where there are enough to be sure."""
    titled = {
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Para) and is_clause_title(text_of(block), matcher)
    }
    if len(titled) < _FEWEST_HEADINGS:
        yield Stretch(blocks)
        return
    current = Stretch()
    for at, block in enumerate(blocks):
        if at in titled:
            if not current.drafts:
                yield current
                current = Stretch()
            assert isinstance(block, Para)
            current.drafts.append(Draft(block.pieces, headed=True))
        elif current.drafts and not _ends_clauses(block):
            current.drafts[-1].content.append(block)
        else:
            if current.drafts:
                yield current
                current = Stretch()
            current.blocks.append(block)
    yield current


def _ends_clauses(block: Block) -> bool:
    """A part or an appendix begins; the last clause does not reach into it."""
    if not isinstance(block, Para):
        return False
    found = label(text_of(block))
    return found.kind in ("part", "appendix") and len(text_of(block)) < 160


def settle(
    desk: Desk, matcher: Matcher, drafts: list[Draft], levels: Levels, done: list[ClauseRow]
) -> list[Node]:
    """The nodes of gathered rows; each is reported in `done`, those of no clause go to the tray."""
    nodes: list[Node] = []
    for draft in drafts:
        body = " ".join(text_of(block) for block in draft.content)
        after = next((row.clause for row in reversed(done) if row.clause), "")
        match = matcher.best(draft.text, body=body, after=after)
        row = heading(draft.text)
        start = draft.title[0].start if draft.title else 0
        node = _node(desk, matcher, draft, match, levels) if match else None
        if node is None:
            row_blocks = [Para(draft.title), *draft.content]
            put_aside(desk, row_blocks, _("A row of the clause table that fits no clause."))
        else:
            nodes.append(node)
        done.append(
            ClauseRow(
                row=len(done) + 1,
                printed=row.printed,
                title=row.title,
                clause=match.clause if match else "",
                confidence=match.confidence if match else 0.0,
                by=match.by if match else "",
                node_id=node.id if node else "",
                start=start,
                runner_up=match.runner_up if match else "",
            )
        )
    return nodes


def _node(desk: Desk, matcher: Matcher, draft: Draft, match: Match, levels: Levels) -> Node:
    others = [number for number in heading(draft.text).others if number in matcher]
    clauses = list(dict.fromkeys([match.clause, *others]))
    children = convert(desk, draft.content, levels=levels if draft.headed else None)
    return desk.clause(clauses, draft.title, not _is_excluded(match.clause, draft), children)


def _is_excluded(clause: str, draft: Draft) -> bool:
    """Whether the answer begins by saying that the requirement is not applied."""
    first = next((text for text in map(text_of, draft.content) if text), "")
    said = len(first) <= _LONGEST_REASON and _EXCLUDED.search(first)
    return clause.split(".")[0] in _EXCLUDABLE and bool(said)
