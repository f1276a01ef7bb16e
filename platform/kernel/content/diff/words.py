"""Two texts compared word by word."""

import re
from collections.abc import Iterable
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
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    words: list[Word] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            words.append(("=", "".join(before[i:j])))
        else:
            words += [("-", "".join(before[i:j])), ("+", "".join(after[k:m]))]
    return tidy(_without_lone_spaces(words))


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
