"""Names as people here order and search them: by the Vietnamese alphabet, tone marks or none."""

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


def name_key(name: str) -> tuple[str, str]:
    """People are called, and listed, by their given name: the last word comes first."""
    return sort_key(name.split()[-1] if name.split() else ""), sort_key(name)
