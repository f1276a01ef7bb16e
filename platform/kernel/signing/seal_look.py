"""The red seal as it is drawn over the signature of a person (NĐ 30/2020, Annex I, component 8).

Drawn as lines: letters need no font in the file, and the paper shines through.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import BaseStamp, BaseStampStyle

from kernel.printing.fonts import font_files

RED: Final = "0.80 0.05 0.08"
RINGS: Final = ((0.985, 0.03), (0.90, 0.012), (0.56, 0.012))  # radius and width, of the radius
LETTERS: Final = 0.17  # height of the largest letters, of the radius
BASELINE: Final = 0.665
OPEN: Final = 50.0  # degrees at the foot that the name leaves free
ROUND: Final = 0.5523  # of the radius: a circle as four curves


@dataclass(frozen=True)
class SealLook(BaseStampStyle):
    """A round seal with the name of the agency; pyHanko asks it for what to draw."""

    name: str = ""

    def create_stamp(
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]
    ) -> "SealStamp":
        return SealStamp(writer=writer, style=self, box=box)


class SealStamp(BaseStamp):
    """What is drawn into the field."""

    style: SealLook

    def render(self) -> bytes:
        width, height = float(self.box.width), float(self.box.height)
        return " ".join(drawn(self.style.name, width, height)).encode()


def drawn(name: str, width: float, height: float) -> Iterator[str]:
    """The operators that draw it in a field of this size, points."""
    radius = min(width, height) / 2
    yield f"q {RED} RG {RED} rg 1 0 0 1 {width / 2:.2f} {height / 2:.2f} cm"
    for share, line in RINGS:
        yield f"{line * radius:.2f} w {_circle(share * radius)} S"
    yield f"{_star(0.36 * radius)} f"
    yield from _around(name.upper(), radius)
    yield "Q"


def _circle(r: float) -> str:
    k = ROUND * r
    return (
        f"{r:.2f} 0 m {r:.2f} {k:.2f} {k:.2f} {r:.2f} 0 {r:.2f} c"
        f" {-k:.2f} {r:.2f} {-r:.2f} {k:.2f} {-r:.2f} 0 c"
        f" {-r:.2f} {-k:.2f} {-k:.2f} {-r:.2f} 0 {-r:.2f} c"
        f" {k:.2f} {-r:.2f} {r:.2f} {-k:.2f} {r:.2f} 0 c h"
    )


def _star(r: float) -> str:
    inner = 0.382 * r
    points = [
        (
            (r, inner)[n % 2] * math.sin(n * math.pi / 5),
            (r, inner)[n % 2] * math.cos(n * math.pi / 5),
        )
        for n in range(10)
    ]
    (x, y), *rest = points
    return f"{x:.2f} {y:.2f} m " + " ".join(f"{x:.2f} {y:.2f} l" for x, y in rest) + " h"


def _around(name: str, radius: float) -> Iterator[str]:
    """The name along the ring, from the left foot over the top to the right."""
    font = TTFont(font_files()["bold", "normal"])
    glyphs, letters = font.getGlyphSet(), font.getBestCmap()
    unit, track = font["head"].unitsPerEm, BASELINE * radius
    shown = [glyphs[letters[ord(letter)]] for letter in name if ord(letter) in letters]
    whole = sum(glyph.width for glyph in shown) / unit
    room = math.radians(360 - OPEN) * track
    size = min(LETTERS * radius, room / whole) if whole else 0
    turn = whole * size / track / 2
    for glyph in shown:
        wide = glyph.width / unit * size / track
        turn -= wide / 2
        cos, sin = math.cos(turn), math.sin(turn)
        x, y = -sin * track, cos * track
        pen = _Operators(glyphs)
        glyph.draw(pen)
        scale, back = size / unit, glyph.width / 2
        yield f"q {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.2f} {y:.2f} cm"
        yield f"{scale:.5f} 0 0 {scale:.5f} {-back * scale:.2f} 0 cm {' '.join(pen.drawn)} f Q"
        turn -= wide / 2


class _Operators(BasePen):  # type: ignore[misc]
    """The outline of a letter as operators of PDF; the names of its methods are given."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.drawn: list[str] = []

    def _moveTo(self, to: Any) -> None:  # noqa: N802
        self.drawn.append(f"{to[0]:.0f} {to[1]:.0f} m")

    def _lineTo(self, to: Any) -> None:  # noqa: N802
        self.drawn.append(f"{to[0]:.0f} {to[1]:.0f} l")

    def _curveToOne(self, one: Any, two: Any, to: Any) -> None:  # noqa: N802
        sides = (one[0], one[1], two[0], two[1], to[0], to[1])
        self.drawn.append(" ".join(f"{side:.0f}" for side in sides) + " c")

    def _closePath(self) -> None:  # noqa: N802
        self.drawn.append("h")
