"""Which letters of a text were looked for, and the lines around them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kernel.search.query import Query, Term
from kernel.search.words import Word, words_of

LENGTH: Final = 260  # characters of an excerpt
BEFORE: Final = 4  # the part of it before the first word that was looked for: a quarter


class Piece(NamedTuple):
    """A run of an excerpt; `hit` where it was looked for."""

    text: str
    hit: bool


class Span(NamedTuple):
    """From and until, in characters; `term` counts the terms of the query."""

    start: int
    end: int
    term: int


def spans(text: str, query: Query) -> list[Span]:
    """What to mark, in order and without overlaps; marks that were typed come before others."""
    words = words_of(text)
    where: defaultdict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        where[word.folded].append(at)
    found = {
        (words[at].start, words[at + len(term.words) - 1].end): number
        for number, term in enumerate(query.terms)
        for at in _places(words, where, term)
    }
    kept: list[Span] = []
    for (start, end), number in sorted(found.items(), key=lambda each: (each[0][0], -each[0][1])):
        if not kept or start >= kept[-1].end:
            kept.append(Span(start, end, number))
    return kept


def excerpt(text: str, query: Query, length: int = LENGTH) -> list[Piece]:
    """The lines where most of what was looked for stands, cut between words."""
    marks = spans(text, query)
    start, end = _window(text, marks, length)
    pieces = [Piece("… ", False)] if start else []
    at = start
    for mark in marks:
        if mark.start >= start and mark.end <= end:
            pieces += [
                Piece(text[at : mark.start], False),
                Piece(text[mark.start : mark.end], True),
            ]
            at = mark.end
    pieces.append(Piece(text[at:end], False))
    if end < len(text):
        pieces.append(Piece(" …", False))
    return [Piece(" ".join(p.text.split("\n")), p.hit) for p in pieces if p.text]


def _places(words: Sequence[Word], where: Mapping[str, list[int]], term: Term) -> list[int]:
    """Where the words of a term stand side by side."""
    asked, alone = term.words[0], len(term.words) == 1
    if alone and term.begins:
        begun = [
            at for form, found in where.items() if form.startswith(asked.folded) for at in found
        ]
    else:
        begun = where.get(asked.folded, [])
    folded = [at for at in begun if _stands(words, at, term, exact=False)]
    exact = [at for at in folded if _stands(words, at, term, exact=True)]
    return exact if exact or term.quoted else folded


def _stands(words: Sequence[Word], at: int, term: Term, *, exact: bool) -> bool:
    beside = words[at : at + len(term.words)]
    last = len(term.words) - 1
    return len(beside) > last and all(
        _fits(word, asked, exact=exact, begins=term.begins and n == last)
        for n, (word, asked) in enumerate(zip(beside, term.words, strict=True))
    )


def _fits(word: Word, asked: Word, *, exact: bool, begins: bool) -> bool:
    if exact and asked.has_marks:
        return word.exact == asked.exact
    return word.folded.startswith(asked.folded) if begins else word.folded == asked.folded


def _window(text: str, marks: Sequence[Span], length: int) -> tuple[int, int]:
    """The stretch that shows the most different terms, and of those the first."""
    if len(text) <= length:
        return 0, len(text)
    best = max(
        (mark.start for mark in marks),
        key=lambda at: (_different(marks, at, at + length - length // BEFORE), -at),
        default=0,
    )
    start = max(0, min(best - length // BEFORE, len(text) - length))
    end = min(len(text), start + length)
    shown = [m for m in marks if m.start >= best and m.end <= end]
    if start:
        start = _between(text, start, min([best, *(m.start for m in shown)]), forwards=True)
    if end < len(text):
        end = _between(text, end, max([best, *(m.end for m in shown)]), forwards=False)
    return start, end


def _different(marks: Sequence[Span], start: int, end: int) -> int:
    return len({m.term for m in marks if start <= m.start and m.end <= end})


def _between(text: str, at: int, limit: int, *, forwards: bool) -> int:
    """The next gap between two words before `limit`, or the place itself."""
    gap = text.find(" ", at, limit) if forwards else text.rfind(" ", limit, at)
    return at if gap < 0 else gap + 1 if forwards else gap
