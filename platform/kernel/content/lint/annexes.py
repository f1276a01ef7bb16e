"""Rules about annexes: those named are there, those there are named, none is skipped."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.sections import roman
from kernel.content.lint.tree import Block, Tree
from kernel.content.nodes import Node

_ANNEX: Final = re.compile(
    r"(?<!\w)(?:phụ\s+lục(?:\s+số)?\s*|PL\s?\.?)(\d{1,2}|[IVX]+)(?![\w])", re.IGNORECASE
)
# An annex of a law is not one of ours.
_OF_LAW: Final = re.compile(
    r"[^.;\n]{0,60}?(?:(?:ban\s+hành\s+)?kèm\s+theo|của)\s+(?:Luật|Nghị\s+định|Thông\s+tư|Quyết\s+định)",
    re.IGNORECASE,
)


class Annex(NamedTuple):
    """One mention of an annex."""

    number: int
    written: str
    node: Node


@rule("unknown_annex", "warning", "7.5.2")
def annexes_exist(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """An annex that the text names stands in this document, or is a document of its own."""
    there = {annex.number for annex in _titles(tree)} | _documents(facts)
    for annex in _mentions(tree):
        if annex.number not in there:
            sentence = _("There is no annex called “%(name)s”.")
            yield Hit(annex.node.id, sentence % {"name": annex.written}, annex.written)


@rule("unused_annex", "warning", "7.5.2")
def annexes_are_named(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """An annex that nothing in the text leads to will not be read."""
    named = {annex.number for annex in _mentions(tree)}
    for annex in _titles(tree):
        if annex.number not in named:
            sentence = _("Nothing in the text leads to “%(name)s”.")
            yield Hit(annex.node.id, sentence % {"name": annex.written}, annex.written)


@rule("skipped_annex", "warning", "7.5.2")
def no_annex_is_skipped(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """Where annexes 1 and 5 are named, 2 to 4 are expected as well."""
    named = {annex.number for annex in [*_titles(tree), *_mentions(tree)]}
    if not named:
        return
    skipped = set(range(1, max(named))) - named - _documents(facts)
    if skipped:
        written = ", ".join(str(number) for number in sorted(skipped))
        yield Hit(
            "", _("Annexes are numbered with gaps; missing: %(numbers)s.") % {"numbers": written}
        )


def _titles(tree: Tree) -> list[Annex]:
    return [annex for block in tree.blocks if _is_title(block) for annex in _found(block)[:1]]


def _mentions(tree: Tree) -> list[Annex]:
    return [
        annex
        for block in tree.blocks
        for annex in (_found(block)[1:] if _is_title(block) else _found(block))
    ]


def _is_title(block: Block) -> bool:
    """A heading, or a short line of its own, that begins with the annex."""
    is_line = block.node.kind == "paragraph" and len(block.text) < 20
    return bool((block.node.kind == "heading" or is_line) and _ANNEX.match(block.text.strip()))


def _found(block: Block) -> list[Annex]:
    text = block.text
    return [
        Annex(_number(found[1]), found[0], block.node)
        for found in _ANNEX.finditer(text)
        if not _OF_LAW.match(text, found.end())
    ]


def _number(digits: str) -> int:
    return int(digits) if digits.isdigit() else roman(digits.upper())


def _documents(facts: LintFacts) -> set[int]:
    """Annexes that are documents with a code such as PL01."""
    found = (_ANNEX.fullmatch(code.strip()) for code in facts.known_codes or ())
    return {_number(annex[1]) for annex in found if annex}
