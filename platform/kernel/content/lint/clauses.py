"""Rules about the answers to the standard: which clauses exist, and that each is answered."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from django.utils.translation import gettext as _

from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.tree import Tree, quote
from kernel.content.nodes import Node, inlines

_NUMBER: Final = r"\d{1,2}(?:\.\d{1,2})"
_LINK: Final = r"\s*(?:,|;|&|–|-|và|đến)\s*"
_PRINTED: Final = re.compile(
    rf"\s*(?:Điều(?:\s+khoản)?\s+)?({_NUMBER}*(?:{_LINK}{_NUMBER}*)*)[.:)]?(?=\s|$)", re.IGNORECASE
)
_CITED: Final = re.compile(
    rf"(?<!\w)điều(?:\s+khoản)?(?:\s+số)?\s+({_NUMBER}+(?:{_LINK}{_NUMBER}+)*)", re.IGNORECASE
)
_ALONE: Final = re.compile(rf"{_NUMBER}*")
_BLANK: Final = re.compile(r"[\s.…_|▢-]*")


@rule("clause_not_in_edition", "error", "TCVN ISO 9001")
def clauses_exist(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """Every clause that is answered, linked or cited exists in the edition."""
    if facts.clauses is None:
        return
    for block in tree.blocks:
        linked = [run["clause"] for text in inlines(block.node) for run in text if "clause" in run]
        cited = [number for found in _CITED.finditer(block.prose) for number in numbers(found[1])]
        for number in [*block.node.body.get("clauses", []), *linked, *cited]:
            if number not in facts.clauses and not _is_part(number, facts):
                sentence = _("There is no clause %(number)s in this edition of the standard.")
                yield Hit(block.node.id, sentence % {"number": number}, number)


@rule("printed_number", "error", "7.5.2")
def the_printed_number_is_the_clause(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """The number in the title is that of the clause, of a paragraph of it, or of all it answers."""
    for block in tree.of_kind("clause"):
        body = block.node.body
        found = _PRINTED.match(body["title"])
        for number in numbers(found[1]) if found else []:
            own = body["clauses"]
            if not (
                number in own or _is_part_of(number, own, facts) or _is_whole(number, own, facts)
            ):
                sentence = _("The title prints %(printed)s, but this answers clause %(clause)s.")
                clause = ", ".join(_titled(number, facts) for number in body["clauses"])
                yield Hit(block.node.id, sentence % {"printed": number, "clause": clause}, number)


@rule("empty_clause", "error", "4.4")
def answers_are_not_empty(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """A clause that applies says how, itself or by the clauses below it."""
    answered = _answered(tree)
    for block in tree.of_kind("clause"):
        body = block.node.body
        if body["applicable"] and not has_answer(tree, block.node):
            if not any(_has_below(number, answered) for number in body["clauses"]):
                sentence = _("Clause %(number)s has no answer.")
                yield Hit(block.node.id, sentence % {"number": ", ".join(body["clauses"])})


@rule("missing_clause", "error", "4.4")
def every_leaf_is_answered(tree: Tree, facts: LintFacts) -> Iterator[Hit]:
    """A manual answers every clause of the edition; merged answers count for all they name."""
    answered = _answered(tree)
    if not answered or facts.clauses is None:
        return
    for number in facts.clauses if facts.leaves is None else facts.leaves:
        if facts.leaves is None and _has_below(number, facts.clauses):
            continue
        if not _is_covered(number, answered):
            sentence = _("Clause %(clause)s is missing.")
            yield Hit("", sentence % {"clause": _titled(number, facts)}, number)


@rule("clause_answered_twice", "warning", "7.5.2")
def no_clause_is_answered_twice(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """Two answers to one clause will contradict each other some day; 6.2.1 and 6.2.2 are two."""
    seen: Counter[str] = Counter()
    for block in tree.of_kind("clause"):
        own = block.node.body["clauses"]
        for number in _paragraphs(block.node) or own:
            seen[number] += 1
            if seen[number] == 2:
                sentence = _("Clause %(number)s is answered a second time here.")
                yield Hit(block.node.id, sentence % {"number": number}, number)


def numbers(text: str) -> list[str]:
    """The clause numbers in a list such as “8.5.1, 8.5.2 và 8.5.6”."""
    return _ALONE.findall(text)


def has_answer(tree: Tree, clause: Node) -> bool:
    """Whether anything is said below a clause; dots and dashes say nothing."""
    return not _BLANK.fullmatch(tree.answer(clause))


def _paragraphs(clause: Node) -> list[str]:
    """The printed numbers, where they all lie below the clause."""
    found = _PRINTED.match(clause.body["title"])
    printed = numbers(found[1]) if found else []
    below = all(_is_below(number, clause.body["clauses"]) for number in printed)
    return printed if below else []


def _is_part(number: str, facts: LintFacts) -> bool:
    if facts.parts is not None:
        return number in facts.parts
    clauses = facts.clauses or {}
    above = number.rpartition(".")[0]
    return above in clauses and not _has_below(above, clauses)


def _is_part_of(number: str, own: Collection[str], facts: LintFacts) -> bool:
    known = facts.clauses is None or (number not in facts.clauses and _is_part(number, facts))
    return known and _is_below(number, own)


def _is_whole(number: str, own: Collection[str], facts: LintFacts) -> bool:
    """Whether the clauses are all that stands below the number: 8.3 printed on 8.3.1 to 8.3.6."""
    every = facts.leaves or facts.clauses or own
    below = [leaf for leaf in every if _is_below(leaf, [number]) and not _has_below(leaf, every)]
    return bool(below) and all(leaf in own for leaf in below)


def _is_below(number: str, others: Collection[str]) -> bool:
    return any(number.startswith(f"{other}.") for other in others)


def _answered(tree: Tree) -> set[str]:
    return {number for block in tree.of_kind("clause") for number in block.node.body["clauses"]}


def _has_below(number: str, others: Collection[str]) -> bool:
    return any(other.startswith(f"{number}.") for other in others)


def _is_covered(number: str, answered: Collection[str]) -> bool:
    """By itself, by what stands below it, or by a clause above it that is answered as one."""
    if number in answered or _has_below(number, answered):
        return True
    above = number.rpartition(".")[0]
    return bool(above) and not _has_below(above, answered) and _is_covered(above, answered)


def _titled(number: str, facts: LintFacts) -> str:
    title = (facts.clauses or {}).get(number)
    return f"{number} ({quote(title)})" if title else number
