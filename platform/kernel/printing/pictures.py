"""Pictures as paper shows them: their size on the page, and no more pixels than that asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps

from kernel.pictures import ORIENTATION, Damaged, load_picture, open_picture

SHARPEST: Final = 200  # dots an inch; NĐ 30/2020, article 25 asks no more of a digitised paper
ON_SCREEN: Final = 96  # dots an inch of a picture that says nothing of its width
TALLEST: Final = 190.0  # mm; with its caption a picture still fits on one page
MOST_DOTS: Final = 80_000_000  # unpacked a quarter of a gigabyte; more is not opened
WORTH_PACKING: Final = 400_000  # bytes; a larger PNG is a photograph
MM_PER_INCH: Final = 25.4


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made ready for paper; width and height in mm."""

    data: bytes
    media_type: str
    width: float
    height: float


def picture(body: Mapping[str, Any], images: Mapping[str, bytes], room: float) -> Picture | None:
    """The picture of a block within a width in mm; None if its file is missing or unreadable."""
    data = images.get(body["file"])
    if data is None:
        return None
    try:
        with open_picture(data, dots=MOST_DOTS) as opened:
            return _made_ready(opened, data, body, room)
    except (Damaged, OSError, ValueError):
        return None


def _made_ready(opened: Image.Image, data: bytes, body: Mapping[str, Any], room: float) -> Picture:
    across, down = opened.size
    if opened.getexif().get(ORIENTATION, 1) >= 5:  # taken with the camera upright
        across, down = down, across
    width, height = _size(across, down, body.get("width"), room)
    dots = (_dots(width), _dots(height))
    if across <= dots[0] and len(data) <= WORTH_PACKING and _is_plain(opened):
        load_picture(opened)
        return Picture(data, str(Image.MIME[opened.format or ""]), width, height)
    opened.draft("RGB", dots)  # a JPEG is unpacked only as far as paper needs
    load_picture(opened)
    seen = _on_white(ImageOps.exif_transpose(opened))
    if seen.width > dots[0]:
        seen = seen.resize(dots, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return Picture(*_written(seen, str(opened.format)), width, height)


def _size(across: int, down: int, share: int | None, room: float) -> tuple[float, float]:
    width = room * share / 100 if share else min(room, across / ON_SCREEN * MM_PER_INCH)
    height = width * down / across
    if height > TALLEST:
        width, height = width * TALLEST / height, TALLEST
    return round(width, 2), round(height, 2)


def _dots(millimetres: float) -> int:
    return max(1, round(millimetres / MM_PER_INCH * SHARPEST))


def _is_plain(opened: Image.Image) -> bool:
    """Whether a file can go onto paper as it is: upright, grey or in colours, nothing shines
    through."""
    return (
        opened.mode in ("RGB", "L")
        and "transparency" not in opened.info
        and opened.getexif().get(ORIENTATION, 1) == 1
    )


def _on_white(seen: Image.Image) -> Image.Image:
    if seen.mode in ("RGB", "L") and "transparency" not in seen.info:
        return seen
    if "A" not in seen.mode and "transparency" not in seen.info:
        return seen.convert("RGB")
    layered = seen.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper


def _written(seen: Image.Image, kind: str) -> tuple[bytes, str]:
    """A drawing stays sharp as PNG; a photograph is a tenth as large as JPEG."""
    if kind == "PNG":
        packed = BytesIO()
        seen.save(packed, "PNG")
        if packed.tell() <= WORTH_PACKING:
            return packed.getvalue(), "image/png"
    packed = BytesIO()
    seen.save(packed, "JPEG", quality=85)
    return packed.getvalue(), "image/jpeg"
