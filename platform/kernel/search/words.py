"""Words as they are indexed and asked for: with their marks and without them, at one position.

PostgreSQL's own parser is not asked: it takes “QT.HT.04” for a host and “05/QĐ-UBND” for a path.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from kernel.alphabet import plain

LONGEST: Final = 64  # characters of a word; what is longer is no word of a language
AROUND: Final = "~"  # begins a word that stands not in the text but over it; no word has it
SOMEWHERE: Final = "="  # begins a word that stands somewhere in the record
MOST_SOMEWHERE: Final = 600_000  # bytes of them; a `tsvector` holds a megabyte
_WORD: Final = re.compile(r"[^\W_]+")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")


class Word(NamedTuple):
    """A word and where it stands; `exact` keeps the marks, wherever the tone was placed."""

    start: int
    end: int
    folded: str
    exact: str

    @property
    def has_marks(self) -> bool:
        return self.exact != self.folded


def words_of(text: str) -> list[Word]:
    """The words of an NFC text in their order."""
    return [
        Word(found.start(), found.end(), *_forms(found.group()[:LONGEST]))
        for found in _WORD.finditer(text)
    ]


def fold(text: str) -> list[str]:
    """The same without marks, in lower case."""
    return [word.folded for word in words_of(unicodedata.normalize("NFC", text))]


def compact(code: str) -> str:
    """A code as one word: “QT.HT.04”, “QT HT 04” and “qtht04” are the same."""
    return "".join(fold(code))


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[str, str]:
    """Without marks, and with them: “hoà” and “hòa” are one word, so the tone comes last."""
    letters = unicodedata.normalize("NFD", word.casefold())
    tones = "".join(sorted(c for c in letters if c in _TONES))
    return plain(word), "".join(c for c in letters if c not in _TONES) + tones


def vector(text: str, around: str = "", also: Iterable[str] = ()) -> str:
    """The words of a text as a `tsvector`; those of `around` and `also` are counted as over it.

    Both forms of a word share its position, so a phrase may mix them.
    """
    at: defaultdict[str, list[int]] = defaultdict(list)
    for position, word in enumerate(words_of(text), start=1):
        for form in {word.folded, word.exact}:
            at[form].append(position)
    over = {AROUND + word for word in (*fold(around), *also)}
    told = [f"'{_quoted(form)}':{','.join(map(str, found))}" for form, found in at.items()]
    return " ".join([*told, *(f"'{_quoted(form)}'" for form in sorted(over))])


def somewhere(words: Iterable[str]) -> str:
    """All words of a record, without marks, as a `tsvector`; of far too many the longest fall."""
    kept, left = [], MOST_SOMEWHERE
    for word in sorted(set(words), key=lambda each: (len(each), each)):
        left -= len(word.encode()) + len(SOMEWHERE)
        if left < 0:
            break
        kept.append(f"'{_quoted(SOMEWHERE + word)}'")
    return " ".join(kept)


def _quoted(lexeme: str) -> str:
    return lexeme.replace("\\", "\\\\").replace("'", "''")
