"""Two texts compared word by word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal

Sign = Literal["=", "+", "-"]
Word = tuple[Sign, str]

TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")


def compare_words(old: str, new: str) -> list[Word]:
    """Stretches of text that stayed ("="), went ("-") or came ("+"), in reading order.

    What stayed and came, joined, is the new text; what stayed and went is the old one.
    """
    if old == new:
        return [("=", old)] if old else []
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    words: list[Word] = [("=", "".join(before[:head]))]
    words += _between(before[head : len(before) - tail], after[head : len(after) - tail])
    words.append(("=", "".join(before[len(before) - tail :])))
    return tidy(_without_lone_spaces([word for word in words if word[1]]))


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many words both begin with: most of a text that was edited, and told apart at once."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))


def _between(before: Sequence[str], after: Sequence[str]) -> Iterator[Word]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            yield "=", "".join(before[i:j])
        else:
            yield "-", "".join(before[i:j])
            yield "+", "".join(after[k:m])


def tidy(words: Iterable[Word]) -> list[Word]:
    """Stretches joined: no two alike beside each other, none empty, what went before what came."""
    tidied: list[Word] = []
    for changed, stretch in groupby(words, key=lambda word: word[0] != "="):
        together = list(stretch)
        for sign in ("-", "+") if changed else ("=",):
            if text := "".join(text for own, text in together if own == sign):
                tidied.append((sign, text))
    return tidied


def _without_lone_spaces(words: list[Word]) -> list[Word]:
    """A space that stayed between two changes belongs to them, so that phrases read as phrases."""
    joined: list[Word] = []
    for index, (sign, text) in enumerate(words):
        if sign == "=" and text.isspace() and "\n" not in text and 0 < index < len(words) - 1:
            joined += [("-", text), ("+", text)]
        else:
            joined.append((sign, text))
    return joined
