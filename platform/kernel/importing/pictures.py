"""Pictures of an imported file: looked at before they are taken, and no larger than paper shows."""

import hashlib
import io
from dataclasses import dataclass
from typing import Final

from PIL import Image

from kernel.pictures import Damaged, load_picture, open_picture

MAX_BYTES: Final = 12 * 2**20  # of one picture as it lies in the file
MAX_COUNT: Final = 200
_SIDE: Final = 2400  # pixels of the longer side
_KEPT: Final = {"PNG": "image/png", "JPEG": "image/jpeg"}
_READ: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be kept: its bytes and what they are."""

    data: bytes
    type: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def looked_at(data: bytes) -> Picture | None:
    """The picture as PNG or JPEG; None where it is damaged, too large, or a drawing of Windows."""
    if not data or len(data) > MAX_BYTES:
        return None
    try:
        picture = load_picture(open_picture(data, _READ))
        kept = picture.format in _KEPT and max(picture.size) <= _SIDE
        return Picture(data, _KEPT[picture.format or ""]) if kept else _redrawn(picture)
    except (Damaged, OSError, ValueError, MemoryError):
        return None


def _redrawn(picture: Image.Image) -> Picture:
    photo = picture.format == "JPEG"
    drawn = picture.convert("RGB" if photo else "RGBA")
    drawn.thumbnail((_SIDE, _SIDE))
    out = io.BytesIO()
    drawn.save(out, "JPEG" if photo else "PNG", quality=88)
    return Picture(out.getvalue(), "image/jpeg" if photo else "image/png")
