"""Names of agencies as people search and order them, and short enough for a row of the heat map."""

import re
import unicodedata
from typing import Final

# Vietnamese dictionary order: first the letters, then the tones of equal letters.
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_LETTER_MARKS: Final = ("\u0302", "\u0306", "\u031b")
_NUMBER: Final = re.compile(r"\d+")


def plain(text: str) -> str:
    """Lower case without tone marks and letter marks: what a quick typist writes."""
    letters = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())


def sort_key(name: str) -> str:
    """Text that sorts byte by byte as a Vietnamese reader expects; numbers sort by their value."""
    padded = _NUMBER.sub(lambda found: found[0].zfill(6), name.casefold())
    letters, tones = [], []
    for letter, tone in map(_split, unicodedata.normalize("NFC", " ".join(padded.split()))):
        at = _ALPHABET.find(letter)
        letters.append(chr(ord("A") + at) if at >= 0 and letter else letter)
        tones.append(str(tone))
    return "".join(letters) + "\t" + "".join(tones)


def _split(character: str) -> tuple[str, int]:
    """The letter of the alphabet, and its tone from 0 (level) to 5 (heavy)."""
    marks = unicodedata.normalize("NFD", character)
    tone = next((n for n, mark in enumerate(_TONES, start=1) if mark in marks), 0)
    kept = [m for m in marks if not unicodedata.combining(m) or m in _LETTER_MARKS]
    return unicodedata.normalize("NFC", "".join(kept)), tone


def label_of(name: str, province: str) -> str:
    """The name without what every agency here has in it: "UBND phường X" is "Phường X"."""
    short = name.removeprefix("UBND ").removesuffix(f" tỉnh {province}").strip()
    return short[:1].upper() + short[1:] if short else name
