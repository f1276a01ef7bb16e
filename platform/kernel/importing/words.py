"""Titles in the forms in which they are compared: bare words, with and without tone marks."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import yaml

_SYNONYMS: Final = Path(__file__).with_name("synonyms.yaml")
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD: Final = re.compile(r"[^\W_]+(?:&[^\W_]+)?")


@lru_cache(4096)
def bare(title: str) -> str:
    """A title in lower case, without brackets and signs, with abbreviations written out."""
    return bare_text(title)


def bare_text(title: str) -> str:
    """The same for a long text, which is not remembered."""
    text = unicodedata.normalize("NFC", title)
    without = _BRACKETS.sub(" ", text)
    words = _WORD.findall(without) or _WORD.findall(text)
    known = _abbreviations()
    return " ".join(known.get(word.upper(), word.lower()) for word in words)


@lru_cache(4096)
def folded(text: str) -> str:
    """Without tone marks and hooks, as somebody types in a hurry or a scanner misreads."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def _abbreviations() -> dict[str, str]:
    data = yaml.safe_load(_SYNONYMS.read_text(encoding="utf-8"))
    return {str(short).upper(): str(long) for short, long in data["abbreviations"].items()}
