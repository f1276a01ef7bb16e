"""The inline signs of Markdown within words: **bold**, *italic*, escapes, links and pictures."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kernel.importing.readers.tokens import Tag, Toggle, Token, Words

_SIGN: Final = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+.!|<>~-])"
    r"|(?P<picture>!?)\[(?P<label>[^\[\]\n]{0,500})\]\((?P<target>[^()\s]{0,2000})\)"
    r"|(?P<sign>\*{1,3}|__)"
)
_MARKS: Final = {
    "*": frozenset({"italic"}),
    "**": frozenset({"bold"}),
    "__": frozenset({"bold"}),
    "***": frozenset({"bold", "italic"}),
}


@dataclass(slots=True)
class _Sign:
    """Stars that may turn out to be emphasis, once their partner is found."""

    start: int
    end: int
    text: str
    paired: bool = False
    lost: bool = False  # ends a line in bold of which the beginning was lost


def with_emphasis(source: str, given: list[Token]) -> list[Token]:
    """The same tokens with the signs of Markdown taken out of the words."""
    found = [part for token in given for part in _parts(source, token)]
    _pair([part for part in found if isinstance(part, _Sign)], source)
    return [_settled(part) for part in found]


def _settled(part: Token | _Sign) -> Token:
    if not isinstance(part, _Sign):
        return part
    if part.lost:
        return Toggle(part.start, part.end, frozenset())
    if part.paired:
        return Toggle(part.start, part.end, _MARKS[part.text])
    return Words(part.start, part.end, part.text)


def _parts(source: str, token: Token) -> Iterator[Token | _Sign]:
    if not isinstance(token, Words) or token.end - token.start != len(token.text):
        yield token
        return
    at = token.start
    while sign := _SIGN.search(source, at, token.end):
        if sign.start() > at:
            yield Words(at, sign.start(), source[at : sign.start()])
        if sign["sign"]:
            yield _Sign(sign.start(), sign.end(), sign["sign"])
        elif sign["escaped"]:
            yield Words(sign.start() + 1, sign.end(), sign["escaped"])
        else:
            yield from _link(source, sign)
        at = sign.end()
    if at < token.end:
        yield Words(at, token.end, source[at : token.end])


def _link(source: str, sign: re.Match[str]) -> Iterator[Token]:
    """A link reads "label (target)"; of a picture only its label is text."""
    if sign["picture"]:
        yield Tag(sign.start(), sign.start("label"), "img", False, "<img>")
    if sign["label"]:
        yield Words(*sign.span("label"), sign["label"])
    if not sign["picture"] and sign["target"]:
        yield Words(sign.end("label"), sign.start("target"), " (")
        yield Words(sign.start("target"), sign.end(), source[sign.start("target") : sign.end()])


def _pair(signs: list[_Sign], source: str) -> None:
    waiting: dict[str, list[_Sign]] = {}
    for sign in signs:
        before = source[sign.start - 1] if sign.start else " "
        after = source[sign.end] if sign.end < len(source) else "\n"
        opens, closes = _flanks(after, before), _flanks(before, after)
        if closes and waiting.get(sign.text):
            sign.paired = waiting[sign.text].pop().paired = True
        elif opens:
            waiting.setdefault(sign.text, []).append(sign)
        elif len(sign.text) == 2 and after == "\n":
            sign.lost = True


def _flanks(inner: str, outer: str) -> bool:
    """Whether a sign may stand at this end of a word (CommonMark, delimiter runs)."""
    if inner.isspace():
        return False
    return not _punctuation(inner) or outer.isspace() or _punctuation(outer)


def _punctuation(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"
