"""How like two titles are: letters for the scanner's mistakes, rare words for the meaning."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from kernel.importing.words import bare, folded

_SAME_WORD: Final = 74  # per cent: "sáuh" is still "sách"
_SHORT_WORD: Final = 3  # letters: shorter words are the same only if they are equal
_CLOSER_LOOK: Final = 12  # names that are compared word by word: the others are too far off
_SORTED: Final = 0.97  # how good a match is when only the order of the words differs


class Likeness:
    """Compares titles with the names of clauses, knowing which words tell these apart.

    "ra" and "vào" do, "của" does not.
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._names = [(name, folded(name), key) for key, group in names.items() for name in group]
        titles = [set(folded(" ".join(group)).split()) for group in names.values()]
        seen = Counter(word for words in titles for word in words)
        self._rare = {word: math.log(1 + len(titles) / count) for word, count in seen.items()}
        self._unknown = math.log(1 + len(titles))
        self._nothing = dict.fromkeys(names, 0.0)
        self._known: dict[str, dict[str, float]] = {}

    def scores(self, title: str) -> Mapping[str, float]:
        """How like a title is to the nearest name of each clause: 0 to 1, 1 when equal."""
        wanted = bare(title)
        if wanted not in self._known:
            self._known[wanted] = self._scored(wanted) if wanted else self._nothing
        return self._known[wanted]

    def _scored(self, title: str) -> dict[str, float]:
        plain = folded(title)
        letters = [(_letters(plain, other), name, other, key) for name, other, key in self._names]
        letters.sort(reverse=True)
        best = dict(self._nothing)
        for place, (like, name, other, key) in enumerate(letters):
            words = self._words(plain, other) if place < _CLOSER_LOOK else 0.0
            marks = fuzz.ratio(title, name) / 100
            score = min(0.99, 0.55 * like + 0.1 * marks + 0.35 * words)
            best[key] = max(best[key], 1.0 if name == title else score)
        return best

    def _words(self, one: str, other: str) -> float:
        """The weight of the words both have against the weight of all, rare words weighing more."""
        left, right = Counter(one.split()), Counter(other.split())
        shared = left & right
        both = 2 * sum(self._weight(word) * count for word, count in shared.items())
        rest = list((right - shared).elements())
        for word in (left - shared).elements():
            twin = next((other for other in rest if _same_word(word, other)), None)
            if twin is not None:
                rest.remove(twin)
                both += self._weight(word) + self._weight(twin)
        total = sum(self._weight(word) for word in (*left.elements(), *right.elements()))
        return both / total if total else 0.0

    def _weight(self, word: str) -> float:
        return self._rare.get(word, self._unknown)


def _letters(one: str, other: str) -> float:
    return max(fuzz.ratio(one, other), _SORTED * fuzz.token_sort_ratio(one, other)) / 100


@lru_cache(16_384)
def _same_word(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORT_WORD:
        return False
    return fuzz.ratio(one, other) >= _SAME_WORD
