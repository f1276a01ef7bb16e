"""Rules about headings: numbered once, without gaps, and with something below them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from django.utils.translation import gettext as _

from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.tree import Block, Tree, quote

_PART: Final = re.compile(r"\s*(?i:phần|chương)\s+([IVXL]+|\d{1,2})\b")
_ROMAN: Final = re.compile(r"\s*([IVX]+|XL[IVX]*)[.)/:\-–]?\s")
_UPPER: Final = re.compile(r"\s*([A-HJ-UWYZĐ])[.)/]\s")
_ARABIC: Final = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)[.)/]?(?=\s|$)")
_LOWER: Final = re.compile(r"\s*([a-zđ])[.)]\s")
# Điểm a), b)… follow the Vietnamese alphabet (NĐ 30/2020/NĐ-CP, annex I).
_ALPHABET: Final = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Number:
    """The number a heading prints: how high it stands, what it counts within, and its value."""

    rank: int
    within: tuple[int, ...]
    value: int
    written: str


@rule("duplicate_section_number", "warning", "7.5.2")
def sections_are_numbered_once(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """No number stands twice among the sections of one part."""
    for block, number, before in _counted(tree):
        if number.value in before:
            sentence = _("The section number %(number)s stands twice.")
            yield Hit(block.node.id, sentence % {"number": number.written}, number.written)


@rule("section_number_gap", "warning", "7.5.2")
def sections_are_numbered_without_gaps(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """After III comes IV, also where III itself was misprinted."""
    for block, number, before in _counted(tree):
        due = {before[-1] + 1, before[0] + len(before)} if before else {number.value}
        if number.value not in due and number.value not in before:
            sentence = _("Section %(number)s does not follow the one before it: %(title)s.")
            yield Hit(
                block.node.id,
                sentence % {"number": number.written, "title": quote(block.text)},
                number.written,
            )


@rule("empty_section", "warning", "7.5.2")
def sections_say_something(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """A numbered heading is followed by text, or by a section below it; not so in a form."""
    if facts.form:
        return
    blocks = [block for block in tree.blocks if block.node.kind != "pagebreak"]
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.node.kind == "heading" and (own := number_of(block.text)):
            below = number_of(after.text) if after and after.node.kind == "heading" else None
            if not after or (below and below.rank <= own.rank) or after.clause is not block.clause:
                sentence = _("Nothing stands below the heading “%(title)s”.")
                yield Hit(block.node.id, sentence % {"title": quote(block.text)})


def number_of(title: str) -> Number | None:
    """The number that a heading begins with, if it has one."""
    if found := _PART.match(title):
        return Number(0, (), _value(found[1]), found[0].strip())
    if found := _UPPER.match(title):
        return Number(1, (), ord(found[1]), found[1])
    if found := _ROMAN.match(title):
        return Number(2, (), roman(found[1]), found[1])
    if found := _ARABIC.match(title):
        *within, value = map(int, found[1].split("."))
        return Number(3 + len(within), tuple(within), value, found[1])
    if (found := _LOWER.match(title)) and found[1] in _ALPHABET:
        return Number(9, (), _ALPHABET.index(found[1]), found[1])
    return None


def roman(digits: str) -> int:
    """The value of a Roman number such as XIV."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[digit] for digit in digits]
    following = [*values[1:], 0]
    return sum(-one if one < after else one for one, after in zip(values, following, strict=True))


def _value(digits: str) -> int:
    return int(digits) if digits.isdigit() else roman(digits)


def _counted(tree: Tree) -> Iterator[tuple[Block, Number, list[int]]]:
    """Each numbered heading with the numbers that its predecessors of the same row carried.

    A row begins anew below every heading of a higher rank, below a title without a number (of a
    form, of an annex), and within every clause.
    """
    rows: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    clause = None
    for block in tree.of_kind("heading", "clause"):
        if block.clause is not clause or block.node.kind == "clause":
            rows, clause = {}, block.clause
        if block.node.kind == "clause":
            continue
        number = number_of(block.text)
        if not number and block.node.body["level"] == 1:
            rows = {}
        if number:
            rows = {key: row for key, row in rows.items() if _survives(key, number)}
            row = rows.setdefault((number.rank, number.within), [])
            yield block, number, list(row)
            row.append(number.value)


def _survives(key: tuple[int, tuple[int, ...]], number: Number) -> bool:
    """Dotted numbers name the sections above them, so only other kinds of numbers end their row."""
    rank, within = key
    return rank <= number.rank or (number.rank > 2 and bool(within))
