"""The typefaces of a PDF, and how wide their letters are.

Tinos has the widths of Times New Roman, so what is measured here also holds for DOCX.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

MODULES: Final = Path(__file__).resolve().parents[1] / "ui" / "node_modules"
TINOS: Final = MODULES / "@expo-google-fonts" / "tinos"
FACES: Final = {
    ("normal", "normal"): "400Regular/Tinos_400Regular.ttf",
    ("normal", "italic"): "400Regular_Italic/Tinos_400Regular_Italic.ttf",
    ("bold", "normal"): "700Bold/Tinos_700Bold.ttf",
    ("bold", "italic"): "700Bold_Italic/Tinos_700Bold_Italic.ttf",
}
SYMBOLS: Final = "dejavu-fonts-ttf/ttf/DejaVuSans.ttf"  # ☐ ☑ ✓, which no Times has
MM_PER_POINT: Final = 25.4 / 72
USUAL_WIDTH: Final = 0.5  # of the size: what a letter is taken for where no font is installed


class FontsMissing(RuntimeError):
    """The fonts are not installed: a PDF would fall back to letters without Vietnamese marks."""


def fonts_dir() -> Path:
    """Where Tinos lies: setting or environment CHUAN_FONTS_DIR, else the packages of kernel/ui."""
    named = getattr(settings, "CHUAN_FONTS_DIR", None) or os.environ.get("CHUAN_FONTS_DIR")
    return Path(named) if named else TINOS


def symbols_file() -> Path | None:
    """DejaVu Sans beside Tinos, or None where it is not installed."""
    places = [modules / SYMBOLS for modules in (fonts_dir().parents[1], MODULES)]
    return next((place for place in places if place.is_file()), None)


def font_files() -> dict[tuple[str, str], Path]:
    """The four faces by (weight, style); raises FontsMissing where one is not there."""
    files = {look: fonts_dir() / name for look, name in FACES.items()}
    if missing := [path.name for path in files.values() if not path.is_file()]:
        raise FontsMissing(
            _("The font files %(names)s are not installed in %(folder)s.")
            % {"names": ", ".join(missing), "folder": fonts_dir()}
        )
    return files


def text_width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Width of a line of text, mm; `size` in points."""
    look = ("bold" if bold else "normal", "italic" if italic else "normal")
    widths = _widths(fonts_dir() / FACES[look])
    return sum(widths.get(letter, USUAL_WIDTH) for letter in text) * size * MM_PER_POINT


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The lines a text breaks into within a width in mm; "\\n" always breaks."""
    lines = []
    for line in text.split("\n"):
        words = line.split()
        current = words[0] if words else ""
        for word in words[1:]:
            longer = f"{current} {word}"
            if text_width(longer, size, bold=bold) <= width:
                current = longer
            else:
                lines.append(current)
                current = word
        lines.append(current)
    return lines


def balanced(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The same number of lines as `wrapped`, but none much shorter than the others."""
    lines = wrapped(text, size, width, bold=bold)
    while len(closer := wrapped(text, size, width - 1, bold=bold)) == len(lines):
        if width <= max(text_width(word, size, bold=bold) for word in text.split() or [""]) + 1:
            break
        lines, width = closer, width - 1
    return lines


@lru_cache(maxsize=8)
def _widths(file: Path) -> dict[str, float]:
    """Width of each letter in font sizes; nothing known where the file is missing."""
    if not file.is_file():
        return {}
    with TTFont(file, lazy=True) as font:
        advances, unit = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): advances[name][0] / unit for code, name in font.getBestCmap().items()}
