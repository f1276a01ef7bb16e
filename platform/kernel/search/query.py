"""What a person typed, read as words that must all occur; whatever is typed can be read."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kernel.search.words import AROUND, SOMEWHERE, Word, compact, words_of

LONGEST: Final = 200  # characters that are read of what was typed
MOST: Final = 12  # terms
_PIECE: Final = re.compile(r'"([^"]*)"|([^\s"]+)')
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„«»", '"'))


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side: one word, a code, or what was put in quotes.

    In quotes the marks that were typed must be there; elsewhere they only come first.
    """

    words: tuple[Word, ...]
    begins: bool = False  # the last word may go on
    quoted: bool = False

    def phrase(self, *, exact: bool = False) -> str:
        """As a part of a `tsquery`, side by side."""
        forms = [w.exact if exact or self.quoted else w.folded for w in self.words]
        goes_on = self.begins and not (exact and self.words[-1].has_marks)
        told = " <-> ".join(f"'{form}'" for form in forms) + (":*" if goes_on else "")
        return f"({told})" if len(forms) > 1 else told

    def anywhere(self, *, exact: bool = False) -> str:
        """The same words wherever they stand, which the index tells without looking at the text."""
        return self.phrase(exact=exact).replace(" <-> ", " & ")

    def around(self) -> str:
        """The same over the text: in title, code and headings."""
        return self._marked(AROUND)

    def somewhere(self) -> str:
        """The same anywhere in the record."""
        return self._marked(SOMEWHERE)

    def _marked(self, mark: str) -> str:
        told = " & ".join(f"'{mark}{word.folded}'" for word in self.words)
        return f"({told}{':*' if self.begins else ''})"


@dataclass(frozen=True)
class Query:
    """The terms, and how the database is asked for them (texts of `tsquery`)."""

    text: str
    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @cached_property
    def has_marks(self) -> bool:
        return any(word.has_marks for term in self.terms for word in term.words)

    def passages(self, *, exact: bool = False, loose: bool = False) -> str:
        """Texts that hold every term, some of them perhaps only in what stands over the text.

        `loose` lets the words of a term stand apart.
        """
        inside = [
            term.anywhere(exact=exact) if loose else term.phrase(exact=exact) for term in self.terms
        ]
        if len(self.terms) == 1:
            return inside[0]
        somewhere = [
            said if term.quoted else f"({said} | {term.around()})"
            for term, said in zip(self.terms, inside, strict=True)
        ]
        return f"{' & '.join(somewhere)} & ({' | '.join(inside)})"

    def records(self) -> str:
        """Records that hold every term, each in another place perhaps; "" where none is asked for.

        What is put in quotes must stand in one place, so it is not looked for apart.
        """
        if len(self.terms) < 2 or any(term.quoted for term in self.terms):
            return ""
        return " & ".join(term.somewhere() for term in self.terms)

    def adjacent(self) -> Term:
        """All that was typed, side by side."""
        words = tuple(word for term in self.terms for word in term.words)
        return Term(words, self.terms[-1].begins, any(term.quoted for term in self.terms))

    def heads(self, *, exact: bool = False) -> str:
        """Codes and titles; there every word may go on."""
        return " & ".join(
            Term(term.words, not term.quoted, term.quoted).phrase(exact=exact)
            for term in self.terms
        )

    @cached_property
    def code(self) -> str:
        """As a pattern of compact codes (LIKE), "" where none can be meant."""
        if any(term.quoted for term in self.terms):
            return ""
        parts = [compact(part) for part in self.text.split("*")]
        pattern = "%".join(parts)
        if len("".join(parts)) < 2:
            return ""
        return pattern if pattern.endswith("%") else f"{pattern}%"


def read(typed: str) -> Query:
    """Every text can be read; one without any word looks for nothing."""
    text = unicodedata.normalize("NFC", typed[:LONGEST]).translate(_QUOTES)
    terms: list[Term] = []
    for found in _PIECE.finditer(text):
        quoted = found[1] is not None
        said = found[1] if quoted else found[2]
        goes_on = not quoted and (said.endswith("*") or found.end() == len(text))
        if words := tuple(words_of(said)):
            terms.append(Term(words, goes_on, quoted))
    return Query(text.strip(), tuple(terms[:MOST]))
