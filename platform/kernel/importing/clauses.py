"""Which clause of the standard a row speaks of: by title and meaning; the number only helps."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from kernel.importing.likeness import Likeness
from kernel.importing.result import ClauseTitle
from kernel.importing.words import bare, bare_text

_SYNONYMS: Final = Path(__file__).with_name("synonyms.yaml")
_NUMBERS: Final = re.compile(
    r"\s*(?:điều\s+khoản|điều|mục|clause)?\s*"
    r"(?P<first>\d{1,2}(?:\.\d{1,2}){0,3})(?!\d|\.\d)(?:[.:)]|(?=[\s,;&+–-]|[^\W\d_]|$))"
    r"(?P<more>(?:\s*(?:[,;&+–-]|và)\s*\d{1,2}(?:\.\d{1,2}){1,3}[.:)]?)*)\s*",
    re.I,
)

_TITLE: Final = 0.87  # how much the title counts against the printed number
_LIKE: Final = 0.72  # from here on a title is that of the clause
_RATHER: Final = 0.45  # from here on it may be, if the number says so too
_CLOSE: Final = 0.05  # candidates nearer than this are told apart by the text of the row


@dataclass(frozen=True, slots=True)
class Match:
    """The clause chosen for a row, how sure, and what decided."""

    clause: str
    confidence: float
    by: str
    title_score: float
    runner_up: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row's title cell: the printed numbers, and the words after them."""

    printed: str
    others: tuple[str, ...]
    title: str


def heading(text: str) -> Heading:
    """Divide "9.2. Đánh giá nội bộ" into its number and its title."""
    found = _NUMBERS.match(text)
    if not found:
        return Heading("", (), text.strip())
    others = tuple(re.findall(r"\d{1,2}(?:\.\d{1,2})+", found["more"]))
    return Heading(found["first"], others, text[found.end() :].strip(" .:–-"))


