"""A stretch of text as tokens: words, tags, marks of emphasis, and characters that are syntax."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kernel.content.inline import UNPRINTABLE


@dataclass(frozen=True, slots=True)
class Words:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    start: int
    end: int
    name: str
    closing: bool
    source: str

    def attribute(self, name: str) -> str:
        """The value of an attribute, "" where it is absent or has none."""
        found = re.search(
            rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", self.source, re.I
        )
        return (
            html.unescape(next((group for group in found.groups() if group), "")) if found else ""
        )

    def has(self, name: str) -> bool:
        """Whether the attribute is written at all."""
        return bool(re.search(rf"\s{name}(?=[\s=/>])", self.source, re.I))


@dataclass(frozen=True, slots=True)
class Toggle:
    """Bold or italic begins or ends here; its signs are syntax."""

    start: int
    end: int
    marks: frozenset[str]


Token = Words | Tag | Toggle

BLOCK_TAGS: Final = frozenset(
    "p div section article aside header footer main nav h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table "
    "thead tbody tfoot tr td th caption blockquote pre hr figure figcaption address form fieldset "
    "html head body title center".split()
)
INLINE_TAGS: Final = frozenset(
    "b strong i em u ins s del strike sub sup span a font small big code mark q cite abbr label br "
    "img input col colgroup wbr".split()
)
KNOWN_TAGS: Final = BLOCK_TAGS | INLINE_TAGS
_RAW: Final = ("script", "style")

_SYNTAX: Final = re.compile(
    r"(?P<comment><!--)"
    r"|(?P<declaration><[!?][^<>]*>)"
    r"|<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)(?:\s[^<>]*|/)?>"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
)


def tokens(source: str, start: int, end: int, *, any_tag: bool) -> Iterator[Token]:
    """Read source[start:end]; without `any_tag` only tags of HTML count, "<năm>" stays words."""
    at = start
    unclosed: set[str] = set()
    while found := _SYNTAX.search(source, at, end):
        yield from words(source, at, found.start())
        at = found.end()
        if found["entity"]:
            yield from _entity(source, found)
        elif found["name"]:
            name = found["name"].lower()
            if not any_tag and name not in KNOWN_TAGS:
                yield from words(source, found.start(), at)
                continue
            yield Tag(found.start(), at, name, bool(found["closing"]), found[0])
            if name in _RAW and not found["closing"]:
                at = _past(source, f"</{name}>", at, end, unclosed) or at
        elif found["comment"]:
            past = _past(source, "-->", at, end, unclosed)
            if not past:
                yield from words(source, found.start(), at)
            at = past or at
        elif not any_tag:
            yield from words(source, found.start(), at)
    yield from words(source, at, end)


def _past(source: str, closing: str, at: int, end: int, unclosed: set[str]) -> int:
    """The offset after the closing sign, 0 if there is none: what never closes hides nothing."""
    if closing in unclosed:
        return 0
    found = re.compile(re.escape(closing).replace(">", r"\s*>"), re.I).search(source, at, end)
    if not found:
        unclosed.add(closing)
    return found.end() if found else 0


def _entity(source: str, found: re.Match[str]) -> Iterator[Words]:
    reads = html.unescape(found[0])
    if reads == found[0] or UNPRINTABLE.search(reads):
        reads = found[0]
    yield Words(found.start(), found.end(), reads)


def words(source: str, start: int, end: int) -> Iterator[Words]:
    """Plain characters; those that no paper can show are syntax."""
    at = start
    for found in UNPRINTABLE.finditer(source, start, end):
        if found.start() > at:
            yield Words(at, found.start(), source[at : found.start()])
        at = found.end()
    if end > at:
        yield Words(at, end, source[at:end])
