"""Patterns of codes such as `QT.HT.{nn}`, `BM.HT.{nn}.{mm}`, `QT BIS {nn}`, `{type}-{unit}-{nn}`.

A field of n's or m's is a number, printed with at least as many digits as it has letters; {year} is
a year of four digits; {type} and {unit} are short words of letters, digits and &, not digits alone.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _

from kernel.numbering.errors import NumberingError

WORDS: Final = ("type", "unit")
LONGEST: Final = 64
_TOKEN: Final = re.compile(r"\{([^{}]*)\}|([^{}]+)|(.)", re.DOTALL)
_COUNTER: Final = re.compile(r"n{1,4}|m{1,4}")
_LITERAL: Final = re.compile(r"[\w .\-/&]+")
WORD: Final = r"(?=(?:[^\W_]|&)*[^\W\d_])[^\W_](?:(?:[^\W_]|&)*[^\W_])?"


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a pattern: a literal, or a field with its name."""

    text: str
    is_field: bool

    @property
    def width(self) -> int:
        """The least number of digits of a counter, 4 for a year, 0 for anything else."""
        if not self.is_field or self.text in WORDS:
            return 0
        return 4 if self.text == "year" else len(self.text)

    @property
    def regex(self) -> str:
        """What this piece looks like in a code."""
        if not self.is_field:
            return re.escape(self.text)
        if self.text == "year":
            return r"(?P<year>[1-9][0-9]{3})"
        if self.width:
            return rf"(?P<{self.text}>[0-9]{{{self.width}}}|[1-9][0-9]{{{self.width},4}})"
        return rf"(?P<{self.text}>{WORD})"


def nfc(text: str) -> str:
    """Letters composed, as codes are stored."""
    return unicodedata.normalize("NFC", text)


def check_pattern(pattern: str) -> None:
    """Refuse a pattern that could not be printed, or whose codes could be read in two ways."""
    _read(nfc(pattern))


def fields_of(pattern: str) -> list[str]:
    """The names of a pattern's fields, in their order."""
    return [part.text for part in read(pattern) if part.is_field]


def read(pattern: str) -> tuple[Part, ...]:
    """The pieces of a valid pattern."""
    return _read(nfc(pattern))


@cache
def compiled(pattern: str, *, any_case: bool = False) -> re.Pattern[str]:
    """What a code of this pattern looks like."""
    written = "".join(part.regex for part in read(pattern))
    return re.compile(written, re.IGNORECASE if any_case else re.NOFLAG)


@cache
def _read(pattern: str) -> tuple[Part, ...]:
    parts = tuple(_part(token) for token in _TOKEN.finditer(pattern))
    _check_whole(pattern, parts)
    for one, following in pairwise(parts):
        _check_neighbours(one, following)
    return parts


def _check_whole(pattern: str, parts: tuple[Part, ...]) -> None:
    if not 1 <= len(pattern) <= LONGEST or "  " in pattern:
        raise NumberingError(
            _("A pattern has 1 to %(most)s characters, without two spaces in a row.")
            % {"most": LONGEST}
        )
    names = [part.text for part in parts if part.is_field]
    if len(set(names)) < len(names):
        raise NumberingError(_("A field stands twice in the pattern."))
    ends = (parts[0].text[0], parts[-1].text[-1])
    if not all(end.isalnum() for end in ends):
        raise NumberingError(_("A pattern begins and ends with a letter, a digit or a field."))
    literals = "".join(part.text for part in parts if not part.is_field)
    if "type" not in names and not any(character.isalpha() for character in literals):
        raise NumberingError(_("A pattern holds a letter, or the field {type}."))


def _part(token: re.Match[str]) -> Part:
    name, literal, stray = token.groups()
    if stray:
        raise NumberingError(_("A brace in the pattern is not closed or not opened."))
    if literal:
        if not _LITERAL.fullmatch(literal):
            raise NumberingError(
                _("“%(text)s”: a pattern holds letters, digits, spaces and . - / & only.")
                % {"text": literal}
            )
        return Part(literal, is_field=False)
    if name not in WORDS and name != "year" and not _COUNTER.fullmatch(name):
        raise NumberingError(
            _("There is no field {%(name)s}: use {type}, {unit}, {year}, {nn} or {mm}.")
            % {"name": name}
        )
    return Part(name, is_field=True)


def _check_neighbours(one: Part, following: Part) -> None:
    """Two pieces side by side must not be able to lend each other a character."""
    left = one.text[-1] if not one.is_field else "0" if one.width else "A0"
    right = following.text[0] if not following.is_field else "0" if following.width else "A0"
    kinds = {_kind(character) for character in left} & {_kind(character) for character in right}
    if kinds - {""} and (one.is_field or following.is_field):
        raise NumberingError(
            _("Put a sign such as “.” or “-” between “%(one)s” and “%(other)s”.")
            % {"one": one.text, "other": following.text}
        )


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "letter" if character.isalnum() or character == "&" else ""