class Matcher:
    """Knows the clauses of one edition and everything agencies call them."""

    def __init__(self, clauses: Sequence[ClauseTitle]) -> None:
        self.numbers = [clause.number for clause in clauses]
        self._order = {number: at for at, number in enumerate(self.numbers)}
        known = _synonyms()
        by_number = {clause.number: clause for clause in clauses}
        self._names = {
            clause.number: _names(_titled(clause, by_number), known) for clause in clauses
        }
        self._likeness = Likeness(self._names)
        self._known: dict[tuple[str, str], Match | None] = {}
        self._meaning = {
            clause.number: known.meaning.get(bare(clause.title_vi), ()) for clause in clauses
        }

    def __contains__(self, number: str) -> bool:
        return number in self._order

    def may_be_number(self, printed: str) -> bool:
        """Whether a printed number is one of this standard, or at least of one of its chapters."""
        return printed.split(".")[0] in self._order

    def scores(self, title: str) -> Mapping[str, float]:
        """How like a title is to any name of each clause, 0 to 1."""
        return self._likeness.scores(title)

    def best(self, text: str, *, body: str = "", after: str = "") -> Match | None:
        """The clause of a row with this title cell and this text, following the clause `after`."""
        if body:
            return self._best(text, body, after)
        if (text, after) not in self._known:
            self._known[text, after] = self._best(text, "", after)
        return self._known[text, after]

    def _best(self, text: str, body: str, after: str) -> Match | None:
        row = heading(text)
        scores = self.scores(row.title)
        totals = {
            number: self._total(number, scores[number], row, after) for number in self.numbers
        }
        ranked = sorted(self.numbers, key=lambda number: -totals[number])[:6]
        if not ranked:
            return None
        if body and len(ranked) > 1 and self._unclear(ranked, scores, totals):
            said = bare_text(body)
            for number in ranked:
                totals[number] += 0.2 * self._reads_like(said, number)
            ranked.sort(key=lambda number: -totals[number])
        return self._decided(ranked, scores, totals, row)

    def better_by_text(self, body: str, number: str) -> str:
        """Another clause that the text of a row clearly speaks of instead, "" if none."""
        text = bare_text(body)
        if not self._meaning[number] or self._reads_like(text, number) > 0:
            return ""
        likely = {other: self._reads_like(text, other) for other in self.numbers}
        best = max(likely, key=lambda other: likely[other])
        return best if likely[best] >= 0.5 and len(self._meaning[best]) > 2 else ""

    def _reads_like(self, text: str, number: str) -> float:
        """The share of the phrases a clause usually speaks in that the text has, 0 to 1."""
        phrases = self._meaning[number]
        return sum(phrase in text for phrase in phrases) / len(phrases) if phrases else 0.0

    def _unclear(
        self, ranked: list[str], scores: Mapping[str, float], totals: Mapping[str, float]
    ) -> bool:
        return scores[ranked[0]] < _LIKE or totals[ranked[0]] - totals[ranked[1]] < _CLOSE

    def _total(self, number: str, score: float, row: Heading, after: str) -> float:
        follows = self._follows(number, after)
        if not row.printed:
            return score + 0.1 * follows
        depth = 0.1 if (row.printed.count(".") == 0) != (number.count(".") == 0) else 0.0
        return _TITLE * score + (1 - _TITLE) * _nearness(row.printed, number) - depth + follows / 30

    def _follows(self, number: str, after: str) -> float:
        """1 for the clause right after the one before, less for one further on."""
        if not after or after not in self._order:
            return 0.0
        steps = self._order[number] - self._order[after]
        return 1.0 if steps == 1 else 0.3 if 1 < steps < 8 else 0.0

    def _decided(
        self,
        ranked: list[str],
        scores: Mapping[str, float],
        totals: Mapping[str, float],
        row: Heading,
    ) -> Match | None:
        first = self._as_printed(ranked[0], row.printed)
        second = ranked[1] if len(ranked) > 1 else ""
        margin = totals[ranked[0]] - totals[second] if second else 1.0
        sure = min(1.0, totals[ranked[0]]) * (0.85 + 0.15 * min(1.0, margin / 0.1))
        if scores[first] >= _LIKE:
            by = "title"
        elif row.printed in self._order and scores[row.printed] >= _RATHER - 0.25:
            first, by, sure = row.printed, "number", 0.35 + 0.3 * scores[row.printed]
        elif row.printed in self._order and first == row.printed:
            by, sure = "number", 0.3
        elif totals[first] >= _LIKE and not row.printed:
            by = "meaning"
        else:
            return None
        return Match(first, round(sure, 2), by, round(scores[first], 2), second)

    def _as_printed(self, chosen: str, printed: str) -> str:
        """A clause without a title of its own (6.2.1) is known by its number."""
        same = printed in self._order and self._names[printed] == self._names[chosen]
        return printed if same and printed.startswith(f"{chosen}.") else chosen


@dataclass(frozen=True, slots=True)
class _Synonyms:
    titles: Mapping[str, tuple[str, ...]]
    meaning: Mapping[str, tuple[str, ...]]


@cache
def _synonyms() -> _Synonyms:
    data: dict[str, Any] = yaml.safe_load(_SYNONYMS.read_text(encoding="utf-8"))
    return _Synonyms(
        {bare(title): tuple(map(bare, names)) for title, names in data["titles"].items()},
        {bare(title): tuple(map(bare, phrases)) for title, phrases in data["meaning"].items()},
    )


def _titled(clause: ClauseTitle, by_number: Mapping[str, ClauseTitle]) -> ClauseTitle:
    """A clause without a title of its own (6.2.1) is known by that of its parent."""
    while bare(clause.title_vi) in ("", bare(clause.number)) and clause.parent in by_number:
        clause = by_number[clause.parent]
    return clause


def _names(clause: ClauseTitle, known: _Synonyms) -> tuple[str, ...]:
    title = bare(clause.title_vi)
    return tuple(filter(None, (title, *known.titles.get(title, ()), bare(clause.title_en))))


def _nearness(printed: str, number: str) -> float:
    """How near a printed number is to a real one: 1 the same, 0 another chapter."""
    if printed == number:
        return 1.0
    one, other = printed.split("."), number.split(".")
    if one[: len(other)] == other or other[: len(one)] == one:
        return 0.7
    if one[:-1] == other[:-1] and len(one) > 1:
        return 0.35
    return 0.2 if one[0] == other[0] else 0.0
