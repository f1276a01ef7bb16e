"""Pictures from outside, opened in one place: strictly, and never larger than memory allows."""

import warnings
from collections.abc import Collection
from io import BytesIO
from typing import Final

from PIL import Image, ImageFile

ORIENTATION: Final = 0x0112  # of EXIF: how the camera was held
MOST_DOTS: Final = 50_000_000  # a page at 600 dpi has 35 million
DRAWN: Final = ("PNG", "JPEG")  # what browsers and printed papers show
_BROKEN: Final = (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError)


class Damaged(ValueError):
    """Not a picture of the formats asked for, or one that ends in the middle."""


class TooManyDots(Damaged):
    """A picture that would fill the memory; `size` is its width and height."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(f"{size[0]} × {size[1]}")
        self.size = size


def open_picture(
    data: bytes, formats: Collection[str] = DRAWN, dots: int = MOST_DOTS
) -> Image.Image:
    """A picture whose head was read. Raises Damaged, TooManyDots."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=list(formats))
    except _BROKEN as error:
        raise Damaged from error
    if picture.width * picture.height > dots:
        raise TooManyDots(picture.size)
    return picture


def load_picture(picture: Image.Image) -> Image.Image:
    """The same picture with all its dots. Raises Damaged where its file is cut off."""
    # WeasyPrint tells Pillow, for the whole process, to fill what is missing with grey.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture.load()
    except _BROKEN as error:
        raise Damaged from error
    return picture
