"""How Vietnamese administrative documents number and mark their parts."""

import re
from dataclasses import dataclass
from typing import Final

from kernel.importing.pieces import Para, plain

LONGEST_HEADING: Final = 160  # characters
_SHORT: Final = 100

_PART: Final = re.compile(r"(?:phần|chương|part|chapter)\s+(?:[ivxl]{1,6}|\d{1,2}|[a-z])\b", re.I)
_APPENDIX: Final = re.compile(
    r"(?:phụ\s+lục|annex|appendix)\b(?P<number>\s*(?:số\s*)?(?:[ivxl]{1,6}|\d{1,2}|[a-z])\b)?", re.I
)
_ROMAN: Final = re.compile(r"[IVXL]{1,6}\s*[.)/:-]\s*(?=\S)")
_NUMBER: Final = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<dot>[.)]?)\s*(?=[^\W\d_])")

BULLET: Final = re.compile(
    r"\s*(?P<sign>[-+•●▪■◦○–—·➢✓\uf0b7\uf0a7\uf0d8\uf0fc\uf02d])(?:\s+(?=\S)|(?=[^\W\d_]))"
)
ORDERED: Final = re.compile(r"\s*(?P<sign>\d{1,2})\.\s+(?=\S)")
LETTERED: Final = re.compile(r"\s*(?P<sign>[a-zđ])\)\s+(?=\S)")
ALPHABET: Final = "abcdđeghiklmnopqrstuvxy"  # the points of Vietnamese law, as printing counts them

FORM_CODE: Final = re.compile(r"\b(?:BM|MB|PL|F)(?:[.\-][A-Z0-9Đ]{1,8})+\b")
PAGE_NUMBER: Final = re.compile(
    r"\s*(?:trang\s*)?[-–]?\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Label:
    """How a line is numbered: kind "part", "appendix", "roman", "number" or "", and how deep."""

    kind: str
    depth: int = 0
    number: str = ""


def label(text: str) -> Label:
    """The numbering at the beginning of a line."""
    text = text.lstrip()
    if _PART.match(text):
        return Label("part", 1)
    if (found := _APPENDIX.match(text)) and (found["number"] or found[0].isupper()):
        return Label("appendix", 1)
    if _ROMAN.match(text):
        return Label("roman", 1)
    if (found := _NUMBER.match(text)) and (found["dot"] or "." in found["number"]):
        return Label("number", found["number"].count(".") + 1, found["number"])
    return Label("")


def unlabelled(text: str) -> str:
    """A heading without its numbering: the title alone, "" where there is none."""
    text = text.strip()
    for pattern in (_PART, _APPENDIX, _ROMAN, _NUMBER):
        if found := pattern.match(text):
            return text[found.end() :].strip(" .:–-—)/")
    return text


def is_bold(para: Para) -> bool:
    """Whether every word of the paragraph is bold."""
    words = [piece for piece in para.pieces if piece.text.strip()]
    return bool(words) and all("bold" in piece.marks for piece in words)


def is_shouted(text: str) -> bool:
    """Whether a line is written in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 2 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def looks_like_heading(para: Para) -> bool:
    """Whether a paragraph is a heading, whatever its level."""
    text = plain(para.pieces).strip()
    if para.bullet or len(text) > LONGEST_HEADING:
        return False
    if para.level:
        return True
    found = label(text)
    if found.kind in ("part", "appendix"):
        return not text.endswith((";", ",", "."))
    if found.kind == "roman":
        return is_shouted(text) or is_bold(para) or len(text) <= _SHORT
    if found.kind == "number":
        return is_bold(para) or (
            len(text) <= _SHORT and not text.endswith((".", ";", ",", "…", "/"))
        )
    return False
