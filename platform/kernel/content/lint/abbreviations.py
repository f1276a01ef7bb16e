"""Rules about abbreviations: one thing has one of them, and one of them is written in one way."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from kernel.content.lint.rules import Hit, LintFacts, rule
from kernel.content.lint.tree import Block, Tree

_SHORT: Final = re.compile(r"(?<![\w./&-])[A-ZĐ]{4,12}(?![\w/&]|-[A-ZĐ0-9])")
_MEANS: Final = re.compile(
    r"(?P<long>[^\W\d_][^().;:\n“”\"]{5,120}?)\s*\((?:sau\s+đây\s+)?(?:gọi|viết)\s+(?:tắt\s+)?là\s*:?\s*"
    r"[“\"]?(?P<short>[^\W\d_]{2,12})[”\"]?\)",
    re.IGNORECASE,
)
_CAPITALS: Final = re.compile(r"[A-ZĐ]{4,}")


@rule("abbreviation_in_two_forms", "warning", "7.5.2")
def abbreviations_have_one_form(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """“CQHCNN” and “CQHCCNN” in one document are one thing written in two ways."""
    seen: Counter[str] = Counter()
    first: dict[str, Block] = {}
    for block in tree.blocks:
        for short in _SHORT.findall(_without_capitals(block.prose)):
            seen[short] += 1
            first.setdefault(short, block)
    for rare, usual in _alike(seen):
        sentence = _("“%(rare)s” and “%(usual)s” look like one abbreviation: write it in one way.")
        yield Hit(first[rare].node.id, sentence % {"rare": rare, "usual": usual}, rare)


@rule("abbreviated_in_two_ways", "warning", "7.5.2")
def things_have_one_abbreviation(tree: Tree, _facts: LintFacts) -> Iterator[Hit]:
    """What is to be called HTQLCL is not to be called QLCL somewhere else."""
    given: dict[str, str] = {}
    for block in tree.blocks:
        for found in _MEANS.finditer(block.prose):
            words, short = _last_words(found["long"]), found["short"]
            before = given.setdefault(words, short)
            if before != short:
                sentence = _("“%(words)s” is called %(before)s above and %(short)s here.")
                told = {"words": words, "before": before, "short": short}
                yield Hit(block.node.id, sentence % told, short)


def _without_capitals(text: str) -> str:
    """Lines all in capitals hold no abbreviations that could be told from words."""
    return "\n".join(line for line in text.split("\n") if line != line.upper())


def _alike(seen: Counter[str]) -> Iterator[tuple[str, str]]:
    """Pairs of which one has a letter more, the rarer first; linear in the number of words."""
    for longer in seen:
        shorter = {longer[:at] + longer[at + 1 :] for at in range(len(longer))}
        for other in sorted(shorter & seen.keys()):
            if len(other) >= 4 and other[0] == longer[0]:
                rare, usual = sorted((longer, other), key=lambda word: (seen[word], word))
                yield rare, usual


def _last_words(text: str) -> str:
    """The thing itself stands right before the bracket: at most its last five words."""
    return " ".join(text.casefold().split()[-5:])
