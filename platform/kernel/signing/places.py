"""Where the signatures go on a paper: told by the corners the printing left, else by its end."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyhanko.pdf_utils.reader import PdfFileReader

FROM: Final = "sign-from"  # named places of kernel/printing/templates/printing/_to_sign.html
TO: Final = "sign-to"
OF_SECRETARY: Final = "-secretary"  # behind both names, on a biên bản
POINTS: Final = 72 / 25.4  # in a millimetre
SEAL: Final = 36 * POINTS  # diameter of a seal of a commune (Thông tư 07/2010/TT-BCA)
SEAL_TO_SPACE: Final = 1.5  # in a lower space the seal is smaller, so that it hides no row
WIDEST: Final = 60 * POINTS  # of a handwritten signature
MARGIN: Final = 2 * POINTS
# Without corners, as in an uploaded file: the foot of the last page, right.
FOOT: Final = (110 * POINTS, 12 * POINTS, 190 * POINTS, 39 * POINTS)


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, points from the lower left corner; the first page is 0."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """As PDF wants it, in whole points."""
        return round(self.left), round(self.bottom), round(self.right), round(self.top)


@dataclass(frozen=True, slots=True)
class Places:
    """Of the person and of the agency, as NĐ 30/2020/NĐ-CP, Annex I, components 7c and 8 say.

    Of a biên bản (Mẫu 1.9) also of who wrote it down.
    """

    person: Place
    agency: Place
    secretary: Place | None = None


def find_places(pdf: bytes) -> Places:
    """The person in the middle of the space, the seal over a third of it from the left."""
    reader = PdfFileReader(io.BytesIO(pdf))
    named = _named(reader)
    person = _middle(_space(named) or Place(_pages(reader) - 1, *FOOT))
    beside = _space(named, OF_SECRETARY)
    return Places(person, _seal(person), _middle(beside) if beside else None)


def _middle(space: Place) -> Place:
    middle = (space.left + space.right) / 2
    half = min(space.right - space.left - 2 * MARGIN, WIDEST) / 2
    return Place(space.page, middle - half, space.bottom, middle + half, space.top)


def _seal(person: Place) -> Place:
    across = min(SEAL, SEAL_TO_SPACE * (person.top - person.bottom))
    right = person.left + (person.right - person.left) / 3
    level = (person.top + person.bottom) / 2
    return Place(person.page, right - across, level - across / 2, right, level + across / 2)


def _space(named: Mapping[str, tuple[int, float, float]], whose: str = "") -> Place | None:
    """The room between two corners, if the printing left them."""
    if FROM + whose not in named or TO + whose not in named:
        return None
    (page, left, top), (_same, right, bottom) = named[FROM + whose], named[TO + whose]
    return Place(page, left, bottom + MARGIN / 2, right, top - MARGIN / 2)


def _named(reader: PdfFileReader) -> dict[str, tuple[int, float, float]]:
    """The named places of the file: page, x, y."""
    try:
        pairs = reader.root["/Names"]["/Dests"]["/Names"]
    except KeyError:
        return {}
    numbers = {reader.find_page_for_modification(n)[0].reference: n for n in range(_pages(reader))}
    found = {}
    for at in range(0, len(pairs), 2):
        name, place = str(pairs[at]), pairs[at + 1]
        if name.removesuffix(OF_SECRETARY) in (FROM, TO):
            found[name] = _where(place, numbers)
    return found


def _where(place: Any, numbers: dict[Any, int]) -> tuple[int, float, float]:
    page, _kind, x, y = place.raw_get(0), place[1], place[2], place[3]
    return numbers[page.reference], float(x), float(y)


def _pages(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])
