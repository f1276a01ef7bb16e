"""Lines of a text by their looks: rules, headings, tables with tabs or bars, items of lists."""

import re
from typing import Final

Line = tuple[int, int]

HEADING: Final = re.compile(r"[ ]{0,3}(?P<signs>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE: Final = re.compile(r"[ ]{0,3}(?:={3,}|-{3,})[ \t]*$")
RULE: Final = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|={3,})[ \t]*$")
FENCE: Final = re.compile(r"[ ]{0,3}(?:```|~~~)[^`]*$")
QUOTE: Final = re.compile(r"[ ]{0,3}>[ \t]?")
STAR: Final = re.compile(r"(?P<indent>[ \t]*)\*[ \t]+(?=\S)")
ITEM: Final = re.compile(
    r"(?P<indent>[ \t]*)(?:[-+•●▪■◦○–—·➢✓](?=[ \t]|[^\W\d_])|\d{1,2}(?:\.\d{1,2})*[.)](?=\s)"
    r"|\(\d{1,2}\)|[a-zđ]\)(?=\s))"
)
BAR_RULE: Final = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
RULE_CELL: Final = re.compile(r"[ \t]*:?[-=]+:?[ \t]*$")
ONLY_SIGN: Final = re.compile(
    r"[ \t]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[-+•–]|[IVXLC]{1,6}[.)]|[a-zđ][.)])[ \t]*$"
)
_SENTENCE_END: Final = (".", ";", ":", "!", "?", "”", '"')
_WRAPPED: Final = 50  # characters: a shorter line was ended on purpose


def split(source: str) -> list[Line]:
    """The lines as offsets, without their ends."""
    found, start = [], 0
    while (end := source.find("\n", start)) >= 0:
        found.append((start, end))
        start = end + 1
    return [*found, (start, len(source))]


def cells(source: str, line: Line, separator: str) -> list[Line]:
    """The parts of a line between separators; bars at its ends and escaped bars do not divide."""
    start, end = line
    if separator == "|":
        inner = source[start:end]
        start += len(inner) - len(inner.lstrip(" \t"))
        start += source[start:end].startswith("|")
        trimmed = source[start:end].rstrip(" \t")
        end = start + len(trimmed) - (trimmed.endswith("|") and not trimmed.endswith("\\|"))
    found, at = [], start
    for place in range(start, end):
        if source[place] == separator and not (separator == "|" and source[place - 1] == "\\"):
            found.append((at, place))
            at = place + 1
    return [*found, (at, end)]


def goes_on(before: str, after: str, *, open_signs: bool) -> bool:
    """Whether a line is the rest of the one before, which only the width of the page ended."""
    if open_signs or after.lstrip()[:1].islower():
        return True
    before = before.rstrip()
    if before.endswith(_SENTENCE_END) and not before.endswith(("...", "…")):
        return False
    return len(before) >= _WRAPPED
