"""Rules about clauses that do not apply: justified (4.3), and not contradicted elsewhere."""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from kernel.content.lint.clauses import has_answer, numbers
from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.tree import Block, Tree
from kernel.content.markup import plain

_SENTENCE: Final = re.compile(r"(?:[^.;\n]|\.(?=\d))+")
_EXCLUDES: Final = re.compile(r"(?<!\w)(?:không\s+áp\s+dụng|loại\s+trừ|ngoại\s+lệ)(?!\w)", re.I)
_NUMBERS: Final = re.compile(r"(?<![\w.])\d{1,2}(?:\.\d{1,2})+(?![\w]|\.\d)")


@rule("exclusion_without_reason", "error", "4.3")
def exclusions_are_justified(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """A clause that does not apply says why not."""
    for block in tree.of_kind("clause"):
        if not block.node.body["applicable"] and not _reason(block) and not _says(tree, block):
            sentence = _("Clause %(number)s does not apply, but no reason is given.")
            yield Hit(block.node.id, sentence % {"number": _numbers_of(block)})


@rule("exclusion_contradicted", "error", "4.3")
def exclusions_hold(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """What is excluded is not answered elsewhere, and what is answered is not excluded."""
    yield from _applied_below(tree)
    for block in tree.of_kind("clause"):
        if block.node.body["applicable"] and _says_only_that_it_does_not_apply(tree, block):
            sentence = _("The answer says that clause %(number)s does not apply; mark it so.")
            yield Hit(block.node.id, sentence % {"number": _numbers_of(block)})
        if not block.node.body["applicable"] and block.node.body.get("related"):
            sentence = _("Clause %(number)s does not apply, but names related documents.")
            yield Hit(block.node.id, sentence % {"number": _numbers_of(block)})
    yield from _excluded_in_words(tree)


def _applied_below(tree: Tree) -> Iterator[Hit]:
    """8.3 is excluded, yet 8.3.2 (or 8.3 once more) is answered."""
    excluded = {number for block in _clauses(tree, False) for number in _own(block)}
    for block in _clauses(tree, True):
        for number in _own(block):
            above = [one for one in excluded if f"{number}.".startswith(f"{one}.")]
            if above and has_answer(tree, block.node):
                sentence = _("Clause %(number)s is answered here, but %(excluded)s does not apply.")
                yield Hit(block.node.id, sentence % {"number": number, "excluded": min(above)})


def _excluded_in_words(tree: Tree) -> Iterator[Hit]:
    """A sentence excludes a clause that has an answer of its own."""
    applied = {
        number: block
        for block in _clauses(tree, True)
        if has_answer(tree, block.node) and not _says_only_that_it_does_not_apply(tree, block)
        for number in _own(block)
    }
    for block in tree.blocks:
        for number in _excluded_by(block.prose):
            if number in applied and block.clause is not applied[number].node:
                sentence = _("This excludes clause %(number)s, which is answered as applying.")
                yield Hit(block.node.id, sentence % {"number": number}, number)


def _excluded_by(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text):
        if _EXCLUDES.search(sentence):
            yield from _NUMBERS.findall(sentence)


def _says_only_that_it_does_not_apply(tree: Tree, block: Block) -> bool:
    answer = tree.answer(block.node)
    return len(answer) < 120 and bool(re.search(r"không\s+áp\s+dụng\W*$", answer, re.I))


def _says(tree: Tree, block: Block) -> bool:
    return has_answer(tree, block.node) and not _says_only_that_it_does_not_apply(tree, block)


def _clauses(tree: Tree, applicable: bool) -> Iterator[Block]:
    blocks = tree.of_kind("clause")
    return (block for block in blocks if block.node.body["applicable"] is applicable)


def _own(block: Block) -> list[str]:
    return list(block.node.body["clauses"])


def _numbers_of(block: Block) -> str:
    return ", ".join(numbers(" ".join(_own(block))))


def _reason(block: Block) -> str:
    return plain(block.node.body.get("justification", [])).strip()
